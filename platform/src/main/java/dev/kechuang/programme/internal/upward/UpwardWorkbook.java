package dev.kechuang.programme.internal.upward;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The list of recommended projects as a workbook: what is exported can be filled in and imported again. */
@Component
public class UpwardWorkbook {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int MOST = 5_000;
    private static final List<String> NEEDED =
            List.of("level", "programme", "year", "creditCode", "title", "recommendedOn");

    private final MessageSource messages;

    public UpwardWorkbook(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * A row as it was read.
     *
     * @param number as Excel counts them
     * @param errors what the reading itself found, such as formulas
     */
    public record Line(int number, Map<String, String> fields, List<FieldError> errors) {}

    private String label(String field) {
        return messages.getMessage("upward.column." + field, null, CHINESE);
    }

    /** Refused as a whole when it cannot be read, has no rows, too many, or lacks a column that is needed. */
    public Outcome<List<Line>> read(InputStream in) {
        var lines = new ArrayList<Line>();
        try (var book = new ReadableWorkbook(in);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Map<Integer, String> columns = null;
            for (Row row : (Iterable<Row>) rows::iterator) {
                if (columns == null) {
                    columns = columns(row);
                    var present = columns;
                    var missing = NEEDED.stream()
                            .filter(field -> !present.containsValue(field))
                            .map(this::label)
                            .toList();
                    if (!missing.isEmpty()) {
                        return refused("upward.excel.column", String.join("、", missing));
                    }
                    continue;
                }
                Line line = line(row, columns);
                if (line.fields().values().stream().allMatch(String::isBlank)) continue;
                if (lines.size() == MOST) return refused("upward.excel.rows", MOST);
                lines.add(line);
            }
        } catch (IOException | ExcelReaderException e) {
            return refused("upward.excel.unreadable");
        }
        return lines.isEmpty() ? refused("upward.excel.empty") : Outcome.done(lines);
    }

    private static Outcome<List<Line>> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("file", key, args));
    }

    private Map<Integer, String> columns(Row header) {
        var byLabel = new HashMap<String, String>();
        UpwardData.FIELDS.forEach(field -> byLabel.put(label(field), field));
        var columns = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < header.getCellCount(); i++) {
            String field = byLabel.get(header.getCellText(i).replace("*", "").strip());
            if (field != null) columns.put(i, field);
        }
        return columns;
    }

    private Line line(Row row, Map<Integer, String> columns) {
        var fields = new LinkedHashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        columns.forEach((index, field) -> {
            Cell cell = index < row.getCellCount() ? row.getCell(index) : null;
            if (cell == null) return;
            if (cell.getType() == CellType.FORMULA) {
                errors.add(FieldError.of(field, "upward.excel.formula", label(field)));
            } else {
                fields.put(field, text(cell, field).strip());
            }
        });
        return new Line(row.getRowNum(), fields, errors);
    }

    private static String text(Cell cell, String field) {
        if (cell.getType() != CellType.NUMBER) {
            String text = cell.getText();
            return text.matches("'[=+@-].*") ? text.substring(1) : text;
        }
        if (field.endsWith("On")) {
            try {
                return cell.asDate().toLocalDate().toString();
            } catch (DateTimeException | ArithmeticException e) {
                return cell.asNumber().toPlainString();
            }
        }
        return cell.asNumber().stripTrailingZeros().toPlainString();
    }

    /** Header and rows; with no rows it is the template. */
    public void write(OutputStream out, Stream<Upward> rows) throws IOException {
        try (var book = new Workbook(out, "kechuang", "1.0")) {
            Worksheet sheet = book.newWorksheet(messages.getMessage("upward.list", null, CHINESE));
            int column = 0;
            for (String field : UpwardData.FIELDS) {
                sheet.value(0, column, label(field) + (NEEDED.contains(field) ? "*" : ""));
                sheet.style(0, column).bold().set();
                sheet.width(column++, field.equals("title") || field.equals("programme") ? 36 : 16);
            }
            sheet.value(0, column, label("organisation"));
            sheet.width(column, 32);
            int[] line = {1};
            rows.forEach(row -> fill(sheet, line[0]++, row));
        }
    }

    private void fill(Worksheet sheet, int line, Upward row) {
        var typed = UpwardData.typed(row);
        typed.put("level", messages.getMessage("upward.level." + row.level().code(), null, CHINESE));
        typed.put("result", messages.getMessage("upward.result." + row.result().code(), null, CHINESE));
        int column = 0;
        for (String field : UpwardData.FIELDS) {
            String text = typed.getOrDefault(field, "");
            if ((field.equals("requested") || field.equals("granted")) && !text.isEmpty()) {
                sheet.value(line, column, new BigDecimal(text));
            } else if (!text.isEmpty()) {
                // A text that begins like a formula is kept a text.
                sheet.value(line, column, text.matches("[=+@-].*") ? "'" + text : text);
            }
            column++;
        }
        sheet.value(line, column, row.organisationName());
    }
}
