package dev.kechuang.match.internal.found;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored match (匹配结果) of an organisation with a policy.
 *
 * @param version digest of the policy's version it was decided by
 * @param amountFen what it is worth in fen when eligible and the policy gives an amount, else null
 * @param distance for {@link State#NEAR} by how many per cent the thresholds would have to be eased, else 0
 * @param missing for {@link State#OPEN} how many facts are still missing, else 0
 * @param day the day it was decided for
 */
public record Found(
        UUID organisation,
        String policy,
        String version,
        State state,
        @Nullable Long amountFen,
        int distance,
        int missing,
        LocalDate day) {

    /** Only these are stored; what is far off is not. */
    public enum State {
        /** All conditions are met (符合条件). */
        ELIGIBLE,
        /** Refused, but not by much (接近条件). */
        NEAR,
        /** Undecided, with few facts missing (待补充数据). */
        OPEN
    }
}
