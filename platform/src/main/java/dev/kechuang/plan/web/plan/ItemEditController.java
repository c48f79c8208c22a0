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
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
    private final TargetFields targets;

    ItemEditController(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            TargetSplit split,
            Regions regions,
            PlanWords words,
            TargetFields targets) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.split = split;
        this.regions = regions;
        this.words = words;
        this.targets = targets;
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
        var fields = targets.of(plan, draft.content(), form, locale);
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
                        targets.gaps(form, locale),
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
            List<TargetFields.Gap> gaps,
            String remove) {}

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
