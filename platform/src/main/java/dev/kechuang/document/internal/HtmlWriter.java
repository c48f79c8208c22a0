package dev.kechuang.document.internal;

import static dev.kechuang.document.internal.PlainText.escape;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A document as markup that is HTML and XHTML alike: the fragment of a page, and what the PDF is set from. */
final class HtmlWriter {

    private final StringBuilder out = new StringBuilder(4096);
    private final boolean anchors;
    private final List<String> headings = new ArrayList<>();

    private HtmlWriter(boolean anchors) {
        this.anchors = anchors;
    }

    static String fragment(Document document) {
        var writer = new HtmlWriter(false);
        writer.write(document);
        return writer.out.toString();
    }

    /** @param headings texts of the first two levels, each at the anchor {@code h1}, {@code h2}, … */
    record Body(String markup, List<String> headings) {}

    static Body body(Document document) {
        var writer = new HtmlWriter(true);
        writer.write(document);
        return new Body(writer.out.toString(), writer.headings);
    }

    static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private void write(Document document) {
        out.append("<article class=\"document document-")
                .append(document.layout().name().toLowerCase(Locale.ROOT))
                .append("\" lang=\"zh-CN\">");
        var head = document.head();
        if (head != null) {
            element("p", "document-authority", head.authority());
            element("p", "document-number", head.number());
            out.append("<hr class=\"document-rule\"/>");
        }
        element("h2", "document-title", document.title());
        document.blocks().forEach(this::write);
        out.append("</article>");
    }

    private void write(Block block) {
        switch (block) {
            case Block.Heading heading -> heading(heading);
            case Block.Addressee addressee -> element("p", "document-addressee", addressee.text());
            case Block.Paragraph paragraph -> paragraph(paragraph);
            case Block.KeyValues values -> keyValues(values);
            case Block.Table table -> table(table);
            case Block.Chart chart -> chart(chart);
            case Block.Listing list -> list(list);
            case Block.PageBreak ignored -> out.append("<div class=\"document-break\"></div>");
            case Block.Signature signature ->
                out.append("<div class=\"document-signature\"><div>")
                        .append(escape(signature.unit()))
                        .append("<br/>")
                        .append(day(signature.date()))
                        .append("</div></div>");
            case Block.Attachments attachments -> attachments(attachments);
        }
    }

    private void heading(Block.Heading heading) {
        String id = "";
        if (anchors && heading.level() <= 2) {
            headings.add(heading.text());
            id = " id=\"h" + headings.size() + "\"";
        }
        String tag = "h" + (heading.level() + 2);
        out.append('<').append(tag).append(id).append('>');
        out.append(escape(heading.text())).append("</").append(tag).append('>');
    }

    private void paragraph(Block.Paragraph paragraph) {
        out.append("<p class=\"")
                .append(css(paragraph.align()))
                .append(paragraph.indent() ? " indent" : "")
                .append("\">");
        for (var run : paragraph.runs()) {
            if (run.bold()) out.append("<strong>").append(escape(run.text())).append("</strong>");
            else out.append(escape(run.text()));
        }
        out.append("</p>");
    }

    private void keyValues(Block.KeyValues values) {
        int pairs = values.pairs();
        out.append("<table class=\"document-table document-values\"><colgroup>");
        for (int i = 0; i < pairs; i++)
            out.append(
                    pairs == 1
                            ? "<col width=\"22%\"/><col width=\"78%\"/>"
                            : "<col width=\"18%\"/><col width=\"32%\"/>");
        out.append("</colgroup><tbody>");
        var entries = values.entries();
        for (int i = 0; i < entries.size(); i += pairs) {
            out.append("<tr>");
            boolean alone = i + 1 == entries.size() && pairs == 2;
            for (int j = i; j < Math.min(i + pairs, entries.size()); j++) {
                out.append("<th scope=\"row\">").append(escape(entries.get(j).label()));
                out.append("</th><td").append(alone ? " colspan=\"3\">" : ">");
                out.append(escape(entries.get(j).value())).append("</td>");
            }
            out.append("</tr>");
        }
        out.append("</tbody></table>");
    }

    private void table(Block.Table table) {
        if (!table.caption().isBlank()) element("p", "document-caption", table.caption());
        out.append("<table class=\"document-table\"><colgroup>");
        for (int i = 0; i < table.columns().size(); i++)
            out.append("<col width=\"")
                    .append(String.format(Locale.ROOT, "%.2f", table.share(i) / 100.0))
                    .append("%\"/>");
        out.append("</colgroup><thead><tr>");
        for (var column : table.columns())
            out.append("<th scope=\"col\">").append(escape(column.header())).append("</th>");
        out.append("</tr></thead><tbody>");
        for (var row : table.rows()) row(table, row, "");
        var total = table.total();
        if (total != null) row(table, total, " class=\"total\"");
        out.append("</tbody></table>");
    }

    private void row(Block.Table table, List<String> cells, String css) {
        out.append("<tr").append(css).append('>');
        for (int i = 0; i < cells.size(); i++)
            out.append("<td class=\"")
                    .append(css(table.columns().get(i).align()))
                    .append("\">")
                    .append(escape(cells.get(i)))
                    .append("</td>");
        out.append("</tr>");
    }

    /** On a page as a picture too: its policy takes pictures that stand in the address. */
    private void chart(Block.Chart chart) {
        element("p", "document-caption", chart.caption());
        out.append("<p class=\"document-chart\"><img alt=\"")
                .append(escape(chart.caption()))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(ChartPicture.png(chart)))
                .append("\"/></p>");
    }

    private void list(Block.Listing list) {
        String tag = list.numbered() ? "ol" : "ul";
        out.append('<').append(tag).append('>');
        list.items().forEach(item -> element("li", "", item));
        out.append("</").append(tag).append('>');
    }

    private void attachments(Block.Attachments attachments) {
        var names = attachments.names();
        out.append("<div class=\"document-attachments\">");
        for (int i = 0; i < names.size(); i++) {
            String number = names.size() == 1 ? "" : (i + 1) + ". ";
            element("p", i == 0 ? "first" : "", (i == 0 ? "附件：" : "") + number + names.get(i));
        }
        out.append("</div>");
    }

    private void element(String tag, String css, String text) {
        out.append('<').append(tag);
        if (!css.isEmpty()) out.append(" class=\"").append(css).append('"');
        out.append('>').append(escape(text)).append("</").append(tag).append('>');
    }

    private static String css(Block.Align align) {
        return align.name().toLowerCase(Locale.ROOT);
    }
}
