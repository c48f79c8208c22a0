package dev.kechuang.match.internal.grow;

import dev.kechuang.match.internal.found.Found;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A firm in the store (培育库) of a ladder in a year, as it stands.
 *
 * @param region where it counts
 * @param now how it is matched with the ladder's policy today; null when nothing is stored about it
 * @param distance of {@code now}, per cent
 * @param missing of {@code now}, facts
 * @param found how it was matched when it was entered
 * @param foundDistance of {@code found}
 * @param leftOn null while it is in the store
 * @param counsellor account of who counsels it; null when it is nobody or somebody without an account
 * @param visited day of the last visit in this store
 * @param openMeasures measures that are not done yet
 * @param verdict of the last pre-review
 */
public record Entry(
        UUID id,
        String ladder,
        int year,
        int version,
        UUID organisation,
        String name,
        String creditCode,
        String region,
        String field,
        Found.@Nullable State now,
        int distance,
        int missing,
        Found.@Nullable State found,
        int foundDistance,
        String why,
        LocalDate enteredOn,
        Instant enteredAt,
        String enteredName,
        @Nullable LocalDate leftOn,
        @Nullable LeftFor leftFor,
        String leftNote,
        @Nullable UUID counsellor,
        String counsellorName,
        GrowStage stage,
        @Nullable LocalDate visited,
        int openMeasures,
        @Nullable UUID prereview,
        @Nullable String verdict,
        @Nullable LocalDate prereviewedOn,
        @Nullable BigDecimal scoreLow,
        @Nullable BigDecimal scoreHigh,
        long place)
        implements GrowList.Placed {

    public boolean inStore() {
        return leftOn == null;
    }

    @Override
    public UUID key() {
        return id;
    }
}
