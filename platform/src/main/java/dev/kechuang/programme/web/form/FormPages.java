package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import dev.kechuang.programme.internal.definition.Units;
import dev.kechuang.programme.internal.form.Answer;
import dev.kechuang.programme.internal.form.Answered;
import dev.kechuang.programme.internal.form.FilledForm;
import dev.kechuang.programme.internal.form.FormCheck;
import dev.kechuang.programme.internal.form.FormFacts;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Opened;
import dev.kechuang.programme.internal.form.ParticipantStore;
import dev.kechuang.programme.internal.form.Paths;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** One section of a form as its page shows it. */
@Component
public class FormPages {

    private static final int BLANK_ROWS = 1;
    private static final int MORE_ROWS = 3;

    private final ApplicationLabels labels;
    private final ParticipantStore participants;

    FormPages(ApplicationLabels labels, ParticipantStore participants) {
        this.labels = labels;
        this.participants = participants;
    }

    /**
     * @param tokens what is in sight, one line a path: the path, a blank, the token
     * @param reason why the section was returned; empty for a draft
     */
    public record Page(
            UUID application,
            String title,
            String heading,
            String hint,
            String reason,
            String action,
            boolean upload,
            Form form,
            List<Step> steps,
            List<Control> controls,
            String tokens,
            String before,
            boolean last) {}

    /**
     * A section in the list of all.
     *
     * @param open problems it still has; 0 when it is complete
     */
    public record Step(String label, String path, boolean current, boolean editable, int open) {}

    /**
     * A field.
     *
     * @param kind which control: text, lines, number, date, radios, select, boxes, yesno, file, organisations, table
     * @param source where a filled-in value comes from, or that it was changed
     */
    public record Control(
            String path,
            String kind,
            String label,
            String hint,
            boolean required,
            String unit,
            String source,
            String factPage,
            int lines,
            int most,
            List<Option> options,
            List<FileRow> files,
            List<PartnerRow> partners,
            TableView table,
            List<RivalView> rivals) {}

    public record FileRow(UUID id, String name, String size, String remove) {}

    public record PartnerRow(UUID id, String name, String creditCode, String state, String remove) {}

    public record TableView(List<Column> columns, List<RowView> rows, List<String> totals, boolean fixed) {
        static final TableView NONE = new TableView(List.of(), List.of(), List.of(), true);
    }

    public record Column(String id, String label, String unit, boolean number) {}

    /** @param clear value of the button that empties the row; empty for fixed and blank rows */
    public record RowView(String id, String label, List<CellView> cells, String clear) {}

    public record CellView(String path, String kind, String label, int most, List<Option> options) {}

    /** @param choose value of the button that takes the rival's value, {@code keep} of the one that drops it */
    public record RivalView(
            String where, String actor, String at, String value, String stands, String choose, String keep) {}

    /**
     * @param errors what a save refused
     * @param check whether everything missing is told
     * @param more path of the table that gets more blank rows
     */
    Page page(Opened opened, Section section, List<FieldError> errors, boolean check, String more, Locale locale) {
        FilledForm form = opened.form();
        UUID id = opened.application().id();
        String base = "/applications/" + id + "/form/";
        var values = new HashMap<String, String>();
        form.answers().forEach((path, answer) -> values.put(path, answer.value()));
        var tokens = new LinkedHashMap<String, String>();
        var partners = participants.of(id);
        var controls = new ArrayList<Control>();
        for (Field field : form.fields(section)) {
            controls.add(control(opened, section, field, more, partners, tokens, locale));
        }
        var steps = new ArrayList<Step>();
        var sections = form.sections();
        int at = sections.indexOf(section);
        for (Section one : sections) {
            steps.add(new Step(
                    one.name().in(locale),
                    base + one.id(),
                    one.equals(section),
                    opened.isOpen(one.id()),
                    FormCheck.problems(form, one).size()));
        }
        var told = new ArrayList<>(errors);
        if (check) {
            FormCheck.problems(form, section).stream()
                    .filter(error -> !told.contains(error))
                    .forEach(told::add);
        }
        var lines = new StringBuilder();
        tokens.forEach(
                (path, token) -> lines.append(path).append(' ').append(token).append('\n'));
        return new Page(
                id,
                labels.title(locale, opened.application()),
                section.name().in(locale),
                section.hint().in(locale),
                "",
                base + section.id(),
                form.fields(section).stream().anyMatch(FileField.class::isInstance),
                new Form(values, told),
                steps,
                controls,
                lines.toString(),
                at > 0 ? base + sections.get(at - 1).id() : "",
                at == sections.size() - 1);
    }

    private Control control(
            Opened opened,
            Section section,
            Field field,
            String more,
            List<ParticipantStore.Participant> partners,
            Map<String, String> tokens,
            Locale locale) {
        String path = Paths.field(section.id(), field.id());
        FilledForm form = opened.form();
        Answered answered = form.answered(path);
        var table = field instanceof TableField of && answered instanceof Answered.Table rows
                ? table(form, path, of, rows, path.equals(more) ? MORE_ROWS : BLANK_ROWS, tokens, locale)
                : TableView.NONE;
        if (kind(field).equals("table") || field instanceof FileField || field instanceof OrganisationsField) {
            // Cells have tokens of their own; files and organisations are added one by one.
        } else {
            tokens.put(path, FormService.token(form.answers().get(path)));
        }
        FormFacts.Known known = opened.facts().get(path);
        return new Control(
                path,
                kind(field),
                field.name().in(locale),
                field.hint().in(locale),
                field.required(),
                field instanceof NumberField number ? Units.in(locale, number.unit()) : "",
                known == null ? "" : source(form, known, locale),
                known == null ? "" : "/organisations/" + opened.application().organisation() + "/facts/" + known.year(),
                field instanceof TextField text ? text.lines() : 1,
                field instanceof TextField text ? text.most() : 0,
                options(field, locale),
                answered instanceof Answered.Files(var files)
                        ? files.stream()
                                .map(file ->
                                        new FileRow(file.id(), file.name(), size(file.size()), path + " " + file.id()))
                                .toList()
                        : List.of(),
                answered instanceof Answered.Organisations(var named)
                        ? named.stream()
                                .map(one -> new PartnerRow(
                                        one.id(),
                                        one.name(),
                                        one.creditCode(),
                                        state(partners, one.id(), locale),
                                        path + " " + one.id()))
                                .toList()
                        : List.of(),
                table,
                rivals(form, path, field, locale));
    }

    private String state(List<ParticipantStore.Participant> partners, UUID organisation, Locale locale) {
        String state = partners.stream()
                .filter(one -> one.organisation().equals(organisation))
                .map(ParticipantStore.Participant::state)
                .findFirst()
                .orElse("invited");
        return labels.text(locale, "form.partner." + state);
    }

    private String source(FilledForm form, FormFacts.Known known, Locale locale) {
        String value = known.value();
        var at = known.confirmedAt();
        if (value == null || at == null) {
            return labels.text(locale, "form.source.none", Integer.toString(known.year()));
        }
        return form.typed(known.path()).equals(value)
                ? labels.text(
                        locale,
                        "form.source.filled",
                        Integer.toString(known.year()),
                        ApplicationLabels.day(at).toString())
                : labels.text(locale, "form.source.changed", Integer.toString(known.year()), value);
    }

    private TableView table(
            FilledForm form,
            String path,
            TableField field,
            Answered.Table answered,
            int blank,
            Map<String, String> tokens,
            Locale locale) {
        boolean fixed = !field.rows().isEmpty();
        var ids = new LinkedHashMap<String, String>();
        for (Answered.Row row : answered.rows()) {
            if (fixed || !row.isEmpty()) ids.put(row.id(), row.label());
        }
        int filled = ids.size();
        if (!fixed) {
            int wanted = Math.min(field.most(), Math.max(field.least(), filled + blank));
            long now = labels.now().toEpochMilli();
            for (int i = filled; i < wanted; i++) ids.put(Paths.newRow(now + i), "");
        }
        var rows = new ArrayList<RowView>();
        ids.forEach((id, label) -> {
            int number = rows.size() + 1;
            var cells = new ArrayList<CellView>();
            for (Field column : field.columns()) {
                String cell = path + "." + id + "." + column.id();
                tokens.put(cell, FormService.token(form.answers().get(cell)));
                cells.add(new CellView(
                        cell,
                        column instanceof ChoiceField ? "select" : kind(column),
                        (label.isEmpty() ? labels.text(locale, "form.row", number) : label) + " "
                                + column.name().in(locale),
                        column instanceof TextField text ? text.most() : 24,
                        options(column, locale)));
            }
            rows.add(new RowView(id, label, cells, fixed || number > filled ? "" : path + "." + id));
        });
        return new TableView(
                field.columns().stream()
                        .map(column -> new Column(
                                column.id(),
                                column.name().in(locale),
                                column instanceof NumberField number ? Units.in(locale, number.unit()) : "",
                                column instanceof NumberField))
                        .toList(),
                rows,
                totals(field, answered),
                fixed);
    }

    /** One a column, empty where none is summed; no list where no column is. */
    static List<String> totals(TableField field, Answered.Table answered) {
        if (answered.totals().isEmpty()) return List.of();
        return field.columns().stream()
                .map(column -> {
                    var sum = answered.totals().get(column.id());
                    return sum == null ? "" : Figures.exact(sum);
                })
                .toList();
    }

    private List<RivalView> rivals(FilledForm form, String path, Field field, Locale locale) {
        var found = new ArrayList<RivalView>();
        form.answers().forEach((at, answer) -> {
            if (!at.equals(path) && !at.startsWith(path + ".")) return;
            for (Answer.Rival rival : answer.rivals()) {
                String name = at + " " + rival.account() + " " + FormService.token(answer);
                found.add(new RivalView(
                        at.equals(path) ? "" : at.substring(at.lastIndexOf('.') + 1),
                        rival.actor(),
                        ApplicationLabels.minute(rival.at()),
                        shown(field, rival.value(), locale),
                        labels.text(
                                locale,
                                "form.rival.stands",
                                answer.actor(),
                                ApplicationLabels.minute(answer.at()),
                                shown(field, answer.value(), locale)),
                        "take " + name,
                        "keep " + name));
            }
        });
        return found;
    }

    private String shown(Field field, String value, Locale locale) {
        if (value.isEmpty()) return labels.text(locale, "form.empty");
        if (!(field instanceof ChoiceField)) return value;
        return options(field, locale).stream()
                .filter(option -> ("," + value + ",").contains("," + option.value() + ","))
                .map(Option::label)
                .reduce((a, b) -> a + "、" + b)
                .orElse(value);
    }

    static String kind(Field field) {
        return switch (field) {
            case TextField text -> text.lines() > 1 ? "lines" : "text";
            case NumberField ignored -> "number";
            case DateField ignored -> "date";
            case ChoiceField choice ->
                choice.several() ? "boxes" : choice.options().size() <= 4 ? "radios" : "select";
            case YesNoField ignored -> "radios";
            case FileField ignored -> "file";
            case OrganisationsField ignored -> "organisations";
            case TableField ignored -> "table";
        };
    }

    private List<Option> options(Field field, Locale locale) {
        return switch (field) {
            case ChoiceField choice ->
                choice.options().stream()
                        .map(option -> new Option(option.code(), option.name().in(locale)))
                        .toList();
            case YesNoField ignored ->
                List.of(
                        new Option("yes", labels.text(locale, "form.yes")),
                        new Option("no", labels.text(locale, "form.no")));
            default -> List.of();
        };
    }

    static String size(long bytes) {
        return bytes < 1_048_576
                ? Figures.exact(java.math.BigDecimal.valueOf(Math.max(1, (bytes + 1023) / 1024))) + " KB"
                : Figures.exact(java.math.BigDecimal.valueOf(bytes * 10 / 1_048_576, 1)) + " MB";
    }

    /** Entries of a submission as a page shows them. */
    public record SectionView(String heading, List<Submission.Entry> entries) {}

    static List<SectionView> sections(Submission.Content content, Locale locale) {
        return content.sections().stream()
                .map(section -> new SectionView(section.name().in(locale), section.fields()))
                .toList();
    }
}
