package dev.kechuang.fund.internal;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the journal (日记账): what was posted, newest first. */
@Repository
public class JournalStore {

    /** Postings of which the viewer may see a leg: of a line of the viewer's regions, or an allocation for an organisation there. */
    private static final String VISIBLE = """
            EXISTS (SELECT FROM fund.leg l JOIN fund.account c ON c.id = l.account
                    JOIN fund.budget_line b ON b.id = c.line LEFT JOIN fund.allocation a ON a.id = c.allocation
                    WHERE l.posting = p.id AND (%s OR %s)%s)""";

    private static final String SELECT = """
            SELECT p.*, s.*
            FROM fund.posting p, LATERAL (
                SELECT sum(l.amount_fen) FILTER (WHERE l.amount_fen > 0)::bigint AS moved,
                       array_agg(DISTINCT c.kind) FILTER (WHERE l.amount_fen < 0) AS come_from,
                       array_agg(DISTINCT c.kind) FILTER (WHERE l.amount_fen > 0) AS go_to
                FROM fund.leg l JOIN fund.account c ON c.id = l.account WHERE l.posting = p.id) s
            """;

    private final JdbcClient jdbc;

    public JournalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A posting (记账凭证).
     *
     * @param moved sum of what it moved
     * @param from what the accounts hold that money came from
     */
    public record Posting(
            UUID id,
            String key,
            String kind,
            LocalDate day,
            String reference,
            String memo,
            Instant postedAt,
            String postedName,
            Money moved,
            List<String> from,
            List<String> to) {}

    /** A leg (分录) with the account it moves. */
    public record Leg(
            String account,
            UUID line,
            int year,
            String lineName,
            @Nullable UUID allocation,
            String title,
            Money amount) {}

    /** @param reference exactly, empty for all */
    public record Filter(
            @Nullable UUID line,
            @Nullable UUID allocation,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            String reference) {}

    public KeyPage<Posting> list(Viewer viewer, Filter filter, KeyPage.At at, int size) {
        var scope = FundScope.of(viewer);
        var parameters = new HashMap<>(scope.parameters());
        String of = "";
        if (filter.line() != null) {
            of += " AND c.line = :line";
            parameters.put("line", filter.line());
        }
        if (filter.allocation() != null) {
            of += " AND c.allocation = :allocation";
            parameters.put("allocation", filter.allocation());
        }
        var where = new StringBuilder(VISIBLE.formatted(scope.lines(), scope.allocations(), of));
        if (!filter.kind().isEmpty()) {
            where.append(" AND p.kind = :kind");
            parameters.put("kind", filter.kind());
        }
        if (filter.from() != null) {
            where.append(" AND p.business_date >= :from_day");
            parameters.put("from_day", filter.from());
        }
        if (filter.until() != null) {
            where.append(" AND p.business_date <= :until_day");
            parameters.put("until_day", filter.until());
        }
        if (!filter.reference().isBlank()) {
            where.append(" AND p.reference = :reference");
            parameters.put("reference", filter.reference().strip());
        }
        return Lists.page(jdbc, SELECT, "p.id", where.toString(), parameters, at, size, JournalStore::row, Posting::id);
    }

    public Optional<Posting> find(Viewer viewer, UUID id) {
        var scope = FundScope.of(viewer);
        return jdbc.sql(SELECT + " WHERE p.id = :id AND " + VISIBLE.formatted(scope.lines(), scope.allocations(), ""))
                .param("id", id)
                .params(scope.parameters())
                .query(JournalStore::row)
                .optional();
    }

    public List<Leg> legs(UUID posting) {
        return jdbc.sql("""
                SELECT c.kind, c.line, b.year, b.name, c.allocation, coalesce(a.title, '') AS title, l.amount_fen
                FROM fund.leg l JOIN fund.account c ON c.id = l.account JOIN fund.budget_line b ON b.id = c.line
                LEFT JOIN fund.allocation a ON a.id = c.allocation
                WHERE l.posting = :id ORDER BY l.amount_fen > 0, c.id""")
                .param("id", posting)
                .query((rows, number) -> new Leg(
                        rows.getString("kind"),
                        rows.getObject("line", UUID.class),
                        rows.getInt("year"),
                        rows.getString("name"),
                        rows.getObject("allocation", UUID.class),
                        rows.getString("title"),
                        new Money(rows.getLong("amount_fen"))))
                .list();
    }

    private static Posting row(ResultSet rows, int number) throws SQLException {
        return new Posting(
                rows.getObject("id", UUID.class),
                rows.getString("key"),
                rows.getString("kind"),
                rows.getObject("business_date", LocalDate.class),
                rows.getString("reference"),
                rows.getString("memo"),
                rows.getObject("posted_at", OffsetDateTime.class).toInstant(),
                rows.getString("posted_name"),
                new Money(rows.getLong("moved")),
                Arrays.asList((String[]) rows.getArray("come_from").getArray()),
                Arrays.asList((String[]) rows.getArray("go_to").getArray()));
    }
}
