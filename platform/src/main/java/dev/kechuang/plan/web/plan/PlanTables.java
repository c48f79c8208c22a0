package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Differences;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCheck;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What pages of a plan show of its content: targets and tasks with lights, drafts with what is wrong, differences. */
@Component
class PlanTables {

    private final PlanWords words;

    PlanTables(PlanWords words) {
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    Table targets(Plan plan, Content content, Map<UUID, Lights.Light> now, Locale locale, String path) {
        var columns = new ArrayList<Column<Target>>();
        columns.add(Column.title(
                t(locale, "plan.column.target"),
                target -> new Cell.Lines(
                        target.name(),
                        path + target.item(),
                        target.region().equals(plan.region()) ? "" : words.region(locale, target.region()))));
        columns.add(Column.figure(
                t(locale, "plan.column.value"), "", target -> new Cell.Figure(words.value(target), "", "")));
        columns.add(Column.figure(t(locale, "plan.column.now"), "", target -> words.figure(now, target.item())));
        columns.add(Column.text(t(locale, "plan.column.light"), target -> words.light(locale, now, target.item())));
        columns.add(Column.title(
                t(locale, "plan.column.basis"),
                target -> Cell.text(
                        Objects.requireNonNull(now.get(target.item())).ruling().reason())));
        columns.add(
                Column.text(t(locale, "plan.column.lead"), target -> Cell.text(words.duties(target.duties(), true))));
        columns.add(Column.text(
                t(locale, "plan.column.dueOn"),
                target -> Cell.text(target.dueOn().toString())));
        return Table.of(t(locale, "plan.targets"), columns, content.targets());
    }

    Table tasks(Content content, Map<UUID, Lights.Light> now, Locale locale, String path) {
        List<Column<Task>> columns = List.of(
                Column.title(t(locale, "plan.column.task"), task -> Cell.link(task.heading(), path + task.item())),
                Column.text(t(locale, "plan.column.light"), task -> words.light(locale, now, task.item())),
                Column.title(
                        t(locale, "plan.column.basis"),
                        task -> Cell.text(Objects.requireNonNull(now.get(task.item()))
                                .ruling()
                                .reason())),
                Column.text(t(locale, "plan.column.lead"), task -> Cell.text(words.duties(task.duties(), true))),
                Column.title(t(locale, "plan.column.support"), task -> Cell.text(words.duties(task.duties(), false))),
                Column.text(
                        t(locale, "plan.column.dueOn"),
                        task -> Cell.text(task.dueOn().toString())));
        return Table.of(t(locale, "plan.tasks"), columns, content.tasks());
    }

    List<Detail> details(Plan plan, Version version, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "plan.column.kind"), words.kind(locale, plan.kind())));
        details.add(Detail.of(t(locale, "plan.column.number"), plan.number()));
        details.add(Detail.of(t(locale, "plan.column.region"), words.region(locale, plan.region())));
        if (plan.unit() != null) details.add(Detail.of(t(locale, "plan.column.unit"), words.unit(locale, plan.unit())));
        details.add(Detail.of(t(locale, "plan.column.term"), plan.fromOn() + " – " + plan.untilOn()));
        details.add(Detail.of(
                t(locale, "plan.column.rhythm"),
                t(locale, "plan.rhythm." + plan.rhythm().code()) + " · "
                        + t(locale, "plan.reportDay.said", plan.reportDay())));
        details.add(Detail.of(t(locale, "plan.column.version"), t(locale, "plan.version", version.number())));
        if (version.decidedAt() != null)
            details.add(Detail.of(
                    t(locale, "plan.releasedBy"), version.decidedName() + " " + Labels.minute(version.decidedAt())));
        if (!plan.source().isEmpty()) details.add(Detail.of(t(locale, "plan.source"), plan.source()));
        UUID from = plan.splitFrom();
        if (from != null)
            details.add(Detail.of(t(locale, "plan.splitFrom"), Cell.link(plan.source(), "/plans/" + from)));
        return details;
    }

    Table draftTargets(Content content, List<PlanCheck.Problem> problems, String path, Locale locale) {
        List<Column<Target>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.target"),
                        target -> new Cell.Lines(
                                target.name(),
                                path + "/targets/" + target.item(),
                                words.indicator(locale, target.indicator()))),
                Column.figure(
                        t(locale, "plan.column.value"), "", target -> new Cell.Figure(words.value(target), "", "")),
                Column.text(t(locale, "plan.column.lead"), target -> Cell.text(words.duties(target.duties(), true))),
                Column.text(
                        t(locale, "plan.column.dueOn"),
                        target -> Cell.text(target.dueOn().toString())),
                Column.title(t(locale, "plan.column.problem"), target -> said(problems, target.item(), locale)));
        return Table.of(t(locale, "plan.targets"), columns, content.targets());
    }

    Table draftTasks(Content content, List<PlanCheck.Problem> problems, String path, Locale locale) {
        List<Column<Task>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.task"),
                        task -> Cell.link(task.heading(), path + "/tasks/" + task.item())),
                Column.text(t(locale, "plan.column.lead"), task -> Cell.text(words.duties(task.duties(), true))),
                Column.title(t(locale, "plan.column.support"), task -> Cell.text(words.duties(task.duties(), false))),
                Column.text(
                        t(locale, "plan.column.dueOn"),
                        task -> Cell.text(task.dueOn().toString())),
                Column.title(t(locale, "plan.column.problem"), task -> said(problems, task.item(), locale)));
        return Table.of(t(locale, "plan.tasks"), columns, content.tasks());
    }

    private Cell said(List<PlanCheck.Problem> problems, UUID item, Locale locale) {
        var said = problems.stream()
                .filter(problem -> item.equals(problem.item()))
                .map(problem -> words.say(locale, problem.error()))
                .toList();
        return said.isEmpty() ? Cell.NONE : Cell.text(String.join("；", said));
    }

    void changes(Page page, Content before, Content after, Locale locale) {
        record Row(Differences.Difference of, String field, String was, String is) {}
        var rows = new ArrayList<Row>();
        for (var difference : Differences.between(before, after)) {
            if (difference.fields().isEmpty()) rows.add(new Row(difference, "", "", ""));
            for (var field : difference.fields()) {
                String name = field.name().contains(".")
                        ? field.name().startsWith("region.")
                                ? words.region(locale, field.name().substring(7))
                                : field.name().substring(6)
                        : t(locale, "plan.field." + field.name());
                rows.add(new Row(difference, name, field.before(), field.after()));
            }
        }
        List<Column<Row>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.item"), row -> Cell.text(row.of().name())),
                Column.text(
                        t(locale, "plan.column.change"),
                        row -> Cell.text(t(
                                locale, "plan.change." + row.of().what().name().toLowerCase(Locale.ROOT)))),
                Column.text(t(locale, "plan.column.field"), row -> Cell.text(row.field())),
                Column.title(t(locale, "plan.column.was"), row -> Cell.text(row.was())),
                Column.title(t(locale, "plan.column.is"), row -> Cell.text(row.is())));
        page.add(Part.Listing.of(
                t(locale, "plan.changes"),
                Table.of(t(locale, "plan.changes"), columns, rows),
                t(locale, "plan.changes.none")));
    }
}
