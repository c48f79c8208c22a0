package dev.kechuang.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.TestDatabase;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Figures are exact at every moment while writers write and the job seals and folds. */
class FiguresUnderWritersTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String KIND = "test.busy";
    private static final List<String> REGIONS = List.of("320505", "320506", "320507");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(DATABASE.application());
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final JdbcRecords records = new JdbcRecords(jdbc);
    private final Sealing sealing = new Sealing(jdbc);
    private final JdbcFigures figures = new JdbcFigures(jdbc, sealing);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static NewRecord random(Random random, String key, List<UUID> organisations) {
        return new NewRecord(
                KIND,
                LocalDate.of(2024, 1, 1).plusDays(random.nextInt(900)),
                REGIONS.get(random.nextInt(3)),
                random.nextInt(4) == 0 ? "320591" : null,
                random.nextInt(10) == 0 ? null : organisations.get(random.nextInt(organisations.size())),
                Map.of("industry", "C" + random.nextInt(4)),
                1 + random.nextInt(3),
                random.nextInt(100_000),
                "thing/" + key,
                key);
    }

    @Test
    void figuresAreExactWhileRecordsAreWrittenReversedSealedAndFolded() throws Exception {
        var organisations = new ArrayList<UUID>();
        for (int i = 0; i < 40; i++) organisations.add(UUID.randomUUID());
        var writing = new AtomicBoolean(true);
        var compared = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(9)) {
            var writers = new ArrayList<Future<?>>();
            for (int w = 0; w < 5; w++) {
                int writer = w;
                writers.add(threads.submit((Callable<Void>) () -> {
                    var random = new Random(writer);
                    for (int i = 0; i < 150; i++) write(random, writer + "-" + i, organisations);
                    return null;
                }));
            }
            var others = new ArrayList<Future<?>>();
            for (int s = 0; s < 2; s++) {
                others.add(threads.submit(() -> {
                    while (writing.get()) {
                        var unused = sealing.batch(7);
                    }
                }));
            }
            for (int r = 0; r < 2; r++) {
                int reader = r;
                others.add(threads.submit((Callable<Void>) () -> {
                    var random = new Random(100 + reader);
                    // However slow the machine, some comparisons are made.
                    while (writing.get() || compared.get() <= 20) {
                        compare(filter(random), random);
                        compared.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (var writer : writers) writer.get();
            writing.set(false);
            for (var other : others) other.get();
        }
        assertThat(compared.get()).isGreaterThan(20);
        invariantsHold();
        long frozen = figures.freeze();
        assertThat(frozen)
                .isEqualTo(jdbc.sql("SELECT count(*) FROM record.record")
                        .query(Long.class)
                        .single());
        invariantsHold();
        var random = new Random(9);
        for (int i = 0; i < 200; i++) compare(filter(random), random);
        aFreezeReadsTheSameForEver(frozen, organisations);
    }

    private void write(Random random, String key, List<UUID> organisations) {
        transaction.executeWithoutResult(status -> {
            UUID id = records.append(random(random, key, organisations));
            if (random.nextInt(5) == 0) {
                var unused = records.reverse(id, LocalDate.of(2026, 1, 1 + random.nextInt(28)), "更正");
            }
            // Some commit long after they got their id, and some never do.
            if (random.nextInt(20) == 0) sleep(5);
            if (random.nextInt(20) == 0) status.setRollbackOnly();
        });
    }

    private static RecordFilter filter(Random random) {
        var filter = RecordFilter.of(KIND);
        LocalDate from = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500));
        if (random.nextBoolean()) from = from.withDayOfMonth(1);
        LocalDate until = from.plusDays(random.nextInt(700));
        if (random.nextBoolean()) until = until.withDayOfMonth(until.lengthOfMonth());
        filter = switch (random.nextInt(4)) {
            case 0 -> filter;
            case 1 -> filter.upTo(until);
            case 2 -> filter.during(from, null);
            default -> filter.during(from, until);
        };
        if (random.nextInt(3) == 0) filter = filter.in(REGIONS.subList(0, 1 + random.nextInt(2)));
        if (random.nextInt(4) == 0) filter = filter.inZone("320591");
        if (random.nextInt(4) == 0) filter = filter.with("industry", "C1");
        return filter;
    }

    /** The figure and the plain sum over the table, in one snapshot. */
    private void compare(RecordFilter filter, Random random) {
        var snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        snapshot.executeWithoutResult(status -> {
            var plain = plain(filter, "", "sum(count), sum(amount_fen), count(*)");
            var figure = figures.total(filter);
            assertThat(List.of(figure.count(), figure.amountFen(), figure.records()))
                    .as(filter.toString())
                    .isEqualTo(plain);
            long organisations = plain(
                            filter,
                            " AND organisation IN (SELECT organisation FROM record.record r WHERE organisation IS NOT NULL"
                                    + conditions(filter) + " GROUP BY organisation HAVING sum(count) > 0)",
                            "count(DISTINCT organisation), 0, 0")
                    .getFirst();
            assertThat(figures.organisations(filter)).as(filter.toString()).isEqualTo(organisations);
            var cut = List.of(
                            new Cut.Month(),
                            new Cut.Year(),
                            new Cut.Region(),
                            new Cut.Zone(),
                            new Cut.Dimension("industry"),
                            new Cut.Dimension("absent"))
                    .get(random.nextInt(6));
            assertThat(figures.breakdown(filter, cut).stream()
                            .map(group -> row(group.key(), group.count(), group.amountFen(), group.records())))
                    .as(filter + " by " + cut)
                    .containsExactlyInAnyOrderElementsOf(plainGroups(filter, key(cut)));
            compareDistinct(filter, random);
        });
    }

    private void compareDistinct(RecordFilter filter, Random random) {
        var first = YearMonth.of(2024, 1).plusMonths(random.nextInt(20));
        var last = first.plusMonths(random.nextInt(14));
        var always = filter.during(null, null);
        YearMonth month = first.plusMonths(random.nextInt((int) first.until(last, ChronoUnit.MONTHS) + 1));
        boolean byRegion = random.nextBoolean();
        compareInPeriods(always, first, last, byRegion, random.nextBoolean() ? new Cut.Month() : new Cut.Year());
        var inStock = figures.organisationsInStock(always, first, last, byRegion);
        assertThat(inStock.stream()
                        .filter(each -> each.period().equals(month.toString()) && each.organisations() != 0)
                        .map(each -> row("", each.region(), each.organisations())))
                .as(filter + " organisations in stock at " + month)
                .containsExactlyInAnyOrderElementsOf(plainDistinct(always.upTo(month.atEndOfMonth()), "''", byRegion));
    }

    private void compareInPeriods(RecordFilter always, YearMonth first, YearMonth last, boolean byRegion, Cut period) {
        var whole = period instanceof Cut.Year
                ? always.during(LocalDate.of(first.getYear(), 1, 1), LocalDate.of(last.getYear(), 12, 31))
                : always.during(first.atDay(1), last.atEndOfMonth());
        assertThat(figures.organisations(whole, period, byRegion).stream()
                        .map(each -> row(each.period(), each.region(), each.organisations())))
                .as(whole + " organisations by " + period)
                .containsExactlyInAnyOrderElementsOf(plainDistinct(whole, key(period), byRegion));
    }

    private static String key(Cut cut) {
        return switch (cut) {
            case Cut.Month() -> "to_char(business_date, 'YYYY-MM')";
            case Cut.Year() -> "to_char(business_date, 'YYYY')";
            case Cut.Region() -> "region";
            case Cut.Zone() -> "coalesce(zone, '')";
            case Cut.Dimension(var name) -> "coalesce(dimensions ->> '" + name + "', '')";
        };
    }

    private List<String> plainGroups(RecordFilter filter, String key) {
        return jdbc.sql("SELECT " + key + ", sum(count), sum(amount_fen), count(*)" + " FROM record.record r WHERE true"
                        + conditions(filter) + " GROUP BY 1")
                .query((result, number) ->
                        row(result.getString(1), result.getLong(2), result.getLong(3), result.getLong(4)))
                .list();
    }

    private List<String> plainDistinct(RecordFilter filter, String period, boolean byRegion) {
        return jdbc.sql("SELECT period, region, count(*) FROM (SELECT " + period + " AS period, "
                        + (byRegion ? "region" : "'' AS region") + ", organisation FROM record.record r"
                        + " WHERE organisation IS NOT NULL" + conditions(filter)
                        + " GROUP BY 1, 2, 3 HAVING sum(count) > 0) AS present GROUP BY 1, 2")
                .query((result, number) -> row(result.getString(1), result.getString(2), result.getLong(3)))
                .list();
    }

    private static String row(Object... values) {
        return Arrays.toString(values);
    }

    private List<Long> plain(RecordFilter filter, String also, String sums) {
        return jdbc.sql("SELECT " + sums + " FROM record.record r WHERE true" + conditions(filter) + also)
                .query((row, number) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private static String conditions(RecordFilter filter) {
        var sql = new StringBuilder(" AND r.kind = '" + filter.kind() + "'");
        if (filter.from() != null)
            sql.append(" AND r.business_date >= '").append(filter.from()).append('\'');
        if (filter.until() != null)
            sql.append(" AND r.business_date <= '").append(filter.until()).append('\'');
        if (!filter.regions().isEmpty()) {
            sql.append(" AND r.region IN ('")
                    .append(String.join("','", filter.regions()))
                    .append("')");
        }
        if (filter.zone() != null)
            sql.append(" AND r.zone = '").append(filter.zone()).append('\'');
        filter.dimensions()
                .forEach((name, value) -> sql.append(" AND r.dimensions ->> '")
                        .append(name)
                        .append("' = '")
                        .append(value)
                        .append('\''));
        return sql.toString();
    }

    private void aFreezeReadsTheSameForEver(long frozen, List<UUID> organisations) {
        var filter = RecordFilter.of(KIND).in(REGIONS.subList(0, 2));
        var now = figures.total(filter);
        var present = figures.organisations(filter);
        var random = new Random(77);
        for (int i = 0; i < 50; i++) write(random, "later-" + i, organisations);
        var unused = sealing.run();
        assertThat(figures.total(filter)).isNotEqualTo(now);
        assertThat(figures.total(filter.asOf(frozen))).isEqualTo(now);
        assertThat(figures.organisations(filter.asOf(frozen))).isEqualTo(present);
        assertThat(figures.breakdown(filter.asOf(frozen), new Cut.Region()).stream()
                        .mapToLong(group -> group.amountFen())
                        .sum())
                .isEqualTo(now.amountFen());
    }

    static List<Invariant> invariants(JdbcClient jdbc) {
        var all = new RecordInvariants();
        return List.of(
                all.recordPositions(jdbc),
                all.recordCells(jdbc),
                all.recordYears(jdbc),
                all.recordMargins(jdbc),
                all.recordDistinct(jdbc),
                all.recordPresence(jdbc),
                all.recordReversals(jdbc),
                all.recordLate(jdbc));
    }

    private void invariantsHold() {
        for (var invariant : invariants(jdbc)) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    @Test
    void aTransactionThatCommitsLateIsSealedLateAndNeverForgotten() throws Exception {
        var random = new Random(5);
        var organisations = List.of(UUID.randomUUID());
        try (var threads = Executors.newSingleThreadExecutor()) {
            var opened = new java.util.concurrent.CountDownLatch(1);
            var commit = new java.util.concurrent.CountDownLatch(1);
            Future<UUID> early = threads.submit(() -> Objects.requireNonNull(transaction.execute(status -> {
                UUID id = records.append(random(random, "early", organisations));
                opened.countDown();
                try {
                    commit.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return id;
            })));
            opened.await();
            UUID later = Objects.requireNonNull(
                    transaction.execute(status -> records.append(random(random, "later", organisations))));
            var unused = sealing.run();
            long position = position(later);
            commit.countDown();
            UUID first = early.get();
            assertThat(first).isLessThan(later);
            assertThat(sealing.run()).isEqualTo(1);
            assertThat(position(first)).isEqualTo(position + 1);
        }
    }

    private long position(UUID record) {
        return jdbc.sql("SELECT position FROM record.position WHERE record = :record")
                .param("record", record)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsTakenBackBeforeItIsFoldedLeavesNothing() {
        var day = LocalDate.of(2026, 3, 5);
        var organisation = UUID.randomUUID();
        var filter = RecordFilter.of("test.short");
        transaction.executeWithoutResult(status -> {
            UUID id = records.append(new NewRecord(
                    "test.short", day, "320505", null, organisation, Map.of(), 1, 0, "thing/short", "short"));
            var unused = records.reverse(id, day, "更正");
        });
        assertThat(figures.organisations(filter.upTo(day.plusMonths(1)))).isZero();
        var unused = sealing.run();
        assertThat(figures.organisations(filter)).isZero();
        invariantsHold();
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
