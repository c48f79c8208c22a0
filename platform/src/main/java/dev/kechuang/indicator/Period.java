package dev.kechuang.indicator;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period (期) that figures are stated for. As text: {@code 2025}, {@code 2025H1}, {@code 2025Q3}, {@code 2025-11}.
 *
 * @param year 1900 to 2199
 * @param number of the half-year, quarter or month in its year, from 1; 1 for a year
 */
public record Period(Kind kind, int year, int number) implements Comparable<Period> {

    /** How long a period is, the longest first. */
    public enum Kind {
        YEAR(12),
        HALF(6),
        QUARTER(3),
        MONTH(1);

        private final int months;

        Kind(int months) {
            this.months = months;
        }

        public int months() {
            return months;
        }

        /** How many of them a year has. */
        public int inYear() {
            return 12 / months;
        }
    }

    private static final Pattern TEXT = Pattern.compile("(\\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?");

    public Period {
        if (year < 1900 || year > 2199) throw new IllegalArgumentException("year " + year);
        if (number < 1 || number > kind.inYear()) throw new IllegalArgumentException(kind + " " + number);
    }

    public static Period year(int year) {
        return new Period(Kind.YEAR, year, 1);
    }

    public static Period quarter(int year, int quarter) {
        return new Period(Kind.QUARTER, year, quarter);
    }

    public static Period month(int year, int month) {
        return new Period(Kind.MONTH, year, month);
    }

    /** The period of the kind in which the day lies. */
    public static Period of(Kind kind, LocalDate day) {
        return new Period(kind, day.getYear(), (day.getMonthValue() - 1) / kind.months() + 1);
    }

    /** Empty for anything that is not exactly a period. */
    public static Optional<Period> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        int year = Integer.parseInt(matcher.group(1));
        if (year < 1900 || year > 2199) return Optional.empty();
        if (matcher.group(2) != null) return Optional.of(new Period(Kind.HALF, year, number(matcher, 2)));
        if (matcher.group(3) != null) return Optional.of(quarter(year, number(matcher, 3)));
        if (matcher.group(4) != null) return Optional.of(month(year, number(matcher, 4)));
        return Optional.of(year(year));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    public LocalDate first() {
        return LocalDate.of(year, (number - 1) * kind.months() + 1, 1);
    }

    public LocalDate last() {
        return first().plusMonths(kind.months()).minusDays(1);
    }

    public Period next() {
        return of(kind, first().plusMonths(kind.months()));
    }

    public Period previous() {
        return of(kind, first().minusMonths(1));
    }

    /** The same months a year earlier: what growth (同比) compares with. */
    public Period lastYear() {
        return new Period(kind, year - 1, number);
    }

    /** Whether the other lies wholly inside this one; a period contains itself. */
    public boolean contains(Period other) {
        return !other.first().isBefore(first()) && !other.last().isAfter(last());
    }

    @Override
    public int compareTo(Period other) {
        int byStart = first().compareTo(other.first());
        return byStart != 0 ? byStart : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case YEAR -> Integer.toString(year);
            case HALF -> year + "H" + number;
            case QUARTER -> year + "Q" + number;
            case MONTH -> "%d-%02d".formatted(year, number);
        };
    }
}
