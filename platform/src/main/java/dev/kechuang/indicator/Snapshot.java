package dev.kechuang.indicator;

import java.time.Duration;
import java.time.Instant;

/**
 * A state to which figures are read for ever (读数时点): what a freeze keeps.
 *
 * @param position last record that counts
 * @param revision last revision of observations that counts
 * @param at facts confirmed until then count; by the database's own clock, under which they are confirmed
 * @param readAt when it was read, by the clock that everything else tells the time by: what people are shown, and the day
 *     that counts as today; {@code at} itself unless the two clocks are apart, as in a demonstration's past
 */
public record Snapshot(long position, long revision, Instant at, Instant readAt) {

    /** Clocks that differ by less tell the same time. */
    private static final Duration SAME = Duration.ofMinutes(1);

    /** Where both clocks tell the same. */
    public Snapshot(long position, long revision, Instant at) {
        this(position, revision, at, at);
    }

    /** Read at {@code now}, by the clock that everything else uses. */
    public static Snapshot of(long position, long revision, Instant at, Instant now) {
        boolean same = Duration.between(at, now).abs().compareTo(SAME) < 0;
        return new Snapshot(position, revision, at, same ? at : now);
    }

    /** As parameters of a figure's address. */
    public String query() {
        return "&position=" + position + "&revision=" + revision + "&at=" + at
                + (readAt.equals(at) ? "" : "&read=" + readAt);
    }
}
