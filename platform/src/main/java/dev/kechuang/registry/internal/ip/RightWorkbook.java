package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.RightSearch.Exported;
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
import java.util.Set;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Rights as an Excel workbook: the template, a filled-in file, the same with its errors, and the list. */
@Component
public class RightWorkbook {

    /** More rows than this are a file for several imports. */
    public static final int MOST_ROWS = 50_000;

    /** Columns of a file; one row is one owner of a right. */
    public static final List<String> COLUMNS = List.of(
            "kind",
            "title",
            "applicationNumber",
            "grantNumber",
            "applied",
            "granted",
            "termUntil",
            "owner",
            "share",
            "obtained",
            "since",
            "supportsProduct",
            "usedForHnte",
            "inventors",
            "otherOwners",
            "endedOn",
            "endReason");

    private static final Set<String> DAYS = Set.of("applied", "granted", "termUntil", "since", "endedOn");
    private static final Set<String> NEEDED = Set.of("kind", "title", "owner");

    private final MessageSource messages;
    private final Clock clock;

    public RightWorkbook(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("ip.excel.sheet"),
                COLUMNS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("ip.field." + field),
                                NEEDED.contains(field),
                                DAYS.contains(field),
                                List.of("title", "owner", "inventors").contains(field) ? 34 : 16))
                        .toList(),
                MOST_ROWS);
    }

    void template(OutputStream out) throws IOException {
        sheet().template(out, this::explain);
    }

    void errors(OutputStream out, List<Line> lines, Map<Integer, List<FieldError>> errors) throws IOException {
        sheet().errors(out, lines, errors, this::explain);
    }

    List<Line> read(InputStream in) throws IOException, Unreadable {
        var codes = new HashMap<String, Map<String, String>>();
        for (String field : List.of("kind", "obtained", "endReason", "supportsProduct", "usedForHnte")) {
            var byLabel = new HashMap<String, String>();
            choices(field).forEach((code, label) -> byLabel.put(label, code));
            codes.put(field, byLabel);
        }
        var kinds = codes.getOrDefault("kind", Map.of());
        return sheet().read(in, (field, text) -> {
            var labels = codes.get(field);
            if (labels == null) return text;
            String code = labels.get(text);
            if (code == null && labels == kinds)
                code = labels.get(text.endsWith("专利") ? text.replace("专利", "") : text + "专利");
            return code == null ? text : code;
        });
    }

    /** @param conditions of the list in words */
    public void export(OutputStream out, Stream<Exported> rights, List<String> conditions) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("ip.excel.sheet"));
            sheet().header(sheet);
            sheet.value(0, COLUMNS.size(), say("ip.state"));
            sheet.style(0, COLUMNS.size()).bold().fillColor("F0F3F7").set();
            LocalDate today = LocalDate.now(clock);
            int row = 1;
            for (Iterator<Exported> each = rights.iterator(); each.hasNext(); row++) {
                write(sheet, row, each.next(), today);
                if (row % 1_000 == 0) sheet.flush();
            }
            var about = book.newWorksheet(say("registry.excel.filter"));
            for (int i = 0; i < conditions.size(); i++) {
                about.value(i, 0, OrganisationWorkbook.harmless(conditions.get(i)));
            }
        }
    }

    private void write(Worksheet sheet, int row, Exported exported, LocalDate today) {
        Right right = exported.right();
        var texts = RightData.of(right).texts();
        for (int c = 0; c < COLUMNS.size(); c++) {
            String field = COLUMNS.get(c);
            String text = switch (field) {
                case "owner" -> exported.owners();
                case "share", "obtained", "since", "supportsProduct" -> "";
                case "kind", "endReason", "usedForHnte" ->
                    choices(field).getOrDefault(texts.getOrDefault(field, ""), "");
                default -> texts.getOrDefault(field, "");
            };
            if (DAYS.contains(field) && !text.isEmpty()) {
                sheet.value(row, c, LocalDate.parse(text));
                sheet.style(row, c).format("yyyy-mm-dd").set();
            } else {
                sheet.value(row, c, OrganisationWorkbook.harmless(text));
            }
        }
        sheet.value(
                row,
                COLUMNS.size(),
                right.stateOn(today)
                        .map(state -> say("ip.state." + state.code()))
                        .orElse(""));
    }

    /** Codes of a field's choices with their names. */
    private Map<String, String> choices(String field) {
        var choices = new LinkedHashMap<String, String>();
        switch (field) {
            case "kind" -> Arrays.stream(RightKind.values()).forEach(kind -> choices.put(kind.code(), kind.word()));
            case "obtained" -> Arrays.stream(Obtained.values()).forEach(how -> choices.put(how.code(), how.word()));
            case "endReason" ->
                Arrays.stream(End.values())
                        .filter(end -> end != End.CLOSED)
                        .forEach(end -> choices.put(end.code(), say("ip.end." + end.code())));
            default -> {
                choices.put("yes", "是");
                choices.put("no", "否");
            }
        }
        return choices;
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("ip.excel.explanation").split("\\|")) sheet.value(row++, 0, line);
        for (String field : List.of("kind", "obtained", "endReason")) {
            row++;
            sheet.value(row, 0, say("ip.field." + field));
            sheet.style(row++, 0).bold().set();
            for (String label : choices(field).values()) sheet.value(row++, 0, label);
        }
        sheet.width(0, 70);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
