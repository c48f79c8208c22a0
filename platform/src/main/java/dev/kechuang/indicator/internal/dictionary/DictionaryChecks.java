package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary.Group;
import dev.kechuang.indicator.internal.dictionary.DictionaryReader.Placed;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What has to fit between indicators, facts and titles, once all are read. */
final class DictionaryChecks {

    /** Kinds of records that name a title by the dimension {@code title}. */
    private static final Set<String> OF_TITLES = Set.of("registry.title", "registry.titleGranted");

    private final Packs packs;
    private final Map<String, Group> groups;
    private final Map<String, Placed> indicators;
    private final ProblemList problems;

    DictionaryChecks(Packs packs, Map<String, Group> groups, Map<String, Placed> indicators, ProblemList problems) {
        this.packs = packs;
        this.groups = groups;
        this.indicators = indicators;
        this.problems = problems;
    }

    void run() {
        var names = new HashSet<String>();
        for (Placed placed : indicators.values()) {
            Indicator one = placed.indicator();
            Row row = placed.row();
            if (!names.add(one.name())) {
                row.problem("name", "名称“" + one.name() + "”重复", "name \"" + one.name() + "\" stands twice");
            }
            if (!groups.containsKey(one.group())) {
                unknown(row.at("group"), "分组", "group", one.group(), groups.keySet());
            }
            source(one, row);
        }
        for (Placed placed : indicators.values()) circle(placed);
    }

    private void source(Indicator one, Row row) {
        switch (one.source()) {
            case Source.OfRecords(var kind, var where, var take) -> {
                if (!kind.matches("[a-z]+\\.[A-Za-z][A-Za-z0-9_.-]{0,59}")) {
                    row.problem(
                            "records",
                            "记录类型“" + kind + "”不对，如 registry.title",
                            "\"" + kind + "\" is no kind of record");
                }
                if (OF_TITLES.contains(kind)) {
                    for (String title : where.getOrDefault("title", List.of())) title(row.at("records"), title, false);
                }
                if (take == Take.AMOUNT && Units.fen(one.unit()).isEmpty()) notMoney(row, one.unit());
            }
            case Source.OfFacts(var fact, var title) -> {
                if (one.shortest() != Period.Kind.YEAR) {
                    row.problem("shortest", "年度数据指标只能按年", "facts are stated for years only");
                }
                var definition = packs.facts().byCode(fact);
                if (definition.isEmpty()) {
                    unknown(
                            row.at("facts"),
                            "事实",
                            "fact",
                            fact,
                            packs.facts().all().stream()
                                    .map(FactDefinition::code)
                                    .toList());
                } else {
                    switch (definition.get().type()) {
                        case MONEY -> {
                            if (Units.fen(one.unit()).isEmpty()) notMoney(row, one.unit());
                        }
                        case INTEGER, DECIMAL, BOOLEAN -> {}
                        case RATIO, DATE, TEXT, ENUM, EVENTS ->
                            row.problem(
                                    "facts",
                                    "“" + definition.get().name() + "”不能相加",
                                    "\"" + fact + "\" does not add up");
                    }
                }
                if (title != null) title(row.at("facts"), title, true);
            }
            case Source.Observed ignored -> {}
            case Source.Ratio(var numerator, var denominator, var factor) -> {
                known(problems, row.at("ratio"), numerator, indicators.keySet());
                known(problems, row.at("ratio"), denominator, indicators.keySet());
            }
            case Source.Sum sum -> {
                for (String part : Dictionary.operands(sum)) {
                    known(problems, row.at("sum"), part, indicators.keySet());
                    Placed other = indicators.get(part);
                    if (other == null) continue;
                    if (!other.indicator().unit().equals(one.unit())
                            || other.indicator().nature() != one.nature()) {
                        row.problem(
                                "sum",
                                "“" + part + "”的单位或流量存量与合计不同",
                                "\"" + part + "\" differs in unit or nature from the sum");
                    }
                }
            }
        }
    }

    private void title(At at, String code, boolean orGroup) {
        if (packs.titleKinds().byCode(code).isPresent() || orGroup && group(code)) return;
        unknown(
                at,
                "称号",
                "title",
                code,
                packs.titleKinds().all().stream().map(TitleKind::code).toList());
    }

    static boolean group(String code) {
        return Arrays.stream(TitleKind.Group.values())
                .anyMatch(group -> spelling(group).equals(code));
    }

    static String spelling(TitleKind.Group group) {
        return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void notMoney(Row row, String unit) {
        row.problem(
                "unit",
                "金额的单位应为 元、万元、亿元，现为“" + unit + "”",
                "the unit of money has to be 元, 万元 or 亿元, not \"" + unit + "\"");
    }

    static void known(ProblemList problems, At at, String code, Collection<String> codes) {
        if (!code.isEmpty() && !codes.contains(code)) unknown(problems, at, "指标", "indicator", code, codes);
    }

    private void unknown(At at, String chinese, String english, String code, Collection<String> codes) {
        unknown(problems, at, chinese, english, code, codes);
    }

    private static void unknown(
            ProblemList problems, At at, String chinese, String english, String code, Collection<String> codes) {
        String near = Spelling.nearest(code, codes);
        problems.add(
                at,
                "没有" + chinese + "“" + code + "”" + (near.isEmpty() ? "" : "，是否应为“" + near + "”"),
                "no " + english + " \"" + code + "\"" + (near.isEmpty() ? "" : "; did you mean \"" + near + "\""));
    }

    /** An indicator must not be computed from itself. */
    private void circle(Placed start) {
        var seen = new HashSet<String>();
        var next = new java.util.ArrayDeque<String>(
                Dictionary.operands(start.indicator().source()));
        while (!next.isEmpty()) {
            String code = next.poll();
            if (code.equals(start.indicator().code())) {
                problems.add(
                        start.row().at(),
                        "指标“" + code + "”由自己算得",
                        "indicator \"" + code + "\" is computed from itself");
                return;
            }
            Placed other = indicators.get(code);
            if (other != null && seen.add(code))
                next.addAll(Dictionary.operands(other.indicator().source()));
        }
    }
}
