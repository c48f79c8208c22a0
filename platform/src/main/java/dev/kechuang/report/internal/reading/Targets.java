package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.reading.Content.Aim;
import dev.kechuang.report.internal.text.Phrases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the plans in force want of an indicator. */
@FunctionalInterface
public interface Targets {

    /** The target that is due in the year and region; of several the one of the newest plan. */
    Optional<Target> find(String indicator, String region, int year);

    /**
     * The found targets with what was reached and the light they have.
     *
     * @param on day they are judged for; today when it has not come yet
     * @param snapshot state the figures are read to, null for live
     */
    default List<Aim> aims(Collection<Target> found, LocalDate on, @Nullable Snapshot snapshot) {
        return List.of();
    }

    /** What of kept targets is no longer what plans, evidence and rule give; in English, empty when all holds. */
    default List<String> verify(Collection<Aim> kept, @Nullable Snapshot snapshot) {
        return List.of();
    }

    /**
     * @param value in the indicator's unit
     * @param plan null where it is of none, in tests
     * @param item the target within its plan, null together with the plan
     */
    record Target(
            BigDecimal value,
            Phrases.Wanted wanted,
            String path,
            @Nullable UUID plan,
            @Nullable UUID item) {

        public Target(BigDecimal value, Phrases.Wanted wanted, String path) {
            this(value, wanted, path, null, null);
        }
    }
}
