package dev.kechuang.registry.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.Scale;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Organisations as an Excel workbook: the template, the list for export, a filled-in file, and the same with its errors. */
@Component
public class OrganisationWorkbook {

    /** More rows than this are a file for several imports. */
    public static final int MOST_ROWS = 20_000;

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

    public void template(OutputStream out) throws IOException {
        sheet().template(out, this::explain);
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("registry.excel.sheet"),
                OrganisationData.FIELDS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("registry.field." + field),
                                List.of("creditCode", "name", "kind", "region").contains(field),
                                field.equals("founded"),
                                field.equals("name") || field.equals("address") ? 36 : 20))
                        .toList(),
                MOST_ROWS);
    }

    /** @param filter the conditions of the list in words, one a line, written on a sheet of its own */
    public int export(OutputStream out, Stream<Organisation> organisations, List<String> filter) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("registry.excel.sheet"));
            sheet().header(sheet);
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

    void errors(OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> errors) throws IOException {
        sheet().errors(out, lines, errors, this::explain);
    }

    public List<Line> read(InputStream in) throws IOException, Unreadable {
        var codesByLabel = labels();
        return sheet().read(in, (field, text) -> {
            var labels = codesByLabel.get(field);
            return labels == null ? text : labels.getOrDefault(text, code(field, text));
        });
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
    public static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
