package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads confirmed observations: of many indicators and places in one statement. */
@Component
class ObservedValues {

    private final JdbcClient jdbc;

    ObservedValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Value(UUID revision, BigDecimal value) {}

    /** Values by indicator and region, then by period. */
    static final class Reading {
        private final Map<String, Map<Period, Value>> cells = new HashMap<>();

        /** What a flow sums to over the months; null where the periods stated do not cover them. */
        @Nullable List<Value> flow(String indicator, String region, LocalDate first, LocalDate last) {
            var stated = cells.getOrDefault(indicator + " " + region, Map.of());
            var parts = new ArrayList<Value>();
            LocalDate at = first;
            while (!at.isAfter(last)) {
                Period longest = null;
                for (Period.Kind kind : Period.Kind.values()) {
                    Period period = Period.of(kind, at);
                    if (period.first().equals(at) && !period.last().isAfter(last) && stated.containsKey(period)) {
                        longest = period;
                        break;
                    }
                }
                Value part = longest == null ? null : stated.get(longest);
                if (longest == null || part == null) return null;
                parts.add(part);
                at = longest.last().plusDays(1);
            }
            return parts;
        }

        /** What a stock is at the end of the period: as stated for it, or for another period with the same end. */
        @Nullable Value stock(String indicator, String region, Period period) {
            var stated = cells.getOrDefault(indicator + " " + region, Map.of());
            Value exact = stated.get(period);
            if (exact != null) return exact;
            for (Period.Kind kind : Period.Kind.values()) {
                Period other = Period.of(kind, period.last());
                if (!other.last().equals(period.last())) continue;
                Value value = stated.get(other);
                if (value != null) return value;
            }
            return null;
        }
    }

    /** @param number last revision that counts, null for all */
    Reading read(
            Collection<String> indicators,
            Collection<String> regions,
            LocalDate first,
            LocalDate last,
            @Nullable Long number) {
        var reading = new Reading();
        if (indicators.isEmpty()) return reading;
        String sql = number == null ? """
                SELECT indicator, region, period, revision, value FROM indicator.current
                WHERE indicator = ANY (:indicators) AND region = ANY (:regions)
                  AND first_day BETWEEN :first AND :last AND value IS NOT NULL
                """ : """
                SELECT indicator, region, period, revision, value FROM (
                    SELECT DISTINCT ON (r.indicator, r.region, r.first_day, r.months)
                           r.indicator, r.region, r.period, r.id AS revision, r.value
                    FROM indicator.revision r JOIN indicator.decision d ON d.revision = r.id AND d.number <= :number
                    WHERE r.indicator = ANY (:indicators) AND r.region = ANY (:regions)
                      AND r.first_day BETWEEN :first AND :last
                    ORDER BY r.indicator, r.region, r.first_day, r.months, d.number DESC) AS last
                WHERE value IS NOT NULL
                """;
        jdbc.sql(sql)
                .params(number == null ? Map.of() : Map.of("number", number))
                .param("indicators", indicators.toArray(String[]::new))
                .param("regions", regions.toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> {
                    Period period = Period.parse(row.getString("period")).orElseThrow();
                    reading.cells
                            .computeIfAbsent(
                                    row.getString("indicator") + " " + row.getString("region"), key -> new HashMap<>())
                            .put(
                                    period,
                                    new Value(
                                            row.getObject("revision", UUID.class), plain(row.getBigDecimal("value"))));
                    return row;
                })
                .list();
        return reading;
    }

    private static BigDecimal plain(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
