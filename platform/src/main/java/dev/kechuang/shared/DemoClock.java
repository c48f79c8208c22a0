package dev.kechuang.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The clock of a demonstration city: tells the time, except to whoever fills the city by {@link #at}, so that the
 * demonstration's past is made by the commands that people use. Exists in demonstration mode only.
 */
public final class DemoClock extends Clock {

    private final Clock real;
    private final ThreadLocal<Instant> shifted = new ThreadLocal<>();
    private volatile Duration shift = Duration.ZERO;

    public DemoClock(Clock real) {
        this.real = real;
    }

    /** Does something at another time, in this thread; each look at the clock is a millisecond later than the last. */
    public <T> T at(Instant moment, Supplier<T> work) {
        Instant before = shifted.get();
        shifted.set(moment);
        try {
            return work.get();
        } finally {
            if (before == null) shifted.remove();
            else shifted.set(before);
        }
    }

    /** Moves the clock for everybody, pages included; zero goes back to the real time. */
    public void shift(Duration by) {
        shift = by;
    }

    @Override
    public Instant instant() {
        Instant moment = shifted.get();
        if (moment == null) return real.instant().plus(shift);
        shifted.set(moment.plusMillis(1));
        return moment;
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
