package dev.kechuang.report.internal.text;

import dev.kechuang.indicator.Period;
import java.util.Map;
import java.util.Optional;

/** Which time a token speaks of, seen from the report's own period. */
public sealed interface When {

    /** The report's period, or the same one so many years earlier. */
    record YearsBefore(int years, boolean toDate) implements When {}

    /** The period before the report's (上期). */
    record PreviousPeriod() implements When {}

    /** The whole year in which the report's period lies (全年). */
    record WholeYear() implements When {}

    /** A fixed period, e.g. {@code 2025} or {@code 2025Q3}. */
    record Fixed(Period period) implements When {}

    When REPORT = new YearsBefore(0, false);

    /** Words that stand for a time, as a token spells them. */
    Map<String, When> WORDS = Map.of(
            "本期", REPORT,
            "上年", new YearsBefore(1, false),
            "前年", new YearsBefore(2, false),
            "上期", new PreviousPeriod(),
            "累计", new YearsBefore(0, true),
            "上年累计", new YearsBefore(1, true),
            "全年", new WholeYear());

    /** Empty for what is neither a word nor a period nor a number of years before, e.g. {@code -3}. */
    static Optional<When> parse(String text) {
        When word = WORDS.get(text);
        if (word != null) return Optional.of(word);
        if (text.matches("-[1-9][0-9]?")) return Optional.of(new YearsBefore(-Integer.parseInt(text), false));
        return Period.parse(text).map(Fixed::new);
    }

    default Period of(Period report) {
        return switch (this) {
            case YearsBefore(int years, boolean ignored) ->
                new Period(report.kind(), report.year() - years, report.number());
            case PreviousPeriod() -> report.previous();
            case WholeYear() -> Period.year(report.year());
            case Fixed(Period period) -> period;
        };
    }

    default boolean toDate() {
        return this instanceof YearsBefore before && before.toDate();
    }
}
