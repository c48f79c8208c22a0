package dev.kechuang.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Stands still, in Shanghai, until a test moves it. */
public final class TestClock extends Clock {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private volatile Instant now;

    public TestClock(Instant now) {
        this.now = now;
    }

    /** At ten in the morning of the day. */
    public TestClock(LocalDate day) {
        this(morning(day));
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(10, 0).atZone(ZONE).toInstant();
    }

    public void set(Instant instant) {
        now = instant;
    }

    /** To ten in the morning of the day. */
    public void on(LocalDate day) {
        now = morning(day);
    }

    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
