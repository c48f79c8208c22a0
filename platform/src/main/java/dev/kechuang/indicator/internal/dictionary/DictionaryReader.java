package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Better;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary.Duty;
import dev.kechuang.indicator.internal.dictionary.Dictionary.Group;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code indicators.yaml} of the packs in force: the national one first, then down to the city and its counties. A
 * lower pack adds indicators, and replaces whole what is marked {@code local} above. Everything wrong is told at once.
 */
public final class DictionaryReader {

    static final String FILE = "indicators.yaml";

    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*");
    private static final Pattern WHERE = Pattern.compile("[a-z][A-Za-z0-9_]{0,39}:[^|:]{1,80}(?:\\|[^|:]{1,80})*");

    /** Pages that stand beside those of single indicators. */
    private static final Set<String> RESERVED =
            Set.of("observations", "reporting", "import", "documents", "findings", "suggest", "locks", "public");

    private final Packs packs;
    private final ProblemList problems = new ProblemList();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Placed> indicators = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<Runnable> rulesToCheck = new ArrayList<>();

    /** An indicator and where it stands. */
    record Placed(Indicator indicator, @Nullable Duty duty, boolean local, String pack, Row row) {}

    private DictionaryReader(Packs packs) {
        this.packs = packs;
    }

    /** @throws dev.kechuang.pack.PackProblems with all that is wrong */
    public static Dictionary read(Packs packs) {
        return read(packs, packs.documents(FILE));
    }

    static Dictionary read(Packs packs, List<PackDocument> documents) {
        var reader = new DictionaryReader(packs);
        for (PackDocument document : documents) reader.document(document);
        new DictionaryChecks(packs, reader.groups, reader.indicators, reader.problems).run();
        reader.rulesToCheck.forEach(Runnable::run);
        reader.problems.throwIfAny();
        var all = new ArrayList<Indicator>();
        var duties = new LinkedHashMap<String, Duty>();
        reader.indicators.values().forEach(placed -> {
            all.add(placed.indicator());
            if (placed.duty() != null) duties.put(placed.indicator().code(), placed.duty());
        });
        return new Dictionary(List.copyOf(reader.groups.values()), all, duties, List.copyOf(reader.rules.values()));
    }

    private void document(PackDocument document) {
        Row top = Row.top(document.place(), document.text(), problems);
        if (top == null) return;
        top.optionalText("source");
        for (Row row : top.optionalRows("groups")) {
            String code = code(row);
            var group = new Group(code, row.text("name"), row.text("en"));
            row.end();
            if (groups.putIfAbsent(code, group) != null) twice(row, "code", code);
        }
        for (Row row : top.optionalRows("indicators")) indicator(row, document.pack());
        for (Row row : top.optionalRows("rules")) {
            Rule rule = new RuleReader(row, problems, this::known).read();
            if (rule != null && rules.putIfAbsent(rule.code(), rule) != null) twice(row, "code", rule.code());
        }
        top.end();
    }

    private void known(Row row, String key, String code) {
        rulesToCheck.add(() -> DictionaryChecks.known(problems, row.at(key), code, indicators.keySet()));
    }

    private void twice(Row row, String key, String code) {
        row.problem(key, "代码“" + code + "”重复", "code \"" + code + "\" stands twice");
    }

    private void indicator(Row row, String pack) {
        String code = code(row);
        if (RESERVED.contains(code)) {
            row.problem(
                    "code",
                    "“" + code + "”是页面地址，不能作指标代码",
                    "\"" + code + "\" is the address of a page and no code of an indicator");
        }
        String name = row.text("name");
        String en = row.text("en");
        List<String> aliases = row.texts("aliases");
        String group = row.text("group");
        String unit = row.text("unit");
        int decimals = row.has("decimals") ? row.whole("decimals", 0, 6) : 0;
        Better better = row.has("better") ? row.oneOf("better", Better.class) : Better.HIGHER;
        Nature nature = row.oneOf("nature", Nature.class);
        Period.Kind shortest = row.has("shortest") ? row.oneOf("shortest", Period.Kind.class) : null;
        Duty duty = duty(row.optionalRow("report"));
        Source source = source(row, duty != null);
        boolean published = row.flag("published");
        String clause = row.optionalText("clause");
        String note = row.optionalText("note");
        boolean local = row.flag("local");
        row.end();
        if (nature == null || better == null || source == null) return;
        if (duty != null && !(source instanceof Source.Observed)) {
            row.problem("report", "只有观测指标才需填报", "only observed indicators are reported");
        }
        Period.Kind least = shortest != null
                ? shortest
                : switch (source) {
                    case Source.OfFacts ignored -> Period.Kind.YEAR;
                    case Source.Observed ignored -> duty == null ? Period.Kind.YEAR : duty.every();
                    default -> Period.Kind.MONTH;
                };
        var indicator = new Indicator(
                code,
                name,
                en,
                aliases,
                group,
                unit,
                decimals,
                better,
                nature,
                least,
                source,
                published,
                clause.isEmpty() ? null : clause,
                note.isEmpty() ? null : note);
        Placed above = indicators.get(code);
        if (above != null && !above.local()) {
            row.problem(
                    "code",
                    "指标“" + code + "”已在 " + above.row().at() + " 定义，且未标明 local",
                    "indicator \"" + code + "\" is defined at " + above.row().at() + " and not local");
            return;
        }
        indicators.put(code, new Placed(indicator, duty, local, pack, row));
    }

    private String code(Row row) {
        String code = row.text("code");
        if (!code.isEmpty() && (!CODE.matcher(code).matches() || code.length() > 60)) {
            row.problem(
                    "code",
                    "代码“" + code + "”应为小写字母、数字，以点或短横分隔，如 hnte.valid",
                    "code \"" + code
                            + "\" has to be lower case letters and digits with dots or hyphens, like hnte.valid");
        }
        return code;
    }

    private @Nullable Duty duty(@Nullable Row row) {
        if (row == null) return null;
        Period.Kind every = row.oneOf("every", Period.Kind.class);
        int days = row.whole("days", 1, 200);
        row.end();
        return every == null ? null : new Duty(every, days);
    }

    private @Nullable Source source(Row row, boolean reported) {
        var found = new ArrayList<Source>();
        Row records = row.optionalRow("records");
        if (records != null) found.add(records(records));
        Row facts = row.optionalRow("facts");
        if (facts != null) {
            String title = facts.optionalText("title");
            found.add(new Source.OfFacts(facts.text("fact"), title.isEmpty() ? null : title));
            facts.end();
        }
        String observed = row.optionalText("observed");
        if (!observed.isEmpty()) {
            if (!observed.equals("each") && !observed.equals("by-units")) {
                row.problem(
                        "observed",
                        "“observed”应为 each（各地分别公布）或 by-units（县区填报、全市为合计）",
                        "\"observed\" has to be each (every place by itself) or by-units (the total is the sum)");
            }
            found.add(new Source.Observed(observed.equals("by-units")));
        }
        Row ratio = row.optionalRow("ratio");
        if (ratio != null) {
            int factor = ratio.has("factor") ? ratio.whole("factor", 1, 1_000_000) : 1;
            found.add(new Source.Ratio(ratio.text("of"), ratio.text("to"), factor));
            ratio.end();
        }
        Row sum = row.optionalRow("sum");
        if (sum != null) {
            var plus = sum.texts("plus");
            if (plus.isEmpty()) sum.problem("plus", "“plus”至少写一个指标", "\"plus\" names at least one indicator");
            found.add(new Source.Sum(plus, sum.texts("minus")));
            sum.end();
        }
        if (found.size() == 1) return found.getFirst();
        problems.add(
                row.at(),
                "应写明且只写一种来源：records、facts、observed、ratio 或 sum" + (reported ? "（填报的为 observed）" : ""),
                "name exactly one source: records, facts, observed, ratio or sum");
        return null;
    }

    private Source records(Row row) {
        String kind = row.text("kind");
        Take take = row.has("take") ? row.oneOf("take", Take.class) : Take.COUNT;
        var where = new LinkedHashMap<String, List<String>>();
        for (Row.Placed each : row.placedTexts("where")) {
            if (!WHERE.matcher(each.text()).matches()) {
                wrong(each.at(), each.text());
                continue;
            }
            int colon = each.text().indexOf(':');
            where.put(
                    each.text().substring(0, colon),
                    List.of(each.text().substring(colon + 1).split("\\|")));
        }
        row.end();
        return new Source.OfRecords(kind, where, take == null ? Take.COUNT : take);
    }

    private void wrong(At at, String text) {
        problems.add(
                at,
                "“" + text + "”应为“维度:值”，多个值以 | 分隔，如 level:national|provincial",
                "\"" + text + "\" has to be \"dimension:value\", several values by |, like level:national|provincial");
    }

    static BigDecimal number(Row row, String key, String fallback) {
        String text = row.decimal(key);
        return new BigDecimal(text.isEmpty() ? fallback : text);
    }
}
