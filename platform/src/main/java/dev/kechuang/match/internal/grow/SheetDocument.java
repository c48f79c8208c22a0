package dev.kechuang.match.internal.grow;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A pre-review sheet as a document: a form, in Chinese as it is filed. */
public final class SheetDocument {

    private SheetDocument() {}

    /**
     * @param ladder name of the ladder
     * @param said that newer facts or rules would decide otherwise; empty when they would not
     */
    public static Document of(Sheet sheet, String ladder, Prereview prereview, String unit, String said) {
        var document = Document.form(sheet.firm() + "预评审表")
                .number(ladder)
                .author(unit)
                .date(prereview.day())
                .add(Block.KeyValues.of(
                        2,
                        "企业名称",
                        sheet.firm(),
                        "统一社会信用代码",
                        sheet.creditCode(),
                        "依据政策",
                        sheet.policy(),
                        "预评审日",
                        prereview.day().toString(),
                        "预评审结论",
                        verdict(sheet.verdict()),
                        "预评审人",
                        prereview.madeName()));
        sheet.limits().forEach(document::paragraph);
        if (!said.isEmpty()) document.paragraph(said);
        document.heading(1, "一、认定条件");
        var conditions = new ArrayList<List<String>>();
        for (var line : sheet.conditions())
            conditions.add(List.of(
                    String.valueOf(conditions.size() + 1),
                    line.name(),
                    met(line.met()),
                    String.join("\n", line.said()),
                    line.clause()));
        document.add(Block.Table.of(
                List.of(
                        Column.centred("序号", 6),
                        Column.text("条件", 28),
                        Column.centred("结果", 10),
                        Column.text("数值、标准和余量", 34),
                        Column.text("条款", 22)),
                conditions));
        if (!sheet.scores().isEmpty()) {
            document.heading(1, "二、评分");
            document.add(Block.Table.of(
                    List.of(
                            Column.text("评分项", 44),
                            Column.number("得分", 18),
                            Column.number("满分", 12),
                            Column.text("档次", 26)),
                    sheet.scores().stream()
                            .map(line -> List.of(
                                    "　".repeat(line.level()) + line.name(), line.points(), line.most(), line.band()))
                            .toList()));
        }
        document.heading(1, number(sheet, 2) + "、风险提示");
        if (sheet.risks().isEmpty()) document.paragraph("未发现明显风险。");
        else document.list(true, sheet.risks());
        document.heading(1, number(sheet, 3) + "、整改建议");
        if (sheet.mends().isEmpty()) document.paragraph(noMends(sheet));
        for (var mend : sheet.mends()) {
            document.heading(3, mend.condition());
            document.list(false, mend.ways());
        }
        document.heading(1, number(sheet, 4) + "、需准备的材料");
        document.add(Block.Table.of(
                List.of(Column.centred("序号", 6), Column.text("材料", 54), Column.text("依据", 18), Column.text("提示", 22)),
                papers(sheet)));
        return document.build();
    }

    private static List<List<String>> papers(Sheet sheet) {
        var rows = new ArrayList<List<String>>();
        for (var paper : sheet.papers())
            rows.add(List.of(String.valueOf(rows.size() + 1), paper.name(), paper.clause(), paper.why()));
        return rows;
    }

    /** Sections behind the score move up where there is none. */
    private static String number(Sheet sheet, int place) {
        return String.valueOf("一二三四五".charAt(sheet.scores().isEmpty() ? place - 1 : place));
    }

    private static String noMends(Sheet sheet) {
        return switch (sheet.verdict()) {
            case ELIGIBLE -> "各项条件均已满足。";
            case UNKNOWN -> "请先补齐缺少的数据：" + String.join("、", sheet.missing()) + "。";
            case NOT_ELIGIBLE -> "没有可行的调整。";
        };
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> "符合条件";
            case NOT_ELIGIBLE -> "不符合条件";
            case UNKNOWN -> "数据不全，尚不能确定";
        };
    }

    private static String met(Met met) {
        return switch (met) {
            case MET -> "满足";
            case NOT_MET -> "不满足";
            case UNKNOWN -> "未定";
        };
    }
}
