package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Money that others add to an allocation.
 *
 * @param pledged promised
 * @param arrived has come; may be more than was promised
 */
public record Contribution(From from, Money pledged, Money arrived) {

    /** Who adds it. Names stand under {@code fund.contribution.} in the messages. */
    public enum From {
        /** 县区配套: the county or district of the beneficiary. */
        DISTRICT,
        /** 单位自筹: the beneficiary itself. */
        SELF,
        /** 其他: banks, investors, partners. */
        OTHER;

        /** The word in the database, in JSON and in addresses. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<From> of(String code) {
            return Arrays.stream(values())
                    .filter(from -> from.code().equals(code))
                    .findFirst();
        }
    }
}
