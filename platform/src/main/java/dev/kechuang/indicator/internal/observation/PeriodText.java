package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Period;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Periods as people write them (期别): 2025, 2025年, 2025年上半年, 2025年第三季度, 2025年11月, 2025Q3, 2025-11. */
public final class PeriodText {

    private static final Pattern YEAR = Pattern.compile("(\\d{4})年?(?:度|全年)?");
    private static final Pattern HALF = Pattern.compile("(\\d{4})年?(上|下)半年");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})年?第?([1-4一二三四])季度?");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})(?:年|[-/.])(\\d{1,2})月?(?:份)?");
    private static final Map<String, Integer> NUMBERS = Map.of("一", 1, "二", 2, "三", 3, "四", 4);

    private PeriodText() {}

    public static Optional<Period> read(String text) {
        String plain = text.strip().replace(" ", "").toUpperCase(Locale.ROOT);
        var exact = Period.parse(plain);
        if (exact.isPresent()) return exact;
        var month = MONTH.matcher(plain);
        if (month.matches()) {
            int number = Integer.parseInt(month.group(2));
            return number < 1 || number > 12
                    ? Optional.empty()
                    : Period.parse("%s-%02d".formatted(month.group(1), number));
        }
        var half = HALF.matcher(plain);
        if (half.matches())
            return Period.parse(half.group(1) + "H" + (half.group(2).equals("上") ? 1 : 2));
        var quarter = QUARTER.matcher(plain);
        if (quarter.matches()) {
            String which = quarter.group(2);
            Integer number = NUMBERS.get(which);
            return Period.parse(quarter.group(1) + "Q" + (number == null ? which : number.toString()));
        }
        var year = YEAR.matcher(plain);
        return year.matches() ? Period.parse(year.group(1)) : Optional.empty();
    }
}
