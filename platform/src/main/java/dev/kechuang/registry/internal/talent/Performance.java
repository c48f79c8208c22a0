package dev.kechuang.registry.internal.talent;

import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a talent-led firm did in a half-year (人才企业半年经营情况): of the half-year alone.
 *
 * @param version counts the changes; a command names the one it looked at
 * @param reason why it was returned or opened again
 * @param confirmations how often it was confirmed: every confirmation counts by itself
 */
public record Performance(
        UUID id,
        UUID organisation,
        Period period,
        State state,
        int version,
        Figures figures,
        String reason,
        String enteredName,
        String confirmedName,
        int confirmations,
        @Nullable String region,
        @Nullable String zone) {

    /** Fields in forms and files. */
    public static final List<String> FIELDS = List.of("revenue", "tax", "staff", "financing");

    public enum State {
        /** 待确认. */
        SUBMITTED,
        /** 退回. */
        RETURNED,
        /** 已确认. */
        CONFIRMED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * @param revenue 销售收入
     * @param tax 上缴税费
     * @param staff people at its end
     * @param financing raised in it (融资额)
     */
    public record Figures(Money revenue, Money tax, int staff, Money financing) {

        /** The class by revenue of the half-year, as records and figures cut it. */
        public Size size() {
            return Size.of(revenue);
        }
    }

    /** Classes by revenue of a half-year; the thresholds are those reports use. */
    public enum Size {
        /** 亿元以上. */
        OVER_100M("over100m", 100_000_000_00L),
        /** 千万元以上、亿元以下. */
        OVER_10M("over10m", 10_000_000_00L),
        UNDER_10M("under10m", 0);

        private final String code;
        private final long from;

        Size(String code, long from) {
            this.code = code;
            this.from = from;
        }

        public String code() {
            return code;
        }

        /** Least revenue in fen. */
        public long from() {
            return from;
        }

        static Size of(Money revenue) {
            for (Size size : values()) if (revenue.fen() >= size.from) return size;
            throw new IllegalArgumentException("negative revenue");
        }
    }

    /**
     * A half-year.
     *
     * @param half 1 from January, 2 from July
     */
    public record Period(int year, int half) {

        public static final int FIRST_YEAR = 2010;

        public Period {
            if (half != 1 && half != 2) throw new IllegalArgumentException("half " + half);
        }

        /** As in addresses: {@code 2015-1}. */
        public static Optional<Period> of(String text) {
            if (!text.matches("20[0-9]{2}-[12]")) return Optional.empty();
            return Optional.of(new Period(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(5))));
        }

        /** The last one that is over on the day. */
        public static Period before(LocalDate day) {
            return day.getMonthValue() > 6 ? new Period(day.getYear(), 1) : new Period(day.getYear() - 1, 2);
        }

        public Period earlier() {
            return half == 2 ? new Period(year, 1) : new Period(year - 1, 2);
        }

        public LocalDate end() {
            return half == 1 ? LocalDate.of(year, 6, 30) : LocalDate.of(year, 12, 31);
        }

        @Override
        public String toString() {
            return year + "-" + half;
        }
    }
}
