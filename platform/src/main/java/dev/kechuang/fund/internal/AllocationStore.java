package dev.kechuang.fund.internal;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes allocations with their instalments, pledges and demands. */
@Repository
public class AllocationStore {

    /** Sums of the accounts of the allocation {@code a}; joined as {@code s}. */
    static final String SUMS = """
            LATERAL (SELECT
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'reserved'), 0)::bigint AS reserved,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'committed'), 0)::bigint AS committed,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'transit'), 0)::bigint AS transit,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'paid'), 0)::bigint AS paid
             FROM fund.account c WHERE c.allocation = a.id) s""";

    private final JdbcClient jdbc;

    public AllocationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The allocation's own row, locked: all commands on one allocation come one after the other. */
    record Row(
            UUID id,
            UUID line,
            String reference,
            String title,
            UUID beneficiary,
            String region,
            @Nullable String zone,
            Money contracted,
            @Nullable LocalDate endedOn,
            @Nullable LocalDate heldOn,
            String heldReason) {

        FundRecords.Payee payee() {
            return new FundRecords.Payee(beneficiary, region, zone);
        }
    }

    /** Empty when the line has an allocation for the reference already. */
    Optional<UUID> insert(NewAllocation allocation, Instant now) {
        return jdbc.sql("""
                INSERT INTO fund.allocation (line, reference, title, beneficiary, region, zone, opened_at)
                VALUES (:line, :reference, :title, :beneficiary, :region, :zone, :now)
                ON CONFLICT (line, reference) DO NOTHING RETURNING id""")
                .param("line", allocation.line())
                .param("reference", allocation.reference())
                .param("title", allocation.title())
                .param("beneficiary", allocation.beneficiary())
                .param("region", allocation.region())
                .param("zone", allocation.zone(), Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    Optional<Row> lock(UUID id) {
        return jdbc.sql("SELECT * FROM fund.allocation WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(AllocationStore::row)
                .optional();
    }

    Optional<Row> lock(UUID line, String reference) {
        return jdbc.sql("SELECT * FROM fund.allocation WHERE line = :line AND reference = :reference FOR NO KEY UPDATE")
                .param("line", line)
                .param("reference", reference)
                .query(AllocationStore::row)
                .optional();
    }

    /** Several at once, in one order for everybody. */
    List<Row> lock(List<UUID> ids) {
        return jdbc.sql("SELECT * FROM fund.allocation WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
                .param("ids", ids.toArray(UUID[]::new))
                .query(AllocationStore::row)
                .list();
    }

    /** The budget line it stands on; never changes. */
    UUID line(UUID id) {
        return jdbc.sql("SELECT line FROM fund.allocation WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
    }

    void contracted(UUID id, Money sum) {
        jdbc.sql("UPDATE fund.allocation SET contracted_fen = :sum WHERE id = :id")
                .param("sum", sum.fen())
                .param("id", id)
                .update();
    }

    void end(UUID id, LocalDate day) {
        jdbc.sql("UPDATE fund.allocation SET ended_on = :day WHERE id = :id")
                .param("day", day)
                .param("id", id)
                .update();
    }

    /** @param day since when nothing is paid, null for no more */
    void held(UUID id, @Nullable LocalDate day, String reason) {
        jdbc.sql("UPDATE fund.allocation SET held_on = :day, held_reason = :reason WHERE id = :id")
                .param("day", day, Types.DATE)
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Without a condition an instalment is due at once. */
    void addInstalments(UUID allocation, int first, List<NewInstalment> instalments, Instant now) {
        int number = first;
        for (NewInstalment one : instalments) {
            boolean due = one.condition().isBlank();
            jdbc.sql("""
                    INSERT INTO fund.instalment
                        (allocation, number, name, amount_fen, condition, expected_on, state, due_since)
                    VALUES (:allocation, :number, :name, :amount, :condition, :expected, :state, :since)""")
                    .param("allocation", allocation)
                    .param("number", number++)
                    .param("name", one.name().strip())
                    .param("amount", one.amount().fen())
                    .param("condition", one.condition().strip())
                    .param("expected", one.expectedOn(), Types.DATE)
                    .param("state", due ? "due" : "planned")
                    .param("since", due ? now.atOffset(ZoneOffset.UTC) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
        }
    }

    /** Cancels what is neither paid nor under way. */
    void cancelOpen(UUID allocation) {
        jdbc.sql("""
                UPDATE fund.instalment SET state = 'cancelled'
                WHERE allocation = :id AND state IN ('planned', 'due')""").param("id", allocation).update();
    }

    void due(UUID allocation, int number, String evidence, Instant now) {
        jdbc.sql("""
                UPDATE fund.instalment SET state = 'due', due_since = :now, evidence = :evidence
                WHERE allocation = :id AND number = :number AND state = 'planned'""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("evidence", evidence)
                .param("id", allocation)
                .param("number", number)
                .update();
    }

    void notDue(UUID allocation, int number) {
        jdbc.sql("""
                UPDATE fund.instalment SET state = 'planned', due_since = NULL, evidence = ''
                WHERE allocation = :id AND number = :number AND state = 'due'""").param("id", allocation).param("number", number).update();
    }

    void pledge(UUID allocation, Contribution.From from, Money sum) {
        jdbc.sql("""
                INSERT INTO fund.pledge (allocation, source, amount_fen) VALUES (:id, :source, :sum)
                ON CONFLICT (allocation, source) DO UPDATE SET amount_fen = excluded.amount_fen""")
                .param("id", allocation)
                .param("source", from.code())
                .param("sum", sum.fen())
                .update();
    }

    void demand(UUID allocation, Money sum, String reason, LocalDate day) {
        jdbc.sql("""
                INSERT INTO fund.recovery (allocation, demanded_fen, reason, demanded_on)
                VALUES (:id, :sum, :reason, :day)
                ON CONFLICT (allocation) DO UPDATE SET demanded_fen = excluded.demanded_fen, reason = excluded.reason""")
                .param("id", allocation)
                .param("sum", sum.fen())
                .param("reason", reason)
                .param("day", day)
                .update();
    }

    void received(UUID allocation, Money sum) {
        jdbc.sql("UPDATE fund.recovery SET received_fen = received_fen + :sum WHERE allocation = :id")
                .param("sum", sum.fen())
                .param("id", allocation)
                .update();
    }

    /** Without scope. */
    Allocation read(UUID id) {
        return find(id, "true", Map.of()).orElseThrow();
    }

    public Optional<Allocation> find(Viewer viewer, UUID id) {
        var scope = FundScope.of(viewer);
        return find(id, scope.allocations(), scope.parameters());
    }

    private Optional<Allocation> find(UUID id, String condition, Map<String, Object> parameters) {
        return jdbc.sql("SELECT a.*, s.* FROM fund.allocation a JOIN fund.budget_line b ON b.id = a.line, " + SUMS
                        + " WHERE a.id = :id AND " + condition)
                .param("id", id)
                .params(parameters)
                .query(this::whole)
                .optional();
    }

    List<Allocation> of(Viewer viewer, String reference) {
        var scope = FundScope.of(viewer);
        return jdbc.sql("SELECT a.*, s.* FROM fund.allocation a JOIN fund.budget_line b ON b.id = a.line, " + SUMS
                        + " WHERE a.reference = :reference AND " + scope.allocations()
                        + " ORDER BY b.source <> 'city', a.id")
                .param("reference", reference)
                .params(scope.parameters())
                .query(this::whole)
                .list();
    }

    private Allocation whole(ResultSet rows, int number) throws SQLException {
        Row row = row(rows, number);
        return new Allocation(
                row.id(),
                row.line(),
                row.reference(),
                row.title(),
                row.beneficiary(),
                row.region(),
                row.zone(),
                new Money(rows.getLong("reserved")),
                row.contracted(),
                new Money(rows.getLong("committed")),
                new Money(rows.getLong("transit")),
                new Money(rows.getLong("paid")),
                row.endedOn(),
                row.heldOn(),
                row.heldReason(),
                instalments(row.id()),
                contributions(row.id()),
                recovery(row.id()));
    }

    List<Instalment> instalments(UUID allocation) {
        return jdbc.sql("SELECT * FROM fund.instalment WHERE allocation = :id ORDER BY number")
                .param("id", allocation)
                .query(AllocationStore::instalment)
                .list();
    }

    private List<Contribution> contributions(UUID allocation) {
        return jdbc.sql("""
                SELECT f.source, coalesce(p.amount_fen, 0) AS pledged, coalesce(c.balance, 0) AS arrived
                FROM (VALUES (1, 'district'), (2, 'self'), (3, 'other')) AS f (place, source)
                LEFT JOIN fund.pledge p ON p.allocation = :id AND p.source = f.source
                LEFT JOIN fund.account c ON c.allocation = :id AND c.kind = f.source || '_funds'
                WHERE coalesce(p.amount_fen, 0) > 0 OR coalesce(c.balance, 0) > 0 ORDER BY f.place""")
                .param("id", allocation)
                .query((rows, number) -> new Contribution(
                        Contribution.From.of(rows.getString("source")).orElseThrow(),
                        new Money(rows.getLong("pledged")),
                        new Money(rows.getLong("arrived"))))
                .list();
    }

    Allocation.@Nullable Recovery recovery(UUID allocation) {
        return jdbc.sql("SELECT * FROM fund.recovery WHERE allocation = :id")
                .param("id", allocation)
                .query((rows, number) -> new Allocation.Recovery(
                        new Money(rows.getLong("demanded_fen")),
                        new Money(rows.getLong("received_fen")),
                        rows.getString("reason"),
                        rows.getObject("demanded_on", LocalDate.class)))
                .optional()
                .orElse(null);
    }

    /**
     * Money demanded back that has not come.
     *
     * @param open what is still to come back
     */
    public record Owed(UUID allocation, String title, Money open, LocalDate since) {}

    /** What an organisation has to pay back, or officers of the line's region to get back; the oldest first. */
    public List<Owed> owed(Viewer viewer, int limit) {
        boolean officer = viewer.isOfficer();
        UUID own = viewer.organisation();
        if (!officer && own == null) return List.of();
        return jdbc.sql("""
                SELECT a.id, a.title, r.demanded_fen - r.received_fen AS open, r.demanded_on
                FROM fund.recovery r JOIN fund.allocation a ON a.id = r.allocation
                JOIN fund.budget_line b ON b.id = a.line
                WHERE r.received_fen < r.demanded_fen AND """ + (officer ? " b.region = ANY(:scope)" : " a.beneficiary = :own")
                        + " ORDER BY r.demanded_on, a.id LIMIT :limit")
                .params(officer ? Map.of("scope", viewer.regionArray()) : Map.of("own", Objects.requireNonNull(own)))
                .param("limit", limit)
                .query((rows, number) -> new Owed(
                        rows.getObject("id", UUID.class),
                        rows.getString("title"),
                        new Money(rows.getLong("open")),
                        rows.getObject("demanded_on", LocalDate.class)))
                .list();
    }

    private static Row row(ResultSet rows, int number) throws SQLException {
        return new Row(
                rows.getObject("id", UUID.class),
                rows.getObject("line", UUID.class),
                rows.getString("reference"),
                rows.getString("title"),
                rows.getObject("beneficiary", UUID.class),
                rows.getString("region"),
                rows.getString("zone"),
                new Money(rows.getLong("contracted_fen")),
                rows.getObject("ended_on", LocalDate.class),
                rows.getObject("held_on", LocalDate.class),
                rows.getString("held_reason"));
    }

    private static Instalment instalment(ResultSet rows, int number) throws SQLException {
        return new Instalment(
                rows.getInt("number"),
                rows.getString("name"),
                new Money(rows.getLong("amount_fen")),
                rows.getString("condition"),
                rows.getObject("expected_on", LocalDate.class),
                Instalment.State.of(rows.getString("state")),
                rows.getString("evidence"),
                rows.getString("returned"),
                rows.getObject("paid_on", LocalDate.class));
    }
}
