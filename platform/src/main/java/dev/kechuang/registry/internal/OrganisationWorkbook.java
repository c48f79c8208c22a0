package dev.kechuang.registry.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.Scale;
import dev.kechuang.shared.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
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

/** Organisations as an Excel workbook: the template, the list for export, a filled-in file, and the same with its errors. */
@Component
public class OrganisationWorkbook {

    /** More rows than this are a file for several imports. */
    public static final int MOST_ROWS = 20_000;

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final MessageSource messages;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    public OrganisationWorkbook(MessageSource messages, Regions regions, CodeLists codes, Clock clock) {
        this.messages = messages;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * A row of a file.
     *
     * @param number as Excel counts them, the header being 1
     * @param fields by the names of {@link OrganisationData#FIELDS}, names of codes already turned into codes
     * @param errors what the reading itself found, such as formulas
     */
    public record Line(int number, Map<String, String> texts, Map<String, String> fields, List<FieldError> errors) {}

    /** A file that cannot be read as a whole. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient FieldError error;

        Unreadable(String key, Object... args) {
            super(key);
            this.error = FieldError.of("file", key, args);
        }

        public FieldError error() {
            return error;
        }
    }

    public void template(OutputStream out) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            header(book.newWorksheet(say("registry.excel.sheet")));
            explain(book.newWorksheet(say("registry.excel.explained")));
        }
    }

    /** @param filter the conditions of the list in words, one a line, written on a sheet of its own */
    public int export(OutputStream out, Stream<Organisation> organisations, List<String> filter) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("registry.excel.sheet"));
            header(sheet);
            int column = OrganisationData.FIELDS.size();
            sheet.value(0, column, say("registry.field.status"));
            int row = 1;
            for (Iterator<Organisation> rows = organisations.iterator(); rows.hasNext(); row++) {
                Organisation o = rows.next();
                int at = 0;
                for (var field : OrganisationData.of(o).texts().entrySet()) {
                    sheet.value(row, at++, harmless(label(field.getKey(), field.getValue())));
                }
                sheet.value(row, column, say("registry.status." + o.status().code()));
                if (row % 1_000 == 0) sheet.flush();
            }
            var about = book.newWorksheet(say("registry.excel.filter"));
            for (int i = 0; i < filter.size(); i++) about.value(i, 0, harmless(filter.get(i)));
            return row - 1;
        }
    }

    /** The rows of a file as they were, the wrong cells marked and explained, ready to be corrected and loaded again. */
    public void errors(OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> errors) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("registry.excel.sheet"));
            header(sheet);
            int last = OrganisationData.FIELDS.size();
            sheet.value(0, last, say("registry.excel.errors"));
            sheet.width(last, 60);
            int row = 1;
            for (Line line : lines) {
                var wrong = errors.getOrDefault(line.number(), List.of());
                for (int c = 0; c < last; c++) {
                    String field = OrganisationData.FIELDS.get(c);
                    sheet.value(row, c, line.texts().getOrDefault(field, ""));
                    String said = wrong.stream()
                            .filter(error -> error.field().equals(field))
                            .map(this::say)
                            .reduce("", (a, b) -> a.isEmpty() ? b : a + "；" + b);
                    if (said.isEmpty()) continue;
                    sheet.comment(row, c, said);
                    sheet.style(row, c).fillColor("FDECEA").fontColor("B3261E").set();
                }
                sheet.value(
                        row, last, wrong.stream().map(this::say).reduce("", (a, b) -> a.isEmpty() ? b : a + "；" + b));
                row++;
            }
            explain(book.newWorksheet(say("registry.excel.explained")));
        }
    }

    public List<Line> read(InputStream in) throws IOException, Unreadable {
        var lines = new ArrayList<Line>();
        // At hand as a whole, so that whatever fails from here on is the content's fault.
        var content = new java.io.ByteArrayInputStream(in.readAllBytes());
        try (var book = new ReadableWorkbook(content);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Map<Integer, String> columns = null;
            var codesByLabel = labels();
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                Row row = each.next();
                if (columns == null) {
                    columns = columns(row);
                    continue;
                }
                Line line = line(row, columns, codesByLabel);
                if (line.texts().values().stream().allMatch(String::isBlank)) continue;
                if (lines.size() == MOST_ROWS) throw new Unreadable("registry.excel.error.rows", MOST_ROWS);
                lines.add(line);
            }
        } catch (IOException | ExcelReaderException e) {
            throw new Unreadable("registry.excel.error.unreadable");
        }
        if (lines.isEmpty()) throw new Unreadable("registry.excel.error.empty");
        return lines;
    }

    private Map<Integer, String> columns(Row header) throws Unreadable {
        var byLabel = new HashMap<String, String>();
        for (String field : OrganisationData.FIELDS) byLabel.put(say("registry.field." + field), field);
        var columns = new HashMap<Integer, String>();
        for (int i = 0; i < header.getCellCount(); i++) {
            String field = byLabel.get(header.getCellText(i).replace("*", "").strip());
            if (field != null) columns.put(i, field);
        }
        for (String needed : List.of("creditCode", "name", "kind", "region")) {
            if (!columns.containsValue(needed)) {
                throw new Unreadable("registry.excel.error.column", say("registry.field." + needed));
            }
        }
        return columns;
    }

    private Line line(Row row, Map<Integer, String> columns, Map<String, Map<String, String>> codesByLabel) {
        var texts = new LinkedHashMap<String, String>();
        var fields = new LinkedHashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        columns.forEach((index, field) -> {
            Cell cell = index < row.getCellCount() ? row.getCell(index) : null;
            String text = "";
            if (cell != null) {
                if (cell.getType() == CellType.FORMULA) {
                    errors.add(FieldError.of(field, "registry.excel.error.formula", say("registry.field." + field)));
                } else if (cell.getType() == CellType.NUMBER && field.equals("founded")) {
                    text = day(cell);
                } else if (cell.getType() == CellType.NUMBER) {
                    text = cell.asNumber().toPlainString();
                } else {
                    text = cell.getText();
                }
            }
            String plain = text.strip();
            if (plain.matches("'[=+@-].*")) plain = plain.substring(1);
            texts.put(field, plain);
            var labels = codesByLabel.get(field);
            fields.put(field, labels == null ? plain : labels.getOrDefault(plain, code(field, plain)));
        });
        return new Line(row.getRowNum(), texts, fields, errors);
    }

    /** A day as Excel keeps it; a number that is none is said to be wrong by the rules. */
    private static String day(Cell cell) {
        try {
            return cell.asDate().toLocalDate().toString();
        } catch (java.time.DateTimeException | ArithmeticException e) {
            return cell.asNumber().toPlainString();
        }
    }

    /** "C39 计算机…" as the list of codes writes it, or the code alone. */
    private static String code(String field, String text) {
        return field.equals("industry") ? text.split(" ", 2)[0] : text;
    }

    private Map<String, Map<String, String>> labels() {
        var labels = new HashMap<String, Map<String, String>>();
        for (String field : List.of("kind", "region", "zone", "technicalField", "scale")) {
            var byLabel = new HashMap<String, String>();
            choices(field).forEach((code, label) -> byLabel.put(label, code));
            labels.put(field, byLabel);
        }
        var industries = new HashMap<String, String>();
        codes.industries().forEach(industry -> industries.putIfAbsent(industry.name(), industry.code()));
        labels.put("industry", industries);
        return labels;
    }

    private Map<String, String> choices(String field) {
        var choices = new LinkedHashMap<String, String>();
        switch (field) {
            case "kind" ->
                Arrays.stream(OrganisationKind.values())
                        .forEach(kind -> choices.put(kind.code(), say("registry.kind." + kind.code())));
            case "scale" ->
                Arrays.stream(Scale.values())
                        .forEach(scale -> choices.put(scale.code(), say("registry.scale." + scale.code())));
            case "technicalField" -> codes.technicalFields().forEach(entry -> choices.put(entry.code(), entry.name()));
            case "region", "zone" -> {
                for (Region region : regions.children(regions.city().code(), LocalDate.now(clock))) {
                    if ((region.kind() == Region.Kind.ZONE) == field.equals("zone")) {
                        choices.put(region.code(), region.name());
                    }
                }
            }
            default -> codes.industries().forEach(industry -> choices.put(industry.code(), industry.name()));
        }
        return choices;
    }

    private String label(String field, String value) {
        return switch (field) {
            case "kind", "scale", "technicalField", "region", "zone" ->
                choices(field).getOrDefault(value, value);
            case "industry" ->
                codes.industry(value)
                        .map(industry -> value + " " + industry.name())
                        .orElse(value);
            default -> value;
        };
    }

    private void header(Worksheet sheet) {
        for (int c = 0; c < OrganisationData.FIELDS.size(); c++) {
            String field = OrganisationData.FIELDS.get(c);
            boolean needed = List.of("creditCode", "name", "kind", "region").contains(field);
            sheet.value(0, c, (needed ? "*" : "") + say("registry.field." + field));
            sheet.style(0, c).bold().fillColor("F0F3F7").set();
            sheet.width(c, field.equals("name") || field.equals("address") ? 36 : 20);
        }
        sheet.freezePane(0, 1);
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("registry.excel.explanation").split("\\|")) sheet.value(row++, 0, line);
        for (String field : List.of("kind", "region", "zone", "industry", "technicalField", "scale")) {
            row++;
            sheet.value(row, 0, say("registry.field." + field));
            sheet.style(row++, 0).bold().set();
            for (var choice : choices(field).entrySet()) {
                sheet.value(row, 0, choice.getKey());
                sheet.value(row++, 1, choice.getValue());
            }
        }
        sheet.width(0, 30);
        sheet.width(1, 50);
    }

    /** A text that a spreadsheet would take for a formula, also after it was saved as CSV, is marked as text. */
    static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    private String say(String key) {
        return messages.getMessage(key, null, CHINESE);
    }

    private String say(FieldError error) {
        return messages.getMessage(error.key(), error.args().toArray(), CHINESE);
    }
}
