package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.ChangeStore;
import dev.kechuang.registry.internal.EditResult;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.registry.internal.OrganisationStore;
import dev.kechuang.registry.internal.OrganisationStore.Change;
import dev.kechuang.registry.internal.PersonService;
import dev.kechuang.registry.internal.PersonStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One organisation: what is known about it, editing it, and deciding about it. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class OrganisationController {

    private final OrganisationService organisations;
    private final OrganisationStore store;
    private final ChangeStore changes;
    private final PersonStore people;
    private final OrganisationTabs tabs;
    private final Labels labels;

    OrganisationController(
            OrganisationService organisations,
            OrganisationStore store,
            ChangeStore changes,
            PersonStore people,
            OrganisationTabs tabs,
            Labels labels) {
        this.organisations = organisations;
        this.store = store;
        this.changes = changes;
        this.people = people;
        this.tabs = tabs;
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
                        tab.equals("history") ? history(changes.of(id), locale) : List.of(),
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

    private List<TimelineEntry> history(List<Change> rows, Locale locale) {
        var entries = new ArrayList<TimelineEntry>();
        for (Change change : rows) {
            entries.add(new TimelineEntry(
                    Pages.day(change.changedAt()),
                    change.actor(),
                    labels.text(locale, "audit.action." + change.action()),
                    note(change, locale),
                    switch (change.action()) {
                        case "registry.return" -> Tone.RETURNED;
                        case "registry.confirm", "registry.create" -> Tone.PASSED;
                        case "registry.close", "registry.merge" -> Tone.FAILED;
                        default -> Tone.IN_PROGRESS;
                    }));
        }
        return entries;
    }

    private String note(Change change, Locale locale) {
        var note = new StringBuilder(change.reason());
        change.changes().forEach((field, values) -> {
            if (!note.isEmpty()) note.append("；");
            if (field.equals("person")) {
                note.append(labels.text(
                        locale,
                        "registry.changed",
                        labels.text(locale, "registry.tab.people"),
                        labels.person(locale, values.getFirst()),
                        labels.person(locale, values.getLast())));
                return;
            }
            note.append(labels.text(
                    locale,
                    "registry.changed",
                    labels.text(locale, "registry.field." + field),
                    labels.value(locale, field, values.getFirst()),
                    labels.value(locale, field, values.getLast())));
        });
        return note.toString();
    }

    /** @param conflict what somebody else changed meanwhile; empty on an ordinary form */
    public record EditPage(
            Form form,
            String title,
            String action,
            String cancel,
            boolean identity,
            List<TimelineEntry> conflict,
            List<Option> districts,
            List<Option> zones,
            List<Option> kinds,
            List<Option> industries,
            List<Option> scales,
            List<Option> fields) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/organisations/new")
    String create(Viewer viewer, Locale locale, Model model) {
        return form(Form.EMPTY, null, List.of(), viewer, locale, model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/organisations/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (organisations.create(viewer, Pages.organisation(posted))) {
            case Outcome.Done<Organisation>(var made) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.created"));
                yield "redirect:/organisations/" + made.id();
            }
            case Outcome.Refused<Organisation>(var errors) -> {
                response.setStatus(422);
                yield form(Form.of(posted).with(errors), null, List.of(), viewer, locale, model);
            }
        };
    }

    @GetMapping("/organisations/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        var values = new LinkedHashMap<>(OrganisationData.of(o).texts());
        values.put("version", String.valueOf(o.version()));
        return form(Form.of(values), o, List.of(), viewer, locale, model);
    }

    @PostMapping("/organisations/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        // What a form does not show (a firm's own page shows no identity) stays as it is.
        var typed = new LinkedHashMap<>(OrganisationData.of(o).texts());
        OrganisationData.FIELDS.forEach(field -> {
            String value = posted.get(field);
            if (value != null) typed.put(field, value);
        });
        int version = Pages.number(posted.getOrDefault("version", ""));
        return switch (organisations.update(viewer, id, version, typed, posted.getOrDefault("reason", ""))) {
            case EditResult.Saved saved -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
                yield "redirect:/organisations/" + id;
            }
            case EditResult.Refused(var errors) -> {
                response.setStatus(422);
                yield form(Form.of(posted).with(errors), o, List.of(), viewer, locale, model);
            }
            case EditResult.Conflict(var now, var since) -> {
                response.setStatus(409);
                var values = new LinkedHashMap<>(posted);
                values.put("version", String.valueOf(now.version()));
                yield form(
                        Form.of(values).with(List.of(FieldError.of("", "registry.error.conflict"))),
                        now,
                        history(since, locale),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    private String form(
            Form form,
            @org.jspecify.annotations.Nullable Organisation o,
            List<TimelineEntry> conflict,
            Viewer viewer,
            Locale locale,
            Model model) {
        boolean identity = o == null || viewer.isOfficer() || o.status() != OrganisationStatus.CONFIRMED;
        model.addAttribute(
                "model",
                new EditPage(
                        form,
                        o == null
                                ? labels.text(locale, "registry.new")
                                : labels.text(locale, "registry.editing", o.name()),
                        o == null ? "/organisations/new" : "/organisations/" + o.id() + "/edit",
                        o == null ? "/organisations" : "/organisations/" + o.id(),
                        identity,
                        conflict,
                        labels.districts(locale, viewer),
                        labels.zones(locale, viewer),
                        labels.kinds(locale),
                        labels.industries(locale),
                        labels.scales(locale),
                        labels.technicalFields(locale)));
        return "registry/edit";
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/organisations/{id}/confirm")
    String confirm(@PathVariable UUID id, @RequestParam int version, Viewer viewer, RedirectAttributes redirect) {
        return decided(organisations.confirm(viewer, id, version), id, "registry.done.confirmed", redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @PostMapping("/organisations/{id}/submit")
    String submit(@PathVariable UUID id, @RequestParam int version, Viewer viewer, RedirectAttributes redirect) {
        return decided(organisations.submit(viewer, id, version), id, "registry.done.submitted", redirect);
    }

    private static String decided(Outcome<Organisation> outcome, UUID id, String done, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                outcome.fold(
                        o -> Notice.done(done, o.name()),
                        errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/organisations/" + id;
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/organisations/{id}/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return question(id, "return", viewer, locale, model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/organisations/{id}/close")
    String askClose(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return question(id, "close", viewer, locale, model);
    }

    private String question(UUID id, String verb, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        String key = "registry.ask." + verb;
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, key, o.name()),
                                labels.text(locale, key + ".text"),
                                "/organisations/" + id + "/" + verb,
                                labels.text(locale, key + ".submit"),
                                "/organisations/" + id)
                        .withReason(labels.text(locale, key + ".reason"))
                        .with(Map.of("version", String.valueOf(o.version()))));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/organisations/{id}/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = organisations.giveBack(viewer, id, version, reason);
        return answered(outcome, id, "return", "registry.done.returned", viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/organisations/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = organisations.close(viewer, id, version, reason);
        return answered(outcome, id, "close", "registry.done.closed", viewer, locale, model, response, redirect);
    }

    private String answered(
            Outcome<Organisation> outcome,
            UUID id,
            String verb,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (outcome instanceof Outcome.Refused<Organisation>(var errors)
                && errors.getFirst().field().equals("reason")) {
            response.setStatus(422);
            String view = question(id, verb, viewer, locale, model);
            model.addAttribute("form", Form.EMPTY.with(errors));
            return view;
        }
        return decided(outcome, id, done, redirect);
    }
}
