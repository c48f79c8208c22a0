package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.internal.Scope;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The coverage rate of R&amp;D institutions (规上企业研发机构覆盖率): of the firms that were above the statistical scale
 * in a year, by the confirmed fact {@value #FACT}, those that had a recognised R&amp;D institution at its end.
 */
@Repository
public class CoverageStore {

    static final String FACT = "above-scale";

    private final JdbcClient jdbc;
    private final TitleKinds kinds;
    private final Clock clock;

    public CoverageStore(JdbcClient jdbc, TitleKinds kinds, Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.clock = clock;
    }

    /**
     * @param having firms with an institution
     * @param firms all above scale
     */
    public record Row(String region, int having, int firms) {}

    /** A firm above scale with the names of its institutions; empty where it has none. */
    public record Firm(UUID id, String name, String creditCode, String region, String institutions) {}

    private static final String FIRMS = """
            FROM registry.fact_confirmed f
            JOIN registry.organisation o ON o.id = f.organisation AND o.status = 'confirmed' AND o.kind = 'enterprise'
            LEFT JOIN LATERAL (
                SELECT string_agg(t.name, '、' ORDER BY s.level, t.name) AS names
                FROM registry.title_span s JOIN registry.title t ON t.id = s.title
                WHERE s.organisation = o.id AND s.kind = ANY(:kinds) AND s.valid @> :day::date) i ON true
            WHERE f.code = 'above-scale' AND f.year = :year AND f.text IN ('是', 'true')""";

    /** The day a year is looked at: its last, or today while it runs. */
    public LocalDate day(int year) {
        LocalDate last = LocalDate.of(year, 12, 31);
        LocalDate today = LocalDate.now(clock);
        return last.isAfter(today) ? today : last;
    }

    private Map<String, Object> parameters(int year) {
        var parameters = new HashMap<String, Object>();
        parameters.put(
                "kinds",
                kinds.all().stream()
                        .filter(kind -> kind.group() == TitleKind.Group.RD_INSTITUTION)
                        .map(TitleKind::code)
                        .toArray(String[]::new));
        parameters.put("year", year);
        parameters.put("day", day(year));
        return parameters;
    }

    /** By county, of those the viewer works for. */
    public List<Row> byRegion(Viewer viewer, int year) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT o.region, count(i.names)::int AS having, count(*)::int AS firms " + FIRMS + " AND "
                        + scope.sql() + " GROUP BY o.region ORDER BY o.region")
                .params(parameters(year))
                .params(scope.parameters())
                .query((row, number) -> new Row(row.getString("region"), row.getInt("having"), row.getInt("firms")))
                .list();
    }

    /** By year, in all the viewer works for; the row's region is the year. */
    public List<Row> byYear(Viewer viewer, int from, int to) {
        return Stream.iterate(from, year -> year <= to, year -> year + 1)
                .map(year -> {
                    var rows = byRegion(viewer, year);
                    return new Row(
                            String.valueOf(year),
                            rows.stream().mapToInt(Row::having).sum(),
                            rows.stream().mapToInt(Row::firms).sum());
                })
                .toList();
    }

    /**
     * The firms behind a figure.
     *
     * @param region empty for all the viewer works for
     * @param having only those with an institution, or only those without; null for all
     */
    public KeyPage<Firm> firms(
            Viewer viewer, int year, String region, @Nullable Boolean having, KeyPage.At at, int size) {
        var scope = Scope.of(viewer);
        var parameters = parameters(year);
        parameters.putAll(scope.parameters());
        String where = " AND " + scope.sql();
        if (!region.isEmpty()) {
            where += " AND o.region = :region";
            parameters.put("region", region);
        }
        if (having != null) where += having ? " AND i.names IS NOT NULL" : " AND i.names IS NULL";
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT " + FIRMS + where + " LIMIT " + (KeyPage.COUNTED_TO + 1)
                        + ") counted")
                .params(parameters)
                .query((row, number) -> row.getInt(1))
                .single();
        UUID key = Optional.ofNullable(at.key()).flatMap(Typed::id).orElse(null);
        // A mangled key starts from the beginning.
        KeyPage.At start = key == null ? KeyPage.At.START : at;
        String order = start.backwards() ? "DESC" : "ASC";
        if (key != null) {
            where += " AND (o.name_key, o.id) " + (start.backwards() ? "<" : ">")
                    + " (SELECT k.name_key, k.id FROM registry.organisation k WHERE k.id = :key)";
            parameters.put("key", key);
        }
        var read = jdbc.sql("SELECT o.id, o.name, o.credit_code, o.region, coalesce(i.names, '') AS names " + FIRMS
                        + where + " ORDER BY o.name_key " + order + ", o.id " + order + " LIMIT " + (size + 1))
                .params(parameters)
                .query((row, number) -> new Firm(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("credit_code"),
                        row.getString("region"),
                        row.getString("names")))
                .list();
        return KeyPage.of(read, size, start, firm -> firm.id().toString(), KeyPage.Total.of(counted));
    }
}
