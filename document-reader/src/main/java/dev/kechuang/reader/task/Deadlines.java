package dev.kechuang.reader.task;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the last day an item names: 2020年12月31日前, 6月底前, 年底前. */
final class Deadlines {
    private static final Pattern DAY = Pattern.compile("(?:((?:19|20)\\d{2})年)?(\\d{1,2})月(\\d{1,2})日(?:之)?前");
    private static final Pattern MONTH = Pattern.compile("(?:((?:19|20)\\d{2})年)?(\\d{1,2})月(?:底|末|份)?(?:之)?前");
    private static final Pattern YEAR_END = Pattern.compile("(?:((?:19|20)\\d{2})年|年)(?:底|末)(?:之)?前");
    private static final Pattern STATED =
            Pattern.compile("(?:完成时限|完成时间|时间节点|时限)[:](?:((?:19|20)\\d{2})年)?(?:(\\d{1,2})月)?(?:(\\d{1,2})日)?");

    private Deadlines() {}

    static @Nullable LocalDate in(String text, String period) {
        int year = period.isEmpty() ? 0 : Integer.parseInt(period.substring(period.length() - 4));
        try {
            Matcher stated = STATED.matcher(text);
            if (stated.find()) {
                int y = number(stated.group(1), year);
                int m = number(stated.group(2), 12);
                if (y > 0)
                    return stated.group(3) == null
                            ? YearMonth.of(y, m).atEndOfMonth()
                            : LocalDate.of(y, m, number(stated.group(3), 1));
            }
            Matcher day = DAY.matcher(text);
            if (day.find() && number(day.group(1), year) > 0)
                return LocalDate.of(number(day.group(1), year), number(day.group(2), 1), number(day.group(3), 1));
            Matcher month = MONTH.matcher(text);
            if (month.find() && number(month.group(1), year) > 0)
                return YearMonth.of(number(month.group(1), year), number(month.group(2), 1))
                        .atEndOfMonth();
            Matcher end = YEAR_END.matcher(text);
            if (end.find() && number(end.group(1), year) > 0) return LocalDate.of(number(end.group(1), year), 12, 31);
            return null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
