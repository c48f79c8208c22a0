package dev.kechuang.programme.internal.form;

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
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.shared.web.ui.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a filled form into the words of a submission: what is asked, and nothing that is not. */
public final class Freezer {

    private static final Words NOTHING = new Words("", "");

    private Freezer() {}

    public static Submission.Content freeze(FilledForm form, Map<String, FormFacts.Known> facts) {
        var sections = new ArrayList<Submission.Section>();
        for (Section section : form.sections()) {
            var entries = new ArrayList<Submission.Entry>();
            for (Field field : form.fields(section)) {
                String path = Paths.field(section.id(), field.id());
                entries.add(entry(path, field, form.answered(path), source(form, facts.get(path))));
            }
            sections.add(new Submission.Section(section.id(), section.name(), entries));
        }
        return new Submission.Content(sections);
    }

    private static String source(FilledForm form, FormFacts.@Nullable Known known) {
        if (known == null || known.value() == null) return "";
        Answer answer = form.answers().get(known.path());
        if (answer == null || !answer.value().equals(known.value())) return "";
        return known.fact() + "/" + known.year();
    }

    private static Submission.Entry entry(String path, Field field, Answered answered, String source) {
        List<Answered.Attached> files = answered instanceof Answered.Files(var list) ? list : List.of();
        List<Answered.Partner> organisations = answered instanceof Answered.Organisations(var list) ? list : List.of();
        Submission.Table table =
                field instanceof TableField of && answered instanceof Answered.Table(var rows, var sums)
                        ? table(of, rows, sums)
                        : null;
        return new Submission.Entry(
                path,
                field.name(),
                kind(field),
                meaning(field),
                unit(field),
                value(answered),
                text(field, answered),
                source,
                files,
                organisations,
                table);
    }

    private static Submission.Table table(
            TableField field, List<Answered.Row> rows, Map<String, java.math.BigDecimal> sums) {
        var columns = field.columns().stream()
                .map(column -> new Submission.Column(
                        column.id(), column.name(), unit(column), meaning(column), column instanceof NumberField))
                .toList();
        var shown = new ArrayList<Submission.Row>();
        for (int i = 0; i < rows.size(); i++) {
            Answered.Row row = rows.get(i);
            boolean fixed = !field.rows().isEmpty();
            if (!fixed && row.isEmpty()) continue;
            var cells = field.columns().stream()
                    .map(column -> java.util.Objects.requireNonNull(row.cells().get(column.id())))
                    .toList();
            shown.add(new Submission.Row(
                    fixed ? field.rows().get(i) : NOTHING,
                    cells.stream().map(cell -> value(cell.answered())).toList(),
                    cells.stream()
                            .map(cell -> cell.answered() instanceof Answered.Number(var number)
                                    ? same(Figures.exact(number))
                                    : text(cell.column(), cell.answered()))
                            .toList()));
        }
        var totals = sums.isEmpty()
                ? List.<String>of()
                : field.columns().stream()
                        .map(column -> {
                            var sum = sums.get(column.id());
                            return sum == null ? "" : Figures.exact(sum);
                        })
                        .toList();
        return new Submission.Table(columns, shown, totals);
    }

    static String kind(Field field) {
        return switch (field) {
            case TextField ignored -> "text";
            case NumberField ignored -> "number";
            case DateField ignored -> "date";
            case ChoiceField ignored -> "choice";
            case YesNoField ignored -> "yes-no";
            case FileField ignored -> "file";
            case OrganisationsField ignored -> "organisations";
            case TableField ignored -> "table";
        };
    }

    private static String meaning(Field field) {
        var meaning = field.meaning();
        return meaning == null ? "" : Submission.code(meaning);
    }

    private static String unit(Field field) {
        return field instanceof NumberField number ? number.unit() : "";
    }

    static String value(Answered answered) {
        return switch (answered) {
            case Answered.Nothing ignored -> "";
            case Answered.Unreadable ignored -> "";
            case Answered.Text(var text) -> text;
            case Answered.Number(var number) -> number.toPlainString();
            case Answered.Day(var day) -> day.toString();
            case Answered.Choice(var codes) -> String.join(",", codes);
            case Answered.YesNo(var yes) -> yes ? "yes" : "no";
            case Answered.Files ignored -> "";
            case Answered.Organisations ignored -> "";
            case Answered.Table ignored -> "";
        };
    }

    /** An answer in words, also a half-typed one. */
    static Words text(Field field, Answered answered) {
        return switch (answered) {
            case Answered.Nothing ignored -> NOTHING;
            case Answered.Unreadable(var typed) -> same(typed);
            case Answered.Text(var text) -> same(text);
            case Answered.Number(var number) -> {
                String unit = unit(field);
                String exact = Figures.exact(number);
                if (unit.isEmpty() || unit.equals("%")) yield same(exact + unit);
                yield new Words(exact + " " + unit, exact + " " + Units.in(Locale.ENGLISH, unit));
            }
            case Answered.Day(var day) -> same(day.toString());
            case Answered.Choice(var codes) -> {
                var options = field instanceof ChoiceField choice
                        ? choice.options().stream()
                                .filter(option -> codes.contains(option.code()))
                                .toList()
                        : List.<dev.kechuang.programme.internal.definition.FormDefinition.Option>of();
                yield new Words(
                        String.join(
                                "、",
                                options.stream()
                                        .map(option -> option.name().zh())
                                        .toList()),
                        String.join(
                                ", ",
                                options.stream()
                                        .map(option -> option.name().in(java.util.Locale.ENGLISH))
                                        .toList()));
            }
            case Answered.YesNo(var yes) -> yes ? new Words("是", "Yes") : new Words("否", "No");
            case Answered.Files(var files) ->
                same(String.join(
                        "\n", files.stream().map(Answered.Attached::name).toList()));
            case Answered.Organisations(var organisations) ->
                same(String.join(
                        "\n", organisations.stream().map(Answered.Partner::name).toList()));
            case Answered.Table ignored -> NOTHING;
        };
    }

    private static Words same(String text) {
        return new Words(text, "");
    }
}
