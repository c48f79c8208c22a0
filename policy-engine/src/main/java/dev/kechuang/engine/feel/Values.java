package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Equality, order and text of values (DMN 1.5, tables 53 and 54). */
public final class Values {
    private Values() {}

    /** {@code left = right}: true, false, or null when the kinds differ. */
    static Value equal(Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            return Value.of(left.isNull() && right.isNull());
        }
        return switch (left) {
            case Value.Num(BigDecimal a) when right instanceof Value.Num(BigDecimal b) -> Value.of(a.compareTo(b) == 0);
            case Value.Time a when right instanceof Value.Time b -> Value.of(sameTime(a, b));
            case Value.DateTime a when right instanceof Value.DateTime b -> Value.of(sameDateTime(a, b));
            case Value.Items(List<Value> a) when right instanceof Value.Items(List<Value> b) -> equalLists(a, b);
            case Value.Context(Map<String, Value> a)
            when right instanceof Value.Context(Map<String, Value> b) -> equalContexts(a, b);
            case Value.Range a when right instanceof Value.Range b -> Value.of(sameRange(a, b));
            case Value.NotEqual(Value a) when right instanceof Value.NotEqual(Value b) -> equal(a, b);
            case Value.Function f when right instanceof Value.Function g -> Value.of(f == g);
            default -> left.getClass() == right.getClass() ? Value.of(left.equals(right)) : Value.NULL;
        };
    }

    private static boolean sameTime(Value.Time a, Value.Time b) {
        return (a.zone() == null) == (b.zone() == null) && Temporal.instant(a).compareTo(Temporal.instant(b)) == 0;
    }

    private static boolean sameDateTime(Value.DateTime a, Value.DateTime b) {
        return (a.zone() == null) == (b.zone() == null) && Temporal.instant(a).compareTo(Temporal.instant(b)) == 0;
    }

    private static boolean sameRange(Value.Range a, Value.Range b) {
        return a.fromIncluded() == b.fromIncluded()
                && a.toIncluded() == b.toIncluded()
                && a.test() == b.test()
                && equal(a.from(), b.from()).isTrue()
                && equal(a.to(), b.to()).isTrue();
    }

    private static Value equalLists(List<Value> a, List<Value> b) {
        if (a.size() != b.size()) {
            return Value.FALSE;
        }
        Value result = Value.TRUE;
        for (int i = 0; i < a.size(); i++) {
            Value same = equal(a.get(i), b.get(i));
            if (same.isFalse()) {
                return Value.FALSE;
            }
            result = same.isNull() ? Value.NULL : result;
        }
        return result;
    }

    private static Value equalContexts(Map<String, Value> a, Map<String, Value> b) {
        if (!a.keySet().equals(b.keySet())) {
            return Value.FALSE;
        }
        Value result = Value.TRUE;
        for (Map.Entry<String, Value> entry : a.entrySet()) {
            Value same = equal(entry.getValue(), b.getOrDefault(entry.getKey(), Value.NULL));
            if (same.isFalse()) {
                return Value.FALSE;
            }
            result = same.isNull() ? Value.NULL : result;
        }
        return result;
    }

    /** Whether two values count as the same element of a list. */
    static boolean same(Value left, Value right) {
        return equal(left, right).isTrue();
    }

    /** The order of two values of one ordered kind; null when they have none. */
    static @Nullable Integer compare(Value left, Value right) {
        return switch (left) {
            case Value.Num(BigDecimal a) when right instanceof Value.Num(BigDecimal b) -> a.compareTo(b);
            case Value.Text(String a) when right instanceof Value.Text(String b) -> compareText(a, b);
            case Value.Date a when right instanceof Value.Date b -> a.value().compareTo(b.value());
            case Value.Months a when right instanceof Value.Months b -> Long.compare(a.months(), b.months());
            case Value.Span a when right instanceof Value.Span b -> a.value().compareTo(b.value());
            case Value.Time a
            when right instanceof Value.Time b && (a.zone() == null) == (b.zone() == null) ->
                Temporal.instant(a).compareTo(Temporal.instant(b));
            case Value.DateTime a
            when right instanceof Value.DateTime b && (a.zone() == null) == (b.zone() == null) ->
                Temporal.instant(a).compareTo(Temporal.instant(b));
            default -> null;
        };
    }

    /** By code point, not by UTF-16 unit. */
    private static int compareText(String a, String b) {
        int i = 0;
        int n = Math.min(a.length(), b.length());
        while (i < n && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i < n) {
            if (i > 0 && Character.isHighSurrogate(a.charAt(i - 1))) {
                i--;
            }
            return Integer.compare(a.codePointAt(i), b.codePointAt(i));
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Whether {@code value} lies in {@code range}; null when it can't be compared with the ends. */
    static Value in(Value value, Value.Range range) {
        Value low = endpoint(value, range.from(), range.fromIncluded(), 1, range.test());
        Value high = endpoint(value, range.to(), range.toIncluded(), -1, range.test());
        if (low.isNull() || high.isNull()) {
            return Value.NULL;
        }
        return Value.of(low.isTrue() && high.isTrue());
    }

    private static Value endpoint(Value value, Value end, boolean included, int sign, boolean open) {
        if (end.isNull()) {
            return open && !value.isNull() ? Value.TRUE : Value.NULL;
        }
        Integer order = compare(value, end);
        if (order == null) {
            return included && value.getClass() == end.getClass() ? equal(value, end) : Value.NULL;
        }
        return Value.of(order * sign > 0 || (included && order == 0));
    }

    /** The text of a value as {@code string()} gives it. */
    public static String text(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Num(BigDecimal n) -> number(n);
            case Value.Text(String s) -> s;
            case Value.Bool(boolean b) -> String.valueOf(b);
            case Value.Date d -> Temporal.format(d.value());
            case Value.Time t -> Temporal.format(t.value(), t.zone());
            case Value.DateTime d ->
                Temporal.format(d.value().toLocalDate()) + "T"
                        + Temporal.format(d.value().toLocalTime(), d.zone());
            case Value.Months m -> Temporal.format(m);
            case Value.Span s -> Temporal.format(s.value());
            case Value.Items(List<Value> items) -> {
                StringJoiner out = new StringJoiner(", ", "[", "]");
                items.forEach(i -> out.add(quoted(i)));
                yield out.toString();
            }
            case Value.Context(Map<String, Value> entries) -> {
                StringJoiner out = new StringJoiner(", ", "{", "}");
                entries.forEach((k, v) -> out.add(key(k) + ": " + quoted(v)));
                yield out.toString();
            }
            case Value.Range r -> range(r);
            case Value.NotEqual(Value v) -> "!= " + quoted(v);
            case Value.Function f -> "function(" + String.join(", ", f.parameters()) + ")";
        };
    }

    private static String range(Value.Range r) {
        return (r.fromIncluded() ? "[" : "(") + quoted(r.from()) + ".." + quoted(r.to()) + (r.toIncluded() ? "]" : ")");
    }

    private static String key(String key) {
        return key.chars().allMatch(Character::isUnicodeIdentifierPart) ? key : "\"" + key + "\"";
    }

    private static String number(BigDecimal n) {
        BigDecimal plain = n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros();
        return plain.toPlainString();
    }

    private static String quoted(Value value) {
        return value instanceof Value.Text(String s)
                ? "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : text(value);
    }
}
