package dev.kechuang.fund.internal;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes batches with their files. */
@Repository
public class BatchStore {

    private static final String SELECT = """
            SELECT t.id, t.number, t.region, t.orders, t.total_fen, t.sha256, t.made_at, t.made_name,
                   s.settled, s.settled_fen, s.returned, s.returned_fen
            FROM fund.batch t, LATERAL (
                SELECT count(*) FILTER (WHERE o.state = 'settled')::int AS settled,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'settled'), 0)::bigint AS settled_fen,
                       count(*) FILTER (WHERE o.state = 'returned')::int AS returned,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'returned'), 0)::bigint AS returned_fen
                FROM fund.payment_order o WHERE o.batch = t.id) s
            """;

    private final JdbcClient jdbc;

    public BatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        return jdbc.sql("SELECT 'PC' || :year || lpad(nextval('fund.batch_number')::text, 5, '0')")
                .param("year", year)
                .query((rows, number) -> rows.getString(1))
                .single();
    }

    UUID insert(
            String number, String region, int orders, Money total, String file, String sha256, Viewer by, Instant now) {
        return jdbc.sql("""
                INSERT INTO fund.batch (number, region, orders, total_fen, file, sha256, made_at, made_by, made_name)
                VALUES (:number, :region, :orders, :total, :file, :sha256, :now, :by, :name) RETURNING id""")
                .param("number", number)
                .param("region", region)
                .param("orders", orders)
                .param("total", total.fen())
                .param("file", file)
                .param("sha256", sha256)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by.requireAccount())
                .param("name", by.name())
                .query((rows, row) -> rows.getObject(1, UUID.class))
                .single();
    }

    public Optional<Batch> find(Viewer viewer, UUID id) {
        return jdbc.sql(SELECT + " WHERE t.id = :id AND t.region = ANY(:scope)")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query(BatchStore::row)
                .optional();
    }

    /** What was sent to the bank, as it was sent. */
    public Optional<String> file(Viewer viewer, UUID id) {
        return jdbc.sql("SELECT file FROM fund.batch t WHERE t.id = :id AND t.region = ANY(:scope)")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query((rows, number) -> rows.getString(1))
                .optional();
    }

    public KeyPage<Batch> list(Viewer viewer, KeyPage.At at, int size) {
        return Lists.page(
                jdbc,
                SELECT,
                "t.id",
                "t.region = ANY(:scope)",
                Map.of("scope", viewer.regionArray()),
                at,
                size,
                BatchStore::row,
                Batch::id);
    }

    /**
     * What left and what came back (对账), over all batches and what has not left yet.
     *
     * @param open sent and not answered
     * @param waiting approved and not sent
     */
    public record Reconciliation(
            int sent,
            Money sentSum,
            int settled,
            Money settledSum,
            int returned,
            Money returnedSum,
            int open,
            Money openSum,
            int waiting,
            Money waitingSum,
            Money ledgerTransit) {

        /** Whether orders and ledger say the same of what is under way. */
        public boolean agrees() {
            return openSum.plus(waitingSum).equals(ledgerTransit);
        }
    }

    public Reconciliation reconcile(Viewer viewer) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE o.batch IS NOT NULL)::int AS sent,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.batch IS NOT NULL), 0)::bigint AS sent_fen,
                       count(*) FILTER (WHERE o.state = 'settled')::int AS settled,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'settled'), 0)::bigint AS settled_fen,
                       count(*) FILTER (WHERE o.state = 'returned')::int AS returned,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'returned'), 0)::bigint AS returned_fen,
                       count(*) FILTER (WHERE o.state = 'sent')::int AS open,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'sent'), 0)::bigint AS open_fen,
                       count(*) FILTER (WHERE o.state = 'approved')::int AS waiting,
                       coalesce(sum(o.amount_fen) FILTER (WHERE o.state = 'approved'), 0)::bigint AS waiting_fen,
                       (SELECT coalesce(sum(c.balance), 0)::bigint FROM fund.account c
                        JOIN fund.budget_line l ON l.id = c.line
                        WHERE c.kind = 'transit' AND l.region = ANY(:scope)) AS transit
                FROM fund.payment_order o JOIN fund.allocation a ON a.id = o.allocation
                JOIN fund.budget_line b ON b.id = a.line WHERE b.region = ANY(:scope)""")
                .param("scope", viewer.regionArray())
                .query((rows, number) -> new Reconciliation(
                        rows.getInt("sent"),
                        new Money(rows.getLong("sent_fen")),
                        rows.getInt("settled"),
                        new Money(rows.getLong("settled_fen")),
                        rows.getInt("returned"),
                        new Money(rows.getLong("returned_fen")),
                        rows.getInt("open"),
                        new Money(rows.getLong("open_fen")),
                        rows.getInt("waiting"),
                        new Money(rows.getLong("waiting_fen")),
                        new Money(rows.getLong("transit"))))
                .single();
    }

    /** Full account data of locked orders, for the file. */
    List<BankFile.Payment> payments(List<UUID> orders) {
        return jdbc.sql("""
                SELECT row_number() OVER (ORDER BY o.number) AS line, o.number, k.holder, k.number AS account, k.bank,
                       k.bank_code, o.amount_fen, a.title || ' ' || i.name AS purpose
                FROM fund.payment_order o
                JOIN fund.allocation a ON a.id = o.allocation
                JOIN fund.instalment i ON i.allocation = o.allocation AND i.number = o.instalment
                JOIN fund.bank_account k ON k.id = o.bank_account
                WHERE o.id = ANY(:orders) ORDER BY o.number""")
                .param("orders", orders.toArray(UUID[]::new))
                .query((rows, number) -> new BankFile.Payment(
                        rows.getInt("line"),
                        rows.getString("number"),
                        rows.getString("holder"),
                        rows.getString("account"),
                        rows.getString("bank"),
                        rows.getString("bank_code"),
                        new Money(rows.getLong("amount_fen")),
                        rows.getString("purpose")))
                .list();
    }

    private static Batch row(ResultSet rows, int number) throws SQLException {
        return new Batch(
                rows.getObject("id", UUID.class),
                rows.getString("number"),
                rows.getString("region"),
                rows.getInt("orders"),
                new Money(rows.getLong("total_fen")),
                rows.getString("sha256"),
                rows.getObject("made_at", OffsetDateTime.class).toInstant(),
                rows.getString("made_name"),
                rows.getInt("settled"),
                new Money(rows.getLong("settled_fen")),
                rows.getInt("returned"),
                new Money(rows.getLong("returned_fen")));
    }
}
