package dev.kechuang.fund.internal;

import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes payment orders, and lists what is due. */
@Repository
public class PaymentStore {

    private static final String SELECT = """
            SELECT o.*, a.reference, a.title, a.beneficiary, a.held_on IS NOT NULL AS held, coalesce(g.name, '') AS payee, b.region,
                   i.name AS instalment_name, k.bank, k.number AS account_number, t.number AS batch_number
            FROM fund.payment_order o
            JOIN fund.allocation a ON a.id = o.allocation
            JOIN fund.budget_line b ON b.id = a.line
            JOIN fund.instalment i ON i.allocation = o.allocation AND i.number = o.instalment
            JOIN fund.bank_account k ON k.id = o.bank_account
            LEFT JOIN fund.batch t ON t.id = o.batch
            LEFT JOIN registry.published_organisation g ON g.id = a.beneficiary
            """;

    private final JdbcClient jdbc;

    public PaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An instalment that may be paid.
     *
     * @param bankAccount confirmed account of the payee; null while there is none
     * @param account its masked number; empty for none
     */
    public record Due(
            UUID allocation,
            int instalment,
            String instalmentName,
            String title,
            String reference,
            UUID beneficiary,
            String payee,
            UUID line,
            String lineName,
            String region,
            Money amount,
            Instant since,
            String returned,
            @Nullable UUID bankAccount,
            String account) {

        /** As a check box names it. */
        public String choice() {
            return allocation + "/" + instalment;
        }
    }

    private static final String DUE = """
            FROM fund.instalment i
            JOIN fund.allocation a ON a.id = i.allocation
            JOIN fund.budget_line b ON b.id = a.line
            LEFT JOIN registry.published_organisation g ON g.id = a.beneficiary
            LEFT JOIN fund.bank_account k ON k.organisation = a.beneficiary AND k.state = 'confirmed'
            WHERE i.state = 'due' AND a.ended_on IS NULL AND a.held_on IS NULL AND b.region = ANY(:scope)""";

    private static final String DUE_COLUMNS = """
            SELECT i.allocation, i.number, i.name, i.amount_fen, i.due_since, i.returned, a.title, a.reference,
                   a.beneficiary, coalesce(g.name, '') AS payee, a.line, b.name AS line_name, b.region, k.id AS bank_account,
                   coalesce(k.number, '') AS account_number
            """;

    /** Those that wait longest first. */
    public List<Due> due(Viewer officer, @Nullable String key, int limit) {
        var statement = jdbc.sql(DUE_COLUMNS + DUE
                        + (key == null
                                ? ""
                                : " AND (i.due_since, i.allocation, i.number) > (:since, :allocation, :number)")
                        + " ORDER BY i.due_since, i.allocation, i.number LIMIT :limit")
                .param("scope", officer.regionArray())
                .param("limit", limit);
        if (key != null) {
            String[] parts = key.split("_", 3);
            statement = statement
                    .param("since", OffsetDateTime.parse(parts[0]))
                    .param("allocation", UUID.fromString(parts[1]))
                    .param("number", Integer.parseInt(parts[2]));
        }
        return statement.query(PaymentStore::dueRow).list();
    }

    /** Where a page of {@link #due} goes on. */
    public static String dueKey(Due due) {
        return due.since().atOffset(ZoneOffset.UTC) + "_" + due.allocation() + "_" + due.instalment();
    }

    public int countDue(Viewer officer) {
        return jdbc.sql("SELECT count(*) FROM (SELECT " + DUE + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") w")
                .param("scope", officer.regionArray())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    /** One of them, under the lock of its allocation. */
    Optional<Due> due(UUID allocation, int instalment, Viewer officer) {
        return jdbc.sql(DUE_COLUMNS + DUE + " AND i.allocation = :allocation AND i.number = :instalment")
                .param("scope", officer.regionArray())
                .param("allocation", allocation)
                .param("instalment", instalment)
                .query(PaymentStore::dueRow)
                .optional();
    }

    UUID insert(Due due, Viewer officer, Instant now, int year) {
        return jdbc.sql("""
                INSERT INTO fund.payment_order (number, allocation, instalment, amount_fen, bank_account, made_at, made_by,
                    made_name)
                VALUES ('BK' || :year || lpad(nextval('fund.payment_number')::text, 7, '0'), :allocation, :instalment,
                    :amount, :account, :now, :by, :name)
                RETURNING id""")
                .param("year", year)
                .param("allocation", due.allocation())
                .param("instalment", due.instalment())
                .param("amount", due.amount().fen())
                .param("account", due.bankAccount(), Types.OTHER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", officer.requireAccount())
                .param("name", officer.name())
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
    }

    /** State of the instalment that goes with a new state of the order. */
    void instalment(UUID allocation, int number, String state, String returned, @Nullable LocalDate paidOn) {
        jdbc.sql("""
                UPDATE fund.instalment SET state = :state, returned = :returned, paid_on = :paidOn
                WHERE allocation = :allocation AND number = :number""")
                .param("state", state)
                .param("returned", returned)
                .param("paidOn", paidOn, Types.DATE)
                .param("allocation", allocation)
                .param("number", number)
                .update();
    }

    /**
     * The orders, locked; their allocations first and in one order, as every command on an allocation does. Those the
     * viewer may not see are left out.
     */
    List<PaymentOrder> lock(Viewer viewer, Collection<UUID> orders) {
        jdbc.sql("""
                SELECT 1 FROM fund.allocation
                WHERE id IN (SELECT allocation FROM fund.payment_order WHERE id = ANY(:orders))
                ORDER BY id FOR NO KEY UPDATE""")
                .param("orders", orders.toArray(UUID[]::new))
                .query((rows, number) -> 1)
                .list();
        return jdbc.sql(SELECT + " WHERE o.id = ANY(:orders) AND b.region = ANY(:scope) ORDER BY o.id FOR UPDATE OF o")
                .param("orders", orders.toArray(UUID[]::new))
                .param("scope", viewer.regionArray())
                .query(PaymentStore::row)
                .list();
    }

    /** By number, for files of the bank; not locked. */
    Map<String, UUID> ids(Collection<String> numbers) {
        var ids = new HashMap<String, UUID>();
        jdbc.sql("SELECT number, id FROM fund.payment_order WHERE number = ANY(:numbers)")
                .param("numbers", numbers.toArray(String[]::new))
                .query(rows -> {
                    ids.put(rows.getString(1), rows.getObject(2, UUID.class));
                });
        return ids;
    }

    void approve(UUID id, Viewer approver, UUID posting, Instant now) {
        jdbc.sql("""
                UPDATE fund.payment_order SET state = 'approved', approved_at = :now, approved_by = :by,
                    approved_name = :name, order_posting = :posting
                WHERE id = :id""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", approver.requireAccount())
                .param("name", approver.name())
                .param("posting", posting)
                .param("id", id)
                .update();
    }

    void sent(UUID id, UUID batch, int line) {
        jdbc.sql("UPDATE fund.payment_order SET state = 'sent', batch = :batch, batch_line = :line WHERE id = :id")
                .param("batch", batch)
                .param("line", line)
                .param("id", id)
                .update();
    }

    /** The end of an order. */
    void close(
            UUID id,
            State state,
            String reason,
            @Nullable LocalDate settledOn,
            String bankReference,
            @Nullable UUID posting,
            Instant now) {
        jdbc.sql("""
                UPDATE fund.payment_order SET state = :state, reason = :reason, settled_on = :settledOn,
                    bank_reference = :bankReference, close_posting = :posting, closed_at = :now
                WHERE id = :id""")
                .param("state", state.code())
                .param("reason", reason)
                .param("settledOn", settledOn, Types.DATE)
                .param("bankReference", bankReference)
                .param("posting", posting, Types.OTHER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    public Optional<PaymentOrder> find(Viewer viewer, UUID id) {
        var scope = FundScope.of(viewer);
        return jdbc.sql(SELECT + " WHERE o.id = :id AND " + scope.allocations())
                .param("id", id)
                .params(scope.parameters())
                .query(PaymentStore::row)
                .optional();
    }

    public List<PaymentOrder> of(UUID allocation) {
        return jdbc.sql(SELECT + " WHERE o.allocation = :id ORDER BY o.id DESC")
                .param("id", allocation)
                .query(PaymentStore::row)
                .list();
    }

    /** Newest first; {@code state} empty for all. */
    public KeyPage<PaymentOrder> list(
            Viewer viewer, String state, @Nullable UUID batch, String text, KeyPage.At at, int size) {
        var scope = FundScope.of(viewer);
        var parameters = new HashMap<String, Object>(scope.parameters());
        var where = new StringBuilder(scope.allocations());
        if (!state.isEmpty()) {
            where.append(" AND o.state = :state");
            parameters.put("state", state);
        }
        if (batch != null) {
            where.append(" AND o.batch = :batch");
            parameters.put("batch", batch);
        }
        if (!text.isBlank()) {
            where.append(" AND (o.number = :text OR a.title ILIKE :like OR g.name ILIKE :like)");
            parameters.put("text", text.strip());
            parameters.put("like", Lists.contains(text));
        }
        return Lists.page(
                jdbc, SELECT, "o.id", where.toString(), parameters, at, size, PaymentStore::row, PaymentOrder::id);
    }

    /** What the viewer may approve, those that wait longest first. */
    public List<PaymentOrder> toApprove(Viewer viewer, int limit) {
        return jdbc.sql(SELECT + " WHERE o.state = 'made' AND o.made_by <> :me AND b.region = ANY(:scope)"
                        + " ORDER BY o.id LIMIT :limit")
                .param("me", viewer.requireAccount())
                .param("scope", viewer.regionArray())
                .param("limit", limit)
                .query(PaymentStore::row)
                .list();
    }

    /** Those that wait for somebody else than their maker: what the viewer may approve. */
    public int countToApprove(Viewer viewer) {
        return jdbc.sql(
                        "SELECT count(*) FROM (SELECT FROM fund.payment_order o JOIN fund.allocation a ON a.id = o.allocation"
                                + " JOIN fund.budget_line b ON b.id = a.line WHERE o.state = 'made' AND o.made_by <> :me"
                                + " AND b.region = ANY(:scope) LIMIT 1000) w")
                .param("me", viewer.requireAccount())
                .param("scope", viewer.regionArray())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    private static Due dueRow(ResultSet rows, int number) throws SQLException {
        String account = rows.getString("account_number");
        return new Due(
                rows.getObject("allocation", UUID.class),
                rows.getInt("number"),
                rows.getString("name"),
                rows.getString("title"),
                rows.getString("reference"),
                rows.getObject("beneficiary", UUID.class),
                rows.getString("payee"),
                rows.getObject("line", UUID.class),
                rows.getString("line_name"),
                rows.getString("region"),
                new Money(rows.getLong("amount_fen")),
                rows.getObject("due_since", OffsetDateTime.class).toInstant(),
                rows.getString("returned"),
                rows.getObject("bank_account", UUID.class),
                account.isEmpty() ? "" : BankAccount.mask(account));
    }

    static PaymentOrder row(ResultSet rows, int number) throws SQLException {
        String batch = rows.getString("batch_number");
        return new PaymentOrder(
                rows.getObject("id", UUID.class),
                rows.getString("number"),
                rows.getObject("allocation", UUID.class),
                rows.getString("reference"),
                rows.getString("title"),
                rows.getInt("instalment"),
                rows.getString("instalment_name"),
                rows.getObject("beneficiary", UUID.class),
                rows.getString("payee"),
                rows.getString("region"),
                new Money(rows.getLong("amount_fen")),
                rows.getObject("bank_account", UUID.class),
                rows.getString("bank"),
                BankAccount.mask(rows.getString("account_number")),
                State.of(rows.getString("state")),
                rows.getObject("made_at", OffsetDateTime.class).toInstant(),
                rows.getObject("made_by", UUID.class),
                rows.getString("made_name"),
                rows.getString("approved_name"),
                rows.getObject("batch", UUID.class),
                batch == null ? "" : batch,
                rows.getObject("settled_on", LocalDate.class),
                rows.getString("bank_reference"),
                rows.getString("reason"),
                rows.getObject("order_posting", UUID.class),
                rows.getObject("close_posting", UUID.class),
                rows.getBoolean("held"));
    }
}
