package dev.kechuang.policy.internal.deduction;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;

/** Money as people type it here: 万元, to the fen. */
public final class Amounts {

    /** More than 10^12 yuan is a slip of the unit. */
    private static final BigDecimal MOST = new BigDecimal("100000000");

    private Amounts() {}

    /** Empty for what is no amount, or finer than a fen. */
    public static Optional<Long> fen(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace(",", "")
                .replace("−", "-")
                .strip();
        if (!plain.matches("-?[0-9]{1,9}(\\.[0-9]{1,10})?")) return Optional.empty();
        var wan = new BigDecimal(plain);
        if (wan.abs().compareTo(MOST) > 0 || wan.stripTrailingZeros().scale() > 6) return Optional.empty();
        return Optional.of(Money.wan(wan).fen());
    }

    /** The same back, exact. */
    public static String wan(long fen) {
        var wan = BigDecimal.valueOf(fen, 6);
        return wan.signum() == 0 ? "0" : wan.stripTrailingZeros().toPlainString();
    }
}
