package dev.kechuang.pack.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.Industry;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import dev.kechuang.shared.access.Role;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of one pack; each row is checked by itself here, what rows say about one another in PackChecks. */
final class PackReader {

    /** Day before which the packs describe no changes, for regions without a first day. */
    private static final LocalDate ANY_TIME = LocalDate.of(1980, 1, 1);

    private static final Pattern REGION_CODE = Pattern.compile("\\d{6}");
    private static final Pattern INDUSTRY_CODE = Pattern.compile("[A-T](\\d{2})?");
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final String pack;
    private final String folder;
    private final SortedMap<String, byte[]> files;
    private final ProblemList problems;

    private PackReader(String pack, String folder, SortedMap<String, byte[]> files, ProblemList problems) {
        this.pack = pack;
        this.folder = folder;
        this.files = files;
        this.problems = problems;
    }

    /** Files a pack may hold beside its folders; folders belong to the modules that read them. */
    private static final List<String> KNOWN = List.of(
            "pack.yaml",
            "regions.yaml",
            "industries.yaml",
            "fields.yaml",
            "holidays.yaml",
            "roles.yaml",
            "lists.yaml",
            "scales.yaml",
            "units.yaml",
            "facts.yaml",
            "titles.yaml",
            "credit.yaml",
            "indicators.yaml");

    /**
     * @param folder the pack's folder as problems name it, e.g. {@code packs/cn}
     */
    static @Nullable Pack read(String id, String folder, SortedMap<String, byte[]> files, ProblemList problems) {
        return new PackReader(id, folder, files, problems).read();
    }

    private @Nullable Pack read() {
        for (String file : files.keySet()) {
            if (file.contains("/") || KNOWN.contains(file) || !(file.endsWith(".yaml") || file.endsWith(".yml")))
                continue;
            String near = Spelling.nearest(file, KNOWN);
            problems.add(
                    At.whole(folder + "/" + file),
                    "不认识的文件" + (near.isEmpty() ? "，可用：" + String.join(", ", KNOWN) : "，是否应为 " + near),
                    "unknown file; "
                            + (near.isEmpty() ? "known: " + String.join(", ", KNOWN) : "did you mean " + near));
        }
        Row head = top("pack.yaml");
        if (head == null) return null;
        String id = head.text("id");
        if (!id.isEmpty() && !id.equals(pack)) {
            head.problem("id", "id 应与文件夹同名：" + pack, "id has to be the folder's name: " + pack);
        }
        String name = head.text("name");
        String en = head.text("en");
        String label = head.text("version");
        String parent = head.optionalText("parent");
        String region = parent.isEmpty() ? head.optionalText("region") : regionCode(head, "region");
        head.optionalText("source");
        head.end();
        var content = new Pack.Content(
                regions(), industries(), fields(), years(), roles(), lists(), scales(), units(), facts(), titles());
        return new Pack(
                pack,
                name,
                en,
                region.isEmpty() ? null : region,
                parent.isEmpty() ? null : parent,
                label,
                head.at(),
                files,
                PackDigest.of(files),
                content);
    }

    private List<Item<Pack.RegionEntry>> regions() {
        var found = new ArrayList<Item<Pack.RegionEntry>>();
        Row file = optional("regions.yaml");
        if (file == null) return found;
        LocalDate since = file.date("since");
        String source = file.optionalText("source");
        for (Row row : file.rows("regions")) {
            String code = regionCode(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            Region.Kind kind = row.oneOf("kind", Region.Kind.class);
            String parent = row.optionalText("parent");
            LocalDate from = row.date("from");
            LocalDate until = row.date("until");
            List<String> successors = row.texts("successors");
            List<String> overlaps = row.texts("overlaps");
            boolean own = row.flag("own");
            String note = row.optionalText("note");
            String rowSource = row.optionalText("source");
            boolean local = row.flag("local");
            row.end();
            if (kind == null || code.isEmpty()) continue;
            boolean dated = from != null;
            if (from == null) from = since == null ? ANY_TIME : since;
            if (until != null && !until.isAfter(from)) {
                row.problem(
                        "until", "“until”应晚于“from”（" + from + "）", "\"until\" has to be after \"from\" (" + from + ")");
                continue;
            }
            if ((kind == Region.Kind.PROVINCE) != parent.isEmpty()) {
                row.problem(
                        "parent",
                        kind == Region.Kind.PROVINCE ? "省级没有上级" : "缺少“parent”：上级区划代码",
                        kind == Region.Kind.PROVINCE
                                ? "a province has no parent"
                                : "\"parent\" is missing: the code of the region above");
            }
            if (kind == Region.Kind.ZONE && overlaps.isEmpty()) {
                row.problem(
                        "overlaps",
                        "功能区应写明所在的行政区“overlaps”",
                        "a zone names the administrative regions it lies in: \"overlaps\"");
            }
            if (kind != Region.Kind.ZONE && !overlaps.isEmpty()) {
                row.problem("overlaps", "只有功能区（zone）才有“overlaps”", "only a zone has \"overlaps\"");
            }
            if (until == null && !successors.isEmpty()) {
                row.problem(
                        "successors",
                        "仍存在的区划没有“successors”，应补“until”",
                        "what still stands has no successors; give \"until\"");
            }
            if (own && (kind != Region.Kind.ZONE || code.charAt(4) != '9')) {
                row.problem("own", "自编代码只用于功能区，第五位为 9", "own codes are for zones, with 9 as the fifth digit");
            }
            var region = new Region(
                    code, name, en, kind, parent.isEmpty() ? null : parent, from, until, successors, overlaps);
            found.add(item(
                    row,
                    code + "@" + from,
                    local,
                    new Pack.RegionEntry(region, own, dated, note, rowSource.isEmpty() && !own ? source : rowSource)));
        }
        file.end();
        return found;
    }

    private List<Item<Industry>> industries() {
        var found = new ArrayList<Item<Industry>>();
        Row file = optional("industries.yaml");
        if (file == null) return found;
        file.optionalText("source");
        for (Row row : file.rows("industries")) {
            String code = row.text("code");
            String name = row.text("name");
            String en = row.text("en");
            boolean local = row.flag("local");
            row.end();
            if (!INDUSTRY_CODE.matcher(code).matches()) {
                row.problem(
                        "code",
                        "行业代码应为门类字母 A–T，或字母加两位数字，如 C39",
                        "an industry code is a letter A-T, or the letter and two digits like C39");
                continue;
            }
            found.add(item(row, code, local, new Industry(code, code.substring(0, 1), name, en)));
        }
        file.end();
        return found;
    }

    private List<Item<Pack.Field>> fields() {
        var found = new ArrayList<Item<Pack.Field>>();
        Row file = optional("fields.yaml");
        if (file == null) return found;
        file.optionalText("source");
        for (Row row : file.rows("fields")) {
            var field = new Pack.Field(word(row, "code"), row.text("name"), row.text("en"), row.optionalText("parent"));
            boolean local = row.flag("local");
            row.end();
            found.add(item(row, field.code(), local, field));
        }
        file.end();
        return found;
    }

    private List<Item<HolidayYear>> years() {
        var found = new ArrayList<Item<HolidayYear>>();
        Row file = optional("holidays.yaml");
        if (file == null) return found;
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
            found.add(item(row, String.valueOf(year), local, whole));
        }
        file.end();
        return found;
    }

    private List<LocalDate> inYear(Row row, String key, int year) {
        var days = row.days(key);
        for (LocalDate day : days) {
            if (day.getYear() == year) continue;
            row.problem(key, day + " 不在 " + year + " 年", day + " is not in " + year);
        }
        return days;
    }

    private List<Item<CodeLists.RoleText>> roles() {
        var found = new ArrayList<Item<CodeLists.RoleText>>();
        Row file = optional("roles.yaml");
        if (file == null) return found;
        for (Row row : file.rows("roles")) {
            Role role = row.oneOf("code", Role.class);
            String name = row.text("name");
            String en = row.text("en");
            String purpose = row.text("purpose");
            String purposeEn = row.text("purpose-en");
            boolean local = row.flag("local");
            row.end();
            if (role == null) continue;
            found.add(item(row, role.name(), local, new CodeLists.RoleText(role, name, en, purpose, purposeEn)));
        }
        file.end();
        return found;
    }

    private List<Item<Pack.CodeList>> lists() {
        var found = new ArrayList<Item<Pack.CodeList>>();
        Row file = optional("lists.yaml");
        if (file == null) return found;
        for (Row row : file.rows("lists")) {
            String code = word(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            String source = row.optionalText("source");
            var entries = new ArrayList<CodeLists.Entry>();
            for (Row entry : row.rows("entries")) {
                var made = new CodeLists.Entry(word(entry, "code"), entry.text("name"), entry.text("en"));
                entry.end();
                if (entries.stream().anyMatch(other -> other.code().equals(made.code()))) {
                    entry.problem("code", "代码“" + made.code() + "”重复", "code \"" + made.code() + "\" stands twice");
                }
                entries.add(made);
            }
            boolean local = row.flag("local");
            row.end();
            found.add(item(row, code, local, new Pack.CodeList(code, name, en, source, List.copyOf(entries))));
        }
        file.end();
        return found;
    }

    private List<Item<ScaleRule>> scales() {
        var found = new ArrayList<Item<ScaleRule>>();
        Row file = optional("scales.yaml");
        if (file == null) return found;
        file.optionalText("source");
        for (Row row : file.rows("scales")) {
            String code = word(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            List<String> industries = row.texts("industries");
            var measures = new ArrayList<ScaleRule.Measure>();
            for (Row measure : row.rows("measures")) {
                ScaleRule.Kind kind = measure.oneOf("measure", ScaleRule.Kind.class);
                int large = measure.whole("large", 1, Integer.MAX_VALUE);
                int medium = measure.whole("medium", 1, Integer.MAX_VALUE);
                int small = measure.whole("small", 1, Integer.MAX_VALUE);
                measure.end();
                if (!(large >= medium && medium > small)) {
                    measure.problem("medium", "应为 大型 ≥ 中型 > 小型", "thresholds have to fall: large, medium, small");
                }
                if (kind != null) measures.add(new ScaleRule.Measure(kind, large, medium, small));
            }
            boolean local = row.flag("local");
            row.end();
            found.add(item(row, code, local, new ScaleRule(code, name, en, industries, List.copyOf(measures))));
        }
        file.end();
        return found;
    }

    private List<Item<CodeLists.Unit>> units() {
        var found = new ArrayList<Item<CodeLists.Unit>>();
        Row file = optional("units.yaml");
        if (file == null) return found;
        file.optionalText("source");
        for (Row row : file.rows("units")) {
            var unit = new CodeLists.Unit(
                    word(row, "code"),
                    row.text("name"),
                    row.text("en"),
                    row.text("kind"),
                    regionCode(row, "region"),
                    row.texts("also-regions"));
            row.optionalText("note");
            boolean local = row.flag("local");
            row.end();
            found.add(item(row, unit.code(), local, unit));
        }
        file.end();
        return found;
    }

    private List<Item<FactDefinition>> facts() {
        var found = new ArrayList<Item<FactDefinition>>();
        Row file = optional("facts.yaml");
        if (file == null) return found;
        for (Row row : file.rows("facts")) {
            String code = word(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            String group = row.text("group");
            FactDefinition.Type type = row.oneOf("type", FactDefinition.Type.class);
            String unit = row.optionalText("unit");
            FactDefinition.Period period = row.oneOf("period", FactDefinition.Period.class);
            boolean changeable = row.flag("changeable");
            List<String> values = row.texts("values");
            String min = row.decimal("min");
            String max = row.decimal("max");
            String note = row.optionalText("note");
            String clause = row.optionalText("clause");
            row.decimal("cost"); // read by the policy engine
            List<Row> parts = row.optionalRows("fields");
            parts.forEach(PackReader::factPart);
            boolean local = row.flag("local");
            row.end();
            if (type == null || period == null) continue;
            if ((type == FactDefinition.Type.ENUM) == values.isEmpty()) {
                row.problem("values", "“values”在且仅在 type 为 enum 时给出", "\"values\" go with type enum, and only with it");
            }
            if ((type == FactDefinition.Type.EVENTS) != (period == FactDefinition.Period.EVENTS)) {
                row.problem("period", "type 与 period 应同为 events", "type and period are events together");
            }
            if ((type == FactDefinition.Type.EVENTS) == parts.isEmpty()) {
                row.problem(
                        "fields", "“fields”在且仅在 type 为 events 时给出", "\"fields\" go with type events, and only with it");
            }
            if (!min.isEmpty() && !max.isEmpty() && new BigDecimal(min).compareTo(new BigDecimal(max)) > 0) {
                row.problem("max", "“max”不能小于“min”", "\"max\" cannot be less than \"min\"");
            }
            found.add(item(
                    row,
                    code,
                    local,
                    new FactDefinition(
                            name, code, en, group, type, unit, period, changeable, values, min, max, note, clause)));
        }
        file.end();
        return found;
    }

    private List<Item<TitleKind>> titles() {
        Row file = optional("titles.yaml");
        return file == null ? List.of() : TitleReader.read(file, pack);
    }

    /** The columns of a list of events are used by the policy engine; here they are only checked. */
    private static void factPart(Row part) {
        part.text("name");
        part.text("code");
        part.oneOf("type", FactDefinition.Type.class);
        part.optionalText("en");
        part.optionalText("unit");
        part.optionalText("note");
        part.texts("values");
        part.end();
    }

    private <T> Item<T> item(Row row, String key, boolean local, T value) {
        return new Item<>(value, key, local, pack, row.at());
    }

    private static String regionCode(Row row, String key) {
        String code = row.text(key);
        if (code.isEmpty() || REGION_CODE.matcher(code).matches()) return code;
        row.problem(key, "区划代码应为六位数字，现为“" + code + "”", "a region code has six digits, not \"" + code + "\"");
        return "";
    }

    static String word(Row row, String key) {
        String code = row.text(key);
        if (!code.isEmpty() && !WORD.matcher(code).matches()) {
            row.problem(
                    key,
                    "代码应为小写字母、数字和连字符，现为“" + code + "”",
                    "a code has small letters, digits and hyphens, not \"" + code + "\"");
        }
        return code;
    }

    private @Nullable Row optional(String file) {
        return files.containsKey(file) ? top(file) : null;
    }

    /** The mapping a file consists of; null, with a problem, when it is something else. */
    private @Nullable Row top(String file) {
        String path = folder + "/" + file;
        byte[] content = files.get(file);
        if (content == null) {
            problems.add(At.whole(path), "缺少此文件", "this file is missing");
            return null;
        }
        return Row.top(path, new String(content, StandardCharsets.UTF_8), problems);
    }
}
