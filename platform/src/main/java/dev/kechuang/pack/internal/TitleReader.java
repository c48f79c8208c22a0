package dev.kechuang.pack.internal;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.yaml.Row;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code titles.yaml} of a pack. */
final class TitleReader {

    private TitleReader() {}

    static List<Item<TitleKind>> read(Row file, String pack) {
        var found = new ArrayList<Item<TitleKind>>();
        file.optionalText("source");
        for (Row row : file.rows("titles")) {
            Item<TitleKind> item = kind(row, pack);
            if (item != null) found.add(item);
        }
        file.end();
        return found;
    }

    private static @Nullable Item<TitleKind> kind(Row row, String pack) {
        String code = PackReader.word(row, "code");
        String name = row.text("name");
        String en = row.text("en");
        TitleKind.Group group = row.oneOf("group", TitleKind.Group.class);
        TitleKind.Holder holder = row.oneOf("holder", TitleKind.Holder.class);
        List<TitleKind.Level> levels = levels(row);
        int validYears = row.has("years") ? row.whole("years", 1, 50) : 0;
        MonthDay expires = monthDay(row);
        int reevaluation = row.has("reevaluation") ? row.whole("reevaluation", 1, 50) : 0;
        boolean numbered = row.flag("numbered");
        List<TitleKind.Field> fields = fields(row);
        String fact = row.optionalText("fact");
        String factName = row.optionalText("fact-name");
        String clause = row.optionalText("clause");
        String note = row.optionalText("note");
        boolean local = row.flag("local");
        row.end();
        if (group == null || holder == null) return null;
        if (expires != null && validYears == 0) {
            row.problem("expires", "“expires”须与“years”一同给出", "\"expires\" goes with \"years\"");
        }
        if (!factName.isEmpty() && fact.isEmpty()) {
            row.problem("fact-name", "“fact-name”须与“fact”一同给出", "\"fact-name\" goes with \"fact\"");
        }
        fit(row, group, holder);
        return new Item<>(
                new TitleKind(
                        code,
                        name,
                        en,
                        group,
                        holder,
                        levels,
                        validYears,
                        expires,
                        reevaluation,
                        numbered,
                        fields,
                        fact,
                        fact.isEmpty() || !factName.isEmpty() ? factName : name,
                        clause,
                        note),
                code,
                local,
                pack,
                row.at());
    }

    /** Groups that are lists of things with a holder of one sort only. */
    private static void fit(Row row, TitleKind.Group group, TitleKind.Holder holder) {
        TitleKind.Holder expected = switch (group) {
            case PRODUCT -> TitleKind.Holder.PRODUCT;
            case RD_INSTITUTION -> TitleKind.Holder.INSTITUTION;
            case ALLIANCE -> TitleKind.Holder.ALLIANCE;
            case REGION -> TitleKind.Holder.REGION;
            case FIRM -> TitleKind.Holder.ORGANISATION;
            case PLATFORM, CARRIER -> holder;
        };
        if (holder == expected) return;
        String right = expected.name().toLowerCase(Locale.ROOT);
        row.problem("holder", "该分组的“holder”应为 " + right, "\"holder\" of this group is " + right);
    }

    private static List<TitleKind.Level> levels(Row row) {
        if (!row.has("levels")) {
            row.text("levels");
            return List.of(TitleKind.Level.CITY);
        }
        var levels = new ArrayList<TitleKind.Level>();
        for (String text : row.texts("levels")) {
            var level = TitleKind.Level.of(text);
            if (level.isEmpty() || levels.contains(level.get())) {
                row.problem(
                        "levels",
                        "级别“" + text + "”不对或重复，应为 national, provincial, city, county 之一",
                        "level \"" + text + "\" is wrong or stands twice; one of national, provincial, city, county");
            } else {
                levels.add(level.get());
            }
        }
        if (levels.isEmpty()) row.problem("levels", "至少写一个级别", "name at least one level");
        levels.sort(null);
        return List.copyOf(levels);
    }

    private static @Nullable MonthDay monthDay(Row row) {
        String text = row.optionalText("expires");
        if (text.isEmpty()) return null;
        try {
            return MonthDay.parse("--" + text);
        } catch (DateTimeException e) {
            row.problem(
                    "expires",
                    "应写作月-日，如 03-31，现为“" + text + "”",
                    "write month and day like 03-31, not \"" + text + "\"");
            return null;
        }
    }

    private static List<TitleKind.Field> fields(Row row) {
        var fields = new ArrayList<TitleKind.Field>();
        for (Row each : row.optionalRows("fields")) {
            String code = PackReader.word(each, "code");
            String name = each.text("name");
            String en = each.text("en");
            TitleKind.FieldType type = each.oneOf("type", TitleKind.FieldType.class);
            String unit = each.optionalText("unit");
            each.end();
            if (type == null) continue;
            if (fields.stream().anyMatch(other -> other.code().equals(code))) {
                each.problem("code", "代码“" + code + "”重复", "code \"" + code + "\" stands twice");
            }
            fields.add(new TitleKind.Field(code, name, en, type, unit));
        }
        return List.copyOf(fields);
    }
}
