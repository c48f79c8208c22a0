package dev.kechuang.plan.internal.scheme;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.web.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.springframework.stereotype.Component;

/** Reads media reports from a workbook whose first row names the columns, in any order. */
@Component
public class MediaWorkbook {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int MOST = 2_000;
    private static final List<String> NEEDED = List.of("title", "medium", "level", "publishedOn");

    private final Texts texts;

    public MediaWorkbook(Texts texts) {
        this.texts = texts;
    }

    public String label(String field) {
        return texts.text(CHINESE, "scheme.media." + field);
    }

    public Outcome<List<Media.Row>> read(InputStream in) {
        var found = new ArrayList<Media.Row>();
        var errors = new ArrayList<FieldError>();
        try (var book = new ReadableWorkbook(in);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Map<Integer, String> columns = null;
            for (Row row : (Iterable<Row>) rows::iterator) {
                if (columns == null) {
                    var named = columns(row);
                    var missing = NEEDED.stream()
                            .filter(field -> !named.containsValue(field))
                            .map(this::label)
                            .toList();
                    if (!missing.isEmpty()) return refused("scheme.excel.column", String.join("、", missing));
                    columns = named;
                    continue;
                }
                var fields = fields(row, columns, errors);
                if (fields.values().stream().allMatch(String::isBlank)) continue;
                if (found.size() == MOST) return refused("scheme.excel.rows", MOST);
                found.add(new Media.Row(row.getRowNum(), fields));
            }
        } catch (IOException | ExcelReaderException e) {
            return refused("scheme.excel.unreadable");
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return found.isEmpty() ? refused("scheme.excel.empty") : Outcome.done(found);
    }

    private static Outcome<List<Media.Row>> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("file", key, args));
    }

    private Map<Integer, String> columns(Row header) {
        var columns = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < header.getCellCount(); i++) {
            String label = header.getCellText(i).replace("*", "").strip();
            int column = i;
            Media.FIELDS.stream()
                    .filter(field -> label(field).equals(label))
                    .forEach(field -> columns.put(column, field));
        }
        return columns;
    }

    private Map<String, String> fields(Row row, Map<Integer, String> columns, List<FieldError> errors) {
        var fields = new LinkedHashMap<String, String>();
        columns.forEach((index, field) -> {
            Cell cell = index < row.getCellCount() ? row.getCell(index) : null;
            if (cell == null) return;
            if (cell.getType() == CellType.FORMULA)
                errors.add(FieldError.of("file", "scheme.excel.formula", row.getRowNum(), label(field)));
            else fields.put(field, text(cell, field).strip());
        });
        return fields;
    }

    private static String text(Cell cell, String field) {
        if (cell.getType() != CellType.NUMBER) {
            String text = cell.getText();
            return text.matches("'[=+@-].*") ? text.substring(1) : text;
        }
        if (field.equals("publishedOn")) {
            try {
                return cell.asDate().toLocalDate().toString();
            } catch (DateTimeException | ArithmeticException e) {
                return cell.asNumber().toPlainString();
            }
        }
        return cell.asNumber().stripTrailingZeros().toPlainString();
    }
}
