package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.FundFixture.TODAY;
import static dev.kechuang.fund.internal.FundFixture.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.Ledger.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

/** What the database itself refuses, whoever asks, and what many at once may do. */
class LedgerTest {

    private static final FundFixture FUND = new FundFixture();

    @AfterAll
    static void close() {
        FUND.close();
    }

    private static long account(UUID line, AccountKind kind) {
        return FUND.ledger.accounts(line, null).id(kind);
    }

    private static Entry entry(String key, Leg... legs) {
        return new Entry(key, key + List.of(legs), Kind.BUDGET, TODAY, "test/" + key, "", List.of(legs));
    }

    private static Ledger.Result post(Entry entry) {
        return FUND.ledger.post(FUND.officer, entry);
    }

    @Test
    void aPostingThatDoesNotBalanceIsRefused() {
        UUID line = FUND.line(100);
        long available = account(line, AccountKind.AVAILABLE);
        long funding = account(line, AccountKind.FUNDING);

        assertThatThrownBy(() -> post(entry("unbalanced", new Leg(available, 500), new Leg(funding, -400))))
                .hasMessageContaining("does not balance");
        assertThat(FUND.read(line).available()).isEqualTo(yuan(100));
        FUND.everythingHolds();
    }

    @Test
    void aPostingThatBalancesOverTwoLinesButNotInEachIsRefused() {
        UUID one = FUND.line(100);
        UUID other = FUND.line(100);

        assertThatThrownBy(() -> post(entry(
                        "crossing",
                        new Leg(account(one, AccountKind.AVAILABLE), -500),
                        new Leg(account(other, AccountKind.AVAILABLE), 500))))
                .hasMessageContaining("2 books out of balance");
    }

    @Test
    void aPostingWithoutLegsIsRefusedToTheOwnerToo() {
        assertThatThrownBy(() -> FUND.database.owner().sql("""
                                INSERT INTO fund.posting
                                    (key, content, kind, business_date, reference, legs, posted_name)
                                VALUES ('empty', sha256('empty'), 'budget', '2026-01-01', 'test', 2, 'owner')""").update()).hasMessageContaining("0 of 2 legs");
    }

    @Test
    void postingsAreNeitherChangedNorTakenAwayNorAddedTo() {
        UUID line = FUND.line(100);
        var owner = FUND.database.owner();
        for (String sql : List.of(
                "UPDATE fund.posting SET memo = 'other'",
                "DELETE FROM fund.posting",
                "TRUNCATE fund.leg",
                "UPDATE fund.leg SET amount_fen = 1",
                "DELETE FROM fund.leg",
                "UPDATE fund.account SET balance = 0",
                "UPDATE fund.account SET kind = 'available' WHERE kind = 'surrendered'",
                "DELETE FROM fund.account")) {
            assertThatThrownBy(() -> owner.sql(sql).update()).as(sql).isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() -> owner.sql("""
                        INSERT INTO fund.leg (posting, account, amount_fen)
                        SELECT posting, (SELECT id FROM fund.account WHERE line = :line AND kind = 'surrendered'), 5
                        FROM fund.leg WHERE account = :account LIMIT 1""")
                        .param("line", line)
                        .param("account", account(line, AccountKind.AVAILABLE))
                        .update())
                .hasStackTraceContaining("no more legs");
        FUND.everythingHolds();
    }

    @Test
    void theApplicationPostsByTheFunctionAndInNoOtherWay() {
        for (String sql : List.of(
                "INSERT INTO fund.posting (key) VALUES ('x')",
                "INSERT INTO fund.leg (account) VALUES (1)",
                "UPDATE fund.account SET balance = 1",
                "INSERT INTO fund.account (line, kind, balance) SELECT id, 'paid', 5 FROM fund.budget_line LIMIT 1",
                "DELETE FROM fund.allocation")) {
            assertThatThrownBy(() -> FUND.jdbc.sql(sql).update())
                    .as(sql)
                    .isInstanceOf(BadSqlGrammarException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void aKeyStandsForOneContent() {
        UUID line = FUND.line(100);
        var first = entry(
                "once",
                new Leg(account(line, AccountKind.FUNDING), -300),
                new Leg(account(line, AccountKind.AVAILABLE), 300));

        var posted = (Ledger.Posted) post(first);
        assertThat(post(first)).isEqualTo(new Ledger.There(posted.posting()));
        assertThat(post(new Entry("once", "other", Kind.BUDGET, TODAY, "test", "", first.legs())))
                .isEqualTo(new Ledger.OtherContent(posted.posting()));
        assertThat(FUND.read(line).budget()).isEqualTo(yuan(103));
    }

    @Test
    void theSameKeyFromManyThreadsPostsOnce() throws Exception {
        UUID line = FUND.line(100);
        var entry = entry(
                "raced",
                new Leg(account(line, AccountKind.FUNDING), -700),
                new Leg(account(line, AccountKind.AVAILABLE), 700));

        List<Ledger.Result> results = together(32, thread -> post(entry));

        assertThat(results.stream().filter(Ledger.Posted.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Ledger.There.class::isInstance)).hasSize(31);
        assertThat(FUND.read(line).budget()).isEqualTo(yuan(107));
    }

    @Test
    void of64AfterTheLastYuanOneWins() throws Exception {
        UUID line = FUND.line(1);

        List<Ledger.Result> results = together(
                64,
                thread -> post(entry(
                        "last/" + thread,
                        new Leg(account(line, AccountKind.AVAILABLE), -100),
                        new Leg(account(line, AccountKind.SURRENDERED), 100))));

        assertThat(results.stream().filter(Ledger.Posted.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Ledger.Short.class::isInstance)).hasSize(63);
        assertThat(FUND.read(line).available().fen()).isZero();
        FUND.everythingHolds();
    }

    @Test
    void crossingAccountsNeverWaitForOneAnother() throws Exception {
        UUID line = FUND.line(1_000_000);
        long available = account(line, AccountKind.AVAILABLE);
        long surrendered = account(line, AccountKind.SURRENDERED);
        List<Long> own = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var allocation = FUND.reserve(line, 1000);
            own.add(FUND.ledger.accounts(line, allocation.id()).id(AccountKind.RESERVED));
        }

        List<Integer> posted = together(16, thread -> {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(thread);
            int done = 0;
            for (int i = 0; i < 60; i++) {
                long one = own.get(random.nextInt(own.size()));
                long sum = 1 + random.nextInt(100);
                Leg[] legs = random.nextBoolean()
                        ? new Leg[] {new Leg(available, -sum), new Leg(one, sum)}
                        : random.nextBoolean()
                                ? new Leg[] {new Leg(one, -sum), new Leg(surrendered, sum)}
                                : new Leg[] {
                                    new Leg(surrendered, -sum), new Leg(one, sum / 2), new Leg(available, sum - sum / 2)
                                };
                // A deadlock would be an exception.
                if (post(entry("cross/" + thread + "/" + i, legs)) instanceof Ledger.Posted) done++;
            }
            return done;
        });

        assertThat(posted.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(400);
        FUND.everythingHolds();
    }

    private interface ByThread<T> {
        T run(int thread) throws Exception;
    }

    /** Runs it on many threads that start at the same moment. */
    private static <T> List<T> together(int threads, ByThread<T> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<T>>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                Callable<T> task = () -> {
                    start.await();
                    return work.run(thread);
                };
                running.add(pool.submit(task));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : running) results.add(one.get());
            return results;
        }
    }
}
