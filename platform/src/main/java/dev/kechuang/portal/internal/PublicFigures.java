package dev.kechuang.portal.internal;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Figures that everybody may see: confirmed organisations of the city by county. They are counted at most every ten
 * minutes, since the public page is open to all the world and the count is not free.
 */
@Component
public class PublicFigures {

    /** A county with fewer is not told apart: few firms can be recognised. */
    public static final int SMALLEST = 5;

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Regions regions;
    private final Clock clock;
    private final AtomicReference<@Nullable Counted> last = new AtomicReference<>();

    PublicFigures(JdbcClient jdbc, Regions regions, Clock clock) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * @param asOf the day of the count
     * @param total confirmed organisations, each once
     * @param counties by administrative region, in the pack's order
     */
    public record Organisations(LocalDate asOf, long total, List<County> counties) {}

    /** @param organisations null where the figure is not shown because it is small */
    public record County(Region region, @Nullable Long organisations) {}

    private record Counted(Instant at, Organisations figures) {}

    public Organisations organisations() {
        Instant now = clock.instant();
        Counted kept = last.get();
        if (kept != null && now.isBefore(kept.at.plus(KEPT))) return kept.figures;
        Organisations counted = count();
        last.set(new Counted(now, counted));
        return counted;
    }

    private Organisations count() {
        LocalDate today = LocalDate.now(clock);
        Map<String, Long> byRegion = new HashMap<>();
        jdbc.sql("""
                        SELECT region, count(*) AS organisations
                        FROM registry.published_organisation
                        WHERE status = 'confirmed'
                        GROUP BY region
                        """).query(row -> {
            byRegion.put(row.getString("region"), row.getLong("organisations"));
        });
        var counties = regions.children(regions.city().code(), today).stream()
                .filter(region -> region.kind() != Region.Kind.ZONE)
                .map(region -> new County(region, inside(region, byRegion)))
                .toList();
        long total = byRegion.values().stream().mapToLong(Long::longValue).sum();
        return new Organisations(today, total, withoutSmall(counties));
    }

    private long inside(Region region, Map<String, Long> byRegion) {
        return regions.subtree(region.code()).stream()
                .mapToLong(code -> byRegion.getOrDefault(code, 0L))
                .sum();
    }

    /** One figure left out alone could be had back from the total, so the next smallest goes with it. */
    static List<County> withoutSmall(List<County> counties) {
        var positive = counties.stream()
                .map(County::organisations)
                .filter(count -> count != null && count > 0)
                .sorted()
                .toList();
        long small = positive.stream().filter(count -> count < SMALLEST).count();
        if (small == 0) return counties;
        long limit = small == 1 && positive.size() > 1 ? positive.get(1) : SMALLEST - 1;
        return counties.stream()
                .map(county -> county.organisations != null && county.organisations > 0 && county.organisations <= limit
                        ? new County(county.region, null)
                        : county)
                .toList();
    }
}
