package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Stage.Acceptance;
import dev.kechuang.programme.internal.definition.Stage.Application;
import dev.kechuang.programme.internal.definition.Stage.Approval;
import dev.kechuang.programme.internal.definition.Stage.Check;
import dev.kechuang.programme.internal.definition.Stage.Contract;
import dev.kechuang.programme.internal.definition.Stage.Execution;
import dev.kechuang.programme.internal.definition.Stage.Payment;
import dev.kechuang.programme.internal.definition.Stage.PublicNotice;
import dev.kechuang.programme.internal.definition.Stage.Ranking;
import dev.kechuang.programme.internal.definition.Stage.Recommendation;
import dev.kechuang.programme.internal.definition.Stage.Review;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the stages, each by itself; what they say about one another is in DefinitionChecks. */
final class StageReader {

    static final List<String> TIES = List.of("score", "requested-least", "submitted", "founded-latest");
    static final List<String> NOTICE_SHOWS = List.of("leader", "amount", "score");
    static final List<String> REFUSED_SEE = List.of("score", "rank", "comments");

    private static final Pattern MAJORITY = Pattern.compile("(>=|>)\\s*(\\d{1,2})/(\\d{1,2})");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^{}]*)}}");

    private final Source source;
    private final FormDefinition form;
    private final List<String> sections;
    private final List<String> sheets;

    StageReader(Source source, FormDefinition form, List<Sheet> sheets) {
        this.source = source;
        this.form = form;
        this.sections = form.sections().stream().map(FormDefinition.Section::id).toList();
        this.sheets = sheets.stream().map(Sheet::id).toList();
    }

    /** @param rows where each stage stands, by id */
    record Stages(List<Stage> all, Map<String, Row> rows) {}

    Stages read(Row top) {
        var stages = new ArrayList<Stage>();
        var rows = new HashMap<String, Row>();
        var seen = Source.none();
        for (Row row : top.rows("stages")) {
            String id = source.id(row, "id");
            source.unique(seen, row, "id", id);
            Words name = source.name(row);
            int days = source.whole(row, "days", 0, 400, 0);
            rows.put(id, row);
            Stage.Kind kind = row.oneOf("kind", Stage.Kind.class);
            if (kind == null) continue;
            stages.add(
                    switch (kind) {
                        case APPLICATION -> new Application(id, name, days);
                        case RECOMMENDATION -> recommendation(row, id, name, days);
                        case CHECK -> check(row, id, name, days);
                        case REVIEW -> review(row, id, name, days);
                        case DECISION -> ranking(row, id, name, days);
                        case NOTICE -> notice(row, id, name, days);
                        case APPROVAL ->
                            new Approval(id, name, days, row.text("document"), words(row, "refused-see", REFUSED_SEE));
                        case CONTRACT -> contract(row, id, name, days);
                        case EXECUTION -> execution(row, id, name, days);
                        case ACCEPTANCE -> acceptance(row, id, name, days);
                        case PAYMENT -> new Payment(id, name, days);
                    });
            row.end();
        }
        return new Stages(List.copyOf(stages), rows);
    }

    private static Recommendation recommendation(Row row, String id, Words name, int days) {
        Recommendation.By by = row.oneOf("by", Recommendation.By.class);
        return new Recommendation(id, name, days, by == null ? Recommendation.By.COUNTY : by);
    }

    private Check check(Row row, String id, Words name, int days) {
        var items = new ArrayList<Check.CheckItem>();
        var seen = Source.none();
        for (Row item : row.rows("items")) {
            String itemId = source.id(item, "id");
            source.unique(seen, item, "id", itemId);
            var text = new Words(item.text("text"), item.optionalText("en"));
            String clause = item.optionalText("clause");
            String section = item.optionalText("section");
            source.known(item.at("section"), "申报书分节", "section of the form", section, sections);
            item.end();
            items.add(new Check.CheckItem(itemId, text, clause, section));
        }
        if (items.isEmpty()) row.problem("items", "形式审查至少要有一项", "a formal check needs at least one item");
        int corrections = source.whole(row, "corrections", 0, 10, 1);
        int correctionDays = source.whole(row, "correction-days", 0, 60, 0);
        if ((corrections > 0) != (correctionDays > 0)) {
            row.problem(
                    "correction-days",
                    "允许补正时应写补正工作日“correction-days”；不允许补正写 corrections: 0",
                    "where corrections are allowed \"correction-days\" says how long; else write corrections: 0");
        }
        return new Check(id, name, days, List.copyOf(items), correctionDays, corrections);
    }

    private Review review(Row row, String id, Words name, int days) {
        Review.Mode mode = row.oneOf("mode", Review.Mode.class);
        String sheet = row.text("sheet");
        source.known(row.at("sheet"), "评分表", "scoring sheet", sheet, sheets);
        boolean blind = row.flag("blind");
        int reviewers = row.whole("reviewers", 1, 99);
        int sameUnit = source.whole(row, "same-unit", 1, 99, 0);
        int drop = source.whole(row, "drop", 0, 10, 0);
        boolean normalise = row.flag("normalise");
        BigDecimal disagreement = source.positive(row, "disagreement");
        int votes = source.whole(row, "votes", 1, 5, 0);
        Review.Majority majority = majority(row, votes);
        Review.Passes passes = passes(row);
        if (reviewers - 2 * drop < 1) {
            row.problem(
                    "drop",
                    "去掉 " + drop + " 个最高分和最低分后没有分数了，评审人数为 " + reviewers,
                    "with " + reviewers + " reviewers nothing is left when " + drop
                            + " highest and lowest scores are dropped");
        }
        if (blind && mode != null && mode != Review.Mode.ONLINE) {
            row.problem("blind", "会议和公开评审不能匿名，blind 只用于 mode: online", "only an online review can be blind");
        }
        if (votes > 0 && mode == Review.Mode.ONLINE) {
            row.problem("votes", "网络评审不投票", "no vote is taken in an online review");
        }
        return new Review(
                id,
                name,
                days,
                mode == null ? Review.Mode.ONLINE : mode,
                sheet,
                blind,
                reviewers,
                sameUnit,
                drop,
                normalise,
                disagreement,
                votes,
                majority,
                passes);
    }

    private static Review.@Nullable Majority majority(Row row, int votes) {
        String text = row.optionalText("majority");
        if (text.isEmpty()) {
            if (votes > 0) {
                row.problem(
                        "votes", "投票应写通过所需多数“majority”，如 \">= 2/3\"", "a vote needs its \"majority\", e.g. \">= 2/3\"");
            }
            return null;
        }
        if (votes == 0) row.problem("majority", "没有投票（votes）", "there is no vote (\"votes\")");
        var parts = MAJORITY.matcher(text);
        if (parts.matches()) {
            int part = Integer.parseInt(parts.group(2));
            int of = Integer.parseInt(parts.group(3));
            boolean more = parts.group(1).equals(">");
            if (part > 0 && of > 0 && (part < of || (part == of && !more))) return new Review.Majority(part, of, more);
        }
        row.problem(
                "majority",
                "应写作 \">= 2/3\" 或 \"> 1/2\"，现为“" + text + "”",
                "write it like \">= 2/3\" or \"> 1/2\", not \"" + text + "\"");
        return null;
    }

    private Review.Passes passes(Row review) {
        Row row = review.optionalRow("passes");
        if (row == null) return new Review.Passes(0, BigDecimal.ZERO, BigDecimal.ZERO);
        int count = source.whole(row, "count", 1, 100_000, 0);
        BigDecimal share = source.share(row, "share");
        BigDecimal score = source.positive(row, "score");
        row.end();
        long used = Stream.of("count", "share", "score").filter(row::has).count();
        if (used != 1) {
            review.problem(
                    "passes",
                    "应写 count（名额）、share（比例）、score（分数线）之一；全部通过则不写 passes",
                    "one of count, share and score; leave \"passes\" out where all go on");
        }
        return new Review.Passes(count, share, score);
    }

    private Ranking ranking(Row row, String id, Words name, int days) {
        var rankBy = new ArrayList<Ranking.Weighted>();
        for (Row weighted : row.optionalRows("rank-by")) {
            String review = weighted.text("review");
            weighted.text("weight");
            BigDecimal weight = source.share(weighted, "weight");
            weighted.end();
            rankBy.add(new Ranking.Weighted(review, weight));
        }
        List<String> ties = words(row, "ties", TIES);
        var quotas = new ArrayList<Ranking.Quota>();
        for (Row quota : row.optionalRows("quotas")) {
            boolean track = quota.has("track");
            if (track == quota.has("field")) {
                quota.optionalText("track");
                quota.optionalText("field");
                source.problem(quota.at(), "指标应写 track 或 field 之一", "a quota is by track or by field");
            }
            String code = quota.optionalText(track ? "track" : "field");
            int least = source.whole(quota, "least", 0, 100_000, 0);
            int most = source.whole(quota, "most", 0, 100_000, 0);
            quota.end();
            if (most > 0 && least > most) {
                quota.problem("least", "“least”不能大于“most”", "\"least\" cannot be more than \"most\"");
            }
            quotas.add(new Ranking.Quota(track ? "track" : "field", code, least, most));
        }
        return new Ranking(id, name, days, List.copyOf(rankBy), ties, List.copyOf(quotas));
    }

    private PublicNotice notice(Row row, String id, Words name, int days) {
        if (days == 0) {
            row.problem(
                    "days",
                    "公示应写工作日数“days”，一般不少于 5",
                    "a public notice needs its working \"days\", 5 or more as a rule");
        }
        return new PublicNotice(id, name, days, words(row, "shows", NOTICE_SHOWS));
    }

    private List<String> words(Row row, String key, List<String> allowed) {
        var words = new ArrayList<String>();
        for (var word : row.placedTexts(key)) {
            source.known(word.at(), "此项", "such word", word.text(), allowed);
            words.add(word.text());
        }
        return List.copyOf(words);
    }

    private Contract contract(Row row, String id, Words name, int days) {
        var labels = new Labels(form);
        var clauses = new ArrayList<Words>();
        for (Row clause : row.rows("clauses")) {
            var words = new Words(clause.text("text"), clause.optionalText("en"));
            clause.end();
            references(clause, "text", words.zh(), labels);
            references(clause, "en", words.en(), labels);
            clauses.add(words);
        }
        if (clauses.isEmpty()) row.problem("clauses", "任务书至少要有一条", "a contract needs at least one clause");
        return new Contract(id, name, days, List.copyOf(clauses));
    }

    private void references(Row clause, String key, String text, Labels labels) {
        var references = REFERENCE.matcher(text);
        while (references.find()) {
            String label = references.group(1).strip();
            if (Contract.WORDS.contains(label)) continue;
            if (labels.isAmbiguous(label)) {
                clause.problem(key, "有几个字段都叫“" + label + "”", "several fields are labelled \"" + label + "\"");
            }
            var known = new ArrayList<>(Contract.WORDS);
            known.addAll(labels.all());
            source.known(clause.at(key), "字段", "field", label.isEmpty() ? " " : label, known);
        }
    }

    private Execution execution(Row row, String id, Words name, int days) {
        var instalments = new ArrayList<Execution.Instalment>();
        var seen = Source.none();
        for (Row part : row.optionalRows("instalments")) {
            String partId = source.id(part, "id");
            source.unique(seen, part, "id", partId);
            Words partName = source.name(part);
            part.text("share");
            BigDecimal share = source.share(part, "share");
            String after = part.text("after");
            part.end();
            instalments.add(new Execution.Instalment(partId, partName, share, after));
        }
        var reports = new ArrayList<Execution.Report>();
        for (Row report : row.optionalRows("reports")) {
            String reportId = source.id(report, "id");
            source.unique(seen, report, "id", reportId);
            Words reportName = source.name(report);
            int months = report.whole("months", 1, 120);
            boolean midterm = report.flag("midterm");
            report.end();
            reports.add(new Execution.Report(reportId, reportName, months, midterm));
        }
        BigDecimal sum = instalments.stream().map(Execution.Instalment::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (!instalments.isEmpty() && sum.compareTo(BigDecimal.ONE) != 0) {
            String percent = sum.movePointRight(2).stripTrailingZeros().toPlainString();
            row.problem(
                    "instalments",
                    "各期比例之和应为 100%，现为 " + percent + "%",
                    "the shares of the instalments have to add up to 100%, not " + percent + "%");
        }
        return new Execution(id, name, days, List.copyOf(instalments), List.copyOf(reports));
    }

    private Acceptance acceptance(Row row, String id, Words name, int days) {
        String sheet = row.optionalText("sheet");
        source.known(row.at("sheet"), "评分表", "scoring sheet", sheet, sheets);
        var outcomes = new ArrayList<Acceptance.Outcome>();
        var seen = Source.none();
        for (Row outcome : row.optionalRows("outcomes")) {
            String code = source.id(outcome, "code");
            source.unique(seen, outcome, "code", code);
            outcomes.add(new Acceptance.Outcome(code, source.name(outcome), outcome.text("unit")));
            outcome.end();
        }
        int grace = source.whole(row, "grace-months", 0, 36, 6);
        return new Acceptance(id, name, days, sheet.isEmpty() ? null : sheet, List.copyOf(outcomes), grace);
    }
}
