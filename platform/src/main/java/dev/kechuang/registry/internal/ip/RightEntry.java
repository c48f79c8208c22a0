package dev.kechuang.registry.internal.ip;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people of an organisation entered (申报): it counts once an officer has confirmed it.
 *
 * @param right the right that is to change, or became of it; null before
 * @param fields as typed
 * @param reason why it was given back, empty otherwise
 */
public record RightEntry(
        UUID id,
        int version,
        UUID organisation,
        String organisationName,
        String region,
        What what,
        @Nullable UUID right,
        @Nullable Integer rightVersion,
        Map<String, String> fields,
        Status status,
        String reason,
        UUID account,
        String actor,
        Instant enteredAt,
        String decidedName,
        @Nullable Instant decidedAt) {

    public enum What {
        /** 新增. */
        NEW,
        /** 变更. */
        CHANGE,
        /** 没有知识产权. */
        NONE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static What of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public enum Status {
        /** 待确认. */
        PENDING,
        /** 已退回. */
        RETURNED,
        /** 已确认. */
        ACCEPTED,
        /** 已撤销. */
        DROPPED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether its people can still change it. */
    public boolean open() {
        return status == Status.PENDING || status == Status.RETURNED;
    }
}
