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
        boolean yuan = type instanceof Type.Number number && number.unit().equals(Unit.YUAN);
        if (language != Language.CHINESE || !yuan) return Words.value(value, type, language);
        return switch (value) {
            case Val.Num(Rational n) -> yuan(n, type);
            case Val.Interval i -> yuan(i.low(), type) + "至" + yuan(i.high(), type);
            default -> Words.value(value, type, language);
        };
    }

    private static String yuan(Rational n, Type type) {
        Rational hundredMillions = n.divide(HUNDRED_MILLION_YUAN);
        boolean round = n.abs().compareTo(HUNDRED_MILLION_YUAN) >= 0
                && hundredMillions.multiply(Rational.of(10_000)).isWhole();
        if (round) return hundredMillions.toDecimal().toPlainString() + "亿元";
        return n.signum() == 0 ? "0" : Words.value(new Val.Num(n), type, Language.CHINESE);
    }
}
