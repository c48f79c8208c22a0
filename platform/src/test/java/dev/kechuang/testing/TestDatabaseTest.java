package dev.kechuang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void theApplicationsRoleOwnsNothing() {
        try (var database = TestDatabase.create()) {
            assertThat(database.jdbc()
                            .sql(
                                    "SELECT current_user || count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'kc_app'")
                            .query(String.class)
                            .single())
                    .isEqualTo("kc_app0");
        }
    }
}
