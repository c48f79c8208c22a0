package dev.kechuang.pack.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Industry;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import dev.kechuang.shared.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of one pack; each row is checked by itself here, what rows say about one another in PackChecks. */
final class PackReader {

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
                read("regions.yaml", RegionReader::read),
                industries(),
                fields(),
                read("holidays.yaml", HolidayReader::read),
                roles(),
                lists(),
                scales(),
                units(),
                read("facts.yaml", FactReader::read),
                read("titles.yaml", TitleReader::read));
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

    /** What a reader of its own reads from a file; nothing where the pack has no such file. */
    private <T> List<Item<T>> read(String name, BiFunction<Row, String, List<Item<T>>> reader) {
        Row file = optional(name);
        return file == null ? List.of() : reader.apply(file, pack);
    }

    private <T> Item<T> item(Row row, String key, boolean local, T value) {
        return item(pack, row, key, local, value);
    }

    static <T> Item<T> item(String pack, Row row, String key, boolean local, T value) {
        return new Item<>(value, key, local, pack, row.at());
    }

    static String regionCode(Row row, String key) {
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
