package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Column;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The sheet by which units report: empty with what is due, filled in, and with its errors marked. */
@Component
class ObservationSheet {

    /** More rows than this are a file for several imports. */
    /** More rows than this are a file for several imports. */
    static final int MOST_ROWS = 5_000;

    private static final List<String> FIELDS =
            List.of("indicator", "region", "period", "value", "unit", "source", "reason");

    private final ObservationStore store;
    private final Reporting reporting;
    private final Dictionary dictionary;
    private final Regions regions;
    private final MessageSource messages;

    ObservationSheet(
            ObservationStore store,
            Reporting reporting,
            Dictionary dictionary,
            Regions regions,
            MessageSource messages) {
        this.store = store;
        this.reporting = reporting;
        this.dictionary = dictionary;
        this.regions = regions;
        this.messages = messages;
    }

    private FilledSheet sheet() {
        var columns = new ArrayList<Column>();
        for (String field : FIELDS) {
            boolean required =
                    List.of("indicator", "region", "period", "value", "unit").contains(field);
            int width = field.equals("indicator") || field.equals("source") ? 36 : 14;
            columns.add(new Column(field, say("indicator.field." + field), required, false, width));
        }
        return new FilledSheet(messages, say("indicator.observations"), columns, MOST_ROWS);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }

    /** A sheet to fill in: the rows the viewer's units have to report for the period, with what stands already. */
    void template(Viewer viewer, Period period, OutputStream out) throws IOException {
        var duties = reporting.duties(viewer, period);
        var standing = store.standing(duties.stream()
                .map(duty -> new Cell(duty.indicator().code(), duty.region().code(), period))
                .toList());
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            Worksheet sheet = book.newWorksheet(say("indicator.observations"));
            sheet().header(sheet);
            int row = 1;
            for (var duty : duties) {
                Indicator indicator = duty.indicator();
                sheet.value(row, 0, indicator.name());
                sheet.value(row, 1, duty.region().name());
                sheet.value(row, 2, period.toString());
                var stands =
                        standing.get(new Cell(indicator.code(), duty.region().code(), period));
                BigDecimal value = stands == null ? null : stands.waiting() != null ? stands.waiting() : stands.value();
                if (value != null) sheet.value(row, 3, value);
                sheet.value(row, 4, indicator.unit());
                row++;
            }
            explain(book.newWorksheet(say("shared.excel.explained")));
        }
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("indicator.import.explanation").split("\\|")) sheet.value(row++, 0, line);
        row++;
        for (Indicator each : dictionary.all()) {
            sheet.value(row, 0, each.name());
            sheet.value(row, 1, each.unit());
            sheet.value(row, 2, each.code());
            row++;
        }
        for (String code : regions.subtree(regions.city().code())) {
            Region region = regions.find(code).orElseThrow();
            sheet.value(row, 0, region.name());
            sheet.value(row, 2, code);
            row++;
        }
        sheet.width(0, 60);
        sheet.width(2, 30);
    }

    List<Line> read(InputStream in) throws IOException, Unreadable {
        return sheet().read(in, (field, text) -> text);
    }

    /** Rows of a program as a workbook, the first of them in row 2. */
    byte[] of(List<ObservationImport.Given> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            Worksheet sheet = book.newWorksheet(say("indicator.observations"));
            sheet().header(sheet);
            for (int row = 0; row < rows.size(); row++) {
                var cells = rows.get(row).cells();
                for (int c = 0; c < cells.size(); c++) {
                    String text = cells.get(c);
                    if (text != null) sheet.value(row + 1, c, text);
                }
            }
        }
        return out.toByteArray();
    }

    /** The rows as they were, the wrong cells marked. */
    void errors(OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> wrong) throws IOException {
        sheet().errors(out, lines, wrong, this::explain);
    }
}
