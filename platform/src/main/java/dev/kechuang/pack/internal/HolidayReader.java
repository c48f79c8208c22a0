package dev.kechuang.pack.internal;

import dev.kechuang.pack.yaml.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code holidays.yaml} of a pack. */
final class HolidayReader {

    private HolidayReader() {}

    static List<Item<HolidayYear>> read(Row file, String pack) {
        var found = new ArrayList<Item<HolidayYear>>();
        file.optionalText("source");
        for (Row row : file.rows("years")) {
            int year = row.whole("year", 1990, 2200);
            boolean provisional = row.flag("provisional");
            int statutory = row.whole("statutory", 1, 30);
            String source = row.text("source");
            var holidays = new ArrayList<HolidayYear.Holiday>();
            for (Row day : row.rows("holidays")) {
                var holiday = new HolidayYear.Holiday(
                        day.text("name"), day.text("en"), inYear(day, "off", year), inYear(day, "work", year));
                day.end();
                for (LocalDate worked : holiday.work()) {
                    if (HolidayYear.isWeekend(worked)) continue;
                    day.problem(
                            "work", worked + " 不是周末，不能调休上班", worked + " is no weekend day and cannot be a make-up day");
                }
                holidays.add(holiday);
            }
            boolean local = row.flag("local");
            row.end();
            var whole = new HolidayYear(year, provisional, statutory, source, List.copyOf(holidays));
            holidays.forEach(holiday -> holiday.off().forEach(day -> {
                if (whole.isMakeUpDay(day)) {
                    row.problem("holidays", day + " 同时放假和上班", day + " is both off and worked");
                }
            }));
            if (!provisional && whole.granted() != statutory) {
                row.problem(
                        "holidays",
                        year + " 年放假扣除调休后为 " + whole.granted() + " 天，法定为 " + statutory + " 天，请核对“off”和“work”",
                        year + " gives " + whole.granted() + " days off net of make-up days, the law " + statutory
                                + "; check \"off\" and \"work\"");
            }
            found.add(PackReader.item(pack, row, String.valueOf(year), local, whole));
        }
        file.end();
        return found;
    }

    private static List<LocalDate> inYear(Row row, String key, int year) {
        var days = row.days(key);
        for (LocalDate day : days) {
            if (day.getYear() == year) continue;
            row.problem(key, day + " 不在 " + year + " 年", day + " is not in " + year);
        }
        return days;
    }
}
