package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.internal.Scope;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Firms certified to the standard of intellectual property management (知识产权贯标, GB/T 29490), as their yearly forms
 * state: the last confirmed value says yes.
 */
@Repository
public class StandardSearch {

    private static final String FACT = "ip-management-standard";
    private static final int MOST = 5_000;

    private final JdbcClient jdbc;

    public StandardSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param year of the form
     * @param asOf the day it was stated for, null where none was
     * @param valid how many valid rights count for it
     */
    public record Certified(
            UUID organisation,
            String name,
            String region,
            int year,
            @Nullable LocalDate asOf,
            int valid) {}

    /**
     * By region and name.
     *
     * @param region empty for all
     */
    public List<Certified> find(Viewer viewer, String region, LocalDate today) {
        var scope = Scope.of(viewer);
        var parameters = new HashMap<>(scope.parameters());
        parameters.put("region", region);
        return jdbc.sql("""
                SELECT o.id, o.name, o.region, f.year, f.as_of,
                       (SELECT count(*)::int FROM registry.ip_right r
                        WHERE r.counts_for = o.id AND r.valid @> :today::date) AS valid
                FROM (SELECT DISTINCT ON (organisation) organisation, year, as_of, text FROM registry.fact_confirmed
                      WHERE code = :fact ORDER BY organisation, year DESC) f
                JOIN registry.organisation o ON o.id = f.organisation
                WHERE f.text = '是' AND o.status = 'confirmed' AND (:region = '' OR o.region = :region) AND %s
                ORDER BY o.region, o.name_key LIMIT :most""".formatted(scope.sql()))
                .params(parameters)
                .param("fact", FACT)
                .param("today", today)
                .param("most", MOST)
                .query((rows, number) -> new Certified(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getInt("year"),
                        rows.getObject("as_of", LocalDate.class),
                        rows.getInt("valid")))
                .list();
    }
}
