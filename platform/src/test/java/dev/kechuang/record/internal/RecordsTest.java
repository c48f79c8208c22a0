package dev.kechuang.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.testing.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records are appended with the thing they count, once, and never changed. */
class RecordsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 14);

    private final JdbcRecords records = new JdbcRecords(DATABASE.jdbc());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.application()));
    private final JdbcFigures figures = new JdbcFigures(DATABASE.jdbc(), new Sealing(DATABASE.jdbc()));

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static NewRecord record(String kind, String key) {
        return new NewRecord(
                kind, DAY, "320505", null, UUID.randomUUID(), Map.of("industry", "C39"), 1, 500, "thing/" + key, key);
    }

    private UUID append(NewRecord record) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> records.append(record)));
    }

    @Test
    void aRecordNeedsTheTransactionOfTheThingItCounts() {
        assertThatThrownBy(() -> records.append(record("test.alone", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void theSameThingIsCountedOnce() {
        UUID first = append(record("test.once", "a"));
        assertThat(append(record("test.once", "a"))).isEqualTo(first);
        assertThat(figures.total(RecordFilter.of("test.once")).count()).isEqualTo(1);
    }

    @Test
    void theLongestDimensionsFitIntoTheIndexThatAnswersAlone() {
        var random = new java.util.Random(3);
        var dimensions = new java.util.TreeMap<String, String>();
        for (int i = 0; i < 8; i++) {
            // Chinese, three bytes each, and nothing in them that could be compressed.
            var value = new StringBuilder();
            for (int c = 0; c < 80; c++) value.append((char) (0x4e00 + random.nextInt(20_000)));
            dimensions.put("d" + i + "x".repeat(38), value.toString());
        }
        var longest = new NewRecord(
                "test.longest",
                DAY,
                "3".repeat(20),
                "4".repeat(20),
                UUID.randomUUID(),
                dimensions,
                1,
                500,
                "thing",
                "k");
        assertThat(append(longest)).isNotNull();
        var value = dimensions.firstEntry();
        assertThat(figures.total(
                                RecordFilter.of("test.longest").during(DAY, DAY).with(value.getKey(), value.getValue()))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatRollsBackLeavesNoRecord() {
        transaction.executeWithoutResult(status -> {
            var ignored = records.append(record("test.rollback", "a"));
            status.setRollbackOnly();
        });
        assertThat(figures.total(RecordFilter.of("test.rollback")).records()).isZero();
    }

    @Test
    void manyAreAppendedAtOnceAndThoseAlreadyThereAreLeftOut() {
        var all = new ArrayList<NewRecord>();
        for (int i = 0; i < 2500; i++) all.add(record("test.many", "k" + i));
        assertThat(transaction.<Integer>execute(status -> records.appendAll(all.subList(0, 1200))))
                .isEqualTo(1200);
        assertThat(transaction.<Integer>execute(status -> records.appendAll(all)))
                .isEqualTo(1300);
        assertThat(figures.total(RecordFilter.of("test.many")).count()).isEqualTo(2500);
    }

    @Test
    void aReversalTakesBackEverythingAndHappensOnce() {
        UUID first = append(record("test.reversed", "a"));
        UUID reversal = java.util.Objects.requireNonNull(
                transaction.execute(status -> records.reverse(first, DAY.plusDays(1), "登记错误")));
        var figure = figures.total(RecordFilter.of("test.reversed"));
        assertThat(figure.count()).isZero();
        assertThat(figure.amountFen()).isZero();
        assertThat(figure.records()).isEqualTo(2);
        for (UUID again : List.of(first, reversal, UUID.randomUUID())) {
            assertThatThrownBy(() -> transaction.execute(status -> records.reverse(again, DAY, "再来一次")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aForgedReversalIsRefusedByTheDatabase() {
        UUID first = append(record("test.forged", "a"));
        assertThatThrownBy(() -> DATABASE.jdbc().sql("""
                                INSERT INTO record.record (kind, business_date, region, organisation, dimensions, count,
                                    amount_fen, subject, key, reverses, reason)
                                SELECT kind, business_date, region, organisation, dimensions, -5, -amount_fen, subject,
                                    'x', id, 'r' FROM record.record WHERE id = :id
                                """).param("id", first).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("exact opposite");
    }

    @Test
    void nobodyChangesWhatIsRecorded() {
        append(record("test.kept", "a"));
        var unused = new Sealing(DATABASE.jdbc()).run();
        for (String forgery : List.of(
                "UPDATE record.record SET count = 7",
                "DELETE FROM record.record",
                "TRUNCATE record.record CASCADE",
                "UPDATE record.position SET position = position + 1",
                "DELETE FROM record.position",
                "INSERT INTO record.closing (month, position, closed_by, closed_by_name)"
                        + " VALUES ('2020-01-01', 0, uuidv7(), 'x')",
                "UPDATE record.cell SET count = count + 1",
                "DELETE FROM record.unsealed",
                "INSERT INTO record.position (position, record) SELECT 999999, id FROM record.record LIMIT 1",
                "INSERT INTO record.record (id, kind, business_date, region, count, amount_fen, subject, key)"
                        + " VALUES (uuidv7(), 'test.x', '2026-01-01', '320505', 1, 0, 's', 'k')",
                "SELECT record.fold(0, 100)")) {
            assertThatThrownBy(() -> DATABASE.jdbc().sql(forgery).update())
                    .as(forgery)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        for (String forgery : List.of(
                "UPDATE record.record SET count = 7",
                "DELETE FROM record.record",
                "TRUNCATE record.record CASCADE",
                "UPDATE record.position SET position = position + 1")) {
            assertThatThrownBy(() -> DATABASE.owner().sql(forgery).update())
                    .as("owner: " + forgery)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void dimensionsAreFewAndShort() {
        var nine = new java.util.HashMap<String, String>();
        for (int i = 0; i < 9; i++) nine.put("d" + i, "v");
        for (Map<String, String> wrong :
                List.of(nine, Map.of("Not A Name", "v"), Map.of("industry", ""), Map.of("industry", "x".repeat(81)))) {
            var record = new NewRecord("test.dims", DAY, "320505", null, null, wrong, 1, 0, "s", "k");
            assertThatThrownBy(() -> append(record))
                    .as(wrong.toString())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("record_dimensions_check");
        }
    }
}
