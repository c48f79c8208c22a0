package dev.kechuang.policy.internal.deduction;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.policy.internal.deduction.Project.Activity;
import dev.kechuang.policy.internal.deduction.Project.Mode;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import dev.kechuang.shared.web.Sheets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The project table of a filing as an Excel workbook: the empty one, filled in, and as it stands. */
@Component
public class ProjectWorkbook {

    private static final List<String> REQUIRED = List.of("number", "name", "mode", "from", "until", "activity");
    private static final Set<String> DAYS = Set.of("from", "until");
    /** Columns of money, in 万元. */
    public static final Set<String> MONEY =
            Set.of("personnel", "direct", "depreciation", "amortisation", "design", "other", "commissioned", "total");

    private final MessageSource messages;
    private final CodeLists codes;

    public ProjectWorkbook(MessageSource messages, CodeLists codes) {
        this.messages = messages;
        this.codes = codes;
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("deduction.excel.sheet"),
                Project.FIELDS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("deduction.field." + field) + (MONEY.contains(field) ? "（万元）" : ""),
                                REQUIRED.contains(field),
                                DAYS.contains(field),
                                field.equals("name") ? 36 : 16))
                        .toList(),
                DeductionService.MOST_PROJECTS);
    }

    public void template(OutputStream out) throws IOException {
        sheet().template(out, this::explain);
    }

    /** The rows of a file by field, names turned into codes; a cell the reading finds fault with is named. */
    public List<Line> read(InputStream in) throws IOException, Unreadable {
        var byLabel = new HashMap<String, Map<String, String>>();
        for (String field : List.of("mode", "activity", "field", "abroad")) {
            var labels = new HashMap<String, String>();
            choices(field).forEach((code, label) -> labels.put(label, code));
            byLabel.put(field, labels);
        }
        return sheet().read(
                        in,
                        (field, text) -> byLabel.getOrDefault(field, Map.of()).getOrDefault(text, text));
    }

    /** The table as it stands; what this writes can be read again. */
    public void export(OutputStream out, List<Project> projects) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("deduction.excel.sheet"));
            sheet().header(sheet);
            int row = 1;
            for (Project project : projects) {
                int column = 0;
                for (String field : Project.FIELDS) {
                    put(sheet, row, column++, field, project.typed().getOrDefault(field, ""));
                }
                row++;
            }
        }
    }

    private void put(Worksheet sheet, int row, int column, String field, String text) {
        var fen = MONEY.contains(field) ? Amounts.fen(text) : java.util.Optional.<Long>empty();
        if (fen.isPresent()) {
            sheet.value(row, column, BigDecimal.valueOf(fen.get(), 6).stripTrailingZeros());
        } else {
            sheet.value(row, column, Sheets.harmless(choices(field).getOrDefault(text, text)));
        }
    }

    /** Codes and names of what may be chosen in a column; empty for columns that are typed. */
    private Map<String, String> choices(String field) {
        var choices = new LinkedHashMap<String, String>();
        switch (field) {
            case "mode" ->
                Stream.of(Mode.values())
                        .forEach(mode -> choices.put(mode.code(), say("deduction.mode." + mode.code())));
            case "activity" ->
                Stream.of(Activity.values())
                        .forEach(
                                activity -> choices.put(activity.code(), say("deduction.activity." + activity.code())));
            case "abroad" -> {
                choices.put("true", say("deduction.yes"));
                choices.put("false", say("deduction.no"));
            }
            case "field" ->
                codes.technicalFields().forEach(top -> {
                    choices.put(top.code(), top.name());
                    codes.technicalFieldsBelow(top.code()).forEach(below -> choices.put(below.code(), below.name()));
                });
            default -> {
                // Typed.
            }
        }
        return choices;
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("deduction.excel.explanation").split("\\|")) sheet.value(row++, 0, line);
        for (String field : List.of("mode", "activity", "abroad", "field")) {
            row++;
            sheet.value(row, 0, say("deduction.field." + field));
            sheet.style(row++, 0).bold().set();
            for (String label : choices(field).values()) sheet.value(row++, 0, label);
        }
        sheet.width(0, 60);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
