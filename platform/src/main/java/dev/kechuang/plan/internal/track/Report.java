package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A progress report (进展报告).
 *
 * @param percent of a task; null of a target
 * @param value of a target that no indicator measures; null otherwise
 * @param blockers what stands in the way, empty for nothing
 * @param files evidence
 * @param filing 1 for the first; a returned one is handed in anew under the next
 */
public record Report(
        UUID id,
        UUID item,
        UUID unit,
        Period period,
        int filing,
        @Nullable Integer percent,
        @Nullable BigDecimal value,
        String text,
        String blockers,
        List<UUID> files,
        LocalDate dueOn,
        LocalDate filedOn,
        UUID filedBy,
        String filedName,
        Instant filedAt,
        State state,
        @Nullable String decidedName,
        @Nullable Instant decidedAt,
        String remark) {

    /** Kind of the record that counts a report. */
    public static final String RECORD = "plan.report";

    /** Kind of the record that counts a task as done. */
    public static final String TASK_DONE = "plan.taskDone";

    public enum State {
        FILED,
        CONFIRMED,
        RETURNED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public boolean late() {
        return filedOn.isAfter(dueOn);
    }
}
