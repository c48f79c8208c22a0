package dev.kechuang.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a title; appended and never altered.
 *
 * @param seq from 1 in each title
 * @param onDay the day it counts for; for a grant and a renewal the first day
 * @param validFrom first day of the certificate, of grants and renewals
 * @param validUntil last day of the certificate, null for no end
 * @param cell where the title counts from that day; null where the event changes nothing about it
 * @param details what was stated, by the codes of the kind's fields
 * @param reason why; empty for grants
 * @param actor who did it
 */
public record TitleEvent(
        UUID title,
        int seq,
        What what,
        LocalDate onDay,
        String number,
        @Nullable UUID document,
        String documentNumber,
        String grantedBy,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable LocalDate nextEvaluation,
        @Nullable Cell cell,
        Map<String, String> details,
        String reason,
        String actor,
        Instant at) {

    /** Where a title counts. */
    public record Cell(
            @Nullable UUID organisation,
            String region,
            @Nullable String zone,
            String industry) {}

    public enum What {
        /** 认定. */
        GRANTED,
        /** 重新认定、延期. */
        RENEWED,
        /** 复核通过. */
        REEVALUATED,
        /** 到期失效. */
        LAPSED,
        /** 撤销. */
        REVOKED,
        /** 终止, with its organisation. */
        ENDED,
        /** 随单位合并转移. */
        TRANSFERRED,
        /** 随单位迁移: its organisation counts elsewhere now. */
        MOVED,
        /** 录入撤回: it was entered by mistake. */
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static What of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
