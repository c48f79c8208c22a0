package dev.kechuang.policy.web.deduction;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.internal.deduction.Cost;
import dev.kechuang.policy.internal.deduction.DeductionService.Looked;
import dev.kechuang.policy.internal.deduction.Finding;
import dev.kechuang.policy.internal.deduction.Project;
import dev.kechuang.policy.internal.deduction.Sums;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tables of one filing: findings, projects, sums, and the policy's steps. */
@Component
class FilingTables {

    private final DeductionWords words;

    FilingTables(DeductionWords words) {
        this.words = words;
    }

    Table findings(List<Finding> findings, List<Project> projects, String path, boolean edits, Locale locale) {
        var byRow = new HashMap<Integer, Project>();
        projects.forEach(project -> byRow.put(project.position(), project));
        return Table.of(
                words.text(locale, "deduction.findings"),
                List.of(
                        Column.<Finding>text(
                                words.text(locale, "deduction.finding.gravity"),
                                f -> new dev.kechuang.shared.web.ui.Tag(
                                        words.text(locale, f.stops() ? "deduction.stops" : "deduction.note"),
                                        f.stops() ? Tone.FAILED : Tone.RETURNED)),
                        Column.text(words.text(locale, "deduction.row"), f -> {
                            var project = byRow.get(f.row());
                            if (project == null) return Cell.text(words.text(locale, "deduction.row.whole"));
                            String label = words.text(locale, "deduction.row.of", f.row(), project.label());
                            return edits ? Cell.link(label, path + "/projects/" + project.id()) : Cell.text(label);
                        }),
                        Column.title(
                                words.text(locale, "deduction.finding"),
                                f -> Cell.text(
                                        words.text(locale, f.key(), f.args().toArray()))),
                        Column.text(
                                words.text(locale, "deduction.finding.rule"),
                                f -> new Cell.Lines(
                                        words.text(
                                                locale,
                                                "deduction.rule." + f.rule().code()),
                                        "",
                                        f.rule().clause()))),
                findings);
    }

    Table projects(Looked looked, String path, boolean edits, Locale locale) {
        var read = looked.checked().read();
        var columns = new ArrayList<Column<Project>>();
        columns.add(Column.figure(words.text(locale, "deduction.row"), "", p -> Cell.count(p.position())));
        columns.add(Column.title(
                words.text(locale, "deduction.project"),
                p -> new Cell.Lines(
                        p.typed().getOrDefault("name", words.text(locale, "deduction.unnamed")),
                        path + "/projects/" + p.id(),
                        p.label())));
        columns.add(Column.text(words.text(locale, "deduction.field.mode"), p -> {
            String mode = p.typed().getOrDefault("mode", "");
            return words.modes(locale).stream()
                    .filter(option -> option.value().equals(mode))
                    .map(option -> Cell.text(option.label()))
                    .findFirst()
                    .orElse(Cell.NONE);
        }));
        columns.add(Column.figure(words.text(locale, "deduction.own"), words.text(locale, "shared.wan"), p -> {
            var data = read.get(p.position() - 1);
            return data == null ? Cell.NONE : Cell.money(new Money(data.total() - data.commissioned()));
        }));
        columns.add(Column.figure(
                words.text(locale, "deduction.field.commissioned"), words.text(locale, "shared.wan"), p -> {
                    var data = read.get(p.position() - 1);
                    return data == null ? Cell.NONE : Cell.money(new Money(data.commissioned()));
                }));
        columns.add(Column.text(words.text(locale, "deduction.checked"), p -> {
            long wrong = looked.checked().findings().stream()
                    .filter(f -> f.row() == p.position() && f.stops())
                    .count();
            return wrong == 0
                    ? new dev.kechuang.shared.web.ui.Tag(words.text(locale, "deduction.right"), Tone.PASSED)
                    : new dev.kechuang.shared.web.ui.Tag(words.text(locale, "deduction.wrong", wrong), Tone.FAILED);
        }));
        if (edits) {
            columns.add(Column.actions(
                    words.text(locale, "deduction.actions"),
                    p -> Cell.actions(
                            Action.open(words.text(locale, "deduction.edit"), path + "/projects/" + p.id()),
                            Action.post(
                                    words.text(locale, "deduction.remove"),
                                    path + "/projects/" + p.id() + "/remove"))));
        }
        return Table.of(words.text(locale, "deduction.table"), columns, looked.projects());
    }

    private record Sum(String key, long fen) {}

    Table sums(Sums sums, Locale locale) {
        var rows = new ArrayList<Sum>();
        for (Cost cost : Cost.values()) rows.add(new Sum("deduction.field." + cost.code(), sums.of(cost)));
        rows.add(new Sum("deduction.field.commissionedDomestic", sums.domestic()));
        rows.add(new Sum("deduction.field.commissionedForeign", sums.foreign()));
        rows.add(new Sum("deduction.field.total", sums.total()));
        return Table.of(
                words.text(locale, "deduction.sums"),
                List.of(
                        Column.<Sum>title(
                                words.text(locale, "deduction.category"),
                                sum -> Cell.text(words.text(locale, sum.key()))),
                        words.money(locale, "deduction.amount", Sum::fen)),
                rows);
    }

    private record Line(String name, String value, String formula, String clause) {}

    Table steps(@Nullable Decided decided, Locale locale) {
        return Table.of(words.text(locale, "deduction.steps"), stepColumns(locale), lines(decided, locale));
    }

    /** The definitions the policy went through, and the amount itself. */
    private List<Line> lines(@Nullable Decided decided, Locale locale) {
        if (decided == null) return List.of();
        boolean english = DeductionWords.english(locale);
        var language = Decided.language(locale);
        var lines = new ArrayList<Line>();
        for (Decision.BenefitResult benefit : decided.decision().benefits()) {
            // As the policy's text has them, which is how an official reads them.
            var order = decided.version().policy().definitions();
            var steps = new ArrayList<>(benefit.steps());
            steps.sort(Comparator.comparingInt(step -> order.indexOf(step.definition())));
            for (Decision.Step step : steps) {
                var definition = step.definition();
                lines.add(new Line(
                        english ? definition.english() : definition.name(),
                        Words.value(step.value(), definition.expr().type(), language),
                        definition.text(),
                        definition.clause()));
            }
            var amount = benefit.benefit().amount();
            if (amount == null) continue;
            lines.add(new Line(
                    english ? benefit.benefit().english() : benefit.benefit().name(),
                    benefit.amount() instanceof Val.Num
                            ? Words.value(benefit.amount(), amount.type(), language)
                            : words.text(locale, "deduction.open"),
                    benefit.benefit().text(),
                    benefit.benefit().clause()));
        }
        return lines;
    }

    private List<Column<Line>> stepColumns(Locale locale) {
        return List.of(
                Column.title(
                        words.text(locale, "deduction.step"), line -> new Cell.Lines(line.name(), "", line.formula())),
                Column.figure(
                        words.text(locale, "deduction.amount"), "", line -> new Cell.Figure(line.value(), "", "")),
                Column.text(words.text(locale, "deduction.clause"), line -> Cell.text(line.clause())));
    }
}
