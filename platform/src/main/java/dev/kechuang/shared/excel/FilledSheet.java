package dev.kechuang.shared.excel;

import dev.kechuang.shared.FieldError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.springframework.context.MessageSource;

/** A sheet that people fill in: the empty one, what they send, and the same with its errors marked. */
public final class FilledSheet {

    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final MessageSource messages;
    private final String name;
    private final List<Column> columns;
    private final int mostRows;

    /** @param mostRows more rows than this are a file for several imports */
    public FilledSheet(MessageSource messages, String name, List<Column> columns, int mostRows) {
        this.messages = messages;
        this.name = name;
        this.columns = List.copyOf(columns);
        this.mostRows = mostRows;
    }

    /**
     * A column.
     *
     * @param field as errors name it
     * @param label its heading; what stands in full-width brackets at the end may be missing in a file
     * @param day whether a number in it is a day as Excel keeps it
     */
    public record Column(String field, String label, boolean required, boolean day, int width) {
        public String bare() {
            return label.replaceFirst("（[^（）]*）$", "");
        }
    }

    /**
     * A row of a file.
     *
     * @param number as Excel counts them, the header being 1
     * @param texts what stands in the cells, by field
     * @param fields the same with names of codes turned into codes
     * @param errors what the reading itself found, such as formulas
     */
    public record Line(int number, Map<String, String> texts, Map<String, String> fields, List<FieldError> errors) {}

    /** A file that cannot be read as a whole. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient FieldError error;

        public Unreadable(String key, Object... args) {
            super(key);
            this.error = FieldError.of("file", key, args);
        }

        public FieldError error() {
            return error;
        }
    }

    /** @param explain writes the sheet that says how to fill it in */
    public void template(OutputStream out, Consumer<Worksheet> explain) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            header(book.newWorksheet(name));
            explain.accept(book.newWorksheet(say("shared.excel.explained")));
        }
    }

    public void header(Worksheet sheet) {
        for (int c = 0; c < columns.size(); c++) {
            var column = columns.get(c);
            sheet.value(0, c, (column.required() ? "*" : "") + column.label());
            sheet.style(0, c).bold().fillColor("F0F3F7").set();
            sheet.width(c, column.width());
        }
        sheet.freezePane(0, 1);
    }

    /** The rows of a file as they were, the wrong cells marked and explained, ready to be corrected and loaded again. */
    public void errors(
            OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> errors, Consumer<Worksheet> explain)
            throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(name);
            header(sheet);
            int last = columns.size();
            sheet.value(0, last, say("shared.excel.errors"));
            sheet.width(last, 60);
            int row = 1;
            for (Line line : lines) {
                var wrong = errors.getOrDefault(line.number(), List.of());
                for (int c = 0; c < last; c++) {
                    String field = columns.get(c).field();
                    sheet.value(row, c, line.texts().getOrDefault(field, ""));
                    String said = said(wrong.stream()
                            .filter(error -> error.field().equals(field))
                            .toList());
                    if (said.isEmpty()) continue;
                    sheet.comment(row, c, said);
                    sheet.style(row, c).fillColor("FDECEA").fontColor("B3261E").set();
                }
                sheet.value(row, last, said(wrong));
                row++;
            }
            explain.accept(book.newWorksheet(say("shared.excel.explained")));
        }
    }

    private String said(List<FieldError> errors) {
        return errors.stream()
                .map(error -> messages.getMessage(error.key(), error.args().toArray(), CHINESE))
                .collect(Collectors.joining("；"));
    }

    /** @param code turns the text of a field into what the rules read */
    public List<Line> read(InputStream in, BinaryOperator<String> code) throws IOException, Unreadable {
        var lines = new ArrayList<Line>();
        // At hand as a whole, so that whatever fails from here on is the content's fault.
        var content = new ByteArrayInputStream(in.readAllBytes());
        try (var book = new ReadableWorkbook(content);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Map<Integer, Column> present = null;
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                Row row = each.next();
                if (present == null) {
                    present = present(row);
                    continue;
                }
                Line line = line(row, present, code);
                if (line.texts().values().stream().allMatch(String::isBlank)) continue;
                if (lines.size() == mostRows) throw new Unreadable("shared.excel.error.rows", mostRows);
                lines.add(line);
            }
        } catch (IOException | ExcelReaderException e) {
            throw new Unreadable("shared.excel.error.unreadable");
        }
        if (lines.isEmpty()) throw new Unreadable("shared.excel.error.empty");
        return lines;
    }

    private Map<Integer, Column> present(Row header) throws Unreadable {
        var byLabel = new HashMap<String, Column>();
        for (Column column : columns) byLabel.putIfAbsent(column.bare(), column);
        for (Column column : columns) byLabel.put(column.label(), column);
        var present = new LinkedHashMap<Integer, Column>();
        for (int i = 0; i < header.getCellCount(); i++) {
            var column = byLabel.get(header.getCellText(i).replace("*", "").strip());
            if (column != null) present.put(i, column);
        }
        for (Column column : columns) {
            if (column.required() && !present.containsValue(column)) {
                throw new Unreadable("shared.excel.error.column", column.label());
            }
        }
        return present;
    }

    private Line line(Row row, Map<Integer, Column> present, BinaryOperator<String> code) {
        var texts = new LinkedHashMap<String, String>();
        var fields = new LinkedHashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        present.forEach((index, column) -> {
            Cell cell = index < row.getCellCount() ? row.getCell(index) : null;
            String text = "";
            if (cell != null) {
                if (cell.getType() == CellType.FORMULA) {
                    errors.add(FieldError.of(column.field(), "shared.excel.error.formula", column.bare()));
                } else if (cell.getType() == CellType.NUMBER && column.day()) {
                    text = day(cell);
                } else if (cell.getType() == CellType.NUMBER) {
                    text = cell.asNumber().toPlainString();
                } else {
                    text = cell.getText();
                }
            }
            String plain = text.strip();
            if (plain.matches("'[=+@-].*")) plain = plain.substring(1);
            texts.put(column.field(), plain);
            fields.put(column.field(), code.apply(column.field(), plain));
        });
        return new Line(row.getRowNum(), texts, fields, errors);
    }

    /** A day as Excel keeps it; a number that is none is said to be wrong by the rules. */
    private static String day(Cell cell) {
        try {
            return cell.asDate().toLocalDate().toString();
        } catch (DateTimeException | ArithmeticException e) {
            return cell.asNumber().toPlainString();
        }
    }

    private String say(String key) {
        return messages.getMessage(key, null, CHINESE);
    }
}
