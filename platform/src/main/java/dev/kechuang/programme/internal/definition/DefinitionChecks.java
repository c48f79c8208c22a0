package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Definition.Gives;
import dev.kechuang.programme.internal.definition.Definition.Grant;
import dev.kechuang.programme.internal.definition.Definition.Track;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of a programme say about one another. */
final class DefinitionChecks {

    private final Definition definition;
    private final Row top;
    private final Map<String, Row> rows;
    private final Source source;

    /** @param rows where each stage stands, by id */
    DefinitionChecks(Definition definition, Row top, Map<String, Row> rows, Source source) {
        this.definition = definition;
        this.top = top;
        this.rows = rows;
        this.source = source;
    }

    void run() {
        order();
        for (Stage stage : definition.stages()) {
            if (stage instanceof Stage.Ranking ranking) ranking(ranking);
            if (stage instanceof Stage.Execution execution) execution(execution);
            if (stage instanceof Stage.Payment && definition.money() == null) {
                at(stage).problem("kind", "拨付环节要有经费“money”", "a payment needs \"money\"");
            }
        }
        money();
        form();
        effects();
    }

    private Row at(Stage stage) {
        return rows.getOrDefault(stage.id(), top);
    }

    private boolean has(Stage.Kind kind) {
        return definition.stages().stream().anyMatch(stage -> stage.kind() == kind);
    }

    private void order() {
        List<Stage> stages = definition.stages();
        if (stages.isEmpty()) {
            if (top.has("stages")) top.problem("stages", "至少要有申报环节", "there has to be a stage of application");
            return;
        }
        if (stages.getFirst().kind() != Stage.Kind.APPLICATION) {
            at(stages.getFirst())
                    .problem("kind", "第一个环节应为申报 application", "the first stage has to be of kind application");
        }
        var before = new ArrayList<Stage.Kind>();
        for (Stage stage : stages) {
            Stage.Kind kind = stage.kind();
            if (kind != Stage.Kind.REVIEW && before.contains(kind)) {
                at(stage)
                        .problem(
                                "kind",
                                spelling(kind) + " 只能有一个",
                                "there can be one stage of kind " + spelling(kind) + " only");
            }
            for (Stage.Kind earlier : before) {
                if (comesAfter(earlier, kind)) {
                    at(stage)
                            .problem(
                                    "kind",
                                    spelling(kind) + " 应在 " + spelling(earlier) + " 之前",
                                    spelling(kind) + " has to come before " + spelling(earlier));
                    break;
                }
            }
            Stage.Kind needed = needs(kind);
            if (needed != null && !before.contains(needed)) {
                at(stage)
                        .problem(
                                "kind",
                                spelling(kind) + " 之前要有 " + spelling(needed),
                                spelling(kind) + " needs " + spelling(needed) + " before it");
            }
            before.add(kind);
        }
        if (has(Stage.Kind.REVIEW) && !has(Stage.Kind.DECISION)) {
            top.problem("stages", "有评审就要有拟立项 decision", "where there is review there has to be a decision");
        }
        if (has(Stage.Kind.PAYMENT) && has(Stage.Kind.CONTRACT)) {
            top.problem(
                    "stages",
                    "有任务书的按 execution 的分期拨付，不能另有 payment",
                    "with a contract money is paid by the instalments of execution, not by payment");
        }
    }

    /** Kinds stand in the order of the enum; only recommendation and check may change places. */
    private static boolean comesAfter(Stage.Kind earlier, Stage.Kind kind) {
        if (earlier == Stage.Kind.CHECK && kind == Stage.Kind.RECOMMENDATION) return false;
        return earlier.compareTo(kind) > 0;
    }

    private static Stage.@Nullable Kind needs(Stage.Kind kind) {
        return switch (kind) {
            case NOTICE -> Stage.Kind.DECISION;
            case APPROVAL -> Stage.Kind.DECISION;
            case CONTRACT, PAYMENT -> Stage.Kind.APPROVAL;
            case EXECUTION, ACCEPTANCE -> Stage.Kind.CONTRACT;
            case APPLICATION, RECOMMENDATION, CHECK, REVIEW, DECISION -> null;
        };
    }

    private static String spelling(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void ranking(Stage.Ranking ranking) {
        Row row = at(ranking);
        var reviews = definition.stages().stream()
                .filter(Stage.Review.class::isInstance)
                .map(Stage::id)
                .toList();
        BigDecimal sum = BigDecimal.ZERO;
        var seen = new HashSet<String>();
        for (var weighted : ranking.rankBy()) {
            source.known(row.at("rank-by"), "评审环节", "review", weighted.review(), reviews);
            if (!seen.add(weighted.review())) {
                row.problem("rank-by", "“" + weighted.review() + "”写了两次", "\"" + weighted.review() + "\" stands twice");
            }
            sum = sum.add(weighted.weight());
        }
        if (reviews.isEmpty() != ranking.rankBy().isEmpty()) {
            row.problem(
                    ranking.rankBy().isEmpty() ? "kind" : "rank-by",
                    reviews.isEmpty() ? "没有评审环节，不能按评审排序" : "缺少“rank-by”：按哪些评审的结果排序",
                    reviews.isEmpty()
                            ? "there is no review to rank by"
                            : "\"rank-by\" is missing: the reviews whose results count");
        } else if (!ranking.rankBy().isEmpty() && sum.compareTo(BigDecimal.ONE) != 0) {
            row.problem("rank-by", "权重之和应为 100%", "the weights have to add up to 100%");
        }
        for (var quota : ranking.quotas()) {
            if (quota.on().equals("track")) {
                source.known(row.at("quotas"), "类别", "track", quota.code(), trackCodes());
            } else if (source.fresh()
                            && source.around()
                                    .lists()
                                    .technicalField(quota.code())
                                    .isEmpty()
                    || (!definition.fields().isEmpty() && !definition.fields().contains(quota.code()))) {
                row.problem(
                        "quotas",
                        "“" + quota.code() + "”不是本计划的技术领域",
                        "\"" + quota.code() + "\" is no technical field of this programme");
            }
        }
    }

    private List<String> trackCodes() {
        return definition.tracks().stream().map(Track::code).toList();
    }

    private void execution(Stage.Execution execution) {
        Row row = at(execution);
        if (execution.instalments().isEmpty() == (definition.money() != null)) {
            row.problem(
                    execution.instalments().isEmpty() ? "kind" : "instalments",
                    definition.money() == null ? "没有经费“money”，不能分期拨付" : "有经费时应写分期“instalments”",
                    definition.money() == null
                            ? "without \"money\" there is nothing to pay in instalments"
                            : "with \"money\" the \"instalments\" have to be given");
        }
        var after = new ArrayList<String>();
        for (Stage stage : definition.stages()) {
            if (stage instanceof Stage.Contract || stage instanceof Stage.Acceptance) after.add(stage.id());
        }
        for (var report : execution.reports()) {
            if (after.contains(report.id()) || rows.containsKey(report.id())) {
                row.problem(
                        "reports",
                        "报告“" + report.id() + "”与环节重名",
                        "report \"" + report.id() + "\" has the id of a stage");
            }
            after.add(report.id());
        }
        for (var instalment : execution.instalments()) {
            source.known(
                    row.at("instalments"), "任务书、报告或验收", "contract, report or acceptance", instalment.after(), after);
        }
    }

    private void money() {
        Grant money = definition.money();
        if (money == null) return;
        if (!has(Stage.Kind.PAYMENT) && !has(Stage.Kind.EXECUTION)) {
            top.problem(
                    "money",
                    "有经费就要有拨付 payment，或任务书后的 execution",
                    "with \"money\" there has to be a payment, or execution after a contract");
        }
        if (money.mode() == Grant.Mode.REQUESTED) asks("money", Meaning.REQUESTED);
        if (money.selfShare().signum() > 0) asks("money", Meaning.SELF_FUNDS);
        if (money.mode() == Grant.Mode.RANK && !has(Stage.Kind.REVIEW)) {
            top.problem("money", "按名次给奖要有评审", "sums by place need a review");
        }
        boolean county = definition.stages().stream()
                .anyMatch(stage -> stage instanceof Stage.Recommendation recommendation
                        && recommendation.by() == Stage.Recommendation.By.COUNTY);
        if (money.districtShare().signum() > 0 && !county) {
            top.problem(
                    "money",
                    "要县区配套就要有县区推荐环节（by: county），由其承诺配套",
                    "a district's share needs a recommendation by the county, which promises it");
        }
    }

    /** The form has to ask for something the platform counts on. */
    private void asks(String key, Meaning meaning) {
        if (definition.form().withMeaning(meaning).isPresent()) return;
        String word = spelling(meaning);
        top.problem(key, "申报书中要有 means: " + word + " 的字段", "the form needs a field that means: " + word);
    }

    private void form() {
        asks("form", Meaning.TITLE);
        if (!definition.tracks().isEmpty()) asks("tracks", Meaning.TRACK);
        if (definition.tracks().isEmpty()
                && definition.form().withMeaning(Meaning.TRACK).isPresent()) {
            top.problem("form", "没有类别“tracks”，不能有 means: track 的字段", "there are no \"tracks\" to choose from");
        }
        var limits = definition.limits();
        if (limits.perTrack() > 0) asks("limits", Meaning.TRACK);
        if (limits.perField() > 0) asks("limits", Meaning.FIELD);
        if (limits.perLeader() > 0 || limits.runningPerLeader() > 0) asks("limits", Meaning.LEADER_ID_NUMBER);
        if (limits.runningPerMember() > 0) {
            asks("limits", Meaning.PEOPLE);
            boolean numbered = definition.form().withMeaning(Meaning.PEOPLE).stream()
                    .flatMap(field -> ((FormDefinition.TableField) field).columns().stream())
                    .anyMatch(column -> column.meaning() == Meaning.MEMBER_ID_NUMBER);
            if (!numbered) {
                top.problem(
                        "limits",
                        "限制参加项目数要在人员表中有一列 means: member-id-number",
                        "a limit for members needs a column that means: member-id-number");
            }
        }
    }

    private void effects() {
        boolean grants = definition.effects().stream().anyMatch(Definition.Effect.GrantTitle.class::isInstance);
        if (definition.gives() == Gives.TITLE && !grants) {
            top.problem("gives", "认定称号要有效果 grant-title", "a programme that gives a title needs the effect grant-title");
        }
        boolean awards = definition.effects().stream().anyMatch(Definition.Effect.AwardTalent.class::isInstance);
        if (awards) asks("effects", Meaning.LEADER);
        boolean byResult = definition.effects().stream()
                .anyMatch(effect -> effect instanceof Definition.Effect.RevokeTitle
                        || effect instanceof Definition.Effect.ConfirmTitle);
        if (byResult && !has(Stage.Kind.DECISION)) {
            top.problem(
                    "effects",
                    "撤销或保留称号看得分和名次，要有评审和 decision",
                    "a title is lost or kept by score or place: there has to be a decision");
        }
    }
}
