package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates, times and durations to and from their lexical forms (XML Schema, and {@code @Zone/Name}). */
final class Temporal {
    private static final Pattern DATE = Pattern.compile("(-?(?:[1-9]\\d{4,8}|\\d{4}))-(\\d{2})-(\\d{2})");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{2}):(\\d{2}):(\\d{2})(\\.\\d+)?(?:(Z)|([+-]\\d{2}:\\d{2}(?::\\d{2})?)|@([A-Za-z0-9_/+-]+))?");
    private static final Pattern MONTHS = Pattern.compile("(-)?P(?:(\\d{1,12})Y)?(?:(\\d{1,13})M)?");
    private static final Pattern SPAN = Pattern.compile(
            "(-)?P(?:(\\d{1,15})D)?(T(?:(\\d{1,15})H)?(?:(\\d{1,15})M)?(?:(\\d{1,15})(\\.\\d{1,20})?S)?)?");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private Temporal() {}

    static Value date(String text) {
        LocalDate date = localDate(text);
        return date == null ? Value.NULL : new Value.Date(date);
    }

    private static @Nullable LocalDate localDate(String text) {
        Matcher m = DATE.matcher(text);
        return m.matches() ? localDate(Integer.parseInt(m.group(1)), m.group(2), m.group(3)) : null;
    }

    private static @Nullable LocalDate localDate(int year, String month, String day) {
        try {
            return LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException outOfRange) {
            return null;
        }
    }

    static Value time(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches()) {
            return Value.NULL;
        }
        try {
            int nano = m.group(4) == null ? 0 : nanos(m.group(4));
            LocalTime time = LocalTime.of(
                    Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), nano);
            if (m.group(5) == null && m.group(6) == null && m.group(7) == null) {
                return new Value.Time(time, null);
            }
            ZoneId zone = m.group(5) != null
                    ? ZoneOffset.UTC
                    : m.group(6) != null ? ZoneOffset.of(m.group(6)) : region(String.valueOf(m.group(7)));
            return zone == null ? Value.NULL : new Value.Time(time, zone);
        } catch (DateTimeException outOfRange) {
            return Value.NULL;
        }
    }

    static @Nullable ZoneId region(String name) {
        return ZONES.contains(name) ? ZoneId.of(name) : null;
    }

    private static int nanos(String fraction) {
        String digits = (fraction.substring(1) + "000000000").substring(0, 9);
        return Integer.parseInt(digits);
    }

    static Value dateTime(String text) {
        int t = text.indexOf('T');
        LocalDate date = localDate(t < 0 ? text : text.substring(0, t));
        if (date == null) {
            return Value.NULL;
        }
        if (t < 0) {
            return new Value.DateTime(date.atStartOfDay(), null);
        }
        return time(text.substring(t + 1)) instanceof Value.Time(LocalTime time, ZoneId zone)
                ? new Value.DateTime(LocalDateTime.of(date, time), zone)
                : Value.NULL;
    }

    static Value duration(String text) {
        Matcher m = MONTHS.matcher(text);
        if (m.matches() && (m.group(2) != null || m.group(3) != null)) {
            long months = part(m.group(2)) * 12 + part(m.group(3));
            return new Value.Months(m.group(1) == null ? months : -months);
        }
        Matcher s = SPAN.matcher(text);
        boolean timeGiven = s.matches() && (s.group(4) != null || s.group(5) != null || s.group(6) != null);
        if (!s.matches() || (s.group(2) == null && !timeGiven) || (s.group(3) != null && !timeGiven)) {
            return Value.NULL;
        }
        try {
            Duration span = Duration.ofDays(part(s.group(2)))
                    .plusHours(part(s.group(4)))
                    .plusMinutes(part(s.group(5)))
                    .plusSeconds(part(s.group(6)))
                    .plusNanos(s.group(7) == null ? 0 : nanos(s.group(7)));
            return new Value.Span(s.group(1) == null ? span : span.negated());
        } catch (ArithmeticException tooLong) {
            return Value.NULL;
        }
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The value of an at-literal: whatever form the text has. */
    static Value any(String text) {
        Value date = date(text);
        if (!date.isNull()) {
            return date;
        }
        Value dateTime = dateTime(text);
        if (!dateTime.isNull()) {
            return dateTime;
        }
        Value time = time(text);
        return time.isNull() ? duration(text) : time;
    }

    static String format(LocalDate date) {
        int year = Math.abs(date.getYear());
        return String.format(
                "%s%04d-%02d-%02d", date.getYear() < 0 ? "-" : "", year, date.getMonthValue(), date.getDayOfMonth());
    }

    static String format(LocalTime time, @Nullable ZoneId zone) {
        StringBuilder out =
                new StringBuilder(String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond()));
        fraction(out, time.getNano());
        if (zone instanceof ZoneOffset offset) {
            out.append(offset.getId());
        } else if (zone != null) {
            out.append('@').append(zone.getId());
        }
        return out.toString();
    }

    private static void fraction(StringBuilder out, int nano) {
        if (nano != 0) {
            out.append(String.format(".%09d", nano).replaceAll("0+$", ""));
        }
    }

    static String format(Value.Months duration) {
        long total = Math.abs(duration.months());
        long years = total / 12;
        long months = total % 12;
        String text = (years == 0 ? "" : years + "Y") + (months == 0 && years != 0 ? "" : months + "M");
        return (duration.months() < 0 ? "-P" : "P") + text;
    }

    static String format(Duration duration) {
        if (duration.isZero()) {
            return "PT0S";
        }
        Duration d = duration.abs();
        StringBuilder out = new StringBuilder(duration.isNegative() ? "-P" : "P");
        part(out, d.toDays(), 'D');
        if (d.toHoursPart() != 0 || d.toMinutesPart() != 0 || d.toSecondsPart() != 0 || d.toNanosPart() != 0) {
            out.append('T');
            part(out, d.toHoursPart(), 'H');
            part(out, d.toMinutesPart(), 'M');
            if (d.toSecondsPart() != 0 || d.toNanosPart() != 0) {
                out.append(d.toSecondsPart());
                fraction(out, d.toNanosPart());
                out.append('S');
            }
        }
        return out.toString();
    }

    private static void part(StringBuilder out, long amount, char unit) {
        if (amount != 0) {
            out.append(amount).append(unit);
        }
    }

    /** Seconds since the epoch of a date and time in its zone; a local one counts as UTC. */
    static BigDecimal instant(Value.DateTime value) {
        ZoneId zone = value.zone() == null ? ZoneOffset.UTC : value.zone();
        return seconds(value.value().atZone(zone).toEpochSecond(), value.value().getNano());
    }

    /** Seconds since midnight UTC of a time; a region's offset is taken at the present day. */
    static BigDecimal instant(Value.Time value) {
        long offset = value.zone() == null ? 0 : offset(value).getTotalSeconds();
        return seconds(value.value().toSecondOfDay() - offset, value.value().getNano());
    }

    static ZoneOffset offset(Value.Time value) {
        ZoneId zone = value.zone() == null ? ZoneOffset.UTC : value.zone();
        return zone instanceof ZoneOffset fixed
                ? fixed
                : zone.getRules().getOffset(LocalDate.now(zone).atTime(value.value()));
    }

    static ZoneOffset offset(Value.DateTime value) {
        ZoneId zone = value.zone() == null ? ZoneOffset.UTC : value.zone();
        return zone.getRules().getOffset(value.value());
    }

    private static BigDecimal seconds(long seconds, int nano) {
        return BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nano, 9));
    }

    static BigDecimal seconds(Duration duration) {
        return seconds(duration.getSeconds(), duration.getNano());
    }

    /** A duration of so many seconds; null beyond what a duration can hold. */
    static Value span(BigDecimal seconds) {
        BigDecimal nanos = seconds.movePointRight(9);
        BigDecimal[] parts =
                nanos.divideToIntegralValue(BigDecimal.ONE).divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        if (parts[0].toBigInteger().bitLength() > 62) {
            return Value.NULL;
        }
        return new Value.Span(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
    }
}
