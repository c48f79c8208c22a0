package dev.kechuang.registry.internal.expert;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.internal.OrganisationWorkbook;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** People of the pool as an Excel workbook: template, filled in, with errors, and as a list. */
@Component
public class ExpertWorkbook {

    static final int MOST_ROWS = 10_000;

    private static final List<String> CODED = List.of("serves", "region", "title", "education", "fields");

    private final MessageSource messages;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    public ExpertWorkbook(MessageSource messages, Regions regions, CodeLists codes, Clock clock) {
        this.messages = messages;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    private FilledSheet sheet() {
        return new FilledSheet(
                messages,
                say("expert.excel.sheet"),
                ExpertData.FIELDS.stream()
                        .map(field -> new FilledSheet.Column(
                                field,
                                say("expert.field." + field),
                                List.of("name", "serves", "unit", "region").contains(field),
                                false,
                                List.of("unit", "fields", "specialty").contains(field) ? 32 : 16))
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
        return sheet().read(in, (field, text) -> {
            var labels = byLabel.get(field);
            if (labels == null) return text;
            return Arrays.stream(text.split("[,，、;；]"))
                    .map(String::strip)
                    .map(each -> labels.getOrDefault(each, each))
                    .collect(Collectors.joining(","));
        });
    }

    /** @param conditions of the list in words */
    public void export(OutputStream out, List<Expert> experts, List<String> conditions) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(say("expert.excel.sheet"));
            sheet().header(sheet);
            int status = ExpertData.FIELDS.size();
            sheet.value(0, status, say("expert.field.status"));
            int row = 1;
            for (Expert expert : experts) {
                int at = 0;
                for (var field : ExpertData.of(expert).texts().entrySet()) {
                    String text = CODED.contains(field.getKey())
                            ? labels(field.getKey(), field.getValue())
                            : field.getValue();
                    sheet.value(row, at++, OrganisationWorkbook.harmless(text));
                }
                sheet.value(
                        row++, status, say("expert.status." + expert.status().code()));
            }
            var about = book.newWorksheet(say("registry.excel.filter"));
            for (int i = 0; i < conditions.size(); i++) {
                about.value(i, 0, OrganisationWorkbook.harmless(conditions.get(i)));
            }
        }
    }

    private String labels(String field, String list) {
        var choices = choices(field);
        return Arrays.stream(list.split(","))
                .map(code -> choices.getOrDefault(code, code))
                .collect(Collectors.joining("、"));
    }

    private Map<String, String> choices(String field) {
        var choices = new LinkedHashMap<String, String>();
        switch (field) {
            case "serves" ->
                Arrays.stream(Service.values())
                        .forEach(each -> choices.put(each.code(), say("expert.serves." + each.code())));
            case "title" -> ExpertRules.TITLES.forEach(code -> choices.put(code, say("expert.title." + code)));
            case "education" ->
                ExpertRules.EDUCATIONS.forEach(code -> choices.put(code, say("expert.education." + code)));
            case "region" -> {
                choices.put(regions.city().code(), regions.city().name());
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
        for (String line : say("expert.excel.explanation").split("\\|")) sheet.value(row++, 0, line);
        for (String field : CODED) {
            row++;
            sheet.value(row, 0, say("expert.field." + field));
            sheet.style(row++, 0).bold().set();
            for (var choice : choices(field).entrySet()) {
                sheet.value(row, 0, choice.getKey());
                sheet.value(row++, 1, choice.getValue());
            }
        }
        sheet.width(0, 30);
        sheet.width(1, 50);
    }

    private String say(String key) {
        return messages.getMessage(key, null, FilledSheet.CHINESE);
    }
}
