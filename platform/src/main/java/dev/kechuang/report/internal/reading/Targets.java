package dev.kechuang.report.internal.reading;

import dev.kechuang.report.internal.text.Phrases;
import java.math.BigDecimal;
import java.util.Optional;

/** What the plans in force want of an indicator. */
@FunctionalInterface
public interface Targets {

    /** The target that is due in the year and region; of several the one of the newest plan. */
    Optional<Target> find(String indicator, String region, int year);

    /** @param value in the indicator's unit */
    record Target(BigDecimal value, Phrases.Wanted wanted, String path) {}
}
