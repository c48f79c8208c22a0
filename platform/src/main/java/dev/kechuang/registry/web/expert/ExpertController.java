package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.expert.ExpertService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A person of the pool: for officers, and for the expert oneself. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EXPERT})
public class ExpertController {

    /** Flash attribute that carries the link of an invitation to the page that shows it once. */
    static final String LINK = "expert.link";

    private final ExpertService experts;
    private final ExpertDesk desk;
    private final ExpertTables tables;
    private final ExpertLabels labels;

    ExpertController(ExpertService experts, ExpertDesk desk, ExpertTables tables, ExpertLabels labels) {
        this.experts = experts;
        this.desk = desk;
        this.tables = tables;
        this.labels = labels;
    }

    /**
     * @param link of an invitation that was just made, shown once; empty otherwise
     * @param table of the open tab; without rows where there are none
     */
    public record DetailPage(
            Expert expert,
            boolean own,
            Tag status,
            List<Tab> tabs,
            String tab,
            List<Detail> details,
            Table table,
            List<TimelineEntry> history,
            List<Action> actions,
            String link) {}

    @Allow(Role.EXPERT)
    @GetMapping("/my/expert")
    String own(Viewer viewer) {
        return experts.own(viewer)
                .map(expert -> "redirect:/experts/" + expert.id())
                .orElse("registry/expert/noEntry");
    }

    @GetMapping("/experts/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String tab,
            Viewer viewer,
            Locale locale,
            Model model) {
        Expert expert = desk.visible(id, viewer);
        boolean own = ExpertDesk.own(expert, viewer);
        var history = new ArrayList<TimelineEntry>();
        Table table = Table.of("", List.<Column<String>>of(), List.of());
        switch (tab) {
            case "ties" -> table = tables.ties(expert, own || ExpertDesk.mayKeep(expert, viewer), locale);
            case "assignments" -> table = tables.assignments(expert, ExpertDesk.mayKeep(expert, viewer), locale);
            case "scores" -> table = tables.scores(expert, locale);
            case "history" -> history.addAll(tables.history(expert, locale));
            default -> {
                // The details stand above.
            }
        }
        Object link = model.getAttribute(LINK);
        model.addAttribute(
                "model",
                new DetailPage(
                        expert,
                        own,
                        labels.status(locale, expert.status()),
                        tabs(expert, tab, locale),
                        tab,
                        tables.details(expert, locale),
                        table,
                        history,
                        actions(expert, tab, own, viewer, locale),
                        link == null ? "" : link.toString()));
        return "registry/expert/detail";
    }

    private List<Tab> tabs(Expert expert, String open, Locale locale) {
        var names = new ArrayList<>(List.of("", "ties"));
        if (expert.serves().stream().anyMatch(each -> each != Service.REVIEWER)) names.add("assignments");
        if (expert.reviewer()) names.add("scores");
        names.add("history");
        return names.stream()
                .map(name -> Tab.of(
                        labels.text(locale, "expert.tab." + (name.isEmpty() ? "details" : name)),
                        ExpertForms.path(expert) + (name.isEmpty() ? "" : "?tab=" + name),
                        name.equals(open)))
                .toList();
    }

    private List<Action> actions(Expert expert, String tab, boolean own, Viewer viewer, Locale locale) {
        var actions = new ArrayList<Action>();
        String path = ExpertForms.path(expert);
        boolean keeps = ExpertDesk.mayKeep(expert, viewer);
        if (tab.equals("ties") && (own || keeps)) actions.add(open(locale, "expert.tie.new", path + "/ties/new"));
        if (tab.equals("assignments") && keeps && expert.status() == Status.ACTIVE) {
            actions.add(open(locale, "expert.assignment.new", path + "/assignments/new"));
        }
        if (!tab.isEmpty()) return actions;
        if (own || keeps) {
            actions.add(open(locale, "expert.edit", path + "/edit"));
            actions.add(open(locale, "expert.bank.title", path + "/bank"));
        }
        if (viewer.is(Role.BUREAU_OFFICER)) {
            if (expert.status() != Status.ACTIVE) actions.add(open(locale, "expert.do.activate", path + "/activate"));
            if (expert.status() == Status.ACTIVE) actions.add(open(locale, "expert.do.suspend", path + "/suspend"));
            if (expert.status() != Status.LEFT) actions.add(open(locale, "expert.do.leave", path + "/leave"));
            if (expert.account() == null && expert.reviewer() && expert.status() == Status.ACTIVE) {
                actions.add(open(locale, "expert.invite", path + "/invite"));
            }
        }
        return actions;
    }

    private Action open(Locale locale, String key, String path) {
        return Action.open(labels.text(locale, key), path);
    }
}
