package dev.kechuang.plan.internal.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan (计划).
 *
 * @param number of the document, empty for none
 * @param region whose plan it is
 * @param unit the unit whose own plan it is, null for all of the region
 * @param reportDay day of the month after a period by which its progress is reported, 1 to 28
 * @param source where it comes from, empty for none
 * @param document the source document it was read from, null for none
 * @param splitFrom the plan above that it takes its part of, null for none
 */
public record Plan(
        UUID id,
        Kind kind,
        String title,
        String number,
        String region,
        @Nullable UUID unit,
        LocalDate fromOn,
        LocalDate untilOn,
        Rhythm rhythm,
        int reportDay,
        String source,
        @Nullable UUID document,
        @Nullable UUID splitFrom,
        @Nullable UUID copiedFrom,
        UUID createdBy,
        String createdName,
        Instant createdAt) {

    public enum Kind {
        /** 年度工作要点. */
        WORK_POINTS("workPoints"),
        /** 三年行动计划. */
        ACTION_PLAN("actionPlan"),
        /** 县区、处室的分解计划. */
        UNIT_PLAN("unitPlan"),
        /** 上级交办事项. */
        ASSIGNMENT("assignment"),
        /** 与县区签订的协议. */
        AGREEMENT("agreement"),
        /** 试点、示范. */
        PILOT("pilot");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        public static Optional<Kind> of(String code) {
            for (Kind kind : values()) if (kind.code.equals(code)) return Optional.of(kind);
            return Optional.empty();
        }
    }

    /** How often progress is reported (报告周期). */
    public enum Rhythm {
        MONTH,
        QUARTER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Rhythm> of(String code) {
            for (Rhythm rhythm : values()) if (rhythm.code().equals(code)) return Optional.of(rhythm);
            return Optional.empty();
        }
    }

    /** 2026, or 2024–2026. */
    public String years() {
        return fromOn.getYear() == untilOn.getYear()
                ? String.valueOf(fromOn.getYear())
                : fromOn.getYear() + "–" + untilOn.getYear();
    }
}
