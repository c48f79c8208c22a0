package dev.kechuang.fund.internal;

import dev.kechuang.fund.BudgetLine;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lists of budget lines and of what stands on them. */
@Repository
public class LineSearch {

    private final JdbcClient jdbc;

    public LineSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param year 0 for all; texts empty for all */
    public record Filter(int year, String source, String region, String text) {
        public static Filter of(Map<String, String> parameters) {
            String year = parameters.getOrDefault("year", "");
            return new Filter(
                    year.matches("[0-9]{4}") ? Integer.parseInt(year) : 0,
                    parameters.getOrDefault("source", ""),
                    parameters.getOrDefault("region", ""),
                    parameters.getOrDefault("q", ""));
        }
    }

    private record Where(String sql, Map<String, Object> parameters) {}

    private static Where where(Viewer viewer, Filter filter) {
        var scope = FundScope.of(viewer);
        var sql = new StringBuilder(scope.lines());
        var parameters = new HashMap<>(scope.parameters());
        if (filter.year() > 0) {
            sql.append(" AND b.year = :year");
            parameters.put("year", filter.year());
        }
        if (!filter.source().isEmpty()) {
            sql.append(" AND b.source = :source");
            parameters.put("source", filter.source());
        }
        if (!filter.region().isEmpty()) {
            sql.append(" AND b.region = :region");
            parameters.put("region", filter.region());
        }
        if (!filter.text().isBlank()) {
            sql.append(" AND (b.name ILIKE :like OR b.programme ILIKE :like)");
            parameters.put("like", Lists.contains(filter.text()));
        }
        return new Where(sql.toString(), parameters);
    }

    /** Those opened last first. */
    public KeyPage<BudgetLine> lines(Viewer viewer, Filter filter, KeyPage.At at, int size) {
        var where = where(viewer, filter);
        return Lists.page(
                jdbc,
                "SELECT " + LineStore.COLUMNS + " FROM fund.budget_line b, " + LineStore.SUMS,
                "b.id",
                where.sql(),
                where.parameters(),
                at,
                size,
                LineStore::row,
                BudgetLine::id);
    }

    /** Sums over all lines of a filter; paid is less what came back. */
    public record Totals(Money budget, Money available, Money reserved, Money contracted, Money paid) {}

    public Totals totals(Viewer viewer, Filter filter) {
        var where = where(viewer, filter);
        return jdbc.sql("""
                SELECT coalesce(-sum(c.balance) FILTER (WHERE c.kind IN ('funding', 'carried')), 0)::bigint AS budget,
                       coalesce(sum(c.balance) FILTER (WHERE c.kind = 'available'), 0)::bigint AS available,
                       coalesce(sum(c.balance) FILTER (WHERE c.kind = 'reserved'), 0)::bigint AS reserved,
                       coalesce(sum(c.balance) FILTER (WHERE c.kind IN ('committed', 'transit', 'paid', 'surrendered')), 0)::bigint
                           AS contracted,
                       coalesce(sum(c.balance) FILTER (WHERE c.kind = 'paid'), 0)::bigint AS paid
                FROM fund.budget_line b JOIN fund.account c ON c.line = b.id WHERE """ + " " + where.sql())
                .params(where.parameters())
                .query((rows, number) -> new Totals(
                        new Money(rows.getLong("budget")),
                        new Money(rows.getLong("available")),
                        new Money(rows.getLong("reserved")),
                        new Money(rows.getLong("contracted")),
                        new Money(rows.getLong("paid"))))
                .single();
    }

    /** Lines of later years that a line's money can be carried to. */
    public List<BudgetLine> later(Viewer viewer, BudgetLine line) {
        var scope = FundScope.of(viewer);
        return jdbc.sql("SELECT " + LineStore.COLUMNS + " FROM fund.budget_line b, " + LineStore.SUMS
                        + " WHERE b.year > :year AND " + scope.lines()
                        + " ORDER BY b.programme <> :programme, b.year, b.name LIMIT 200")
                .param("year", line.year())
                .param("programme", line.programme())
                .params(scope.parameters())
                .query(LineStore::row)
                .list();
    }

    /** An allocation as lists show it. */
    public record Row(
            UUID id,
            UUID line,
            String lineName,
            int year,
            String reference,
            String title,
            String payee,
            String region,
            Money reserved,
            Money contracted,
            Money transit,
            Money paid,
            boolean ended) {}

    /** Of one line, or all the viewer may see when {@code line} is null; newest first. */
    public KeyPage<Row> allocations(
            Viewer viewer, @org.jspecify.annotations.Nullable UUID line, String text, KeyPage.At at, int size) {
        var scope = FundScope.of(viewer);
        var parameters = new HashMap<>(scope.parameters());
        var where = new StringBuilder(scope.allocations());
        if (line != null) {
            where.append(" AND a.line = :line");
            parameters.put("line", line);
        }
        if (!text.isBlank()) {
            where.append(" AND (a.title ILIKE :like OR g.name ILIKE :like)");
            parameters.put("like", Lists.contains(text));
        }
        return Lists.page(
                jdbc,
                """
                SELECT a.*, s.*, b.name AS line_name, b.year, coalesce(g.name, '') AS payee
                FROM fund.allocation a
                JOIN fund.budget_line b ON b.id = a.line
                LEFT JOIN registry.published_organisation g ON g.id = a.beneficiary,
                """ + AllocationStore.SUMS,
                "a.id",
                where.toString(),
                parameters,
                at,
                size,
                (rows, number) -> new Row(
                        rows.getObject("id", UUID.class),
                        rows.getObject("line", UUID.class),
                        rows.getString("line_name"),
                        rows.getInt("year"),
                        rows.getString("reference"),
                        rows.getString("title"),
                        rows.getString("payee"),
                        rows.getString("region"),
                        new Money(rows.getLong("reserved")),
                        new Money(rows.getLong("contracted_fen")),
                        new Money(rows.getLong("transit")),
                        new Money(rows.getLong("paid")),
                        rows.getObject("ended_on") != null),
                Row::id);
    }
}
