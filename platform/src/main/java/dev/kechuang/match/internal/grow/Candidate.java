package dev.kechuang.match.internal.grow;

import dev.kechuang.match.internal.found.Found;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A firm that a ladder might take (候选企业): its stored match, and that it does not hold the title.
 *
 * @param distance by how many per cent thresholds would have to be eased; 0 unless it is near
 * @param missing facts still missing; 0 unless it is open
 * @param visited day of the last visit in any store of the ladder
 * @param entry where it is in the store of the year already
 */
public record Candidate(
        UUID organisation,
        String name,
        String creditCode,
        String region,
        String field,
        Found.State state,
        int distance,
        int missing,
        @Nullable LocalDate visited,
        @Nullable UUID entry,
        long place)
        implements GrowList.Placed {

    @Override
    public UUID key() {
        return organisation;
    }
}
