package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCheck;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.plan.internal.plan.UnitMapping;
import dev.kechuang.plan.internal.plan.Version;
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
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
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

/** A draft with what is wrong with it, and what becomes of it: proposed, released, given back, given up. */
@Controller
@RequestMapping("/plans/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DraftController {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanService service;
    private final UnitMapping mapping;
    private final PlanUnits units;
    private final PlanWords words;
    private final PlanTables tables;

    DraftController(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            UnitMapping mapping,
            PlanUnits units,
            PlanWords words,
            PlanTables tables) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.mapping = mapping;
        this.units = units;
        this.words = words;
        this.tables = tables;
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
                tables.draftTargets(content, problems, path, locale),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"),
                tables.draftTasks(content, problems, path, locale),
                t(locale, "plan.tasks.none")));
        if (editable) unknown(page, content, path, locale);
        if (version.base() != null) tables.changes(page, contents.of(version.base()), content, locale);
        decide(page, plan, version, editable, refused, viewer, locale);
        model.addAttribute("model", page);
        return Page.VIEW;
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
        var outcome = mapping.map(viewer, open(viewer, id).id(), posted.getOrDefault("name", ""), unit);
        String to = "/plans/" + id + "/draft";
        return done(outcome, "plan.done.mapped", to, id, posted, viewer, locale, model, response, redirect);
    }
}
