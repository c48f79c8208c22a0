package dev.kechuang.registry.web.title;

import dev.kechuang.registry.internal.title.TitleBatch.Fate;
import dev.kechuang.registry.internal.title.TitleBatch.Line;
import dev.kechuang.registry.internal.title.TitleBatch.Preview;
import dev.kechuang.registry.internal.title.TitleBatchStore.Batch;
import dev.kechuang.registry.internal.title.TitleSheet;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.registry.web.title.TitleBatchController.OpenLine;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A granting list as its pages show it: open lines with what can be corrected and chosen, the others as a table. */
@Component
class TitleBatchTables {

    private static final int SHOWN = 50;

    private final TitleSheet sheet;
    private final TitleLabels labels;

    TitleBatchTables(TitleSheet sheet, TitleLabels labels) {
        this.sheet = sheet;
        this.labels = labels;
    }

    Table recent(List<Batch> rows, Locale locale) {
        return Table.of(
                labels.text(locale, "title.batch.recent"),
                List.of(
                        Column.<Batch>title(
                                labels.text(locale, "title.document"),
                                batch -> new Cell.Lines(
                                        batch.document().number(),
                                        "/titles/batches/" + batch.id(),
                                        batch.document().body())),
                        Column.text(
                                labels.text(locale, "title.kind"),
                                batch -> Cell.text(labels.kind(locale, batch.kind()))),
                        Column.text(
                                labels.text(locale, "title.level"),
                                batch -> Cell.text(labels.level(locale, batch.level()))),
                        Column.figure(labels.text(locale, "title.batch.lines"), "", batch -> Cell.count(batch.lines())),
                        Column.text(
                                labels.text(locale, "title.batch.started"),
                                batch -> Cell.text(Pages.day(batch.startedAt()))),
                        Column.text(
                                labels.text(locale, "title.state"),
                                batch -> batch.done() == null
                                        ? new Tag(labels.text(locale, "title.batch.open"), Tone.IN_PROGRESS)
                                        : new Tag(labels.text(locale, "title.batch.done"), Tone.PASSED))),
                rows);
    }

    Form form(Preview preview, List<Line> shown) {
        var values = new HashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        for (Line line : shown) {
            String suffix = "." + line.typed().line();
            for (String field : sheet.fields(preview.kind())) {
                values.put(field + suffix, line.typed().fields().getOrDefault(field, ""));
            }
            var candidates = line.match().candidates();
            // What differs in the legal form alone stands chosen already; saving the page takes it.
            boolean likely = candidates.size() == 1 && candidates.getFirst().score() > 0.99;
            if (line.organisation() != null) {
                values.put("choice" + suffix, line.organisation().toString());
            } else if (likely) {
                values.put("choice" + suffix, candidates.getFirst().id().toString());
            }
            for (FieldError error : line.errors()) {
                errors.add(new FieldError(error.field() + suffix, error.key(), error.args()));
            }
        }
        return new Form(values, errors);
    }

    OpenLine open(Preview preview, Line line, Locale locale) {
        var wrong = line.errors().stream().map(FieldError::field).toList();
        var fields = new ArrayList<Option>();
        for (String field : sheet.fields(preview.kind())) {
            boolean asked = field.equals("organisation") || field.equals("number") || wrong.contains(field);
            if (asked) fields.add(new Option(field + "." + line.typed().line(), sheet.label(preview.kind(), field)));
        }
        var choices = new ArrayList<Option>();
        for (var candidate : line.match().candidates()) {
            choices.add(new Option(
                    candidate.id().toString(),
                    labels.text(
                            locale,
                            "title.candidate",
                            candidate.name(),
                            candidate.creditCode(),
                            labels.region(locale, candidate.region()),
                            by(locale, candidate.by().name()))));
        }
        choices.add(new Option("skip", labels.text(locale, "title.batch.skip")));
        return new OpenLine(
                line.typed().line(),
                labels.text(
                        locale,
                        "title.batch.line",
                        line.typed().line(),
                        line.typed().fields().getOrDefault("organisation", "")),
                fields,
                choices,
                line.match().candidates().isEmpty()
                        ? labels.text(locale, "title.batch.unknown")
                        : labels.text(
                                locale,
                                "title.batch.maybe",
                                line.match().candidates().stream()
                                        .map(candidate -> candidate.name())
                                        .collect(Collectors.joining("、"))));
    }

    private String by(Locale locale, String by) {
        return labels.text(locale, "title.by." + by.toLowerCase(Locale.ROOT));
    }

    Table rest(Preview preview, Locale locale) {
        var rows = preview.lines().stream()
                .filter(line -> line.fate() != Fate.DOUBTFUL && line.fate() != Fate.WRONG)
                .limit(SHOWN)
                .toList();
        return Table.of(
                labels.text(locale, "title.batch.rest"),
                List.of(
                        Column.<Line>figure(
                                labels.text(locale, "title.batch.no"),
                                "",
                                line -> Cell.count(line.typed().line())),
                        Column.title(
                                labels.text(locale, "title.column.organisation"),
                                line -> Cell.text(line.typed().fields().getOrDefault("organisation", ""))),
                        Column.title(labels.text(locale, "title.batch.matched"), line -> matched(line, locale)),
                        Column.text(
                                labels.text(locale, "title.number"),
                                line -> Cell.text(line.certificate().number())),
                        Column.text(
                                labels.text(locale, "title.from"),
                                line -> Cell.text(line.certificate().from().toString())),
                        Column.text(labels.text(locale, "title.batch.fate"), line -> fate(line, locale))),
                rows);
    }

    private Cell matched(Line line, Locale locale) {
        UUID organisation = line.organisation();
        if (organisation == null) return Cell.NONE;
        var candidate = line.match().candidates().stream()
                .filter(each -> each.id().equals(organisation))
                .findFirst();
        return candidate
                .<Cell>map(each -> new Cell.Lines(
                        each.name(),
                        "/organisations/" + organisation,
                        line.typed().organisation() == null
                                ? by(locale, each.by().name())
                                : labels.text(locale, "title.by.hand")))
                .orElseGet(() -> Cell.link(labels.text(locale, "title.by.hand"), "/organisations/" + organisation));
    }

    private Cell fate(Line line, Locale locale) {
        return new Tag(
                labels.text(locale, "title.fate." + line.fate().name().toLowerCase(Locale.ROOT)),
                switch (line.fate()) {
                    case GRANT, RENEW -> Tone.PASSED;
                    case UNCHANGED, SKIP -> Tone.DRAFT;
                    case DOUBTFUL -> Tone.RETURNED;
                    case WRONG -> Tone.FAILED;
                });
    }
}
