package dev.kechuang.plan.internal.plan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the bureau or of a county or park, as {@code identity} publishes it.
 *
 * @param kind {@code BUREAU}, {@code DIVISION} or {@code REGION_BUREAU}
 * @param region it works for
 * @param parent the unit it stands under, null for the bureau itself
 */
public record PlanUnit(
        UUID id,
        String code,
        String name,
        String en,
        String kind,
        String region,
        List<String> also,
        @Nullable UUID parent) {

    public boolean ofRegion() {
        return kind.equals("REGION_BUREAU");
    }
}
