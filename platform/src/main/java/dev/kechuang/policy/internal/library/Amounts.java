package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;

/** Values as people say them; large sums in 亿元. */
public final class Amounts {

    private static final Rational HUNDRED_MILLION_YUAN = Rational.of(10_000_000_000L);

    private Amounts() {}

    public static String say(Val value, Type type, Language language) {
        if (language == Language.CHINESE
                && value instanceof Val.Num(Rational n)
                && type instanceof Type.Number number
                && number.unit().equals(Unit.YUAN)) {
            Rational hundredMillions = n.divide(HUNDRED_MILLION_YUAN);
            if (n.abs().compareTo(HUNDRED_MILLION_YUAN) >= 0
                    && hundredMillions.multiply(Rational.of(10_000)).isWhole()) {
                return hundredMillions.toDecimal().toPlainString() + "亿元";
            }
            if (n.signum() == 0) return "0";
        }
        return Words.value(value, type, language);
    }
}
