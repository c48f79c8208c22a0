package dev.kechuang.registry.internal.talent;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.Scope;
import dev.kechuang.registry.internal.talent.Performance.Figures;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.Performance.Size;
import dev.kechuang.registry.internal.talent.Performance.State;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Talent-led firms and their half-years. A firm is led by a talent on the last day of the half-year. */
@Repository
public class PerformanceStore {

    /** Organisations {@code o} whom an award that holds on {@code :end} names as led. */
    private static final String LED = """
            o.status IN ('confirmed', 'closed') AND EXISTS (
                SELECT FROM registry.talent_award a
                WHERE a.organisation = o.id AND a.role = 'leads' AND NOT a.taken_back
                  AND a.awarded_on <= :end AND (a.until IS NULL OR a.until >= :end))""";

    private static final String FROM = """
             FROM registry.organisation o
            LEFT JOIN registry.talent_performance p ON p.organisation = o.id AND p.year = :year AND p.half = :half
            """;

    private final JdbcClient jdbc;

    public PerformanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A talent-led firm in a half-year.
     *
     * @param leaders names of the talents who lead it
     * @param performance null where nothing was handed in
     */
    public record Firm(
            UUID id,
            String creditCode,
            String name,
            String region,
            String leaders,
            @Nullable Performance performance) {}

    /**
     * @param state submitted, returned, confirmed, none for firms without a half-year, or empty for all
     * @param size class by revenue of confirmed ones, over10m with those above 100 million
     */
    public record Query(Period period, String q, String region, String state, String size) {}

    private record Condition(String sql, Map<String, Object> parameters) {}

    private static Condition condition(Viewer viewer, Query query) {
        var scope = Scope.of(viewer);
        var parameters = new HashMap<>(scope.parameters());
        parameters.put("year", query.period().year());
        parameters.put("half", query.period().half());
        parameters.put("end", query.period().end());
        var all = new ArrayList<String>(List.of(scope.sql(), LED));
        if (!query.q().isEmpty()) {
            all.add("(o.name LIKE :q OR o.credit_code = upper(:code))");
            parameters.put(
                    "q",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
            parameters.put("code", query.q());
        }
        if (!query.region().isEmpty()) {
            all.add("o.region = :region");
            parameters.put("region", query.region());
        }
        if (query.state().equals("none")) all.add("p.id IS NULL");
        else if (!query.state().isEmpty()) {
            all.add("p.state = :state");
            parameters.put("state", query.state());
        }
        for (Size size : Size.values()) {
            if (!size.code().equals(query.size())) continue;
            all.add("p.state = 'confirmed' AND p.revenue_fen >= :least");
            parameters.put("least", size.from());
        }
        return new Condition(String.join(" AND ", all), parameters);
    }

    public KeyPage<Firm> firms(Viewer viewer, Query query, KeyPage.At at, int size) {
        var condition = condition(viewer, query);
        int total = jdbc.sql("SELECT count(*) FROM (SELECT 1" + FROM + "WHERE " + condition.sql() + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(condition.parameters())
                .query((rows, number) -> rows.getInt(1))
                .single();
        var parameters = new HashMap<>(condition.parameters());
        String behind = "";
        if (at.key() != null) {
            behind = " AND (o.name_key, o.id) " + (at.backwards() ? "<" : ">")
                    + " (SELECT k.name_key, k.id FROM registry.organisation k WHERE k.id::text = :key)";
            parameters.put("key", at.key());
        }
        String order = at.backwards() ? " DESC" : "";
        var read = jdbc.sql("""
                SELECT o.id AS firm, o.credit_code, o.name, o.region AS place,
                       (SELECT string_agg(DISTINCT t.name, '、') FROM registry.talent_award a
                        JOIN registry.talent t ON t.id = a.talent
                        WHERE a.organisation = o.id AND a.role = 'leads' AND NOT a.taken_back AND a.awarded_on <= :end
                          AND (a.until IS NULL OR a.until >= :end)) AS leaders, p.*""" + FROM + "WHERE "
                        + condition.sql() + behind + " ORDER BY o.name_key" + order + ", o.id" + order + " LIMIT "
                        + (size + 1))
                .params(parameters)
                .query((rows, number) -> new Firm(
                        Objects.requireNonNull(rows.getObject("firm", UUID.class)),
                        rows.getString("credit_code"),
                        rows.getString("name"),
                        rows.getString("place"),
                        Objects.requireNonNullElse(rows.getString("leaders"), ""),
                        rows.getObject("id") == null ? null : row(rows, number)))
                .list();
        return KeyPage.of(read, size, at, firm -> firm.id().toString(), KeyPage.Total.of(total));
    }

    /**
     * The firms of a half-year in figures.
     *
     * @param firms led by a talent at its end
     * @param confirmed those whose half-year is confirmed; the sums are theirs
     * @param over100m with a revenue of at least 100 million yuan
     * @param over10m with at least 10 million, those above 100 million included
     */
    public record Summary(
            long firms,
            long confirmed,
            long submitted,
            long over100m,
            long over10m,
            Money revenue,
            Money tax,
            long staff,
            Money financing) {}

    public Summary summary(Viewer viewer, Query query) {
        var condition = condition(viewer, query);
        return jdbc.sql("""
                SELECT count(*), count(*) FILTER (WHERE p.state = 'confirmed'),
                       count(*) FILTER (WHERE p.state = 'submitted'),
                       count(*) FILTER (WHERE p.state = 'confirmed' AND p.revenue_fen >= %d),
                       count(*) FILTER (WHERE p.state = 'confirmed' AND p.revenue_fen >= %d),
                       coalesce(sum(p.revenue_fen) FILTER (WHERE p.state = 'confirmed'), 0)::bigint,
                       coalesce(sum(p.tax_fen) FILTER (WHERE p.state = 'confirmed'), 0)::bigint,
                       coalesce(sum(p.staff) FILTER (WHERE p.state = 'confirmed'), 0)::bigint,
                       coalesce(sum(p.financing_fen) FILTER (WHERE p.state = 'confirmed'), 0)::bigint
                """.formatted(Size.OVER_100M.from(), Size.OVER_10M.from()) + FROM + "WHERE " + condition.sql())
                .params(condition.parameters())
                .query((rows, number) -> new Summary(
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        new Money(rows.getLong(6)),
                        new Money(rows.getLong(7)),
                        rows.getLong(8),
                        new Money(rows.getLong(9))))
                .single();
    }

    /** Whether an award that holds at the end of the half-year names the organisation as led. */
    boolean led(UUID organisation, Period period) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM registry.organisation o WHERE o.id = :id AND " + LED + ")")
                .param("id", organisation)
                .param("end", period.end())
                .query(Boolean.class)
                .single();
    }

    /** Half-years that wait in the viewer's regions. */
    public int waiting(Viewer viewer) {
        var scope = Scope.of(viewer);
        return jdbc.sql("""
                SELECT count(*)::int FROM registry.talent_performance p JOIN registry.organisation o ON o.id = p.organisation
                WHERE p.state = 'submitted' AND\s""" + scope.sql())
                .params(scope.parameters())
                .query(Integer.class)
                .single();
    }

    public Optional<Performance> find(UUID organisation, Period period) {
        return one(organisation, period, "");
    }

    Optional<Performance> lock(UUID organisation, Period period) {
        return one(organisation, period, " FOR UPDATE");
    }

    private Optional<Performance> one(UUID organisation, Period period, String end) {
        return jdbc.sql("SELECT p.* FROM registry.talent_performance p"
                        + " WHERE p.organisation = :id AND p.year = :year AND p.half = :half" + end)
                .param("id", organisation)
                .param("year", period.year())
                .param("half", period.half())
                .query(PerformanceStore::row)
                .optional();
    }

    /** Every half-year of an organisation, the newest first. */
    public List<Performance> of(UUID organisation) {
        return jdbc.sql("SELECT p.* FROM registry.talent_performance p WHERE p.organisation = :id"
                        + " ORDER BY p.year DESC, p.half DESC LIMIT 40")
                .param("id", organisation)
                .query(PerformanceStore::row)
                .list();
    }

    /** False when somebody handed in the half-year meanwhile. */
    boolean insert(UUID organisation, Period period, Figures figures, Viewer actor, Instant now) {
        return values(jdbc.sql("""
                INSERT INTO registry.talent_performance (organisation, year, half, state, revenue_fen, tax_fen, staff,
                    financing_fen, entered_by, entered_name, changed_at)
                VALUES (:organisation, :year, :half, 'submitted', :revenue, :tax, :staff, :financing, :by, :name, :now)
                ON CONFLICT DO NOTHING"""), figures, actor, now)
                        .param("organisation", organisation)
                        .param("year", period.year())
                        .param("half", period.half())
                        .update()
                == 1;
    }

    void submit(Performance before, Figures figures, Viewer actor, Instant now) {
        one(values(jdbc.sql("""
                UPDATE registry.talent_performance SET state = 'submitted', version = version + 1, reason = '',
                    revenue_fen = :revenue, tax_fen = :tax, staff = :staff, financing_fen = :financing,
                    entered_by = :by, entered_name = :name, changed_at = :now
                WHERE id = :id AND version = :version"""), figures, actor, now)
                .param("id", before.id())
                .param("version", before.version())
                .update());
    }

    private static JdbcClient.StatementSpec values(
            JdbcClient.StatementSpec sql, Figures figures, Viewer actor, Instant now) {
        return sql.param("revenue", figures.revenue().fen())
                .param("tax", figures.tax().fen())
                .param("staff", figures.staff())
                .param("financing", figures.financing().fen())
                .param("by", actor.account(), Types.OTHER)
                .param("name", actor.name())
                .param("now", TalentStore.time(now));
    }

    void confirm(Performance before, Organisation firm, Viewer officer, Instant now) {
        one(jdbc.sql("""
                UPDATE registry.talent_performance SET state = 'confirmed', version = version + 1,
                    confirmations = confirmations + 1, confirmed_name = :name, region = :region, zone = :zone,
                    changed_at = :now
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("name", officer.name())
                .param("region", firm.region())
                .param("zone", firm.zone())
                .param("now", TalentStore.time(now))
                .update());
    }

    void giveBack(Performance before, String reason, Instant now) {
        one(jdbc.sql("""
                UPDATE registry.talent_performance SET state = 'returned', version = version + 1, reason = :reason,
                    region = NULL, zone = NULL, changed_at = :now
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("reason", reason)
                .param("now", TalentStore.time(now))
                .update());
    }

    private static void one(int rows) {
        if (rows != 1) throw new IllegalStateException("changed without its lock: half-year");
    }

    private static Performance row(ResultSet rows, int number) throws SQLException {
        return new Performance(
                Objects.requireNonNull(rows.getObject("id", UUID.class)),
                Objects.requireNonNull(rows.getObject("organisation", UUID.class)),
                new Period(rows.getInt("year"), rows.getInt("half")),
                State.of(rows.getString("state")),
                rows.getInt("version"),
                new Figures(
                        new Money(rows.getLong("revenue_fen")),
                        new Money(rows.getLong("tax_fen")),
                        rows.getInt("staff"),
                        new Money(rows.getLong("financing_fen"))),
                rows.getString("reason"),
                rows.getString("entered_name"),
                rows.getString("confirmed_name"),
                rows.getInt("confirmations"),
                rows.getString("region"),
                rows.getString("zone"));
    }
}
