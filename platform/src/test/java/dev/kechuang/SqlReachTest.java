package dev.kechuang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlReachTest {

    @Test
    void seesReadsAndWritesOfAnotherModulesTables() {
        assertThat(SqlReach.violations("portal", "SELECT 1 FROM registry.organisation o JOIN identity.account a"))
                .containsExactly("registry.organisation", "identity.account");
        assertThat(SqlReach.violations("portal", "INSERT INTO audit.entry VALUES (1)"))
                .containsExactly("audit.entry");
    }

    @Test
    void letsPublishedViewsAndOwnTablesPass() {
        assertThat(SqlReach.violations(
                        "registry", "FROM registry.organisation JOIN pack.published_region r USING (code)"))
                .isEmpty();
    }
}
