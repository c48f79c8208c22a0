package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checked value that is to be stated.
 *
 * @param after sequence of the last revision its author saw, 0 for none
 * @param value in the indicator's unit, null to take it back
 */
record Statement(
        Cell cell, int after, @Nullable BigDecimal value, String unit, String source, String reason, From from) {

    /** Where it comes from. */
    record From(
            Origin origin,
            @Nullable UUID importId,
            @Nullable Integer row,
            @Nullable UUID document,
            @Nullable Integer spanStart,
            @Nullable Integer spanEnd) {

        static From of(Origin origin) {
            return new From(origin, null, null, null, null, null);
        }

        static From imported(UUID id, int row) {
            return new From(Origin.IMPORT, id, row, null, null, null);
        }

        static From document(UUID id, int start, int end) {
            return new From(Origin.DOCUMENT, null, null, id, start, end);
        }
    }
}
