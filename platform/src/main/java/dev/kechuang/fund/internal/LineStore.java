package dev.kechuang.fund.internal;

import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes budget lines with what the ledger holds for them. */
@Repository
public class LineStore {

    /** Sums of the accounts of the lines in {@code line}; joined as {@code s}. */
    static final String SUMS = """
            LATERAL (SELECT
                coalesce(-sum(c.balance) FILTER (WHERE c.kind IN ('funding', 'carried')), 0)::bigint AS budget,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'available'), 0)::bigint AS available,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'reserved'), 0)::bigint AS reserved,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'committed'), 0)::bigint AS committed,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'transit'), 0)::bigint AS transit,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'paid'), 0)::bigint AS paid,
                coalesce(sum(c.balance) FILTER (WHERE c.kind = 'surrendered'), 0)::bigint AS surrendered
             FROM fund.account c WHERE c.line = b.id) s""";

    static final String COLUMNS = """
            b.id, b.year, b.programme, b.name, b.source, b.region, b.subject_code,
            s.budget, s.available, s.reserved, s.committed, s.transit, s.paid, s.surrendered""";

    private final JdbcClient jdbc;

    public LineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when such a line is there already. */
    Optional<UUID> insert(Viewer officer, NewBudgetLine line, Instant now) {
        return jdbc.sql("""
                INSERT INTO fund.budget_line
                    (year, programme, name, source, region, subject_code, opened_at, opened_by, opened_name)
                VALUES (:year, :programme, :name, :source, :region, :subject, :now, :by, :byName)
                ON CONFLICT (year, programme, source, region, name) DO NOTHING RETURNING id""")
                .param("year", line.year())
                .param("programme", line.programme())
                .param("name", line.name())
                .param("source", line.source().code())
                .param("region", line.region())
                .param("subject", line.subjectCode())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", officer.account(), Types.OTHER)
                .param("byName", officer.name())
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    Optional<UUID> find(NewBudgetLine line) {
        return jdbc.sql("""
                SELECT id FROM fund.budget_line WHERE year = :year AND programme = :programme AND source = :source
                    AND region = :region AND name = :name""")
                .param("year", line.year())
                .param("programme", line.programme())
                .param("name", line.name())
                .param("source", line.source().code())
                .param("region", line.region())
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    /** Without scope. */
    Optional<BudgetLine> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM fund.budget_line b, " + SUMS + " WHERE b.id = :id")
                .param("id", id)
                .query(LineStore::row)
                .optional();
    }

    public Optional<BudgetLine> find(Viewer viewer, UUID id) {
        var scope = FundScope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + " FROM fund.budget_line b, " + SUMS + " WHERE b.id = :id AND "
                        + scope.lines())
                .param("id", id)
                .params(scope.parameters())
                .query(LineStore::row)
                .optional();
    }

    List<BudgetLine> of(Viewer viewer, int year, String programme) {
        var scope = FundScope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + " FROM fund.budget_line b, " + SUMS
                        + " WHERE b.year = :year AND b.programme = :programme AND " + scope.lines()
                        + " ORDER BY b.source <> 'city', b.region, b.name")
                .param("year", year)
                .param("programme", programme)
                .params(scope.parameters())
                .query(LineStore::row)
                .list();
    }

    /** Keeps others from changing the same line's budget at once. */
    void lock(UUID id) {
        jdbc.sql("SELECT 1 FROM fund.budget_line WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query((rows, number) -> 1)
                .optional();
    }

    static BudgetLine row(ResultSet rows, int number) throws SQLException {
        return new BudgetLine(
                rows.getObject("id", UUID.class),
                rows.getInt("year"),
                rows.getString("programme"),
                rows.getString("name"),
                Source.of(rows.getString("source")).orElseThrow(),
                rows.getString("region"),
                rows.getString("subject_code"),
                new Money(rows.getLong("budget")),
                new Money(rows.getLong("available")),
                new Money(rows.getLong("reserved")),
                new Money(rows.getLong("committed")),
                new Money(rows.getLong("transit")),
                new Money(rows.getLong("paid")),
                new Money(rows.getLong("surrendered")));
    }
}
