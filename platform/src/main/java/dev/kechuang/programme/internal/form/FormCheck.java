package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.feel.Value;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Rule;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.ui.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of a filled form is missing or wrong, each at the path where it stands, in the order of the form. */
public final class FormCheck {

    private FormCheck() {}

    public static List<FieldError> problems(FilledForm form) {
        var found = new ArrayList<FieldError>();
        for (Section section : form.sections()) found.addAll(problems(form, section));
        return found;
    }

    public static List<FieldError> problems(FilledForm form, Section section) {
        var unreadable = form.unreadable();
        var found = new ArrayList<FieldError>();
        for (Field field : form.fields(section)) {
            String path = Paths.field(section.id(), field.id());
            String below = path + ".";
            unreadable.stream()
                    .filter(error -> error.field().equals(path) || error.field().startsWith(below))
                    .forEach(found::add);
            Answered answered = form.answered(path);
            if (field instanceof TableField table && answered instanceof Answered.Table(var rows, var ignored)) {
                table(form, path, table, rows, found);
            } else if (field.required() && answered.isNothing()) {
                found.add(FieldError.of(path, "form.problem.missing", name(form, field)));
            }
            form.answers().forEach((at, answer) -> {
                if ((at.equals(path) || at.startsWith(below))
                        && !answer.rivals().isEmpty()) {
                    found.add(FieldError.of(at, "form.problem.rival", name(form, field)));
                }
            });
        }
        for (Rule rule : section.rules()) rule(form, rule, found);
        return found;
    }

    private static void table(
            FilledForm form, String path, TableField table, List<Answered.Row> rows, List<FieldError> found) {
        boolean fixed = !table.rows().isEmpty();
        long filled = rows.stream().filter(row -> !row.isEmpty()).count();
        if (filled == 0) {
            if (table.required()) found.add(FieldError.of(path, "form.problem.missing", name(form, table)));
            return;
        }
        if (!fixed && filled < table.least()) {
            found.add(FieldError.of(path, "form.problem.rowsLeast", name(form, table), table.least(), filled));
        }
        if (!fixed && filled > table.most()) {
            found.add(FieldError.of(path, "form.problem.rowsMost", name(form, table), table.most(), filled));
        }
        int number = 0;
        for (Answered.Row row : rows) {
            number++;
            if (row.isEmpty() && !fixed) continue;
            for (Answered.Cell cell : row.cells().values()) {
                Field column = cell.column();
                if (!column.required() || table.totals().contains(column.id())) continue;
                if (cell.answered() instanceof Answered.Nothing) {
                    found.add(FieldError.of(
                            cell.path(),
                            "form.problem.cell",
                            name(form, table),
                            row.label().isEmpty() ? Integer.toString(number) : row.label(),
                            name(form, column)));
                }
            }
        }
    }

    private static void rule(FilledForm form, Rule rule, List<FieldError> found) {
        Expr expression = FilledForm.parsed(rule.holds());
        if (!form.fails(rule.holds())) return;
        String message = rule.message().in(form.locale());
        if (expression instanceof Expr.Binary comparison
                && form.evaluate(comparison.left()) instanceof Value.Num(BigDecimal left)
                && form.evaluate(comparison.right()) instanceof Value.Num(BigDecimal right)) {
            boolean money = isMoney(form.form(), rule.holds());
            found.add(FieldError.of(
                    rule.field(),
                    money ? "form.problem.ruleMoney" : "form.problem.ruleNumbers",
                    message,
                    figure(left, money),
                    figure(right, money)));
        } else {
            found.add(FieldError.of(rule.field(), "form.problem.rule", message));
        }
    }

    /** Money counts in yuan in expressions and is told in 万元. */
    private static String figure(BigDecimal number, boolean money) {
        return Figures.exact(money ? number.movePointLeft(4) : number);
    }

    private static boolean isMoney(FormDefinition form, String expression) {
        return form.sections().stream()
                .flatMap(section -> section.fields().stream())
                .flatMap(field -> field instanceof TableField table ? table.columns().stream() : Stream.of(field))
                .anyMatch(field -> FilledForm.isMoney(field)
                        && expression.contains(field.name().zh()));
    }

    private static String name(FilledForm form, Field field) {
        return field.name().in(form.locale());
    }
}
