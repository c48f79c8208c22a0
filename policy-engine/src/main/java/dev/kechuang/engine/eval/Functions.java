package dev.kechuang.engine.eval;

import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions of the typed core. */
final class Functions {
    private Functions() {}

    static Val apply(Node.Apply node, List<Val> arguments) {
        Val first = arguments.getFirst();
        return switch (node.function()) {
            case SUM, MIN, MAX, MEAN -> aggregate(node.function(), first);
            case COUNT -> first instanceof Val.Items(List<Val> items) ? Val.of(items.size()) : unknownOrAbsent(first);
            case ABS -> first instanceof Val.Num(Rational n) ? new Val.Num(n.abs()) : unknownOrAbsent(first);
            case FLOOR -> round(node, arguments, RoundingMode.FLOOR);
            case CEILING -> round(node, arguments, RoundingMode.CEILING);
            case ROUND_UP -> round(node, arguments, RoundingMode.UP);
            case ROUND_DOWN -> round(node, arguments, RoundingMode.DOWN);
            case ROUND_HALF_UP -> round(node, arguments, RoundingMode.HALF_UP);
            case MONTHS_BETWEEN -> months(first, arguments.get(1));
        };
    }

    private static Val unknownOrAbsent(Val value) {
        return value.missing().isEmpty() ? Val.ABSENT : new Val.Unknown(value.missing());
    }

    private static Val aggregate(Node.Function function, Val list) {
        if (!(list instanceof Val.Items(List<Val> items))) {
            return unknownOrAbsent(list);
        }
        SortedSet<String> missing = new TreeSet<>();
        boolean absent = items.isEmpty();
        for (Val item : items) {
            absent |= item instanceof Val.Absent;
            if (item.isUnknown()) {
                missing.addAll(item.missing());
            }
        }
        if (!missing.isEmpty() || absent) {
            return missing.isEmpty() ? Val.ABSENT : new Val.Unknown(missing);
        }
        return items.getFirst() instanceof Val.Day ? days(function, items) : numbers(function, items);
    }

    private static Val days(Node.Function function, List<Val> items) {
        LocalDate best = null;
        for (Val item : items) {
            if (item instanceof Val.Day(LocalDate day)) {
                boolean better =
                        best == null || (function == Node.Function.MIN ? day.isBefore(best) : day.isAfter(best));
                best = better ? day : best;
            }
        }
        return best == null ? Val.ABSENT : new Val.Day(best);
    }

    private static Val numbers(Node.Function function, List<Val> items) {
        Rational low = null;
        Rational high = null;
        SortedSet<String> missing = new TreeSet<>();
        for (Val item : items) {
            Rational[] bounds = Operators.bounds(item);
            if (bounds == null) {
                return Val.ABSENT;
            }
            missing.addAll(item.missing());
            low = low == null ? bounds[0] : combine(function, low, bounds[0]);
            high = high == null ? bounds[1] : combine(function, high, bounds[1]);
        }
        if (low == null || high == null) {
            return Val.ABSENT;
        }
        Rational divisor = Rational.of(function == Node.Function.MEAN ? items.size() : 1);
        return Operators.of(low.divide(divisor), high.divide(divisor), missing);
    }

    private static Rational combine(Node.Function function, Rational a, Rational b) {
        return switch (function) {
            case MIN -> a.min(b);
            case MAX -> a.max(b);
            default -> a.add(b);
        };
    }

    /** At decimals of the shown unit: money rounded at 0 decimals is whole yuan. */
    private static Val round(Node.Apply node, List<Val> arguments, RoundingMode mode) {
        Val value = arguments.getFirst();
        Val scale = arguments.size() > 1 ? arguments.get(1) : Val.of(0);
        if (!value.missing().isEmpty() || !scale.missing().isEmpty()) {
            return new Val.Unknown(Evaluator.union(value, scale));
        }
        if (!(value instanceof Val.Num(Rational n)) || !(scale instanceof Val.Num(Rational decimals))) {
            return Val.ABSENT;
        }
        Rational unit =
                node.type() instanceof Type.Number number ? number.unit().scale() : Rational.ONE;
        int places = decimals.numerator().divide(decimals.denominator()).intValue();
        return new Val.Num(
                n.divide(unit).round(Math.clamp(places, -100, 100), mode).multiply(unit));
    }

    private static Val months(Val from, Val to) {
        if (from instanceof Val.Day(LocalDate a) && to instanceof Val.Day(LocalDate b)) {
            return new Val.Span(a.until(b, ChronoUnit.MONTHS), 0);
        }
        SortedSet<String> missing = Evaluator.union(from, to);
        return missing.isEmpty() ? Val.ABSENT : new Val.Unknown(missing);
    }
}
