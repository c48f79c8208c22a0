package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Column;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The list of a granting document as an Excel sheet: a row for each holder, columns as the kind asks. */
@Component
public class TitleSheet {

    /** More rows than this are a list for several documents. */
    public static final int MOST_ROWS = 5_000;

    private final MessageSource messages;
    private final CodeLists codes;

    public TitleSheet(MessageSource messages, CodeLists codes) {
        this.messages = messages;
        this.codes = codes;
    }

    /** Fields of a line, in the order of the columns. */
    public List<String> fields(TitleKind kind) {
        return sheetColumns(kind).stream().map(Column::field).toList();
    }

    /** What a column is called. */
    public String label(TitleKind kind, String field) {
        return sheetColumns(kind).stream()
                .filter(column -> column.field().equals(field))
                .map(Column::bare)
                .findFirst()
                .orElse(field);
    }

    private List<Column> sheetColumns(TitleKind kind) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("organisation", say("title.column.organisation"), true, false, 40));
        columns.add(new Column("creditCode", say("registry.field.creditCode"), false, false, 22));
        boolean named = kind.holder() != TitleKind.Holder.ORGANISATION;
        if (named) columns.add(new Column("name", say("title.sheet.name"), true, false, 40));
        columns.add(new Column("number", say("title.sheet.number"), kind.numbered(), false, 24));
        columns.add(new Column("from", say("title.column.from"), false, true, 14));
        columns.add(new Column("until", say("title.column.until"), false, true, 14));
        for (TitleKind.Field field : kind.fields()) {
            columns.add(new Column(
                    "details." + field.code(),
                    field.unit().isEmpty() ? field.name() : field.name() + "（" + field.unit() + "）",
                    false,
                    field.type() == TitleKind.FieldType.DATE,
                    18));
        }
        return columns;
    }

    private FilledSheet sheet(TitleKind kind) {
        return new FilledSheet(messages, kind.name(), sheetColumns(kind), MOST_ROWS);
    }

    public void template(TitleKind kind, OutputStream out) throws IOException {
        sheet(kind).template(out, this::explain);
    }

    /** The lines as they were, the wrong cells marked. */
    public void errors(TitleKind kind, List<Line> lines, Map<Integer, List<FieldError>> errors, OutputStream out)
            throws IOException {
        sheet(kind).errors(out, lines, errors, this::explain);
    }

    /** What stands in a file, names of technical fields turned into codes. */
    public List<Line> read(TitleKind kind, InputStream in) throws IOException, Unreadable {
        var byName = new LinkedHashMap<String, String>();
        codes.technicalFields().forEach(field -> byName.put(field.name(), field.code()));
        return sheet(kind).read(in, (field, text) -> {
            boolean coded = field.startsWith("details.")
                    && kind.field(field.substring("details.".length()))
                            .filter(each -> each.type() == TitleKind.FieldType.TECHNICAL_FIELD)
                            .isPresent();
            return coded ? byName.getOrDefault(text, text) : text;
        });
    }

    /**
     * Lines that were typed or pasted: name first, then the number, separated by a tab, a comma or blanks that end with
     * the number; where the kind's holders have names of their own, the name stands second.
     */
    public List<Map<String, String>> typed(TitleKind kind, String text) {
        boolean named = kind.holder() != TitleKind.Holder.ORGANISATION;
        var fields = named ? List.of("organisation", "name", "number") : List.of("organisation", "number");
        var lines = new ArrayList<Map<String, String>>();
        for (String line : text.split("\\R")) {
            String plain = line.strip().replaceFirst("^\\d{1,5}[.、\\t ]\\s*", "");
            if (plain.isEmpty()) continue;
            String[] parts = plain.contains("\t")
                    ? plain.split("\t+")
                    : plain.matches(".*[,，;；].*")
                            ? plain.split("\\s*[,，;；]\\s*")
                            : plain.split("\\s+(?=[A-Za-z0-9]+$)");
            var typed = new LinkedHashMap<String, String>();
            for (int i = 0; i < fields.size(); i++) {
                typed.put(fields.get(i), i < parts.length ? parts[i].strip() : "");
            }
            lines.add(typed);
        }
        return lines;
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("title.sheet.explanation").split("\\|")) sheet.value(row++, 0, line);
        row++;
        for (var field : codes.technicalFields()) sheet.value(row++, 0, field.name());
        sheet.width(0, 80);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
