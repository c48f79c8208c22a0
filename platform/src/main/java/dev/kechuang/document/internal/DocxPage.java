package dev.kechuang.document.internal;

import dev.kechuang.document.Document;
import dev.kechuang.document.Document.Layout;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.xmlbeans.XmlException;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STDocGrid;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.StylesDocument;

/** Page, styles, headers and footers of both layouts. Lengths are in twips, 1/20 point. */
final class DocxPage {

    private DocxPage() {}

    /** Width of the type area. */
    static int width(Layout layout) {
        return layout == Layout.OFFICIAL ? 11906 - 1587 - 1474 : 11906 - 1247 - 1134;
    }

    /** Height of a line. */
    static int line(Layout layout) {
        return layout == Layout.OFFICIAL ? 579 : 340;
    }

    /** Width of so many Chinese characters. */
    static int ems(Layout layout, double count) {
        return (int) Math.round(count * (layout == Layout.OFFICIAL ? 320 : 210));
    }

    static void prepare(XWPFDocument docx, Document document) {
        Layout layout = document.layout();
        styles(docx, layout == Layout.OFFICIAL ? "official-styles.xml" : "form-styles.xml");
        CTSectPr section = docx.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(11906));
        size.setH(BigInteger.valueOf(16838));
        if (layout == Layout.OFFICIAL) {
            margins(section, 2098, 1474, 1984, 1587, 1134, 1219);
            var grid = section.addNewDocGrid(); // 22 lines of 28 characters
            grid.setType(STDocGrid.LINES_AND_CHARS);
            grid.setLinePitch(BigInteger.valueOf(579));
            grid.setCharSpace(BigInteger.valueOf(-849));
            officialNumbers(docx);
        } else {
            margins(section, 1361, 1134, 1134, 1247, 794, 567);
            formFrame(docx, document);
        }
    }

    private static void margins(CTSectPr section, int top, int right, int bottom, int left, int header, int footer) {
        var margins = section.addNewPgMar();
        margins.setTop(BigInteger.valueOf(top));
        margins.setRight(BigInteger.valueOf(right));
        margins.setBottom(BigInteger.valueOf(bottom));
        margins.setLeft(BigInteger.valueOf(left));
        margins.setHeader(BigInteger.valueOf(header));
        margins.setFooter(BigInteger.valueOf(footer));
        margins.setGutter(BigInteger.ZERO);
    }

    private static void styles(XWPFDocument docx, String name) {
        try (var in =
                Objects.requireNonNull(DocxPage.class.getResourceAsStream("/dev/kechuang/document/" + name), name)) {
            docx.createStyles().setStyles(StylesDocument.Factory.parse(in).getStyles());
        } catch (IOException | XmlException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** — 1 — one character from the outer edge: right on odd pages, left on even ones (GB/T 9704-2012, 7.5). */
    private static void officialNumbers(XWPFDocument docx) {
        docx.setEvenAndOddHeadings(true);
        var odd = docx.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        odd.setStyle("PageNumber");
        odd.setAlignment(ParagraphAlignment.RIGHT);
        odd.setIndentationRight(280);
        var even = docx.createFooter(HeaderFooterType.EVEN).createParagraph();
        even.setStyle("PageNumber");
        even.setAlignment(ParagraphAlignment.LEFT);
        even.setIndentationLeft(280);
        for (var paragraph : new XWPFParagraph[] {odd, even}) {
            text(paragraph, "— ");
            field(paragraph, "PAGE");
            text(paragraph, " —");
        }
    }

    private static void formFrame(XWPFDocument docx, Document document) {
        var header = docx.createHeader(HeaderFooterType.DEFAULT).createParagraph();
        header.setStyle("Header");
        text(header, document.number());
        header.createRun().addTab();
        text(header, document.title());
        var footer = docx.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        footer.setStyle("PageNumber");
        footer.setAlignment(ParagraphAlignment.CENTER);
        text(footer, "第 ");
        field(footer, "PAGE");
        text(footer, " 页 / 共 ");
        field(footer, "NUMPAGES");
        text(footer, " 页");
    }

    private static void field(XWPFParagraph paragraph, String instruction) {
        var field = paragraph.getCTP().addNewFldSimple();
        field.setInstr(instruction);
        field.addNewR().addNewT().setStringValue("1");
    }

    /** One run of text; line feeds become breaks. */
    static XWPFRun text(XWPFParagraph paragraph, String text) {
        var run = paragraph.createRun();
        String[] lines = PlainText.clean(text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) run.addBreak();
            run.setText(lines[i], i);
        }
        return run;
    }
}
