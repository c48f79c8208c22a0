package dev.kechuang.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ChangedOrganisationsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final ChangedStore changed = new ChangedStore(DATABASE.jdbc());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.application()));

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void nothingWaits() {
        DATABASE.owner().sql("DELETE FROM registry.changed").update();
    }

    @Test
    void anOrganisationThatIsEnteredOrChangedIsNotedOnceForTheTaker() {
        UUID one = enter("91320500MA1KC00014", "苏州一号测试有限公司");
        DATABASE.owner()
                .sql("UPDATE registry.organisation SET scale = 'small' WHERE id = :id")
                .param("id", one)
                .update();
        assertThat(changed.waiting()).isEqualTo(2);
        assertThat(changed.take(10)).containsExactly(one);
        assertThat(changed.take(10)).isEmpty();
    }

    @Test
    void whatATransactionTookWaitsOnWhenItFails() {
        UUID one = note();
        transaction.executeWithoutResult(status -> {
            assertThat(changed.take(10)).containsExactly(one);
            status.setRollbackOnly();
        });
        assertThat(changed.take(10)).containsExactly(one);
    }

    @Test
    void twoWhoTakeAtOnceTakeDifferentOnes() throws Exception {
        var noted = new ArrayList<UUID>();
        for (int i = 0; i < 200; i++) noted.add(note());
        var taken = new ArrayList<UUID>();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var both = new ArrayList<Future<List<UUID>>>();
            for (int thread = 0; thread < 2; thread++) {
                both.add(pool.submit(() -> {
                    var mine = new ArrayList<UUID>();
                    for (int round = 0; round < 20; round++) {
                        mine.addAll(transaction.execute(status -> changed.take(10)));
                    }
                    return mine;
                }));
            }
            for (var one : both) taken.addAll(one.get());
        }
        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(noted);
    }

    private static UUID note() {
        UUID id = UUID.randomUUID();
        DATABASE.owner()
                .sql("INSERT INTO registry.changed (organisation) VALUES (:id)")
                .param("id", id)
                .update();
        return id;
    }

    private static UUID enter(String code, String name) {
        return DATABASE.owner()
                .sql("""
                        INSERT INTO registry.organisation (status, kind, region, name_key, search_text, credit_code, name,
                            created_at, updated_at, tokens)
                        VALUES ('pending', 'enterprise', '320505', 'x', 'x', :code, :name, now(), now(), '{}')
                        RETURNING id
                        """)
                .param("code", code)
                .param("name", name)
                .query(UUID.class)
                .single();
    }
}
