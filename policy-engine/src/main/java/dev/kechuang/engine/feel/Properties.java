package dev.kechuang.engine.feel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code value.name}: entries of contexts and the properties of dates, times, durations and ranges (table 65). */
final class Properties {
    private Properties() {}

    static Value of(Value value, String name) {
        return switch (value) {
            case Value.Context(Map<String, Value> entries) -> entries.getOrDefault(name, Value.NULL);
            case Value.Items(List<Value> items) -> {
                List<Value> values = new ArrayList<>(items.size());
                items.forEach(i -> values.add(of(i, name)));
                yield new Value.Items(values);
            }
            case Value.Date d -> date(d.value(), name);
            case Value.DateTime d -> {
                Value date = date(d.value().toLocalDate(), name);
                yield date.isNull() ? time(d.value().toLocalTime(), d.zone(), () -> Temporal.offset(d), name) : date;
            }
            case Value.Time t -> time(t.value(), t.zone(), () -> Temporal.offset(t), name);
            case Value.Months m ->
                switch (name) {
                    case "years" -> Value.of(m.months() / 12);
                    case "months" -> Value.of(m.months() % 12);
                    default -> Value.NULL;
                };
            case Value.Span s -> span(s.value(), name);
            case Value.Range r ->
                switch (name) {
                    case "start" -> r.from();
                    case "end" -> r.to();
                    case "start included" -> Value.of(r.fromIncluded());
                    case "end included" -> Value.of(r.toIncluded());
                    default -> Value.NULL;
                };
            default -> Value.NULL;
        };
    }

    private static Value date(LocalDate date, String name) {
        return switch (name) {
            case "year" -> Value.of(date.getYear());
            case "month" -> Value.of(date.getMonthValue());
            case "day" -> Value.of(date.getDayOfMonth());
            case "weekday" -> Value.of(date.getDayOfWeek().getValue());
            default -> Value.NULL;
        };
    }

    private static Value time(LocalTime time, @Nullable ZoneId zone, Supplier<ZoneOffset> offset, String name) {
        return switch (name) {
            case "hour" -> Value.of(time.getHour());
            case "minute" -> Value.of(time.getMinute());
            case "second" -> Value.of(time.getSecond());
            case "time offset" ->
                zone == null
                        ? Value.NULL
                        : new Value.Span(Duration.ofSeconds(offset.get().getTotalSeconds()));
            case "timezone" -> zone == null || zone instanceof ZoneOffset ? Value.NULL : Value.of(zone.getId());
            default -> Value.NULL;
        };
    }

    private static Value span(Duration span, String name) {
        int sign = span.isNegative() ? -1 : 1;
        Duration d = span.abs();
        return switch (name) {
            case "days" -> Value.of(sign * d.toDays());
            case "hours" -> Value.of((long) sign * d.toHoursPart());
            case "minutes" -> Value.of((long) sign * d.toMinutesPart());
            case "seconds" -> Value.of((long) sign * d.toSecondsPart());
            default -> Value.NULL;
        };
    }
}
