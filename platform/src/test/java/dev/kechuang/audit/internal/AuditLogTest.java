package dev.kechuang.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An entry is kept with the change it tells of, or neither is; nobody changes one. */
class AuditLogTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    static final Viewer OFFICER = new Viewer(
            UUID.randomUUID(), "王敏", Set.of(Role.COUNTY_OFFICER), null, UUID.randomUUID(), "区科技局", List.of("320505"));

    private final JdbcAuditLog log = new JdbcAuditLog(DATABASE.jdbc());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.application()));

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static int count(String action) {
        return DATABASE.jdbc()
                .sql("SELECT count(*) FROM audit.entry WHERE action = :action")
                .param("action", action)
                .query(Integer.class)
                .single();
    }

    @Test
    void anEntryNeedsTheTransactionOfTheChange() {
        assertThatThrownBy(() -> log.append(OFFICER, AuditEvent.of("test.alone", "thing", 1, "x")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.appendSystem("job", AuditEvent.of("test.alone", "thing", 1, "x")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatRollsBackLeavesNoEntry() {
        transaction.executeWithoutResult(status -> {
            log.append(OFFICER, AuditEvent.of("test.rollback", "thing", 1, "x"));
            status.setRollbackOnly();
        });
        assertThat(count("test.rollback")).isZero();
    }

    @Test
    void personsThePublicAndThePlatformWriteEntries() {
        transaction.executeWithoutResult(status -> {
            log.append(
                    OFFICER,
                    AuditEvent.of("test.who", "thing", 1, "苏州某公司")
                            .changed("name", "旧", "新")
                            .with(Map.of("k", "v")));
            log.append(Viewer.PUBLIC, AuditEvent.of("test.who", "thing", 2, "x"));
            log.appendSystem("nightly", AuditEvent.of("test.who", "thing", 3, "x".repeat(900)));
        });
        assertThat(DATABASE.jdbc()
                        .sql(
                                "SELECT origin || ':' || actor_name FROM audit.entry WHERE action = 'test.who' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("person:王敏", "public:", "system:nightly");
    }

    @Test
    void manyEntriesAtOnceStandInTheirOrderAndWaitForTheChain() {
        var many = java.util.stream.IntStream.range(0, 2_500)
                .mapToObj(i ->
                        AuditEvent.of("test.many", "thing", i, "第" + i + "家").with(Map.of("n", i)))
                .toList();
        assertThatThrownBy(() -> log.appendAll(OFFICER, many)).isInstanceOf(IllegalStateException.class);
        transaction.executeWithoutResult(status -> log.appendAll(OFFICER, many));
        assertThat(DATABASE.jdbc()
                        .sql("SELECT subject || details FROM audit.entry WHERE action = 'test.many'"
                                + " AND actor_name = '王敏' AND origin = 'person' ORDER BY at, id")
                        .query(String.class)
                        .list())
                .containsExactlyElementsOf(many.stream()
                        .map(event -> event.subject() + "{\"n\":" + event.subject() + "}")
                        .toList());
        assertThat(DATABASE.jdbc()
                        .sql("SELECT count(*) FROM audit.unsealed JOIN audit.entry e ON e.id = entry"
                                + " WHERE e.action = 'test.many'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2_500);
    }

    @Test
    void nobodyChangesAnEntry() {
        transaction.executeWithoutResult(status -> log.append(OFFICER, AuditEvent.of("test.kept", "thing", 1, "x")));
        for (String forgery : List.of(
                "UPDATE audit.entry SET label = 'y'",
                "DELETE FROM audit.entry",
                "TRUNCATE audit.entry CASCADE",
                "DELETE FROM audit.unsealed",
                "INSERT INTO audit.chain (position, entry, hash) SELECT 1, id, sha256('') FROM audit.entry LIMIT 1",
                "INSERT INTO audit.entry (at, origin, actor_name, action, subject_type, subject, label, details)"
                        + " VALUES (now(), 'system', 'x', 'a.b', 't', 's', 'l', '{}')")) {
            assertThatThrownBy(() -> DATABASE.jdbc().sql(forgery).update())
                    .as(forgery)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        for (String forgery : List.of("UPDATE audit.entry SET label = 'y'", "DELETE FROM audit.entry")) {
            assertThatThrownBy(() -> DATABASE.owner().sql(forgery).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }
}
