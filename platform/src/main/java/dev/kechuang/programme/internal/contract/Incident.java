package dev.kechuang.programme.internal.contract;

import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/**
 * Something in the life of a project that its applicant's credit record may take note of. Published as an event of the
 * application context inside the transaction in which it is found, and kept as a note with {@code data.incident}.
 */
public record Incident(UUID application, UUID organisation, Code code, LocalDate day, String text) {

    /** Codes as notes and credit rules write them. */
    public enum Code {
        /** 逾期未交报告. */
        REPORT_LATE,
        /** 逾期未验收. */
        ACCEPTANCE_OVERDUE,
        /** 验收通过. */
        ACCEPTANCE_PASSED,
        /** 验收不通过. */
        ACCEPTANCE_FAILED,
        /** 终止. */
        TERMINATED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
