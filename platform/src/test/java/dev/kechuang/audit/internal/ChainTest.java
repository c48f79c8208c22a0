package dev.kechuang.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain holds every committed entry, and gives away whoever touches one. */
class ChainTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path directory;

    private TestDatabase database;
    private TransactionTemplate transaction;
    private JdbcAuditLog log;
    private ChainSealing sealing;
    private DayHeads heads;
    private ChainCheck check;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        var transactions = new JdbcTransactionManager(database.application());
        transaction = new TransactionTemplate(transactions);
        log = new JdbcAuditLog(database.jdbc());
        sealing = new ChainSealing(database.jdbc(), transactions);
        heads = new DayHeads(
                database.jdbc(),
                Clock.system(ZONE),
                new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class),
                directory.toString(),
                List.of(),
                "");
        check = new ChainCheck(database.jdbc(), transactions, heads);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(int number) {
        transaction.executeWithoutResult(status -> log.append(
                AuditLogTest.OFFICER,
                AuditEvent.of("test.change", "thing", number, "事项" + number).changed("name", "旧", "新" + number)));
    }

    /** Past every guard, as only a superuser can. */
    private void tamper(String sql) {
        for (String table : List.of("entry", "chain", "head")) {
            database.owner()
                    .sql("ALTER TABLE audit." + table + " DISABLE TRIGGER ALL")
                    .update();
        }
        database.owner().sql(sql).update();
    }

    private UUID entryAt(int position) {
        return database.jdbc()
                .sql("SELECT entry FROM audit.chain WHERE position = :position")
                .param("position", position)
                .query(UUID.class)
                .single();
    }

    @Test
    void sealedEntriesFormAChainThatHolds() {
        for (int i = 0; i < 12; i++) append(i);
        assertThat(sealing.run()).isEqualTo(12);
        assertThat(sealing.run()).isZero();
        append(12);
        assertThat(sealing.run()).isEqualTo(1);
        var result = check.check();
        assertThat(result.checked()).isEqualTo(13);
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void theHashIsSm3() {
        // GB/T 32905-2016, A.1: SM3("abc").
        var digest = new org.bouncycastle.crypto.digests.SM3Digest();
        digest.update("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 3);
        byte[] hash = new byte[32];
        assertThat(digest.doFinal(hash, 0)).isEqualTo(32);
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void anEntryThatCommitsLateIsSealedLateAndNeverForgotten() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var opened = new CountDownLatch(1);
            var commit = new CountDownLatch(1);
            Future<?> early = threads.submit((Callable<Void>) () -> {
                transaction.executeWithoutResult(status -> {
                    log.append(AuditLogTest.OFFICER, AuditEvent.of("test.early", "thing", 1, "先写后交"));
                    opened.countDown();
                    try {
                        commit.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                return null;
            });
            opened.await();
            append(2);
            assertThat(sealing.run()).isEqualTo(1);
            commit.countDown();
            early.get();
            assertThat(sealing.run()).isEqualTo(1);
            assertThat(entryAt(2)).isLessThan(entryAt(1));
            assertThat(check.check().violations()).isEmpty();
        }
    }

    @Test
    void severalSealersAndWritersMakeOneChain() throws Exception {
        try (var threads = Executors.newFixedThreadPool(6)) {
            var all = new ArrayList<Future<?>>();
            for (int t = 0; t < 3; t++) {
                int thread = t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) append(thread * 100 + i);
                }));
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        var unused = sealing.run();
                    }
                }));
            }
            for (var one : all) one.get();
        }
        var unused = sealing.run();
        var result = check.check();
        assertThat(result.checked()).isEqualTo(120);
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        for (int i = 0; i < 8; i++) append(i);
        var unused = sealing.run();
        UUID changed = entryAt(4);
        tamper("UPDATE audit.entry SET details = replace(details, '旧', '新') WHERE id = '" + changed + "'");
        assertThat(check.check().violations())
                .singleElement()
                .asString()
                .contains(changed.toString(), "position 4", "is not what was sealed");
    }

    @Test
    void aRemovedEntryIsNamed() {
        for (int i = 0; i < 8; i++) append(i);
        var unused = sealing.run();
        UUID removed = entryAt(5);
        tamper("DELETE FROM audit.entry WHERE id = '" + removed + "'");
        assertThat(check.check().violations()).containsExactly("entry " + removed + " at position 5 is gone");
    }

    @Test
    void aRemovedLinkIsNamed() {
        for (int i = 0; i < 8; i++) append(i);
        var unused = sealing.run();
        UUID removed = entryAt(3);
        tamper("DELETE FROM audit.chain WHERE position = 3");
        assertThat(check.check().violations())
                .containsExactly(
                        "position 3 of the chain is missing",
                        "entry " + removed + " is neither in the chain nor waiting for it");
    }

    @Test
    void anEntryThatSlippedPastTheQueueIsNamed() {
        append(1);
        database.owner().sql("DELETE FROM audit.unsealed").update();
        assertThat(check.check().violations()).singleElement().asString().contains("neither in the chain nor waiting");
    }

    @Test
    void aRewrittenLinkBreaksTheNextOne() {
        for (int i = 0; i < 8; i++) append(i);
        var unused = sealing.run();
        tamper("UPDATE audit.chain SET hash = sha256('forged') WHERE position = 6");
        assertThat(check.check().violations())
                .hasSize(2)
                .anySatisfy(
                        violation -> assertThat(violation).contains(entryAt(6).toString()))
                .anySatisfy(
                        violation -> assertThat(violation).contains(entryAt(7).toString()));
    }

    @Test
    void whoeverRewritesTheWholeChainIsGivenAwayByAHeadThatLeftTheMachine() throws Exception {
        for (int i = 0; i < 5; i++) append(i);
        var sealed = sealing.run();
        assertThat(sealed).isEqualTo(5);
        tamper("UPDATE audit.chain SET sealed_at = sealed_at - interval '2 days'");
        heads.run();
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .allMatch(name -> name.matches("audit-head-\\d{4}-\\d\\d-\\d\\d\\.txt"));
        }
        heads.run();
        assertThat(check.check().violations()).isEmpty();

        // An entry is changed, the chain is computed anew from there, and the heads in the database are changed too.
        tamper("UPDATE audit.entry SET label = '改写' WHERE id = '" + entryAt(2) + "'");
        database.owner().sql("DELETE FROM audit.head_sent").update();
        database.owner().sql("DELETE FROM audit.head").update();
        database.owner().sql("DELETE FROM audit.chain").update();
        database.owner()
                .sql("INSERT INTO audit.unsealed SELECT id FROM audit.entry")
                .update();
        assertThat(sealing.run()).isEqualTo(5);
        assertThat(check.check().violations())
                .hasSize(2)
                .allSatisfy(violation -> assertThat(violation).contains("position 5 is not what the head of"));
    }

    @Test
    void aDayThatIsNotOverHasNoHead() {
        append(1);
        var unused = sealing.run();
        assertThatThrownBy(() -> database.jdbc()
                        .sql("SELECT audit.write_heads(current_date + 5, 'Asia/Shanghai')")
                        .query(Integer.class)
                        .single())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("not over");
        heads.run();
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM audit.head")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
