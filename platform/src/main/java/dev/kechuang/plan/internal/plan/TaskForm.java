package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as typed: {@code heading, text, fromOn, dueOn, lead, support}. */
public final class TaskForm {

    private final Plan plan;
    private final DutyReader duties;

    public TaskForm(Plan plan, PlanUnits.Reader units) {
        this.plan = plan;
        this.duties = new DutyReader(units);
    }

    public Outcome<Task> read(Map<String, String> values, UUID item, int place, @Nullable TextSpan span, int edits) {
        var typed = new Typed(values, new ArrayList<>());
        String heading = typed.text("heading", 2, 120);
        String text = typed.text("text", 0, 4000);
        LocalDate from = values.containsKey("fromOn") ? typed.day("fromOn") : plan.fromOn();
        LocalDate due = values.containsKey("dueOn") ? typed.day("dueOn") : plan.untilOn();
        TargetForm.days(typed, plan, from, due);
        var who = duties.read(typed.text("lead"), typed.text("support"), typed.errors());
        if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
        return Outcome.done(new Task(
                item,
                place,
                heading,
                text,
                Objects.requireNonNull(from),
                Objects.requireNonNull(due),
                span,
                edits,
                who));
    }

    public static Map<String, String> typed(Task task) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("heading", task.heading());
        typed.put("text", task.text());
        typed.put("fromOn", task.fromOn().toString());
        typed.put("dueOn", task.dueOn().toString());
        typed.put("lead", TargetForm.names(task.duties(), true));
        typed.put("support", TargetForm.names(task.duties(), false));
        return typed;
    }
}
