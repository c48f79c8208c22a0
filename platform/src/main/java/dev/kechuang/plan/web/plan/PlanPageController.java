package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Differences;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCheck;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A plan in force with its lights, its draft with what is wrong with it, its versions with their differences. */
@Controller
@RequestMapping("/plans/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class PlanPageController {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanService service;
    private final PlanUnits units;
    private final Lights lights;
    private final PlanWords words;

    PlanPageController(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            PlanUnits units,
            Lights lights,
            PlanWords words) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.units = units;
        this.lights = lights;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    private Plan found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("plan"));
    }

    private Page page(Plan plan, String title, Locale locale) {
        return Page.of(
                title, new Crumb(t(locale, "plan.list"), "/plans"), new Crumb(plan.title(), "/plans/" + plan.id()));
    }

    @GetMapping
    String show(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        var version = store.inForce(id);
        if (version.isEmpty()) return "redirect:/plans/" + id + "/draft";
        Content content = contents.of(version.get().id(), viewer);
        var now = lights.of(plan, content, lights.today());
        String path = "/plans/" + id;
        var page = Page.of(plan.title(), new Crumb(t(locale, "plan.list"), "/plans"));
        page.add(new Part.Figures(kpis(content, now, locale, path)));
        var buttons = new ArrayList<Button>();
        boolean whole = PlanScope.whole(viewer, plan.region());
        if (whole) {
            var open = store.open(id);
            if (open.isPresent())
                buttons.add(new Button(t(locale, "plan.openDraft", open.get().number()), path + "/draft", true));
            buttons.add(new Button(t(locale, "bulletin.list"), "/plan-bulletins?plan=" + id, open.isEmpty()));
            buttons.add(new Button(t(locale, "plan.versions"), path + "/versions", false));
        }
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) {
            if (whole) buttons.add(new Button(t(locale, "plan.edit"), path + "/edit", false));
            buttons.add(new Button(t(locale, "plan.derive"), path + "/derive", false));
        }
        if (!buttons.isEmpty()) page.add(new Part.Buttons(buttons));
        page.add(Part.Listing.of(
                t(locale, "plan.targets"),
                targets(plan, content, now, locale, path + "/items/"),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"), tasks(content, now, locale, path + "/items/"), t(locale, "plan.tasks.none")));
        page.add(new Part.Facts(t(locale, "plan.particulars"), details(plan, version.get(), locale)));
        if (whole && PlanScope.makes(viewer, plan.region()) && store.open(id).isEmpty()) {
            page.add(new Part.Command(
                    t(locale, "plan.revise"),
                    t(locale, "plan.revise.hint"),
                    path + "/revise",
                    Form.EMPTY,
                    List.of(Field.text("reason", t(locale, "plan.reason"), 1000).must()),
                    t(locale, "plan.revise"),
                    "",
                    false,
                    true));
        }
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private List<Kpi> kpis(Content content, Map<UUID, Lights.Light> now, Locale locale, String path) {
        var kpis = new ArrayList<Kpi>();
        kpis.add(Kpi.of(t(locale, "plan.column.targets"), content.targets().size(), "", "", path));
        kpis.add(Kpi.of(t(locale, "plan.column.tasks"), content.tasks().size(), "", "", path));
        for (Colour colour : List.of(Colour.GREEN, Colour.AMBER, Colour.RED)) {
            long count = now.values().stream()
                    .filter(light -> light.shown() == colour)
                    .count();
            kpis.add(Kpi.of(t(locale, "plan.light." + colour.code()), count, "", "", path));
        }
        return kpis;
    }

    private Table targets(Plan plan, Content content, Map<UUID, Lights.Light> now, Locale locale, String path) {
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

    private Table tasks(Content content, Map<UUID, Lights.Light> now, Locale locale, String path) {
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

    private List<Detail> details(Plan plan, Version version, Locale locale) {
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

    /** The draft, or what waits for release; without either the version in force. */
    @GetMapping("/draft")
    String draft(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return draft(id, Form.EMPTY, viewer, locale, model);
    }

    private String draft(UUID id, Form refused, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        if (!PlanScope.whole(viewer, plan.region())) throw new NotFound("draft");
        var open = store.open(id);
        if (open.isEmpty())
            return store.inForce(id).isPresent() ? "redirect:/plans/" + id : "redirect:/plans/" + id + "/versions";
        Version version = open.get();
        Content content = contents.of(version.id());
        var problems = PlanCheck.of(content);
        boolean editable = version.isDraft() && PlanScope.makes(viewer, plan.region());
        String path = "/plans/" + id;
        var page = page(plan, t(locale, "plan.draftTitle", plan.title(), version.number()), locale);
        if (!version.returned().isEmpty() && version.isDraft())
            page.add(new Part.Note(t(locale, "plan.wasReturned", version.returned()), true));
        if (!version.reason().isEmpty()) page.add(new Part.Note(t(locale, "plan.reasonSaid", version.reason()), false));
        for (var problem : problems) {
            if (problem.error().field().isEmpty() || problem.blocking() || !editable)
                page.add(new Part.Note(
                        (problem.name().isEmpty() ? "" : "“" + problem.name() + "”：")
                                + words.say(locale, problem.error()),
                        problem.blocking()));
        }
        if (editable)
            page.add(new Part.Buttons(List.of(
                    new Button(t(locale, "plan.addTask"), path + "/tasks/new", false),
                    new Button(t(locale, "plan.addTarget"), path + "/targets/new", false))));
        page.add(Part.Listing.of(
                t(locale, "plan.targets"),
                draftTargets(content, problems, path, locale),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"), draftTasks(content, problems, path, locale), t(locale, "plan.tasks.none")));
        if (editable) unknown(page, content, path, locale);
        if (version.base() != null) changes(page, contents.of(version.base()), content, locale);
        decide(page, plan, version, editable, refused, viewer, locale);
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Table draftTargets(Content content, List<PlanCheck.Problem> problems, String path, Locale locale) {
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

    private Table draftTasks(Content content, List<PlanCheck.Problem> problems, String path, Locale locale) {
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

    /** Names that are no unit: said once which unit they mean, for this plan and all that come. */
    private void unknown(Page page, Content content, String path, Locale locale) {
        var names = new java.util.TreeSet<String>();
        content.targets()
                .forEach(target -> target.duties().stream()
                        .filter(duty -> duty.unit() == null)
                        .forEach(duty -> names.add(duty.name())));
        content.tasks()
                .forEach(task -> task.duties().stream()
                        .filter(duty -> duty.unit() == null)
                        .forEach(duty -> names.add(duty.name())));
        if (names.isEmpty()) return;
        var options = units.all().stream()
                .map(unit -> new Option(unit.id().toString(), PlanWords.unit(locale, unit)))
                .toList();
        page.add(new Part.Command(
                t(locale, "plan.mapUnit"),
                t(locale, "plan.mapUnit.hint"),
                path + "/units",
                Form.of(Map.of("name", names.first())),
                List.of(
                        Field.select(
                                        "name",
                                        t(locale, "plan.mapUnit.name"),
                                        names.stream()
                                                .map(name -> new Option(name, name))
                                                .toList())
                                .must(),
                        Field.select("unit", t(locale, "plan.mapUnit.unit"), options)
                                .must()),
                t(locale, "plan.mapUnit"),
                "",
                false,
                false));
    }

    private void changes(Page page, Content before, Content after, Locale locale) {
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

    private void decide(
            Page page, Plan plan, Version version, boolean editable, Form refused, Viewer viewer, Locale locale) {
        String path = "/plans/" + plan.id();
        if (editable) {
            page.add(new Part.Command(
                    t(locale, "plan.propose"),
                    t(locale, "plan.propose.hint"),
                    path + "/propose",
                    refused,
                    List.of(),
                    t(locale, "plan.propose"),
                    "",
                    false,
                    false));
            page.add(new Part.Command(
                    t(locale, "plan.discard"),
                    t(locale, "plan.discard.hint"),
                    path + "/discard",
                    Form.EMPTY,
                    List.of(),
                    t(locale, "plan.discard"),
                    "",
                    true,
                    true));
        }
        if (version.state() != Version.State.PROPOSED) return;
        page.add(new Part.Note(
                t(
                        locale,
                        "plan.proposedSaid",
                        String.valueOf(version.proposedName()),
                        version.proposedAt() == null ? "" : Labels.minute(version.proposedAt())),
                false));
        boolean own = viewer.requireAccount().equals(version.proposedBy());
        if (!own && PlanScope.releases(viewer, plan.region()))
            page.add(new Part.Command(
                    t(locale, "plan.release"),
                    t(locale, "plan.release.hint"),
                    path + "/release",
                    refused,
                    List.of(),
                    t(locale, "plan.release"),
                    "",
                    false,
                    false));
        if (own || PlanScope.releases(viewer, plan.region()))
            page.add(new Part.Command(
                    t(locale, "plan.giveBack"),
                    "",
                    path + "/return",
                    refused.value("reason").isEmpty() ? Form.EMPTY : refused,
                    List.of(Field.text("reason", t(locale, "plan.reason"), 1000).must()),
                    t(locale, "plan.giveBack"),
                    "",
                    false,
                    true));
    }

    private Version open(Viewer viewer, UUID id) {
        return store.open(found(viewer, id).id()).orElseThrow(() -> new NotFound("draft"));
    }

    private String done(
            Outcome<?> outcome,
            String notice,
            String to,
            UUID id,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done(notice),
                unused -> to,
                errors -> draft(id, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/propose")
    String propose(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.propose(viewer, open(viewer, id).id());
        String to = "/plans/" + id + "/draft";
        return done(outcome, "plan.done.proposed", to, id, Map.of(), viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/release")
    String release(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.release(viewer, open(viewer, id).id());
        String to = "/plans/" + id;
        return done(outcome, "plan.done.released", to, id, Map.of(), viewer, locale, model, response, redirect);
    }

    @PostMapping("/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.giveBack(viewer, open(viewer, id).id(), posted.getOrDefault("reason", ""));
        String to = "/plans/" + id + "/draft";
        return done(outcome, "plan.done.returned", to, id, posted, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/discard")
    String discard(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.discard(viewer, open(viewer, id).id());
        return done(outcome, "plan.done.discarded", "/plans", id, Map.of(), viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/units")
    String map(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID unit = Objects.requireNonNullElse(Sql.uuid(posted.get("unit")), new UUID(0, 0));
        var outcome = service.map(viewer, open(viewer, id).id(), posted.getOrDefault("name", ""), unit);
        String to = "/plans/" + id + "/draft";
        return done(outcome, "plan.done.mapped", to, id, posted, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/revise")
    String revise(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.revise(viewer, id, posted.getOrDefault("reason", "")),
                Notice.done("plan.done.revising"),
                version -> "/plans/" + id + "/draft",
                errors -> {
                    Plan plan = found(viewer, id);
                    model.addAttribute(
                            "model",
                            page(plan, t(locale, "plan.revise"), locale)
                                    .add(new Part.Command(
                                            "",
                                            t(locale, "plan.revise.hint"),
                                            "/plans/" + id + "/revise",
                                            Form.of(posted).with(errors),
                                            List.of(Field.text("reason", t(locale, "plan.reason"), 1000)
                                                    .must()),
                                            t(locale, "plan.revise"),
                                            "/plans/" + id,
                                            false,
                                            false)));
                    return Page.VIEW;
                },
                response,
                redirect);
    }

    @GetMapping("/versions")
    String versions(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        if (!PlanScope.whole(viewer, plan.region())) throw new NotFound("versions");
        List<Column<Version>> columns = List.of(
                Column.text(
                        t(locale, "plan.column.version"),
                        version -> Cell.link(
                                t(locale, "plan.version", version.number()),
                                "/plans/" + id + "/versions/" + version.number())),
                Column.text(t(locale, "plan.column.state"), version -> words.state(locale, version.state())),
                Column.title(t(locale, "plan.reason"), version -> Cell.text(version.reason())),
                Column.text(
                        t(locale, "plan.column.made"),
                        version -> Cell.text(version.madeName() + " " + Labels.minute(version.madeAt()))),
                Column.text(
                        t(locale, "plan.column.decided"),
                        version -> version.decidedAt() == null
                                ? Cell.NONE
                                : Cell.text(version.decidedName() + " " + Labels.minute(version.decidedAt()))));
        model.addAttribute(
                "model",
                page(plan, t(locale, "plan.versions"), locale)
                        .add(Part.Listing.of(
                                "",
                                Table.of(t(locale, "plan.versions"), columns, store.versions(id)),
                                t(locale, "plan.none"))));
        return Page.VIEW;
    }

    @GetMapping("/versions/{number}")
    String version(@PathVariable UUID id, @PathVariable int number, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        if (!PlanScope.whole(viewer, plan.region())) throw new NotFound("version");
        Version version = store.versions(id).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("version"));
        if (version.state() == Version.State.DRAFT || version.state() == Version.State.PROPOSED)
            return "redirect:/plans/" + id + "/draft";
        Content content = contents.of(version.id());
        var page = page(plan, t(locale, "plan.version", number), locale)
                .add(new Part.Facts("", details(plan, version, locale)));
        if (!version.reason().isEmpty()) page.add(new Part.Note(t(locale, "plan.reasonSaid", version.reason()), false));
        if (version.base() != null) changes(page, contents.of(version.base()), content, locale);
        page.add(Part.Listing.of(
                t(locale, "plan.targets"),
                draftTargets(content, List.of(), "/plans/" + id, locale),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"),
                draftTasks(content, List.of(), "/plans/" + id, locale),
                t(locale, "plan.tasks.none")));
        model.addAttribute("model", page);
        return Page.VIEW;
    }
}
