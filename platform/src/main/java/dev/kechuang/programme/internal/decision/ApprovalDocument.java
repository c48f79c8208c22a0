package dev.kechuang.programme.internal.decision;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.ApprovalStore.Entry;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Figures;
import java.util.ArrayList;
import java.util.List;

/** The document of approval (立项文件) in official layout: text, signature, and the list of projects as its attachment. */
public final class ApprovalDocument {

    private ApprovalDocument() {}

    public static Document of(Approval approval, List<Entry> entries, boolean money) {
        var document = Document.official(approval.title())
                .redHead(approval.authority(), approval.number())
                .number(approval.number())
                .author(approval.unit())
                .date(approval.issuedOn())
                .addressee(approval.addressee())
                .prose(approval.body());
        String attachment = approval.title().replaceFirst("^关于", "").replaceFirst("的(通知|决定|公告)$", "") + "一览表";
        return document.attachments(attachment)
                .signature(approval.unit(), approval.issuedOn())
                .pageBreak()
                .add(new Block.Addressee("附件"))
                .add(table(attachment, entries, money))
                .build();
    }

    private static Block.Table table(String caption, List<Entry> entries, boolean money) {
        var columns = new ArrayList<>(
                List.of(Column.centred("序号", 8), Column.text("编号", 22), Column.text("名称", 36), Column.text("单位", 26)));
        if (money) columns.add(Column.number("经费（万元）", 15));
        var rows = new ArrayList<List<String>>();
        long sum = 0;
        for (Entry entry : entries) {
            var row = new ArrayList<>(
                    List.of(String.valueOf(entry.place()), entry.number(), entry.title(), entry.organisation()));
            if (money) row.add(Figures.wan(new Money(entry.amountFen())));
            sum = Math.addExact(sum, entry.amountFen());
            rows.add(row);
        }
        List<String> total = money ? List.of("", "", "合计", "", Figures.wan(new Money(sum))) : null;
        return new Block.Table(caption, columns, rows, total);
    }
}
