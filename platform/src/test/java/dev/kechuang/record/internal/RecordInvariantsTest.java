package dev.kechuang.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever gets past the guards of the database, as only a superuser can, is found out. */
class RecordInvariantsTest {

    private static void broken(String name, String forgery, String found) {
        try (var database = TestDatabase.create()) {
            var records = new JdbcRecords(database.jdbc());
            new TransactionTemplate(new JdbcTransactionManager(database.application())).executeWithoutResult(status -> {
                for (int i = 0; i < 5; i++) {
                    var id = records.append(RecordsTest.record("test.forged", "k" + i));
                    if (i == 0) {
                        var unused = records.reverse(id, java.time.LocalDate.of(2026, 4, 1), "更正");
                    }
                }
            });
            var unused = new Sealing(database.jdbc()).run();
            for (var invariant : FiguresUnderWritersTest.invariants(database.jdbc())) {
                assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
            }
            for (String table : new String[] {"record", "position", "closing"}) {
                database.owner()
                        .sql("ALTER TABLE record." + table + " DISABLE TRIGGER ALL")
                        .update();
            }
            database.owner().sql(forgery).update();
            var invariant = FiguresUnderWritersTest.invariants(database.jdbc()).stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(invariant.check().violations())
                    .anySatisfy(violation -> assertThat(violation).contains(found));
        }
    }

    @Test
    void aRemovedPositionIsFound() {
        broken("record.positions", "DELETE FROM record.position WHERE position = 3", "position 3 is missing");
    }

    @Test
    void aRemovedRecordIsFound() {
        broken(
                "record.positions",
                "DELETE FROM record.record WHERE id = (SELECT record FROM record.position WHERE position = 4)",
                "position 4 has no record");
    }

    @Test
    void aChangedAmountIsFound() {
        broken(
                "record.cells",
                "UPDATE record.record SET amount_fen = 501 WHERE key = 'k3'",
                "its records sum to 5/2501");
    }

    @Test
    void aChangedCellIsFound() {
        broken("record.cells", "UPDATE record.cell SET count = count + 1", "holds");
    }

    @Test
    void aChangedYearIsFound() {
        broken("record.years", "UPDATE record.year_cell SET count = count + 1", "its months sum to");
        broken("record.margins", "UPDATE record.margin SET records = records + 1", "its cells sum to");
    }

    @Test
    void aChangedDistinctCountIsFound() {
        broken("record.distinct", "UPDATE record.present SET organisations = organisations + 1", "instead of");
        broken("record.distinct", "UPDATE record.held SET change = change - 1", "organisations in stock");
        broken("record.distinct", "UPDATE record.holder SET since = '2020-01-01'", "is kept as since 2020-01-01");
    }

    @Test
    void aMovedOrganisationIsFound() {
        broken("record.presence", "UPDATE record.record SET organisation = uuidv7() WHERE key = 'k1'", "references");
    }

    @Test
    void aReversalThatTakesBackLessIsFound() {
        broken("record.reversals", "UPDATE record.record SET amount_fen = -1 WHERE reverses IS NOT NULL", "take back");
    }

    @Test
    void aHiddenLateBookingIsFound() {
        broken(
                "record.late",
                "INSERT INTO record.closing (month, position, closed_by, closed_by_name)"
                        + " VALUES ('2026-03-01', 2, uuidv7(), 'x')",
                "is late and not listed");
    }
}
