package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDocuments.minute;
import static dev.kechuang.programme.internal.contract.ContractDocuments.wan;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Audit;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.EvaluationStore.Evaluation;
import dev.kechuang.programme.internal.definition.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a project beside its texts, as documents: changes, audit, money, evaluation. */
final class LifeDocuments {

    private LifeDocuments() {}

    static String name(Change change) {
        return "变更申请第 " + change.number() + " 号（"
                + switch (change.kind()) {
                    case LEADER -> "负责人变更";
                    case TERM -> "延期";
                    case BUDGET -> "预算调整";
                    case CONTENT -> "内容和指标调整";
                }
                + "）";
    }

    static Document change(Project project, Change change) {
        var decidedAt = change.decidedAt();
        var document = Document.form(name(change))
                .number(project.text().number())
                .author(project.application().organisationName())
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        project.application().title(),
                        "结果",
                        switch (change.state()) {
                            case OPEN -> "未办结";
                            case APPROVED -> "批准";
                            case REFUSED -> "不予批准";
                            case WITHDRAWN -> "撤回";
                        },
                        "申请人",
                        change.askedName() + " " + minute(change.askedAt()),
                        "审批人",
                        decidedAt == null ? "" : change.decidedName() + " " + minute(decidedAt)));
        document.heading(1, "一、变更原因").paragraphs(change.reason());
        document.heading(1, "二、变更为");
        var wanted = change.proposal();
        switch (change.kind()) {
            case LEADER -> document.paragraph("项目负责人：" + wanted.leader());
            case TERM -> document.paragraph("完成日期：" + ContractDrafting.day(wanted.endsOn()));
            case BUDGET ->
                document.add(Block.Table.of(
                        List.of(
                                Block.Column.text("科目", 6),
                                Block.Column.number("资助经费（万元）", 2),
                                Block.Column.number("其他经费（万元）", 2)),
                        wanted.budget().stream()
                                .map(one -> List.of(one.name(), wan(one.grantFen()), wan(one.ownFen())))
                                .toList()));
            case CONTENT -> {
                document.add(Block.Table.of(
                        List.of(Block.Column.centred("截止日期", 2), Block.Column.text("阶段目标", 8)),
                        wanted.milestones().stream()
                                .map(one -> List.of(one.by().toString(), one.text()))
                                .toList()));
                document.add(Block.Table.of(
                        List.of(
                                Block.Column.text("指标", 6),
                                Block.Column.number("目标值", 2),
                                Block.Column.centred("单位", 2)),
                        wanted.targets().stream()
                                .map(one -> List.of(one.name(), one.value().toPlainString(), one.unit()))
                                .toList()));
            }
        }
        if (!change.decision().isBlank()) document.heading(1, "三、审批意见").paragraphs(change.decision());
        return document.build();
    }

    static Document audit(Project project, Audit audit) {
        var document = Document.form("经费审计结论")
                .number(project.text().number())
                .author(audit.auditor())
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        project.application().title(),
                        "审计机构",
                        audit.auditor(),
                        "报告日期",
                        audit.reportedOn().toString(),
                        "审计意见",
                        switch (audit.outcome()) {
                            case CLEAN -> "无保留意见";
                            case QUALIFIED -> "保留意见";
                            case ADVERSE -> "否定意见";
                        },
                        "不予认定（万元）",
                        wan(audit.disallowedFen())));
        if (!audit.findings().isBlank()) document.heading(1, "审计发现的问题").paragraphs(audit.findings());
        return document.build();
    }

    /** Instalments, money of others, and what was demanded back with what came of it. */
    static Document money(Project project, List<Allocation> allocations) {
        var document = Document.form("经费拨付和收回情况")
                .number(project.text().number())
                .author(project.application().organisationName());
        for (Allocation one : allocations) {
            document.heading(1, "拨款").add(instalments(one.instalments()));
            document.paragraph("已拨 " + wan(one.paid().fen()) + " 万元"
                    + (one.endedOn() == null ? "" : "，" + one.endedOn() + " 终止拨付") + "。");
            if (!one.contributions().isEmpty()) {
                document.heading(1, "配套和自筹").add(contributions(one.contributions()));
            }
            var recovery = one.recovery();
            if (recovery != null) {
                document.heading(1, "追回")
                        .add(Block.KeyValues.of(
                                2,
                                "应追回（万元）",
                                wan(recovery.demanded().fen()),
                                "已收回（万元）",
                                wan(recovery.received().fen()),
                                "决定日期",
                                recovery.demandedOn().toString(),
                                "尚未收回（万元）",
                                wan(recovery.demanded()
                                        .minus(recovery.received())
                                        .fen())))
                        .paragraphs("原因：" + recovery.reason());
            }
        }
        return document.build();
    }

    private static Block instalments(List<Instalment> instalments) {
        return Block.Table.of(
                List.of(
                        Block.Column.text("期次", 3),
                        Block.Column.number("金额（万元）", 2),
                        Block.Column.text("拨付条件和依据", 4),
                        Block.Column.centred("拨付日期", 2),
                        Block.Column.text("银行退回", 3)),
                instalments.stream()
                        .map(one -> List.of(
                                one.name(),
                                wan(one.amount().fen()),
                                one.evidence().isEmpty() ? one.condition() : one.evidence(),
                                one.state() == Instalment.State.CANCELLED ? "取消" : paid(one.paidOn()),
                                one.returned()))
                        .toList());
    }

    private static String paid(@Nullable LocalDate day) {
        return day == null ? "未拨付" : day.toString();
    }

    private static Block contributions(List<Contribution> contributions) {
        return Block.Table.of(
                List.of(Block.Column.text("来源", 4), Block.Column.number("承诺（万元）", 3), Block.Column.number("到位（万元）", 3)),
                contributions.stream()
                        .map(one -> List.of(
                                switch (one.from()) {
                                    case DISTRICT -> "县区配套";
                                    case SELF -> "单位自筹";
                                    case OTHER -> "其他";
                                },
                                wan(one.pledged().fen()),
                                wan(one.arrived().fen())))
                        .toList());
    }

    /** @param stage names the outcomes; null where the programme has no acceptance */
    static Document evaluation(
            Project project, Evaluation evaluation, ReportText text, Stage.@Nullable Acceptance stage) {
        BigDecimal score = evaluation.score();
        var document = Document.form("绩效评价")
                .number(project.text().number())
                .author(project.application().organisationName())
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        project.application().title(),
                        "填报人",
                        evaluation.actor(),
                        "得分",
                        score == null ? "未评价" : score.stripTrailingZeros().toPlainString(),
                        "评价人",
                        evaluation.scoredName()));
        document.heading(1, "一、自评情况").paragraphs(text.summary());
        if (stage != null) {
            var rows = new ArrayList<List<String>>();
            for (var outcome : stage.outcomes()) {
                long value = text.outcomes().stream()
                        .filter(one -> one.code().equals(outcome.code()))
                        .mapToLong(ReportText.OutcomeValue::value)
                        .findFirst()
                        .orElse(0);
                boolean money = ReportCheck.isMoney(outcome);
                rows.add(List.of(
                        outcome.name().zh(),
                        money ? wan(value) : String.valueOf(value),
                        money ? "万元" : outcome.unit()));
            }
            document.heading(1, "二、成果")
                    .add(Block.Table.of(
                            List.of(
                                    Block.Column.text("成果", 6),
                                    Block.Column.number("数量或金额", 3),
                                    Block.Column.centred("单位", 1)),
                            rows));
        }
        if (!evaluation.opinion().isBlank()) document.heading(1, "评价意见").paragraphs(evaluation.opinion());
        return document.build();
    }
}
