package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The versions of a plan with their differences. */
@Controller
@RequestMapping("/plans/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class VersionController {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanWords words;
    private final PlanTables tables;

    VersionController(PlanStore store, ContentStore contents, PlanWords words, PlanTables tables) {
        this.store = store;
        this.contents = contents;
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
                .add(new Part.Facts("", tables.details(plan, version, locale)));
        if (!version.reason().isEmpty()) page.add(new Part.Note(t(locale, "plan.reasonSaid", version.reason()), false));
        if (version.base() != null) tables.changes(page, contents.of(version.base()), content, locale);
        page.add(Part.Listing.of(
                t(locale, "plan.targets"),
                tables.draftTargets(content, List.of(), "/plans/" + id, locale),
                t(locale, "plan.targets.none")));
        page.add(Part.Listing.of(
                t(locale, "plan.tasks"),
                tables.draftTasks(content, List.of(), "/plans/" + id, locale),
                t(locale, "plan.tasks.none")));
        model.addAttribute("model", page);
        return Page.VIEW;
    }
}
