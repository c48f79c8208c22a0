package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.Lights;
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
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A plan in force with its lights, and how it is revised. */
@Controller
@RequestMapping("/plans/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class PlanPageController {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanService service;
    private final Lights lights;
    private final PlanWords words;
    private final PlanTables tables;
    private final PlanSheet sheet;

    PlanPageController(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            Lights lights,
            PlanWords words,
            PlanTables tables,
            PlanSheet sheet) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.lights = lights;
        this.words = words;
        this.tables = tables;
        this.sheet = sheet;
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
        buttons.add(new Button(t(locale, "shared.export"), path + "/export", false));
        page.add(new Part.Buttons(buttons));
        page.add(Part.Listing.of(
                t(locale, "plan.targets"),
                tables.targets(plan, content, now, locale, path + "/items/"),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"),
                tables.tasks(content, now, locale, path + "/items/"),
                t(locale, "plan.tasks.none")));
        page.add(new Part.Facts(t(locale, "plan.particulars"), tables.details(plan, version.get(), locale)));
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

    /** What is in force, with lights, as a workbook. */
    @GetMapping("/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        Plan plan = found(viewer, id);
        var version = store.inForce(id).orElseThrow(() -> new NotFound("version"));
        Content content = contents.of(version.id(), viewer);
        var now = lights.of(plan, content, lights.today());
        sheet.write(response, viewer, locale, plan, content, now, lights.parts(content, now, lights.today()));
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
}
