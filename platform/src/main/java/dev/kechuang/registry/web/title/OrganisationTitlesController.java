package dev.kechuang.registry.web.title;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.internal.title.TitleStore;
import dev.kechuang.registry.web.OrganisationTabs;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.TimelineEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What one organisation holds and ever held. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class OrganisationTitlesController {

    private final Organisations organisations;
    private final TitleStore titles;
    private final OrganisationTabs tabs;
    private final TitleTables tables;
    private final TitleLabels labels;

    OrganisationTitlesController(
            Organisations organisations,
            TitleStore titles,
            OrganisationTabs tabs,
            TitleTables tables,
            TitleLabels labels) {
        this.organisations = organisations;
        this.titles = titles;
        this.tabs = tabs;
        this.tables = tables;
        this.labels = labels;
    }

    public record Page(
            Organisation organisation,
            List<Tab> tabs,
            Table valid,
            Table past,
            List<TimelineEntry> timeline,
            boolean officer,
            boolean mayEnter) {}

    @GetMapping("/organisations/{id}/titles")
    String titles(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        var all = titles.of(id).stream()
                .filter(title -> title.state() != Title.State.WITHDRAWN)
                .toList();
        var valid = all.stream()
                .filter(title -> title.state() == Title.State.VALID
                        && (title.validUntil() == null || !title.validUntil().isBefore(labels.today())))
                .toList();
        var past = all.stream().filter(title -> !valid.contains(title)).toList();
        model.addAttribute(
                "model",
                new Page(
                        o,
                        tabs.of(id, "titles", locale),
                        tables.held(labels.text(locale, "title.organisation.valid"), valid, locale),
                        tables.held(labels.text(locale, "title.organisation.past"), past, locale),
                        timeline(all, locale),
                        viewer.isOfficer(),
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)));
        return "registry/title/organisation";
    }

    /** Everything that happened to all of them, newest first. */
    private List<TimelineEntry> timeline(List<Title> all, Locale locale) {
        record Dated(TitleEvent event, Title title) {}
        var events = titles.events(all.stream().map(Title::id).toList());
        var dated = new ArrayList<Dated>();
        for (Title title : all) {
            events.getOrDefault(title.id(), List.of()).forEach(event -> dated.add(new Dated(event, title)));
        }
        dated.sort(Comparator.comparing((Dated each) -> each.event().onDay())
                .thenComparing(each -> each.event().at())
                .reversed());
        var names = new HashMap<UUID, String>();
        for (Title title : all) {
            String own = title.name().isEmpty() ? "" : "“" + title.name() + "”";
            names.put(
                    title.id(),
                    labels.kind(locale, title.kind()) + own + "（" + labels.level(locale, title.level()) + "）");
        }
        return dated.stream()
                .map(each -> {
                    var entry = tables.timeline(each.title(), List.of(each.event()), locale)
                            .getFirst();
                    return new TimelineEntry(
                            entry.when(),
                            entry.who(),
                            entry.what() + " " + names.get(each.title().id()),
                            entry.note(),
                            entry.tone());
                })
                .toList();
    }

    /** One address for everybody's own titles, for menus and messages. */
    @Allow(Role.APPLICANT)
    @GetMapping("/my/titles")
    String own(Viewer viewer) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return "redirect:/organisations/" + viewer.organisation() + "/titles";
    }
}
