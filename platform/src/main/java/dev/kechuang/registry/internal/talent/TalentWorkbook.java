package dev.kechuang.registry.internal.talent;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.internal.talent.Talent.Level;
import dev.kechuang.registry.internal.talent.Talent.Role;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.excel.FilledSheet;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Talents as an Excel workbook: a row for each award. */
@Component
public class TalentWorkbook {

    static final List<String> COLUMNS =
            Stream.concat(Talent.FIELDS.stream(), Talent.AWARD_FIELDS.stream()).toList();
    private static final List<String> CODED = List.of("region", "field", "education", "level", "role");
    private static final List<String> REQUIRED = List.of("name", "unit", "plan", "level", "awardedOn", "role");
    private static final int MOST_ROWS = 10_000;

    private final MessageSource messages;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    public TalentWorkbook(MessageSource messages, Regions regions, CodeLists codes, Clock clock) {
        this.messages = messages;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("talent.excel.sheet"),
                COLUMNS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("talent.field." + field),
                                REQUIRED.contains(field),
                                List.of("awardedOn", "until").contains(field),
                                List.of("unit", "plan", "at", "document").contains(field) ? 30 : 14))
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
        var byLabel = new HashMap<String, Map<String, String>>();
        for (String field : CODED) {
            var labels = new HashMap<String, String>();
            choices(field).forEach((code, label) -> labels.put(label, code));
            byLabel.put(field, labels);
        }
        return sheet().read(
                        in,
                        (field, text) -> byLabel.getOrDefault(field, Map.of()).getOrDefault(text, text));
    }

    private Map<String, String> choices(String field) {
        var choices = new LinkedHashMap<String, String>();
        switch (field) {
            case "level" ->
                Stream.of(Level.values())
                        .forEach(level -> choices.put(level.code(), say("talent.level." + level.code())));
            case "role" ->
                Stream.of(Role.values()).forEach(role -> choices.put(role.code(), say("talent.role." + role.code())));
            case "education" -> Talent.EDUCATIONS.forEach(code -> choices.put(code, say("expert.education." + code)));
            case "region" -> {
                for (Region region : regions.children(regions.city().code(), LocalDate.now(clock))) {
                    choices.put(region.code(), region.name());
                }
            }
            default ->
                codes.technicalFields().forEach(top -> {
                    choices.put(top.code(), top.name());
                    codes.technicalFieldsBelow(top.code()).forEach(below -> choices.put(below.code(), below.name()));
                });
        }
        return choices;
    }

    private void explain(Worksheet sheet) {
        int row = 0;
        for (String line : say("talent.excel.explanation").split("\\|")) sheet.value(row++, 0, line);
        for (String field : CODED) {
            row++;
            sheet.value(row, 0, say("talent.field." + field));
            sheet.style(row++, 0).bold().set();
            for (String label : choices(field).values()) sheet.value(row++, 0, label);
        }
        sheet.width(0, 60);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
