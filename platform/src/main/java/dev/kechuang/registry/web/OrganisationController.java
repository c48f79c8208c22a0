package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.ChangeStore;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.registry.internal.OrganisationStore;
import dev.kechuang.registry.internal.PersonService;
import dev.kechuang.registry.internal.PersonStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
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

/** One organisation: what is known about it, its people and its history. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class OrganisationController {

    private final OrganisationService organisations;
    private final OrganisationStore store;
    private final ChangeStore changes;
    private final PersonStore people;
    private final OrganisationTabs tabs;
    private final OrganisationHistory history;
    private final Labels labels;

    OrganisationController(
            OrganisationService organisations,
            OrganisationStore store,
            ChangeStore changes,
            PersonStore people,
            OrganisationTabs tabs,
            OrganisationHistory history,
            Labels labels) {
        this.organisations = organisations;
        this.store = store;
        this.changes = changes;
        this.people = people;
        this.tabs = tabs;
        this.history = history;
        this.labels = labels;
    }

    public record DetailPage(
            Organisation organisation,
            Tag status,
            List<Tab> tabs,
            String tab,
            List<Detail> details,
            Table people,
            List<TimelineEntry> history,
            boolean mayChangePeople,
            boolean mayEdit,
            boolean mayConfirm,
            boolean maySubmit,
            boolean mayClose) {}

    @GetMapping({"/organisations/{id}", "/organisations/{id}/people", "/organisations/{id}/history"})
    String detail(
            @PathVariable UUID id,
            jakarta.servlet.http.HttpServletRequest request,
            Viewer viewer,
            Locale locale,
            Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        if (o.mergedInto() != null
                && organisations.find(viewer, o.mergedInto()).isPresent()
                && request.getParameter("old") == null) {
            return "redirect:/organisations/" + o.mergedInto();
        }
        String path = request.getRequestURI();
        String tab = path.endsWith("/people") ? "people" : path.endsWith("/history") ? "history" : "basic";
        boolean officer = viewer.isOfficer();
        boolean live = o.status().live();
        boolean own = o.id().equals(viewer.organisation());
        boolean changesPeople = PersonService.mayChange(viewer, o) && !viewer.is(Role.BUREAU_LEADER);
        model.addAttribute(
                "model",
                new DetailPage(
                        o,
                        labels.status(locale, o.status()),
                        tabs.of(id, tab, locale),
                        tab,
                        tab.equals("basic") ? details(o, locale) : List.of(),
                        people(tab.equals("people") ? people.of(id) : List.of(), changesPeople, id, locale),
                        tab.equals("history") ? history.entries(changes.of(id), locale) : List.of(),
                        changesPeople,
                        live && (officer || own && o.status() != OrganisationStatus.PENDING),
                        viewer.is(Role.COUNTY_OFFICER) && o.status() == OrganisationStatus.PENDING,
                        (own || officer)
                                && (o.status() == OrganisationStatus.RETURNED
                                        || o.status() == OrganisationStatus.DRAFT),
                        officer && live));
        return "registry/organisation";
    }

    private List<Detail> details(Organisation o, Locale locale) {
        var details = new ArrayList<Detail>();
        OrganisationData.of(o)
                .texts()
                .forEach((field, value) -> details.add(Detail.of(
                        labels.text(locale, "registry.field." + field),
                        value.isEmpty() ? Cell.NONE : Cell.text(labels.value(locale, field, value)))));
        for (var former : store.formerNamesWithDates(o.id())) {
            details.add(Detail.of(
                    labels.text(locale, "registry.field.formerName"),
                    labels.text(
                            locale,
                            "registry.until",
                            former.name(),
                            former.until().toString())));
        }
        if (o.confirmedOn() != null) {
            details.add(Detail.of(
                    labels.text(locale, "registry.field.confirmedOn"),
                    o.confirmedOn().toString()));
        }
        if (o.closedOn() != null) {
            details.add(Detail.of(
                    labels.text(locale, "registry.field.closedOn"), o.closedOn().toString()));
        }
        if (!o.returnReason().isEmpty()) {
            details.add(Detail.of(labels.text(locale, "registry.field.returnReason"), o.returnReason()));
        }
        return details;
    }

    private Table people(List<PersonStore.Person> rows, boolean changeable, UUID id, Locale locale) {
        var columns = new ArrayList<Column<PersonStore.Person>>(List.of(
                Column.<PersonStore.Person>text(
                        labels.text(locale, "registry.person.name"), person -> Cell.text(person.name())),
                Column.text(
                        labels.text(locale, "registry.person.role"),
                        person -> Cell.text(labels.text(locale, "registry.person.role." + person.role()))),
                Column.text(labels.text(locale, "registry.person.title"), person -> Cell.text(person.title())),
                Column.text(labels.text(locale, "registry.field.phone"), person -> Cell.text(person.phone())),
                Column.text(labels.text(locale, "registry.field.email"), person -> Cell.text(person.email())),
                Column.text(
                        labels.text(locale, "registry.person.since"),
                        person -> Cell.text(person.since().toString())),
                Column.text(
                        labels.text(locale, "registry.person.until"),
                        person -> Cell.text(
                                person.until() == null ? "" : person.until().toString()))));
        if (changeable) {
            columns.add(Column.actions(
                    labels.text(locale, "registry.person.actions"),
                    person -> person.until() == null
                            ? Cell.actions(
                                    Action.open(labels.text(locale, "registry.do.edit"), path(id, person)),
                                    Action.open(labels.text(locale, "registry.person.end"), path(id, person) + "/end"))
                            : Cell.actions(Action.open(labels.text(locale, "registry.do.edit"), path(id, person)))));
        }
        return Table.of(labels.text(locale, "registry.tab.people"), columns, rows);
    }

    private static String path(UUID id, PersonStore.Person person) {
        return "/organisations/" + id + "/people/" + person.id();
    }
}
