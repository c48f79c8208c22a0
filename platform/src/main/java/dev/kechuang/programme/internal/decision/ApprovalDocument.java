package dev.kechuang.programme.internal.decision;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.ApprovalStore.Entry;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The document of approval (立项文件) in official layout: text, signature, and the list of projects as its attachment. */
public final class ApprovalDocument {

    private ApprovalDocument() {}

    /** @param evaluation of a programme that takes titles away: the list says what the result means (评价结论) */
    public static Document of(Approval approval, List<Entry> entries, boolean money, Optional<Evaluation> evaluation) {
        var document = Document.official(approval.title())
                .redHead(approval.authority(), approval.number())
                .number(approval.number())
                .author(approval.unit())
                .date(approval.issuedOn())
                .addressee(approval.addressee())
                .prose(approval.body());
        String attachment = listed(approval.title());
        return document.attachments(attachment)
                .signature(approval.unit(), approval.issuedOn())
                .pageBreak()
                .add(new Block.Addressee("附件"))
                .add(table(attachment, entries, money, evaluation))
                .build();
    }

    /** 关于下达…项目的通知 has a 下达…项目一览表, 关于公布…名单的通知 the …名单 itself. */
    private static String listed(String title) {
        String matter = title.replaceFirst("^关于(公布)?", "").replaceFirst("的(通知|决定|公告)$", "");
        return matter.endsWith("名单") ? matter : matter + "一览表";
    }

    private static Block.Table table(
            String caption, List<Entry> entries, boolean money, Optional<Evaluation> evaluation) {
        var columns = new ArrayList<>(
                List.of(Column.centred("序号", 8), Column.text("编号", 22), Column.text("名称", 36), Column.text("单位", 26)));
        if (evaluation.isPresent()) columns.add(Column.text("评价结论", 18));
        if (money) columns.add(Column.number("经费（万元）", 15));
        var rows = new ArrayList<List<String>>();
        long sum = 0;
        for (Entry entry : entries) {
            var row = new ArrayList<>(
                    List.of(String.valueOf(entry.place()), entry.number(), entry.title(), entry.organisation()));
            evaluation.ifPresent(results -> row.add(
                    results.of(entry.application()).map(ApprovalDocument::said).orElse("")));
            if (money) row.add(Figures.wan(new Money(entry.amountFen())));
            sum = Math.addExact(sum, entry.amountFen());
            rows.add(row);
        }
        List<String> total = null;
        if (money) {
            total = new ArrayList<>(List.of("", "", "合计", ""));
            if (evaluation.isPresent()) total.add("");
            total.add(Figures.wan(new Money(sum)));
        }
        return new Block.Table(caption, columns, rows, total);
    }

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case LOST -> "不合格，撤销称号";
            case CONFIRMED -> "合格";
        };
    }
}
