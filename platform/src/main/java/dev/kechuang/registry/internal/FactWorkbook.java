package dev.kechuang.registry.internal;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Column;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Yearly facts as an Excel workbook: a row for an organisation and year, a column for each fact of the dictionary. */
@Component
public class FactWorkbook {

    /** More rows than this are a file for several imports. */
    public static final int MOST_ROWS = 5_000;

    private final MessageSource messages;
    private final FactRules rules;

    public FactWorkbook(MessageSource messages, FactRules rules) {
        this.messages = messages;
        this.rules = rules;
    }

    private FilledSheet sheet() {
        var columns = new ArrayList<Column>();
        columns.add(new Column("creditCode", say("registry.field.creditCode"), true, false, 22));
        columns.add(new Column("name", say("registry.field.name"), false, false, 30));
        columns.add(new Column("year", say("registry.fact.year"), true, false, 8));
        for (FactDefinition fact : rules.form()) {
            String unit = FactRules.unit(fact);
            columns.add(new Column(
                    fact.code(),
                    unit.isEmpty() ? fact.name() : fact.name() + "（" + unit + "）",
                    false,
                    fact.type() == FactDefinition.Type.DATE,
                    18));
        }
        return new FilledSheet(messages, say("registry.tab.facts"), columns, MOST_ROWS);
    }

    void template(OutputStream out) throws IOException {
        sheet().template(out, this::explain);
    }

    void errors(OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> errors) throws IOException {
        sheet().errors(out, lines, errors, this::explain);
    }

    List<Line> read(InputStream in) throws IOException, Unreadable {
        return sheet().read(in, (field, text) -> text);
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("registry.factExcel.explanation").split("\\|")) sheet.value(row++, 0, line);
        row++;
        for (String heading : List.of("name", "unit", "values", "note", "clause")) {
            int column = List.of("name", "unit", "values", "note", "clause").indexOf(heading);
            sheet.value(row, column, say("registry.factExcel." + heading));
            sheet.style(row, column).bold().fillColor("F0F3F7").set();
        }
        for (FactDefinition fact : rules.form()) {
            row++;
            sheet.value(row, 0, fact.name());
            sheet.value(row, 1, FactRules.unit(fact));
            sheet.value(row, 2, String.join("、", FactRules.choices(fact)));
            sheet.value(row, 3, fact.note());
            sheet.value(row, 4, fact.clause());
        }
        sheet.width(0, 30);
        sheet.width(2, 40);
        sheet.width(3, 50);
        sheet.width(4, 40);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
