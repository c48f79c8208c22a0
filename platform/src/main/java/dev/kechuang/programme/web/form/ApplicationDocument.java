package dev.kechuang.programme.web.form;

import dev.kechuang.document.Block;
import dev.kechuang.document.Document;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Units;
import dev.kechuang.programme.internal.form.ParticipantStore;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.Submission.Entry;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole application on paper (申报书). */
final class ApplicationDocument {

    private final ApplicationLabels labels;
    private final Locale locale;

    ApplicationDocument(ApplicationLabels labels, Locale locale) {
        this.labels = labels;
        this.locale = locale;
    }

    /** @param digest of the submission; empty for a draft, which says so on its first page */
    Document of(Application application, Definition definition, Submission.Content content, String digest) {
        String number = application.number();
        var head = new ArrayList<Block.KeyValues.Entry>();
        head.add(entry("application.field.title", labels.title(locale, application)));
        head.add(entry("application.field.organisation", application.organisationName()));
        head.add(entry("application.field.programme", definition.name().in(locale)));
        head.add(entry("application.field.call", application.callTitle()));
        head.add(entry("application.field.region", labels.region(locale, application.region())));
        var submitted = application.submittedAt();
        head.add(entry("application.field.submitted", submitted == null ? "" : ApplicationLabels.minute(submitted)));
        var document = Document.form(labels.text(
                        locale, "application.document.title", definition.name().in(locale)))
                .number(number == null ? labels.text(locale, "application.status.draft") : number)
                .author(application.organisationName())
                .date(submitted == null ? labels.today() : ApplicationLabels.day(submitted))
                .add(new Block.KeyValues(head, 1));
        int at = 0;
        for (Submission.Section section : content.sections()) {
            document.heading(1, ordinal(++at) + section.name().in(locale));
            section(document, section);
        }
        if (!digest.isEmpty()) document.paragraph(labels.text(locale, "application.document.digest", digest));
        return document.build();
    }

    /** Which organisations take part, and what each answered; in the language of the archive. */
    static Document partners(Application application, List<ParticipantStore.Participant> partners) {
        var rows = new ArrayList<List<String>>();
        for (var one : partners) {
            var at = one.answeredAt();
            rows.add(List.of(
                    one.name(),
                    switch (one.state()) {
                        case "confirmed" -> "已确认";
                        case "declined" -> "已谢绝";
                        default -> "未答复";
                    },
                    at == null ? "" : ApplicationLabels.minute(at),
                    one.reason()));
        }
        return Document.form("合作单位确认情况")
                .number(String.valueOf(application.number()))
                .add(Block.Table.of(
                        List.of(
                                Block.Column.text("单位", 5),
                                Block.Column.centred("答复", 2),
                                Block.Column.centred("时间", 3),
                                Block.Column.text("说明", 4)),
                        rows))
                .build();
    }

    private void section(Document.Builder document, Submission.Section section) {
        var pairs = new ArrayList<Block.KeyValues.Entry>();
        for (Entry field : section.fields()) {
            String name = field.name().in(locale);
            Submission.Table table = field.table();
            String text = field.text().in(locale);
            boolean prose = text.length() > 60;
            if (table == null && !prose) {
                pairs.add(new Block.KeyValues.Entry(name, text));
                continue;
            }
            flush(document, pairs);
            if (table != null) table(document, name, table);
            else document.heading(2, name).paragraphs(text);
        }
        flush(document, pairs);
    }

    private static void flush(Document.Builder document, List<Block.KeyValues.Entry> pairs) {
        if (!pairs.isEmpty()) document.add(new Block.KeyValues(pairs, 1));
        pairs.clear();
    }

    private void table(Document.Builder document, String name, Submission.Table table) {
        boolean labelled =
                !table.rows().isEmpty() && !table.rows().getFirst().label().zh().isEmpty();
        var columns = new ArrayList<Block.Column>();
        if (labelled) columns.add(Block.Column.text(labels.text(locale, "application.document.item"), 3));
        for (var column : table.columns()) {
            String unit = Units.in(locale, column.unit());
            String header = column.name().in(locale) + (unit.isEmpty() ? "" : "（" + unit + "）");
            columns.add(column.number() ? Block.Column.number(header, 2) : Block.Column.text(header, 3));
        }
        var rows = new ArrayList<List<String>>();
        for (var row : table.rows()) {
            var cells = new ArrayList<String>();
            if (labelled) cells.add(row.label().in(locale));
            row.texts().forEach(text -> cells.add(text.in(locale)));
            rows.add(cells);
        }
        List<String> total = null;
        if (!table.totals().isEmpty()) {
            total = new ArrayList<>();
            if (labelled) total.add(labels.text(locale, "form.total"));
            total.addAll(table.totals());
            if (!labelled && total.getFirst().isEmpty()) total.set(0, labels.text(locale, "form.total"));
        }
        document.add(new Block.Table(name, columns, rows, total));
    }

    private Block.KeyValues.Entry entry(String key, String value) {
        return new Block.KeyValues.Entry(labels.text(locale, key), value);
    }

    private String ordinal(int number) {
        String digits = "一二三四五六七八九十";
        if (locale.getLanguage().equals("en") || number > 19) return number + ". ";
        return (number <= 10 ? String.valueOf(digits.charAt(number - 1)) : "十" + digits.charAt(number - 11)) + "、";
    }
}
