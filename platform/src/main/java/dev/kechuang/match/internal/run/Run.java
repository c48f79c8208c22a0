package dev.kechuang.match.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run over the city (全市匹配).
 *
 * @param rules digest of the set of rules it is done on
 * @param policies how many rules that are
 * @param only the policies that alone it decides anew, in the slot that is shown; empty when it decides all
 * @param layout number of the layout its sheets have
 * @param slot what it fills, null before it begins to
 * @param afterNumber the last number of a sheet when it began to fill
 * @param done blocks of the present step that are done, of {@code blocks}
 * @param figures what came of it, null unless it is shown
 * @param error why it was given up; of an unfinished run what went wrong last
 */
public record Run(
        long id,
        Cause cause,
        String startedBy,
        Instant startedAt,
        LocalDate day,
        String rules,
        int policies,
        List<String> only,
        int layout,
        State state,
        @Nullable Integer slot,
        @Nullable Long afterNumber,
        @Nullable Instant finishedAt,
        int done,
        int blocks,
        @Nullable Figures figures,
        String error) {

    /**
     * @param organisations how many count
     * @param changes how many matches are others than those that were shown before
     */
    public record Figures(int organisations, int eligible, int near, int open, int changes) {
        public int matches() {
            return eligible + near + open;
        }
    }

    /** Why it was started. */
    public enum Cause {
        COMMAND,
        NIGHT,
        RULES
    }

    /** Where it stands. */
    public enum State {
        /** Facts are packed into sheets. */
        PACKING,
        /** The slot that is not shown is filled. */
        FILLING,
        /** Done. */
        SHOWN,
        /** Ended without being shown. */
        GIVEN_UP
    }

    /** Whether it decides every policy, and fills the slot that is not shown. */
    boolean whole() {
        return only.isEmpty();
    }

    public boolean finished() {
        return state == State.SHOWN || state == State.GIVEN_UP;
    }

    public Duration took(Instant now) {
        return Duration.between(startedAt, finishedAt == null ? now : finishedAt);
    }

    /** How much of the whole is done, in per cent. */
    public int percent() {
        return switch (state) {
            case PACKING -> blocks == 0 ? 0 : 50 * done / blocks;
            case FILLING -> 50 + (blocks == 0 ? 0 : 45 * done / blocks);
            case SHOWN -> 100;
            case GIVEN_UP -> 0;
        };
    }
}
