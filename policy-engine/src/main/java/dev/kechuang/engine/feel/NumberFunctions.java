package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Functions on numbers (DMN 1.5, table 76), and {@code not}, {@code number}. */
final class NumberFunctions {
    private static final int MIN_SCALE = -6_111;
    private static final int MAX_SCALE = 6_176;

    private NumberFunctions() {}

    static void register() {
        Builtins.add("not(negand: boolean)", a -> Interpreter.negation(a.getFirst()));
        Builtins.add("abs(n: number)", a -> Value.of(number(a, 0).abs()));
        Builtins.add(
                "abs(n: span)",
                a -> a.getFirst() instanceof Value.Span s
                        ? new Value.Span(s.value().abs())
                        : Value.NULL);
        Builtins.add(
                "abs(n: months)",
                a -> a.getFirst() instanceof Value.Months m ? new Value.Months(Math.abs(m.months())) : Value.NULL);
        Builtins.add("sqrt(number: number)", a -> sqrt(number(a, 0)));
        Builtins.add("exp(number: number)", a -> Numbers.exp(number(a, 0)));
        Builtins.add(
                "log(number: number)",
                a -> number(a, 0).signum() <= 0 ? Value.NULL : Value.of(Numbers.ln(number(a, 0))));
        Builtins.add("even(number: number)", a -> parity(number(a, 0), 0));
        Builtins.add("odd(number: number)", a -> parity(number(a, 0), 1));
        Builtins.add("modulo(dividend: number, divisor: number)", a -> modulo(number(a, 0), number(a, 1)));
        rounding("decimal", RoundingMode.HALF_EVEN, false);
        rounding("floor", RoundingMode.FLOOR, true);
        rounding("ceiling", RoundingMode.CEILING, true);
        rounding("round up", RoundingMode.UP, false);
        rounding("round down", RoundingMode.DOWN, false);
        rounding("round half up", RoundingMode.HALF_UP, false);
        rounding("round half down", RoundingMode.HALF_DOWN, false);
        Builtins.add(
                "number(from: string, grouping separator: string~, decimal separator: string~)",
                a -> parse(text(a, 0), text(a, 1), text(a, 2)));
    }

    static BigDecimal number(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Value.Num(BigDecimal n) ? n : BigDecimal.ZERO;
    }

    /** The text of an argument; empty for null. */
    static String text(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Value.Text(String s) ? s : "";
    }

    private static void rounding(String name, RoundingMode mode, boolean scaleMayLack) {
        if (scaleMayLack) {
            Builtins.add(name + "(n: number)", a -> round(number(a, 0), BigDecimal.ZERO, mode));
        }
        Builtins.add(name + "(n: number, scale: number)", a -> round(number(a, 0), number(a, 1), mode));
    }

    private static Value round(BigDecimal n, BigDecimal scale, RoundingMode mode) {
        Integer digits = Numbers.toInt(scale);
        if (digits == null || digits < MIN_SCALE || digits > MAX_SCALE) {
            return Value.NULL;
        }
        return Value.of(digits >= n.scale() ? n : n.setScale(digits, mode));
    }

    private static Value sqrt(BigDecimal n) {
        return n.signum() < 0 ? Value.NULL : Value.of(n.sqrt(Numbers.PRECISION));
    }

    private static Value parity(BigDecimal n, int rest) {
        if (n.stripTrailingZeros().scale() > 0) {
            return Value.FALSE;
        }
        return Value.of(n.remainder(BigDecimal.TWO).abs().intValue() == rest);
    }

    /** The result has the sign of the divisor: dividend − divisor × floor(dividend ÷ divisor). */
    private static Value modulo(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            return Value.NULL;
        }
        BigDecimal rest = dividend.remainder(divisor);
        boolean adjust = rest.signum() != 0 && rest.signum() != divisor.signum();
        return Value.of(adjust ? rest.add(divisor) : rest);
    }

    private static Value parse(String text, String grouping, String decimal) {
        boolean known = List.of("", " ", ".", ",").contains(grouping)
                && List.of("", ".", ",").contains(decimal);
        if (!known || (!grouping.isEmpty() && grouping.equals(decimal))) {
            return Value.NULL;
        }
        String plain = grouping.isEmpty() ? text : text.replace(grouping, "");
        if (!decimal.isEmpty() && !decimal.equals(".")) {
            if (plain.indexOf('.') >= 0) {
                return Value.NULL;
            }
            plain = plain.replace(decimal, ".");
        }
        return plain.matches("-?(\\d{1,6000}(\\.\\d{0,6000})?|\\.\\d{1,6000})([eE][+-]?\\d{1,6})?")
                ? Value.of(new BigDecimal(plain))
                : Value.NULL;
    }
}
