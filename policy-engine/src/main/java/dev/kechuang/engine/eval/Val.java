package dev.kechuang.engine.eval;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A value while deciding. {@link Absent} is known not to exist (FEEL's null); {@link Unknown} is not known yet and
 * names the facts that are missing; {@link Interval} is a number of which only the bounds are known.
 */
public sealed interface Val {
    Val ABSENT = new Absent();
    Val TRUE = new Truth(true);
    Val FALSE = new Truth(false);

    record Absent() implements Val {}

    record Unknown(SortedSet<String> missing) implements Val {}

    /** Money is in fen, a share is a plain fraction. */
    record Num(Rational value) implements Val {}

    record Interval(Rational low, Rational high, SortedSet<String> missing) implements Val {}

    record Truth(boolean value) implements Val {}

    record Text(String value) implements Val {}

    record Day(LocalDate value) implements Val {}

    /** A duration: whole months, or whole days when {@code months} is zero. */
    record Span(long months, long days) implements Val {}

    record Items(List<Val> values) implements Val {}

    /** One dated entry of a list such as titles, by field name; a field that is not there is absent. */
    record Event(Map<String, Val> fields) implements Val {}

    static Val of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Val of(long value) {
        return new Num(Rational.of(value));
    }

    static Val unknown(String fact) {
        TreeSet<String> missing = new TreeSet<>();
        missing.add(fact);
        return new Unknown(missing);
    }

    default boolean isTrue() {
        return this instanceof Truth(boolean b) && b;
    }

    default boolean isFalse() {
        return this instanceof Truth(boolean b) && !b;
    }

    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    /** The facts that would have to be known. */
    default SortedSet<String> missing() {
        return new TreeSet<>();
    }
}
