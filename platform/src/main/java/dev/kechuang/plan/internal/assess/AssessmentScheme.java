package dev.kechuang.plan.internal.assess;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * An assessment scheme (考核方案) as a pack states it.
 *
 * @param full points all weighted items of a group add up to
 * @param vetoCap most a vetoed unit can get
 * @param objectionDays working days for objections
 * @param ties items whose points decide between equal totals, in this order
 */
public record AssessmentScheme(
        PackDocument source,
        String code,
        String name,
        String en,
        String basis,
        BigDecimal full,
        BigDecimal bonusCap,
        BigDecimal deductionCap,
        BigDecimal vetoCap,
        int objectionDays,
        List<Group> groups,
        List<Item> items,
        List<String> ties) {

    /** Units compared with one another (考核组), by code. */
    public record Group(String code, String name, String en, List<String> units) {}

    public enum Kind {
        /** 目标完成. */
        TARGET,
        /** 同比增长. */
        GROWTH,
        /** 组内排名. */
        RANK,
        /** 按期报送. */
        REPORTING,
        /** 任务完成. */
        TASKS,
        /** 评分. */
        MANUAL,
        /** 加分. */
        BONUS,
        /** 扣分. */
        DEDUCTION,
        /** 一票否决. */
        VETO;

        boolean weighted() {
            return this != BONUS && this != DEDUCTION && this != VETO;
        }

        boolean measured() {
            return this == TARGET || this == GROWTH || this == RANK;
        }

        /** Word in message keys. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * An item (考核指标). What a kind does not use is zero or empty.
     *
     * @param target of kind target: what is full, 0 to take the plan's
     * @param floor of kind target: least share of the target that gives points
     * @param cap of kind target: most share of the target that counts; of bonus and deduction: most points
     * @param zeroAt of kind growth: percent that gives nothing
     * @param fullAt of kind growth: percent that gives all
     * @param least of kind rank: share of the weight that the last one gets
     * @param late of kind tasks: what a task done late counts
     * @param points of bonus and deduction with an indicator: for each unit of it
     */
    public record Item(
            String code,
            String name,
            String en,
            List<String> groups,
            Kind kind,
            BigDecimal weight,
            String indicator,
            BigDecimal target,
            BigDecimal floor,
            BigDecimal cap,
            BigDecimal zeroAt,
            BigDecimal fullAt,
            BigDecimal least,
            BigDecimal late,
            BigDecimal points,
            String clause) {

        public boolean entered() {
            return kind == Kind.VETO || (kind == Kind.BONUS || kind == Kind.DEDUCTION) && indicator.isEmpty();
        }
    }

    public Optional<Item> item(String wanted) {
        return items.stream().filter(item -> item.code().equals(wanted)).findFirst();
    }

    public List<Item> items(String group) {
        return items.stream().filter(item -> item.groups().contains(group)).toList();
    }

    /**
     * Reads a text; what is wrong is told with file, line and column.
     *
     * @param units codes of the units there are
     * @param indicators codes of the dictionary
     */
    public static AssessmentScheme read(
            PackDocument document, Collection<String> units, Collection<String> indicators, ProblemList problems) {
        Row top = Row.top(document.place(), document.text(), problems);
        if (top == null)
            return new AssessmentScheme(
                    document,
                    "",
                    "",
                    "",
                    "",
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    1,
                    List.of(),
                    List.of(),
                    List.of());
        var groups = new ArrayList<Group>();
        var taken = new HashSet<String>();
        for (Row row : top.rows("groups")) {
            var named = new ArrayList<String>();
            for (var unit : row.placedTexts("units")) {
                if (!units.contains(unit.text())) unknown(problems, unit, units, "单位", "unit");
                else if (!taken.add(unit.text()))
                    problems.add(
                            unit.at(),
                            "单位“" + unit.text() + "”已在一个组中",
                            "unit \"" + unit.text() + "\" stands in a group already");
                named.add(unit.text());
            }
            groups.add(new Group(row.text("code"), row.text("name"), row.optionalText("en"), List.copyOf(named)));
            row.end();
        }
        var codes = groups.stream().map(Group::code).toList();
        var items = new ArrayList<Item>();
        for (Row row : top.rows("items")) items.add(item(row, codes, indicators, items, problems));
        BigDecimal full = number(top, "full", "100");
        for (Group group : groups) {
            BigDecimal sum = items.stream()
                    .filter(item -> item.groups().contains(group.code()))
                    .map(Item::weight)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.compareTo(full) != 0)
                top.problem(
                        "items",
                        "“" + group.name() + "”各项权重合计 " + sum.toPlainString() + "，应为 " + full.toPlainString(),
                        "weights of \"" + group.code() + "\" add up to " + sum.toPlainString() + ", not "
                                + full.toPlainString());
        }
        var known = items.stream().map(Item::code).toList();
        var ties = new ArrayList<String>();
        for (var tie : top.placedTexts("ties")) {
            if (!known.contains(tie.text())) unknown(problems, tie, known, "考核项", "item");
            ties.add(tie.text());
        }
        var scheme = new AssessmentScheme(
                document,
                top.text("code"),
                top.text("name"),
                top.optionalText("en"),
                top.optionalText("basis"),
                full,
                number(top, "bonus-cap", "0"),
                number(top, "deduction-cap", "0"),
                number(top, "veto-cap", "0"),
                top.whole("objection-days", 1, 60),
                List.copyOf(groups),
                List.copyOf(items),
                List.copyOf(ties));
        top.end();
        return scheme;
    }

    private static Item item(
            Row row, List<String> groups, Collection<String> indicators, List<Item> before, ProblemList problems) {
        String code = row.text("code");
        if (before.stream().anyMatch(one -> one.code().equals(code)))
            row.problem("code", "考核项编号“" + code + "”重复", "item \"" + code + "\" stands twice");
        Kind read = row.oneOf("kind", Kind.class);
        Kind kind = read == null ? Kind.MANUAL : read;
        var in = new ArrayList<String>();
        for (var group : row.placedTexts("groups")) {
            if (!groups.contains(group.text())) unknown(problems, group, groups, "考核组", "group");
            in.add(group.text());
        }
        BigDecimal weight = number(row, "weight", "0");
        if (kind.weighted() == (weight.signum() <= 0))
            row.problem(
                    "weight",
                    kind.weighted() ? "“weight”应大于 0" : "加分、扣分和否决项不写“weight”",
                    kind.weighted() ? "\"weight\" has to be above 0" : "this kind has no \"weight\"");
        String indicator = row.optionalText("indicator");
        if (kind.measured() && indicator.isEmpty())
            row.problem("indicator", "缺少“indicator”", "\"indicator\" is missing");
        if (!indicator.isEmpty() && !indicators.contains(indicator))
            unknown(problems, new Row.Placed(indicator, row.at("indicator")), indicators, "指标", "indicator");
        BigDecimal zeroAt = number(row, "zero-at", "0");
        BigDecimal fullAt = number(row, "full-at", "0");
        if (kind == Kind.GROWTH && fullAt.compareTo(zeroAt) <= 0)
            row.problem("full-at", "“full-at”应大于“zero-at”", "\"full-at\" has to be above \"zero-at\"");
        BigDecimal cap = number(row, "cap", kind == Kind.TARGET ? "1" : "0");
        BigDecimal points = number(row, "points", "0");
        boolean adding = kind == Kind.BONUS || kind == Kind.DEDUCTION;
        if (adding && cap.signum() <= 0)
            row.problem("cap", "加分、扣分项应写“cap”且大于 0", "bonus and deduction need a \"cap\" above 0");
        if (adding && indicator.isEmpty() != (points.signum() == 0))
            row.problem("points", "“indicator”和“points”应同时写", "\"indicator\" and \"points\" go together");
        var item = new Item(
                code,
                row.text("name"),
                row.optionalText("en"),
                List.copyOf(in),
                kind,
                weight,
                indicator,
                number(row, "target", "0"),
                number(row, "floor", "0"),
                cap,
                zeroAt,
                fullAt,
                number(row, "least", "0"),
                number(row, "late", "0"),
                points,
                row.optionalText("clause"));
        row.end();
        return item;
    }

    private static void unknown(
            ProblemList problems, Row.Placed named, Collection<String> known, String zh, String en) {
        String near = Spelling.nearest(named.text(), known);
        problems.add(
                named.at(),
                "没有" + zh + "“" + named.text() + "”" + (near.isEmpty() ? "" : "，是否应为“" + near + "”"),
                "no " + en + " \"" + named.text() + "\"" + (near.isEmpty() ? "" : "; did you mean \"" + near + "\""));
    }

    private static BigDecimal number(Row row, String key, String fallback) {
        String text = row.decimal(key);
        return new BigDecimal(text.isEmpty() ? fallback : text);
    }
}
