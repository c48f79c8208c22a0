package dev.kechuang.engine.eval;

import dev.kechuang.engine.feel.Builtins;
import dev.kechuang.engine.feel.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Between values of policies and of FEEL, for the standard functions that the typed core does not have. */
public final class Bridge {
    private Bridge() {}

    /** Calls a standard function; unknown when an argument is. */
    static Val call(String name, List<Val> arguments) {
        SortedSet<String> missing = new TreeSet<>();
        List<Value> values = new ArrayList<>(arguments.size());
        for (Val argument : arguments) {
            if (argument instanceof Val.Unknown || argument instanceof Val.Interval) {
                missing.addAll(argument.missing());
            } else if (argument instanceof Val.Items(List<Val> items)) {
                items.forEach(i -> missing.addAll(i.missing()));
            }
            values.add(toFeel(argument));
        }
        return missing.isEmpty() ? fromFeel(Builtins.call(name, values)) : new Val.Unknown(missing);
    }

    private static Value toFeel(Val value) {
        return switch (value) {
            case Val.Num(Rational n) -> Value.of(n.toDecimal());
            case Val.Truth(boolean b) -> Value.of(b);
            case Val.Text(String s) -> Value.of(s);
            case Val.Day(LocalDate d) -> new Value.Date(d);
            case Val.Span(long months, long days) ->
                days == 0 && months != 0 ? new Value.Months(months) : new Value.Span(Duration.ofDays(days));
            case Val.Items(List<Val> items) ->
                new Value.Items(items.stream().map(Bridge::toFeel).toList());
            default -> Value.NULL;
        };
    }

    /** A FEEL value as one of policies; absent when there is none alike. */
    public static Val fromFeel(Value value) {
        return switch (value) {
            case Value.Num(BigDecimal n) -> new Val.Num(Rational.of(n));
            case Value.Bool(boolean b) -> Val.of(b);
            case Value.Text(String s) -> new Val.Text(s);
            case Value.Date(LocalDate d) -> new Val.Day(d);
            case Value.Months(long months) -> new Val.Span(months, 0);
            case Value.Span(Duration d) when d.equals(Duration.ofDays(d.toDays())) -> new Val.Span(0, d.toDays());
            case Value.Items(List<Value> items) ->
                new Val.Items(items.stream().map(Bridge::fromFeel).toList());
            default -> Val.ABSENT;
        };
    }
}
