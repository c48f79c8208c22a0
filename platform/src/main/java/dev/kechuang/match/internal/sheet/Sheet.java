package dev.kechuang.match.internal.sheet;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact sheet as it lies in the database.
 *
 * @param number grows with each packing
 * @param facts packed; {@link Sheets} unpacks them. Null where the organisation does not count any more
 */
public record Sheet(
        UUID organisation,
        long number,
        String region,
        @Nullable String zone,
        byte @Nullable [] facts) {}
