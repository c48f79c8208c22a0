package dev.kechuang.programme.internal.upward;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project recommended upward (推荐项目).
 *
 * @param programme name of the programme of province or ministry, e.g. 省科技成果转化专项资金
 * @param document number of the recommending document
 * @param decidedOn null while the result is open
 * @param approval number the project got
 * @param grantedFen money from above, 0 for none
 */
public record Upward(
        UUID id,
        int version,
        Level level,
        String programme,
        int year,
        UUID organisation,
        String organisationName,
        String creditCode,
        String region,
        @Nullable String zone,
        String title,
        String leader,
        LocalDate recommendedOn,
        String document,
        long requestedFen,
        Result result,
        @Nullable LocalDate decidedOn,
        String approval,
        long grantedFen,
        String note,
        boolean cancelled,
        String changedBy,
        Instant changedAt) {

    /** Kind of the record of what was recommended, with what was asked for. */
    public static final String RECOMMENDED = "programme.upwardRecommended";

    /** Kind of the record of what was approved, with the money from above. */
    public static final String APPROVED = "programme.upwardApproved";

    public enum Level {
        /** 部级. */
        MINISTRY,
        /** 省级. */
        PROVINCE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Level of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public enum Result {
        /** 待定. */
        OPEN,
        /** 立项. */
        APPROVED,
        /** 未立项. */
        REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Result of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
