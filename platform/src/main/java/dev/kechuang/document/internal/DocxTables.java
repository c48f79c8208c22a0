package dev.kechuang.document.internal;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document.Layout;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableCell.XWPFVertAlign;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTblLayoutType;

/** Ruled tables in docx, of fixed column widths that sum to the type area. */
final class DocxTables {

    /** A cell longer than this may break over pages; shorter rows are kept whole. */
    private static final int KEPT_WHOLE = 600;

    private final XWPFDocument docx;
    private final Layout layout;

    DocxTables(XWPFDocument docx, Layout layout) {
        this.docx = docx;
        this.layout = layout;
    }

    void table(Block.Table table) {
        int width = DocxPage.width(layout);
        int[] widths = new int[table.columns().size()];
        for (int i = 0; i < widths.length; i++) widths[i] = width * table.share(i) / 10_000;
        XWPFTable out = ruled(widths);
        XWPFTableRow head = out.getRow(0);
        head.setRepeatHeader(true);
        head.setCantSplitRow(true);
        for (int i = 0; i < widths.length; i++)
            cell(head.getCell(i), widths[i], table.columns().get(i).header(), "TableHead", Block.Align.CENTRE);
        for (var row : table.rows()) row(out, widths, table, row, "TableText");
        var total = table.total();
        if (total != null) row(out, widths, table, total, "TableTotal");
        after();
    }

    private static void row(XWPFTable out, int[] widths, Block.Table table, List<String> cells, String style) {
        var row = add(out, widths.length);
        row.setCantSplitRow(cells.stream().allMatch(cell -> cell.length() <= KEPT_WHOLE));
        for (int i = 0; i < widths.length; i++)
            cell(
                    row.getCell(i),
                    widths[i],
                    cells.get(i),
                    style,
                    table.columns().get(i).align());
    }

    void keyValues(Block.KeyValues values) {
        int width = DocxPage.width(layout);
        int pairs = values.pairs();
        int label = width * (pairs == 1 ? 22 : 18) / 100;
        int value = width / pairs - label;
        int[] widths = pairs == 1 ? new int[] {label, value} : new int[] {label, value, label, value};
        XWPFTable out = ruled(widths);
        var entries = values.entries();
        for (int i = 0; i < entries.size(); i += pairs) {
            boolean alone = pairs == 2 && i + 1 == entries.size();
            XWPFTableRow row = i == 0 ? out.getRow(0) : add(out, widths.length);
            row.setCantSplitRow(entries.get(i).value().length() <= KEPT_WHOLE);
            if (alone) {
                row.removeCell(3);
                row.removeCell(2);
                row.getCell(1).getCTTc().addNewTcPr().addNewGridSpan().setVal(BigInteger.valueOf(3));
            }
            for (int j = i; j < Math.min(i + pairs, entries.size()); j++) {
                int at = 2 * (j - i);
                cell(row.getCell(at), label, entries.get(j).label(), "TableHead", Block.Align.CENTRE);
                cell(
                        row.getCell(at + 1),
                        alone ? width - label : value,
                        entries.get(j).value(),
                        "TableText",
                        Block.Align.LEFT);
            }
        }
        after();
    }

    private XWPFTable ruled(int[] widths) {
        XWPFTable table = docx.createTable(1, widths.length);
        var properties = table.getCTTbl().getTblPr();
        (properties.isSetTblLayout() ? properties.getTblLayout() : properties.addNewTblLayout())
                .setType(STTblLayoutType.FIXED);
        table.setWidth(java.util.Arrays.stream(widths).sum());
        table.setCellMargins(40, 85, 40, 85);
        var grid = table.getCTTbl().getTblGrid() == null
                ? table.getCTTbl().addNewTblGrid()
                : table.getCTTbl().getTblGrid();
        while (grid.sizeOfGridColArray() > 0) grid.removeGridCol(0);
        for (int width : widths) grid.addNewGridCol().setW(BigInteger.valueOf(width));
        return table;
    }

    private static XWPFTableRow add(XWPFTable table, int cells) {
        var row = table.createRow();
        while (row.getTableCells().size() < cells) row.createCell();
        return row;
    }

    private static void cell(XWPFTableCell cell, int width, String text, String style, Block.Align align) {
        cell.setWidth(String.valueOf(width));
        cell.setVerticalAlignment(XWPFVertAlign.CENTER);
        var paragraph = cell.getParagraphs().getFirst();
        paragraph.setStyle(style);
        paragraph.setAlignment(
                switch (align) {
                    case LEFT -> ParagraphAlignment.LEFT;
                    case CENTRE -> ParagraphAlignment.CENTER;
                    case RIGHT -> ParagraphAlignment.RIGHT;
                });
        DocxPage.text(paragraph, text);
    }

    /** Word joins tables that follow each other without a paragraph between. */
    private void after() {
        docx.createParagraph().setStyle("AfterTable");
    }
}
