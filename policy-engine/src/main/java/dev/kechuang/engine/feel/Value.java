package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A FEEL value (DMN 1.5, 10.3.2.2 and 10.3.2.3). Null is a value, so nothing here is a Java null but a missing zone. */
public sealed interface Value {
    /** FEEL's null. */
    record Null() implements Value {}

    record Num(BigDecimal value) implements Value {}

    record Text(String value) implements Value {}

    record Bool(boolean value) implements Value {}

    record Date(LocalDate value) implements Value {}

    /** A time; {@code zone} is an offset or a region, or null for a local time. */
    record Time(LocalTime value, @Nullable ZoneId zone) implements Value {}

    record DateTime(LocalDateTime value, @Nullable ZoneId zone) implements Value {}

    /** A years and months duration. */
    record Months(long months) implements Value {}

    /** A days and time duration. */
    record Span(Duration value) implements Value {}

    record Items(List<Value> values) implements Value {}

    /** A context; the map keeps the order of entries and is never changed after construction. */
    record Context(Map<String, Value> entries) implements Value {}

    /**
     * A range. {@code test} tells {@code (<= 10)} from {@code (null..10]}: in the first the missing end is open, in
     * the second it is an absent value.
     */
    record Range(Value from, boolean fromIncluded, Value to, boolean toIncluded, boolean test) implements Value {}

    /** {@code (!= x)} standing as a value. */
    record NotEqual(Value value) implements Value {}

    /** Something that can be called. */
    non-sealed interface Function extends Value {
        List<String> parameters();

        /** The types of the parameters, as far as declared. */
        List<FeelType> types();

        Value call(List<Value> arguments);

        Value callNamed(List<String> names, List<Value> arguments);
    }

    Value NULL = new Null();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Value of(BigDecimal value) {
        return Numbers.bounded(value);
    }

    static Value of(String value) {
        return new Text(value);
    }

    default boolean isNull() {
        return this instanceof Null;
    }

    default boolean isTrue() {
        return this instanceof Bool b && b.value();
    }

    default boolean isFalse() {
        return this instanceof Bool b && !b.value();
    }
}
