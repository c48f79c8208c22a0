package dev.kechuang.programme.internal.contract;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.contract.ContractStore.Signature;
import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contracts, reports and acceptance as documents, in the language they are signed in. */
public final class ContractDocuments {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private ContractDocuments() {}

    /** @param digest of the text in hexadecimal digits; empty for a draft */
    public static Document contract(ContractText text, List<Signature> signatures, int version, String digest) {
        var document = Document.form(text.programme() + "任务书")
                .number(text.number())
                .author(text.principal())
                .add(Block.KeyValues.of(
                        2,
                        "项目编号",
                        text.number(),
                        "项目名称",
                        text.title(),
                        "甲方（主管部门）",
                        text.principal(),
                        "乙方（承担单位）",
                        text.contractor(),
                        "项目负责人",
                        text.leader(),
                        "实施期限",
                        ContractDrafting.day(text.startsOn()) + "至" + ContractDrafting.day(text.endsOn()),
                        "资助经费（万元）",
                        wan(text.grantFen()),
                        "县区配套（万元）",
                        wan(text.districtFen()),
                        "自筹经费（万元）",
                        wan(text.selfFen()),
                        "文本",
                        digest.isEmpty() ? "未定稿" : "第 " + version + " 稿"));
        if (!text.clauses().isEmpty()) {
            document.heading(1, "一、约定条款").list(true, text.clauses());
        }
        document.heading(1, "二、进度安排")
                .add(Block.Table.of(
                        List.of(Block.Column.centred("截止日期", 2), Block.Column.text("阶段目标", 8)),
                        text.milestones().stream()
                                .map(one -> List.of(one.by().toString(), one.text()))
                                .toList()));
        document.heading(1, "三、考核指标")
                .add(Block.Table.of(
                        List.of(
                                Block.Column.text("指标", 6),
                                Block.Column.number("目标值", 2),
                                Block.Column.centred("单位", 2)),
                        text.targets().stream()
                                .map(one -> List.of(one.name(), one.value().toPlainString(), one.unit()))
                                .toList()));
        document.heading(1, "四、经费预算（万元）")
                .add(new Block.Table(
                        "",
                        List.of(
                                Block.Column.text("科目", 6),
                                Block.Column.number("资助经费", 2),
                                Block.Column.number("其他经费", 2)),
                        text.budget().stream()
                                .map(one -> List.of(one.name(), wan(one.grantFen()), wan(one.ownFen())))
                                .toList(),
                        List.of(
                                "合计",
                                wan(text.budgeted(BudgetItem::grantFen)),
                                wan(text.budgeted(BudgetItem::ownFen)))));
        if (!text.instalments().isEmpty()) {
            document.heading(1, "五、拨款安排（万元）")
                    .add(Block.Table.of(
                            List.of(
                                    Block.Column.text("期次", 3),
                                    Block.Column.number("金额", 2),
                                    Block.Column.text("拨付条件", 5)),
                            text.instalments().stream()
                                    .map(one -> List.of(one.name(), wan(one.fen()), one.condition()))
                                    .toList()));
        }
        document.heading(1, "六、签署");
        var signed = signatures.stream().filter(one -> one.version() == version).toList();
        if (signed.isEmpty()) document.paragraph("尚未签署。");
        for (Signature one : signed) {
            document.paragraph((one.side().equals(ContractService.APPLICANT) ? "乙方" : "甲方") + "：" + one.actor() + "，"
                    + minute(one.at()));
        }
        if (!digest.isEmpty()) document.paragraph("文本摘要（SHA-256）：" + digest);
        return document.build();
    }

    public static Document report(Project project, String title, ReportText text, String actor, String digest) {
        var document = Document.form(title)
                .number(project.text().number())
                .author(project.application().organisationName())
                .add(Block.KeyValues.of(
                        2,
                        "项目编号",
                        project.text().number(),
                        "项目名称",
                        project.application().title(),
                        "承担单位",
                        project.application().organisationName(),
                        "提交人",
                        actor));
        document.heading(1, "工作情况").paragraphs(text.summary());
        if (!text.problems().isBlank()) document.heading(1, "问题和下一步安排").paragraphs(text.problems());
        if (!text.achieved().isEmpty()) {
            document.heading(1, "指标完成情况")
                    .add(Block.Table.of(
                            List.of(
                                    Block.Column.text("指标", 5),
                                    Block.Column.number("目标值", 2),
                                    Block.Column.number("完成值", 2),
                                    Block.Column.centred("单位", 1)),
                            text.achieved().stream()
                                    .map(one -> List.of(
                                            one.name(),
                                            one.target().toPlainString(),
                                            one.value() == null
                                                    ? ""
                                                    : one.value().toPlainString(),
                                            one.unit()))
                                    .toList()));
        }
        if (!text.milestones().isEmpty()) {
            document.heading(1, "进度完成情况")
                    .add(Block.Table.of(
                            List.of(
                                    Block.Column.text("阶段目标", 6),
                                    Block.Column.centred("完成", 1),
                                    Block.Column.text("说明", 3)),
                            text.milestones().stream()
                                    .map(one -> List.of(one.text(), one.reached() ? "是" : "否", one.note()))
                                    .toList()));
        }
        if (!text.spent().isEmpty()) {
            document.heading(1, "经费支出（万元）")
                    .add(new Block.Table(
                            "",
                            List.of(
                                    Block.Column.text("科目", 6),
                                    Block.Column.number("资助经费", 2),
                                    Block.Column.number("其他经费", 2)),
                            text.spent().stream()
                                    .map(one -> List.of(one.item(), wan(one.grantFen()), wan(one.ownFen())))
                                    .toList(),
                            List.of("合计", wan(text.grantSpent()), wan(text.spentFen() - text.grantSpent()))));
        }
        document.paragraph("文本摘要（SHA-256）：" + digest);
        return document.build();
    }

    /** @param sheet a panel scores with; null for acceptance by materials alone */
    public static Document acceptance(
            Project project, Acceptance acceptance, @Nullable Sheet sheet, List<AcceptanceStore.Outcome> outcomes) {
        var document = Document.form("项目验收意见")
                .number(project.text().number())
                .author(project.text().principal())
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        project.application().title(),
                        "承担单位",
                        project.application().organisationName(),
                        "申请日期",
                        acceptance.askedOn().toString(),
                        "验收日期",
                        String.valueOf(acceptance.decidedOn()),
                        "验收方式",
                        acceptance.method() == Acceptance.Method.PANEL ? "会议验收" : "材料验收",
                        "结论",
                        switch (acceptance.state()) {
                            case PASSED -> "通过";
                            case RECTIFY -> "限期整改";
                            case FAILED -> "不通过";
                            case ASKED -> "待验收";
                        },
                        "得分",
                        acceptance.score() == null ? "" : acceptance.score().toPlainString(),
                        "经办人",
                        acceptance.decidedName()));
        var panel = acceptance.panel();
        if (panel != null) {
            document.heading(1, "专家评分").add(scores(panel, sheet));
        }
        if (!acceptance.opinion().isBlank()) document.heading(1, "验收意见").paragraphs(acceptance.opinion());
        if (acceptance.state() == Acceptance.State.PASSED && !outcomes.isEmpty()) {
            document.heading(1, "项目成果")
                    .add(Block.Table.of(
                            List.of(
                                    Block.Column.text("成果", 6),
                                    Block.Column.number("数量或金额", 3),
                                    Block.Column.centred("单位", 1)),
                            outcomes.stream()
                                    .map(one -> List.of(
                                            one.name(),
                                            one.money() ? wan(one.value()) : String.valueOf(one.value()),
                                            one.money() ? "万元" : one.unit()))
                                    .toList()));
        }
        return document.build();
    }

    /** What every expert gave for every item of the sheet. */
    private static Block scores(Panel panel, @Nullable Sheet sheet) {
        List<Sheet.Item> items = sheet == null ? List.of() : sheet.items();
        var columns = new ArrayList<Block.Column>();
        columns.add(Block.Column.text("专家", 3));
        columns.add(Block.Column.text("单位", 5));
        for (Sheet.Item item : items)
            columns.add(Block.Column.number(item.name().zh(), 2));
        columns.add(Block.Column.number("总分", 2));
        var rows = new ArrayList<List<String>>();
        for (var member : panel.members()) {
            var row = new ArrayList<>(List.of(member.name(), member.unit()));
            for (Sheet.Item item : items) {
                BigDecimal points = member.scores().get(item.id());
                row.add(points == null ? "" : points.toPlainString());
            }
            row.add(member.total().toPlainString());
            rows.add(row);
        }
        return Block.Table.of(columns, rows);
    }

    static List<Block.KeyValues.Entry> facts(Project project) {
        var facts = new ArrayList<Block.KeyValues.Entry>();
        facts.add(new Block.KeyValues.Entry("计划", project.application().callTitle()));
        facts.add(new Block.KeyValues.Entry("承担单位", project.application().organisationName()));
        facts.add(new Block.KeyValues.Entry("负责人", project.text().leader()));
        facts.add(new Block.KeyValues.Entry("资助经费（万元）", wan(project.sumFen())));
        if (project.confirmedOn() != null) {
            facts.add(new Block.KeyValues.Entry("签订日期", project.confirmedOn().toString()));
        }
        if (project.concludedOn() != null) {
            facts.add(new Block.KeyValues.Entry("验收日期", project.concludedOn().toString()));
        }
        return facts;
    }

    static String minute(Instant at) {
        return MINUTE.format(LocalDateTime.ofInstant(at, ContractDesk.ZONE));
    }

    static String wan(long fen) {
        return Answers.wan(new Money(fen));
    }
}
