package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is in force of a plan as a workbook: targets, each with the parts of counties behind it, then tasks. */
@Component
class PlanSheet {

    private final Sheets sheets;
    private final PlanWords words;

    PlanSheet(Sheets sheets, PlanWords words) {
        this.sheets = sheets;
        this.words = words;
    }

    private record Row(
            String kind,
            String name,
            String region,
            String bound,
            @Nullable BigDecimal value,
            @Nullable BigDecimal to,
            String unit,
            @Nullable BigDecimal now,
            Tag light,
            String basis,
            List<Duty> duties,
            LocalDate dueOn) {}

    void write(
            HttpServletResponse response,
            Viewer viewer,
            Locale locale,
            Plan plan,
            Content content,
            Map<UUID, Lights.Light> lights,
            Map<UUID, List<Lights.PartLight>> parts) {
        var rows = new ArrayList<Row>();
        for (Target target : content.targets()) {
            var light = lights.get(target.item());
            if (light == null) continue;
            rows.add(new Row(
                    words.text(locale, "plan.column.target"),
                    target.name(),
                    words.region(locale, target.region()),
                    target.bound().sign(),
                    target.value(),
                    target.valueTo(),
                    target.unit(),
                    light.value(),
                    words.shown(locale, light),
                    reason(light),
                    target.duties(),
                    target.dueOn()));
            for (var part : parts.getOrDefault(target.item(), List.of()))
                rows.add(new Row(
                        words.text(locale, "track.byRegion"),
                        target.name(),
                        words.region(locale, part.part().key()),
                        target.bound().sign(),
                        part.part().value(),
                        null,
                        target.unit(),
                        part.value(),
                        words.light(locale, part.ruling().colour()),
                        part.ruling().reason(),
                        target.duties(),
                        target.dueOn()));
        }
        for (Task task : content.tasks()) {
            var light = lights.get(task.item());
            if (light == null) continue;
            rows.add(new Row(
                    words.text(locale, "plan.column.task"),
                    task.heading(),
                    words.region(locale, plan.region()),
                    "",
                    null,
                    null,
                    "",
                    null,
                    words.shown(locale, light),
                    reason(light),
                    task.duties(),
                    task.dueOn()));
        }
        sheets.write(response, viewer, locale, plan.title(), Map.of(), columns(), rows.iterator());
    }

    /** Of who put another light in the rule's place, theirs. */
    private static String reason(Lights.Light light) {
        var overrule = light.overrule();
        return overrule == null ? light.ruling().reason() : overrule.byName() + "：" + overrule.reason();
    }

    private List<Sheets.Column<Row>> columns() {
        return List.of(
                new Sheets.Column<Row>("plan.column.kind", Row::kind),
                new Sheets.Column<Row>("plan.column.item", Row::name),
                new Sheets.Column<Row>("plan.column.region", Row::region),
                new Sheets.Column<Row>("plan.field.bound", Row::bound),
                new Sheets.Column<Row>("plan.column.value", Row::value),
                new Sheets.Column<Row>("plan.field.valueTo", Row::to),
                new Sheets.Column<Row>("plan.field.unit", Row::unit),
                new Sheets.Column<Row>("plan.column.now", Row::now),
                new Sheets.Column<Row>("plan.column.light", row -> row.light().label()),
                new Sheets.Column<Row>("plan.column.basis", Row::basis),
                new Sheets.Column<Row>("plan.column.lead", row -> words.duties(row.duties(), true)),
                new Sheets.Column<Row>("plan.column.support", row -> words.duties(row.duties(), false)),
                new Sheets.Column<Row>("plan.column.dueOn", Row::dueOn));
    }
}
