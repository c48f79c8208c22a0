package dev.kechuang.plan.web.plan;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.TargetSplit;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.ui.Option;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The fields of a target with those of its parts, and what the parts come to. */
@Component
public class TargetFields {

    private final TargetSplit split;
    private final Regions regions;
    private final PlanWords words;

    TargetFields(TargetSplit split, Regions regions, PlanWords words) {
        this.split = split;
        this.regions = regions;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    /**
     * What the parts of a kind come to against the target.
     *
     * @param kind {@code region} or {@code month}
     * @param said in words, empty where there are no parts or nothing adds up
     * @param wrong whether they do not agree
     * @param ratio whether the values of counties do not add up
     * @param stock whether the last month stands for the sum
     */
    public record Gap(String kind, String said, boolean wrong, boolean ratio, boolean stock) {}

    List<Field> of(Plan plan, Content content, Form form, Locale locale) {
        var tasks = content.tasks().stream()
                .map(task -> new Option(task.item().toString(), task.heading()))
                .toList();
        var places = new ArrayList<Option>();
        places.add(new Option(plan.region(), words.region(locale, plan.region())));
        for (var below : regions.children(plan.region(), plan.fromOn()))
            places.add(new Option(below.code(), words.region(locale, below.code())));
        var fields = new ArrayList<Field>();
        fields.add(Field.line("name", t(locale, "plan.field.name"), 120).must());
        fields.add(Field.select("indicator", t(locale, "plan.field.indicator"), words.indicators(locale))
                .hint(t(locale, "plan.indicator.hint")));
        fields.add(Field.select("bound", t(locale, "plan.field.bound"), words.bounds(locale))
                .must());
        fields.add(Field.number("value", t(locale, "plan.field.value")).must());
        fields.add(Field.number("valueTo", t(locale, "plan.field.valueTo")).hint(t(locale, "plan.valueTo.hint")));
        fields.add(Field.line("unit", t(locale, "plan.field.unit"), 20).hint(t(locale, "plan.unit.hint")));
        fields.add(Field.select(
                "nature",
                t(locale, "plan.field.nature"),
                List.of(
                        new Option("flow", t(locale, "plan.nature.flow")),
                        new Option("stock", t(locale, "plan.nature.stock")))));
        fields.add(Field.number("baseline", t(locale, "plan.field.baseline")).hint(t(locale, "plan.baseline.hint")));
        fields.add(Field.select("region", t(locale, "plan.field.region"), places));
        fields.add(Field.day("fromOn", t(locale, "plan.field.fromOn")).must());
        fields.add(Field.day("dueOn", t(locale, "plan.field.dueOn")).must());
        fields.add(Field.line("lead", t(locale, "plan.field.lead"), 60).must().hint(t(locale, "plan.lead.hint")));
        fields.add(Field.line("support", t(locale, "plan.field.support"), 500).hint(t(locale, "plan.support.hint")));
        fields.add(Field.select("task", t(locale, "plan.field.task"), tasks));
        String region = form.value("region").isEmpty() ? plan.region() : form.value("region");
        var before =
                split.lastYear(form.value("indicator"), region, plan.fromOn().getYear() - 1);
        for (var below : regions.children(region, plan.fromOn())) {
            var field =
                    Field.number("region." + below.code(), t(locale, "plan.part", words.region(locale, below.code())));
            var reached = before.get(below.code());
            fields.add(
                    reached == null ? field : field.hint(t(locale, "plan.part.lastYear", PlanWords.number(reached))));
        }
        try {
            for (var month :
                    TargetForm.months(LocalDate.parse(form.value("fromOn")), LocalDate.parse(form.value("dueOn"))))
                fields.add(Field.number("month." + month, t(locale, "plan.part", month.toString())));
        } catch (DateTimeException e) {
            // The dates are wrong, which their fields say; months come back with them.
        }
        fields.add(
                Field.line("gapReason", t(locale, "plan.field.gapReason"), 500).hint(t(locale, "plan.gap.hint")));
        fields.add(Field.hidden("edits"));
        return fields;
    }

    List<Gap> gaps(Form form, Locale locale) {
        boolean ratio = split.ratio(form.values());
        boolean stock = split.stock(form.values());
        return Stream.of("region", "month")
                .map(kind -> {
                    var gap = split.gap(form.values(), kind);
                    return gap == null
                            ? new Gap(kind, "", false, ratio, stock)
                            : new Gap(
                                    kind,
                                    t(
                                            locale,
                                            "plan.gap." + kind + "."
                                                    + (gap.lacks().signum() == 0
                                                            ? "agree"
                                                            : gap.lacks().signum() > 0 ? "short" : "over"),
                                            TargetForm.plain(gap.sum()),
                                            TargetForm.plain(gap.lacks().abs())),
                                    gap.lacks().signum() != 0,
                                    ratio,
                                    stock);
                })
                .toList();
    }
}
