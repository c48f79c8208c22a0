package dev.kechuang.engine.feel;

import static dev.kechuang.engine.feel.NumberFunctions.number;
import static dev.kechuang.engine.feel.NumberFunctions.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Conversions to dates, times and durations and the calendar functions (DMN 1.5, tables 73 and 79). */
final class TemporalFunctions {
    private static final long MAX_OFFSET = 18 * 3600L;

    private TemporalFunctions() {}

    static void register() {
        Builtins.add("date(from: string)", a -> Temporal.date(text(a, 0)));
        Builtins.add("date(from: day)", a -> new Value.Date(day(a.getFirst())));
        Builtins.add("date(year: number, month: number, day: number)", TemporalFunctions::date);
        Builtins.add("time(from: string)", a -> Temporal.time(text(a, 0)));
        Builtins.add("time(from: time)", List::getFirst);
        Builtins.add("time(from: day)", a -> time(a.getFirst()));
        Builtins.add("time(hour: number, minute: number, second: number)", a -> time(a, Value.NULL));
        Builtins.add("time(hour: number, minute: number, second: number, offset: span~)", a -> time(a, a.get(3)));
        Builtins.add("date and time(from: string)", a -> Temporal.dateTime(text(a, 0)));
        Builtins.add("date and time(from: datetime)", List::getFirst);
        Builtins.add(
                "date and time(date: day, time: time)",
                a -> a.get(1) instanceof Value.Time t
                        ? new Value.DateTime(LocalDateTime.of(day(a.get(0)), t.value()), t.zone())
                        : Value.NULL);
        Builtins.add("duration(from: string)", a -> Temporal.duration(text(a, 0)));
        Builtins.add(
                "years and months duration(from: day, to: day)",
                a -> new Value.Months(months(day(a.get(0)), day(a.get(1)))));
        Builtins.add("now()", a -> {
            ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
            return new Value.DateTime(now.toLocalDateTime(), now.getZone());
        });
        Builtins.add("today()", a -> new Value.Date(LocalDate.now(ZoneId.systemDefault())));
        calendar("day of year", d -> Value.of(d.getDayOfYear()));
        calendar("day of week", d -> Value.of(d.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        calendar("month of year", d -> Value.of(d.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        calendar("week of year", d -> Value.of(d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
        Builtins.add("is(value1: any~, value2: any~)", a -> Value.of(identical(a.get(0), a.get(1))));
        Builtins.add("is(value1: any~)", a -> Value.of(a.getFirst().isNull()));
    }

    private static void calendar(String name, Function<LocalDate, Value> body) {
        Builtins.add(name + "(date: day)", a -> body.apply(day(a.getFirst())));
    }

    private static LocalDate day(Value value) {
        return switch (value) {
            case Value.Date d -> d.value();
            case Value.DateTime d -> d.value().toLocalDate();
            default -> throw new IllegalArgumentException("not a date: " + value);
        };
    }

    private static Value date(List<Value> a) {
        Integer year = Numbers.toInt(number(a, 0));
        Integer month = Numbers.toInt(number(a, 1));
        Integer day = Numbers.toInt(number(a, 2));
        try {
            return year == null || month == null || day == null
                    ? Value.NULL
                    : new Value.Date(LocalDate.of(year, month, day));
        } catch (DateTimeException outOfRange) {
            return Value.NULL;
        }
    }

    private static Value time(Value day) {
        return day instanceof Value.DateTime d
                ? new Value.Time(d.value().toLocalTime(), d.zone())
                : new Value.Time(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    }

    private static Value time(List<Value> a, Value offset) {
        Integer hour = Numbers.toInt(number(a, 0));
        Integer minute = Numbers.toInt(number(a, 1));
        BigDecimal second = number(a, 2);
        ZoneId zone = null;
        if (offset instanceof Value.Span(Duration span)) {
            if (span.abs().getSeconds() > MAX_OFFSET) {
                return Value.NULL;
            }
            zone = ZoneOffset.ofTotalSeconds((int) span.getSeconds());
        }
        Integer whole = Numbers.toInt(second);
        try {
            int nano = second.remainder(BigDecimal.ONE).movePointRight(9).intValue();
            return hour == null || minute == null || whole == null
                    ? Value.NULL
                    : new Value.Time(LocalTime.of(hour, minute, whole, nano), zone);
        } catch (DateTimeException outOfRange) {
            return Value.NULL;
        }
    }

    /** Whole months between two days, rounded towards zero. */
    static long months(LocalDate from, LocalDate to) {
        return from.until(to, ChronoUnit.MONTHS);
    }

    /** Same kind and same parts: 10:00Z and 10:00+00:00 are, 20:00Z and 21:00+01:00 are not. */
    private static boolean identical(Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            return left.isNull() && right.isNull();
        }
        boolean temporal = left instanceof Value.Time || left instanceof Value.DateTime;
        return temporal ? left.equals(right) : Values.same(left, right);
    }
}
