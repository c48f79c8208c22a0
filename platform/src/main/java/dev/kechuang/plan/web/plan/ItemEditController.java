package dev.kechuang.plan.web.plan;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.TargetSplit;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.TaskForm;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes the targets and tasks of a draft. */
@Controller
@RequestMapping("/plans/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ItemEditController {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanService service;
    private final TargetSplit split;
    private final Regions regions;
    private final PlanWords words;

    ItemEditController(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            TargetSplit split,
            Regions regions,
            PlanWords words) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.split = split;
        this.regions = regions;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private record Draft(Plan plan, Version version, Content content) {}

    private Draft draft(Viewer viewer, UUID id) {
        Plan plan = store.find(viewer, id).orElseThrow(() -> new NotFound("plan"));
        if (!PlanScope.whole(viewer, plan.region())) throw new NotFound("draft");
        Version version = store.open(id).orElseThrow(() -> new NotFound("draft"));
        return new Draft(plan, version, contents.of(version.id()));
    }

    private Map<String, String> fresh(Plan plan) {
        var values = new HashMap<String, String>();
        values.put("fromOn", plan.fromOn().toString());
        values.put("dueOn", plan.untilOn().toString());
        values.put("region", plan.region());
        values.put("bound", "atLeast");
        values.put("nature", "flow");
        return values;
    }

    private static Map<String, String> with(Map<String, String> values, int edits) {
        var all = new HashMap<>(values);
        all.put("edits", String.valueOf(edits));
        return all;
    }

    private static int edits(Map<String, String> posted) {
        String edits = posted.getOrDefault("edits", "0");
        return edits.matches("[0-9]{1,6}") ? Integer.parseInt(edits) : -1;
    }

    @GetMapping("/targets/new")
    String newTarget(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Draft draft = draft(viewer, id);
        return target(draft, null, Form.of(with(fresh(draft.plan()), 0)), locale, model);
    }

    @GetMapping("/targets/{item}")
    String target(@PathVariable UUID id, @PathVariable UUID item, Viewer viewer, Locale locale, Model model) {
        Draft draft = draft(viewer, id);
        Target target = draft.content().target(item).orElseThrow(() -> new NotFound("target"));
        return target(draft, item, Form.of(with(TargetForm.typed(target), target.edits())), locale, model);
    }

    private String target(Draft draft, @Nullable UUID item, Form form, Locale locale, Model model) {
        Plan plan = draft.plan();
        var tasks = draft.content().tasks().stream()
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
        String path = "/plans/" + plan.id() + "/targets/" + (item == null ? "new" : item.toString());
        model.addAttribute(
                "page",
                new EditPage(
                        item == null ? t(locale, "plan.addTarget") : form.value("name"),
                        crumbs(plan, locale),
                        path,
                        form,
                        fields,
                        "/plans/" + plan.id() + "/draft",
                        draft.version().isDraft(),
                        true,
                        gaps(form, locale),
                        item == null ? "" : "/plans/" + plan.id() + "/items/" + item + "/remove"));
        return "plan/itemEdit";
    }

    private List<Crumb> crumbs(Plan plan, Locale locale) {
        return List.of(
                new Crumb(t(locale, "plan.list"), "/plans"), new Crumb(plan.title(), "/plans/" + plan.id() + "/draft"));
    }

    /**
     * @param target whether parts can be spread evenly
     * @param remove where it is taken out, empty for a new one
     */
    public record EditPage(
            String title,
            List<Crumb> crumbs,
            String action,
            Form form,
            List<Field> fields,
            String cancel,
            boolean editable,
            boolean target,
            List<Gap> gaps,
            String remove) {}

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

    private List<Gap> gaps(Form form, Locale locale) {
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

    @PostMapping("/targets/new")
    String addTarget(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return putTarget(id, null, posted, viewer, locale, model, response, redirect);
    }

    @PostMapping("/targets/{item}")
    String changeTarget(
            @PathVariable UUID id,
            @PathVariable UUID item,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return putTarget(id, item, posted, viewer, locale, model, response, redirect);
    }

    private String putTarget(
            UUID id,
            @Nullable UUID item,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Draft draft = draft(viewer, id);
        var how = TargetSplit.How.of(posted.getOrDefault("spread", ""));
        if (how != null) {
            return split.fill(draft.plan(), posted, how)
                    .fold(filled -> target(draft, item, Form.of(filled), locale, model), errors -> {
                        response.setStatus(422);
                        return target(draft, item, Form.of(posted).with(errors), locale, model);
                    });
        }
        return put(
                service.putTarget(viewer, draft.version().id(), item, edits(posted), posted),
                id,
                errors -> target(draft, item, Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    private static <T> String put(
            Outcome<T> outcome,
            UUID id,
            Function<List<dev.kechuang.shared.FieldError>, String> again,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("plan.done.saved"),
                unused -> "/plans/" + id + "/draft",
                again,
                response,
                redirect);
    }

    @GetMapping("/tasks/new")
    String newTask(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Draft draft = draft(viewer, id);
        return task(draft, null, Form.of(with(fresh(draft.plan()), 0)), locale, model);
    }

    @GetMapping("/tasks/{item}")
    String task(@PathVariable UUID id, @PathVariable UUID item, Viewer viewer, Locale locale, Model model) {
        Draft draft = draft(viewer, id);
        Task task = draft.content().task(item).orElseThrow(() -> new NotFound("task"));
        return task(draft, item, Form.of(with(TaskForm.typed(task), task.edits())), locale, model);
    }

    private String task(Draft draft, @Nullable UUID item, Form form, Locale locale, Model model) {
        var fields = List.of(
                Field.line("heading", t(locale, "plan.field.heading"), 120).must(),
                Field.text("text", t(locale, "plan.field.text"), 4000),
                Field.day("fromOn", t(locale, "plan.field.fromOn")).must(),
                Field.day("dueOn", t(locale, "plan.field.dueOn")).must(),
                Field.line("lead", t(locale, "plan.field.lead"), 60).must().hint(t(locale, "plan.lead.hint")),
                Field.line("support", t(locale, "plan.field.support"), 500).hint(t(locale, "plan.support.hint")),
                Field.hidden("edits"));
        String path = "/plans/" + draft.plan().id();
        model.addAttribute(
                "page",
                new EditPage(
                        item == null ? t(locale, "plan.addTask") : form.value("heading"),
                        crumbs(draft.plan(), locale),
                        path + "/tasks/" + (item == null ? "new" : item.toString()),
                        form,
                        fields,
                        path + "/draft",
                        draft.version().isDraft(),
                        false,
                        List.of(),
                        item == null ? "" : path + "/items/" + item + "/remove"));
        return "plan/itemEdit";
    }

    @PostMapping("/tasks/new")
    String addTask(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return putTask(id, null, posted, viewer, locale, model, response, redirect);
    }

    @PostMapping("/tasks/{item}")
    String changeTask(
            @PathVariable UUID id,
            @PathVariable UUID item,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return putTask(id, item, posted, viewer, locale, model, response, redirect);
    }

    private String putTask(
            UUID id,
            @Nullable UUID item,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Draft draft = draft(viewer, id);
        return put(
                service.putTask(viewer, draft.version().id(), item, edits(posted), posted),
                id,
                errors -> task(draft, item, Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    @PostMapping("/items/{item}/remove")
    String remove(
            @PathVariable UUID id,
            @PathVariable UUID item,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Draft draft = draft(viewer, id);
        var outcome = service.remove(viewer, draft.version().id(), item);
        return Answer.of(
                outcome,
                Notice.done("plan.done.removed"),
                unused -> "/plans/" + id + "/draft",
                errors -> draft.content().target(item).isPresent()
                        ? target(draft, item, Form.EMPTY.with(errors), locale, model)
                        : task(draft, item, Form.EMPTY.with(errors), locale, model),
                response,
                redirect);
    }
}
