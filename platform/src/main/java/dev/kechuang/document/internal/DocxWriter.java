package dev.kechuang.document.internal;

import static dev.kechuang.document.internal.PlainText.clean;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.document.Document.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.Units;
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.BreakType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;

/** Writes a document for Word and WPS by Apache POI; looks come from the named styles of {@link DocxPage}. */
final class DocxWriter {

    private final XWPFDocument docx = new XWPFDocument();
    private final Layout layout;
    private final DocxTables tables;

    private DocxWriter(Layout layout) {
        this.layout = layout;
        tables = new DocxTables(docx, layout);
    }

    static byte[] write(Document document) {
        var writer = new DocxWriter(document.layout());
        try (writer.docx;
                var out = new ByteArrayOutputStream()) {
            DocxPage.prepare(writer.docx, document);
            writer.properties(document);
            writer.head(document);
            document.blocks().forEach(writer::write);
            writer.docx.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + document.title(), e);
        }
    }

    private void properties(Document document) {
        var properties = docx.getProperties().getCoreProperties();
        properties.setTitle(clean(document.title()));
        properties.setCreator(clean(document.author()));
        properties.setSubjectProperty(clean(document.number()));
        var date = document.date();
        if (date != null)
            properties.setCreated(Optional.of(
                    Date.from(date.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant())));
    }

    private void head(Document document) {
        var head = document.head();
        if (head != null) {
            styled("Authority", head.authority());
            var number = styled("Number", head.number());
            number.setBorderBottom(Borders.SINGLE);
            var rule = number.getCTP().getPPr().getPBdr().getBottom();
            rule.setColor("FF0000");
            rule.setSz(java.math.BigInteger.valueOf(12));
            rule.setSpace(java.math.BigInteger.valueOf(11)); // 4 mm
        }
        styled("Title", document.title());
    }

    private void write(Block block) {
        switch (block) {
            case Block.Heading heading -> styled("Heading" + heading.level(), heading.text());
            case Block.Addressee addressee -> styled("Addressee", addressee.text());
            case Block.Paragraph paragraph -> paragraph(paragraph);
            case Block.KeyValues values -> tables.keyValues(values);
            case Block.Table table -> {
                if (!table.caption().isBlank()) styled("Caption", table.caption());
                tables.table(table);
            }
            case Block.Chart chart -> chart(chart);
            case Block.Listing list -> list(list);
            case Block.PageBreak ignored -> docx.createParagraph().createRun().addBreak(BreakType.PAGE);
            case Block.Signature signature -> signature(signature);
            case Block.Attachments attachments -> attachments(attachments);
        }
    }

    private void paragraph(Block.Paragraph paragraph) {
        var out = docx.createParagraph();
        out.setStyle(paragraph.indent() ? "BodyText" : "Plain");
        if (paragraph.align() == Block.Align.CENTRE) out.setAlignment(ParagraphAlignment.CENTER);
        if (paragraph.align() == Block.Align.RIGHT) out.setAlignment(ParagraphAlignment.RIGHT);
        for (var run : paragraph.runs()) DocxPage.text(out, run.text()).setBold(run.bold());
    }

    private void chart(Block.Chart chart) {
        styled("Caption", chart.caption());
        byte[] png = ChartPicture.png(chart);
        int width = DocxPage.width(layout) * Units.EMU_PER_DXA;
        int height = (int) (width * ChartPicture.height(chart) / (double) ChartPicture.WIDTH);
        var paragraph = docx.createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        try {
            var picture = paragraph
                    .createRun()
                    .addPicture(new ByteArrayInputStream(png), PictureType.PNG, "chart.png", width, height);
            picture.getCTPicture().getNvPicPr().getCNvPr().setDescr(clean(chart.caption()));
        } catch (IOException | InvalidFormatException e) {
            throw new IllegalStateException("cannot draw " + chart.caption(), e);
        }
    }

    private void list(Block.Listing list) {
        int number = 1;
        for (String item : list.items()) styled("BodyText", (list.numbered() ? number++ + ". " : "• ") + item);
    }

    private void attachments(Block.Attachments attachments) {
        List<String> names = attachments.names();
        for (int i = 0; i < names.size(); i++) {
            String number = names.size() == 1 ? "" : (i + 1) + ". ";
            var out = styled(i == 0 ? "Attachment" : "AttachmentMore", (i == 0 ? "附件：" : "") + number + names.get(i));
            if (i == 0) out.setSpacingBefore(DocxPage.line(layout));
        }
    }

    /** The date stands four characters from the right edge, and the unit's centre over the date's. */
    private void signature(Block.Signature signature) {
        String day = HtmlWriter.day(signature.date());
        double widest =
                signature.unit().lines().mapToDouble(PlainText::ems).max().orElse(0);
        double difference = (PlainText.ems(day) - widest) / 2;
        double dateFromEdge = Math.max(4, -difference);
        var unit = styled("Signature", signature.unit());
        unit.setSpacingBefore(2 * DocxPage.line(layout));
        unit.setIndentationRight(DocxPage.ems(layout, dateFromEdge + difference));
        unit.setKeepNext(true);
        styled("Signature", day).setIndentationRight(DocxPage.ems(layout, dateFromEdge));
    }

    private XWPFParagraph styled(String style, String text) {
        var paragraph = docx.createParagraph();
        paragraph.setStyle(style);
        DocxPage.text(paragraph, text);
        return paragraph;
    }
}
