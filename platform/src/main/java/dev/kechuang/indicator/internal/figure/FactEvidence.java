package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The organisations behind a figure over facts, the largest values first, as far as the viewer may see them. */
@Component
public class FactEvidence {

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;
    private final Regions regions;
    private final TitleSets titles;

    FactEvidence(JdbcClient jdbc, Regions regions, TitleSets titles) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.titles = titles;
    }

    /**
     * What one organisation states.
     *
     * @param fen null for what is no money
     */
    public record Value(
            UUID organisation,
            String name,
            String region,
            @Nullable Long fen,
            @Nullable BigDecimal number,
            String text) {}

    /**
     * What the viewer is shown.
     *
     * @param outside how many lie outside of the viewer's scope
     */
    public record Shown(List<Value> values, long inside, long outside) {}

    public Shown of(Viewer viewer, Source.OfFacts source, int year, String region, LocalDate day) {
        Place place = Place.of(regions, region);
        LocalDate held = LocalDate.of(year, 12, 31);
        String title = source.title();
        String where = """
                FROM registry.published_fact f JOIN registry.published_organisation o ON o.id = f.organisation
                WHERE f.code = :fact AND f.year = :year AND o.status IN ('confirmed', 'closed')
                  AND (o.region = ANY (:codes) OR :zone AND o.zone = ANY (:codes))
                  AND (:all OR f.organisation IN (
                      SELECT r.organisation FROM record.published_record r
                      WHERE r.kind = 'registry.title' AND r.business_date <= :held AND r.dimensions ->> 'title' = ANY (:titles)
                      GROUP BY r.organisation HAVING sum(r.count) > 0))
                """;
        String inside = " AND (o.region = ANY (:scope) OR o.zone = ANY (:scope))";
        var params = new java.util.HashMap<String, Object>();
        params.put("fact", source.fact());
        params.put("year", year);
        params.put("codes", place.codes().toArray(String[]::new));
        params.put("zone", place.zone());
        params.put("all", title == null);
        params.put("titles", (title == null ? List.<String>of() : titles.codes(title)).toArray(String[]::new));
        params.put("held", held.isAfter(day) ? day : held);
        params.put("scope", viewer.regionArray());
        long[] counts = jdbc.sql(
                        "SELECT count(*) AS all_of_them, count(*) FILTER (WHERE true" + inside + ") AS inside " + where)
                .params(params)
                .query((row, number) -> new long[] {row.getLong("all_of_them"), row.getLong("inside")})
                .single();
        var values = jdbc.sql("SELECT o.id, o.name, o.region, f.fen, f.number, coalesce(f.text, '') AS text " + where
                        + inside + " ORDER BY f.fen DESC NULLS LAST, f.number DESC NULLS LAST, o.id LIMIT " + SHOWN)
                .params(params)
                .query((row, number) -> new Value(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("region"),
                        row.getObject("fen", Long.class),
                        row.getBigDecimal("number"),
                        row.getString("text")))
                .list();
        return new Shown(values, counts[1], counts[0] - counts[1]);
    }
}
