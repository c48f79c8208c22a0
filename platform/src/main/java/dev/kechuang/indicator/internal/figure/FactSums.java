package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sums of confirmed yearly facts by place, in one statement. An organisation counts where it is now, or where it was at
 * the snapshot; merged ones do not count, as what they became states the facts.
 */
@Component
class FactSums {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TitleSets titles;

    FactSums(JdbcClient jdbc, TitleSets titles) {
        this.jdbc = jdbc;
        this.titles = titles;
    }

    record Wanted(Source.OfFacts source, int year) {}

    /** @param value fen for money, else the numbers summed, or how many say yes */
    record Part(String region, String zone, boolean money, BigDecimal value, long organisations) {}

    /** @param day on which a title has to be held in a running year */
    Map<Wanted, List<Part>> read(Set<Wanted> all, @Nullable Snapshot asOf, LocalDate day) {
        var found = new HashMap<Wanted, List<Part>>();
        if (all.isEmpty()) return found;
        var numbered = List.copyOf(all);
        var rows = new ArrayList<Map<String, Object>>();
        for (int ix = 0; ix < numbered.size(); ix++) {
            Wanted one = numbered.get(ix);
            LocalDate held = LocalDate.of(one.year(), 12, 31);
            String title = one.source().title();
            rows.add(Map.of(
                    "ix", ix,
                    "fact", one.source().fact(),
                    "year", one.year(),
                    "titles", title == null ? List.of() : titles.codes(title),
                    "held", (held.isAfter(day) ? day : held).toString()));
        }
        String facts = asOf == null ? """
                SELECT f.organisation, f.fen, f.number, f.text, o.region, coalesce(o.zone, '') AS zone
                FROM registry.published_fact f JOIN registry.published_organisation o ON o.id = f.organisation
                WHERE f.code = q.fact AND f.year = q.year AND o.status IN ('confirmed', 'closed')
                """ : """
                SELECT f.organisation, f.fen, f.number, f.text, p.region, coalesce(p.zone, '') AS zone
                FROM (SELECT DISTINCT ON (h.organisation) h.organisation, h.fen, h.number, h.text
                      FROM registry.published_fact_history h
                      WHERE h.code = q.fact AND h.year = q.year AND h.recorded_at <= :at
                      ORDER BY h.organisation, h.version DESC) AS f
                JOIN LATERAL (SELECT p.region, p.zone, p.counts FROM registry.published_place p
                              WHERE p.organisation = f.organisation AND p.since <= :at
                              ORDER BY p.since DESC, p.number DESC LIMIT 1) AS p ON p.counts
                WHERE num_nonnulls(f.fen, f.number, f.text) = 1
                """;
        String titled = asOf == null
                ? "FROM record.published_record r WHERE"
                : "FROM record.published_sealed r WHERE r.position <= :position AND";
        var params = new HashMap<String, Object>();
        params.put("wanted", JSON.writeValueAsString(rows));
        if (asOf != null) {
            params.put("at", OffsetDateTime.ofInstant(asOf.at(), ZoneOffset.UTC));
            params.put("position", asOf.position());
        }
        jdbc.sql("""
                        WITH q AS MATERIALIZED (
                            SELECT * FROM jsonb_to_recordset(:wanted::jsonb)
                                AS q (ix integer, fact text, year integer, titles jsonb, held date)),
                        holders AS MATERIALIZED (
                            SELECT q.ix, r.organisation FROM q JOIN LATERAL (
                                SELECT r.organisation, r.count %s r.kind = 'registry.title' AND r.business_date <= q.held
                                  AND jsonb_exists(q.titles, r.dimensions ->> 'title')) AS r ON true
                            WHERE q.titles <> '[]' GROUP BY 1, 2 HAVING sum(r.count) > 0)
                        SELECT q.ix, v.region, v.zone, sum(v.fen) AS fen,
                               sum(coalesce(v.number, CASE WHEN v.text IN ('true', '是') THEN 1 WHEN v.text IS NOT NULL THEN 0 END))
                                   AS number,
                               count(*) AS organisations
                        FROM q CROSS JOIN LATERAL (%s) AS v
                        LEFT JOIN holders h ON h.ix = q.ix AND h.organisation = v.organisation
                        WHERE q.titles = '[]' OR h.organisation IS NOT NULL
                        GROUP BY 1, 2, 3
                        """.formatted(titled, facts))
                .params(params)
                .query((row, number) -> {
                    BigDecimal fen = row.getBigDecimal("fen");
                    BigDecimal counted = row.getBigDecimal("number");
                    BigDecimal value = fen != null ? fen : counted != null ? counted : BigDecimal.ZERO;
                    found.computeIfAbsent(numbered.get(row.getInt("ix")), key -> new ArrayList<>())
                            .add(new Part(
                                    row.getString("region"),
                                    row.getString("zone"),
                                    fen != null,
                                    value,
                                    row.getLong("organisations")));
                    return row;
                })
                .list();
        return found;
    }
}
