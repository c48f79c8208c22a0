package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a stage is about, in a few words of the viewer's language: who acts, how long, how many go on. */
final class StageTexts {

    private StageTexts() {}

    static String name(Frame frame, Stage stage) {
        return frame.pick(stage.name().zh(), stage.name().en());
    }

    static String kind(Frame frame, Stage stage) {
        return frame.t("definition.kind." + stage.kind().code());
    }

    static String days(Frame frame, Stage stage) {
        return stage.workingDays() == 0 ? "" : frame.t("definition.days", stage.workingDays());
    }

    static Role role(Stage stage) {
        return switch (stage) {
            case Stage.Application ignored -> Role.APPLICANT;
            case Stage.Execution ignored -> Role.APPLICANT;
            case Stage.Review ignored -> Role.EXPERT;
            case Stage.Recommendation ignored -> Role.COUNTY;
            case Stage.PublicNotice ignored -> Role.PUBLIC;
            case Stage.Contract ignored -> Role.OFFICE;
            case Stage.Check ignored -> Role.OFFICE;
            case Stage.Ranking ignored -> Role.OFFICE;
            case Stage.Approval ignored -> Role.OFFICE;
            case Stage.Acceptance ignored -> Role.OFFICE;
            case Stage.Payment ignored -> Role.OFFICE;
        };
    }

    /** Whose turn it is: colours the picture, which says it in words too. */
    enum Role {
        APPLICANT,
        COUNTY,
        OFFICE,
        EXPERT,
        PUBLIC;

        String css() {
            return "by-" + name().toLowerCase(Locale.ROOT);
        }
    }

    static String who(Frame frame, Stage stage) {
        return switch (stage) {
            case Stage.Application ignored -> frame.t("definition.who.applicant");
            case Stage.Recommendation by ->
                switch (by.by()) {
                    case COUNTY -> frame.t("definition.who.county");
                    case INSTITUTION -> frame.t("definition.who.institution");
                };
            case Stage.Check ignored -> frame.t("definition.who.officer");
            case Stage.Review review ->
                switch (review.mode()) {
                    case ONLINE ->
                        frame.t(review.blind() ? "definition.who.blind" : "definition.who.online", review.reviewers());
                    case PANEL -> frame.t("definition.who.panel", review.reviewers());
                    case PUBLIC -> frame.t("definition.who.jury", review.reviewers());
                };
            case Stage.Ranking ignored -> frame.t("definition.who.leader");
            case Stage.PublicNotice ignored -> frame.t("definition.who.everyone");
            case Stage.Approval ignored -> frame.t("definition.who.leader");
            case Stage.Contract ignored -> frame.t("definition.who.both");
            case Stage.Execution ignored -> frame.t("definition.who.applicant");
            case Stage.Acceptance acceptance ->
                frame.t(acceptance.sheet() == null ? "definition.who.officer" : "definition.who.acceptance");
            case Stage.Payment ignored -> frame.t("definition.who.finance");
        };
    }

    /** At most a handful of short sentences. */
    static List<String> facts(Frame frame, Definition definition, Stage stage) {
        var facts = new ArrayList<String>();
        switch (stage) {
            case Stage.Application ignored -> {
                var limits = definition.limits();
                if (limits.perApplicant() > 0) facts.add(frame.t("definition.limit.applicant", limits.perApplicant()));
                if (limits.perTrack() > 0) facts.add(frame.t("definition.limit.track", limits.perTrack()));
                if (limits.perField() > 0) facts.add(frame.t("definition.limit.field", limits.perField()));
                if (limits.perLeader() > 0) facts.add(frame.t("definition.limit.leader", limits.perLeader()));
            }
            case Stage.Recommendation ignored -> {
                var money = definition.money();
                if (money != null && money.districtShare().signum() > 0) {
                    facts.add(frame.t("definition.matches", plain(money.districtShare())));
                }
            }
            case Stage.Check check -> {
                facts.add(frame.t("definition.check.items", check.items().size()));
                facts.add(
                        check.corrections() == 0
                                ? frame.t("definition.check.final")
                                : frame.t("definition.check.corrections", check.corrections(), check.correctionDays()));
            }
            case Stage.Review review -> review(frame, review, facts);
            case Stage.Ranking ranking -> {
                if (!ranking.rankBy().isEmpty()) {
                    facts.add(frame.t(
                            "definition.ranked",
                            ranking.rankBy().stream()
                                    .map(weighted -> name(frame, definition.stage(weighted.review())) + " "
                                            + percent(weighted.weight()))
                                    .collect(Collectors.joining(frame.english() ? ", " : "、"))));
                }
                if (!ranking.quotas().isEmpty()) {
                    facts.add(frame.t("definition.quotas", ranking.quotas().size()));
                }
            }
            case Stage.PublicNotice ignored -> facts.add(frame.t("definition.notice"));
            case Stage.Approval approval -> facts.addAll(effects(frame, definition, approval));
            case Stage.Contract contract ->
                facts.add(frame.t("definition.contract", contract.clauses().size()));
            case Stage.Execution execution -> {
                if (!execution.instalments().isEmpty()) {
                    facts.add(frame.t(
                            "definition.instalments",
                            execution.instalments().stream()
                                    .map(part -> percent(part.share()))
                                    .collect(Collectors.joining(" + "))));
                }
                for (var report : execution.reports()) {
                    facts.add(frame.t(
                            "definition.report",
                            frame.pick(report.name().zh(), report.name().en()),
                            report.months()));
                }
            }
            case Stage.Acceptance acceptance -> facts.add(frame.t("definition.grace", acceptance.graceMonths()));
            case Stage.Payment ignored -> facts.add(frame.t("definition.paid"));
        }
        return facts;
    }

    private static void review(Frame frame, Stage.Review review, List<String> facts) {
        var passes = review.passes();
        if (passes.count() > 0) facts.add(frame.t("definition.passes.count", passes.count()));
        else if (passes.share().signum() > 0) facts.add(frame.t("definition.passes.share", percent(passes.share())));
        else if (passes.score().signum() > 0) facts.add(frame.t("definition.passes.score", plain(passes.score())));
        else if (review.votes() == 0) facts.add(frame.t("definition.passes.all"));
        var majority = review.majority();
        if (majority != null) {
            String share = (majority.more() ? "> " : "≥ ") + majority.part() + "/" + majority.of();
            facts.add(frame.t("definition.votes", review.votes(), share));
        }
        if (review.drop() > 0) facts.add(frame.t("definition.drop", review.drop()));
        if (review.normalise()) facts.add(frame.t("definition.normalised"));
    }

    private static List<String> effects(Frame frame, Definition definition, Stage.Approval approval) {
        var facts = new ArrayList<String>();
        for (var effect : definition.effects()) {
            if (!effect.stage().equals(approval.id())) continue;
            switch (effect) {
                case Definition.Effect.GrantTitle ignored -> facts.add(frame.t("definition.effect.grants"));
                case Definition.Effect.RevokeTitle revoke ->
                    facts.add(frame.t("definition.effect.revokes", revoke.when()));
                case Definition.Effect.ConfirmTitle confirm ->
                    facts.add(frame.t("definition.effect.confirms", confirm.when()));
                case Definition.Effect.AwardTalent ignored -> facts.add(frame.t("definition.effect.talents"));
                case Definition.Effect.CreditEntry ignored -> facts.add(frame.t("definition.effect.credits"));
            }
        }
        return facts;
    }

    static String percent(BigDecimal share) {
        return plain(share.movePointRight(2)) + "%";
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** In 万元 without needless decimals; in English in yuan. */
    static String sum(Frame frame, long fen) {
        var money = new Money(fen);
        return frame.t(
                "definition.sum",
                frame.english()
                        ? Figures.exact(money.inYuan())
                        : Figures.exact(money.inYuan().movePointLeft(4)));
    }
}
