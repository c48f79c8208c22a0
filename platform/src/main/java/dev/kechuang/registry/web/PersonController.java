package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.registry.internal.PersonService;
import dev.kechuang.registry.internal.PersonStore;
import dev.kechuang.registry.internal.PersonStore.Person;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Forms for the people of an organisation. */
@Controller
@RequestMapping("/organisations/{id}/people")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
public class PersonController {

    private final OrganisationService organisations;
    private final PersonStore people;
    private final PersonService service;
    private final Labels labels;
    private final Clock clock;

    PersonController(
            OrganisationService organisations, PersonStore people, PersonService service, Labels labels, Clock clock) {
        this.organisations = organisations;
        this.people = people;
        this.service = service;
        this.labels = labels;
        this.clock = clock;
    }

    /** @param ending whether only the last day is asked for */
    public record Page(
            Organisation organisation, String title, String action, boolean ending, Form form, List<Option> roles) {}

    @GetMapping("/new")
    String create(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Organisation o = changeable(id, viewer);
        var values = Map.of("since", LocalDate.now(clock).toString(), "version", String.valueOf(o.version()));
        return page(o, "new", labels.text(locale, "registry.person.new"), false, Form.of(values), locale, model);
    }

    @PostMapping("/new")
    String created(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = changeable(id, viewer);
        var outcome = service.add(viewer, id, version(posted), posted);
        String title = labels.text(locale, "registry.person.new");
        return answered(outcome, o, "new", title, false, posted, locale, model, response, redirect);
    }

    @GetMapping("/{person}")
    String edit(@PathVariable UUID id, @PathVariable UUID person, Viewer viewer, Locale locale, Model model) {
        Organisation o = changeable(id, viewer);
        Person one = person(o, person);
        var values = new LinkedHashMap<String, String>();
        values.put("name", one.name());
        values.put("role", one.role());
        values.put("title", one.title());
        values.put("phone", one.phone());
        values.put("email", one.email());
        values.put("since", one.since().toString());
        values.put("version", String.valueOf(o.version()));
        String title = labels.text(locale, "registry.editing", one.name());
        return page(o, person.toString(), title, false, Form.of(values), locale, model);
    }

    @PostMapping("/{person}")
    String edited(
            @PathVariable UUID id,
            @PathVariable UUID person,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = changeable(id, viewer);
        String title = labels.text(locale, "registry.editing", person(o, person).name());
        var outcome = service.update(viewer, id, person, version(posted), posted);
        return answered(outcome, o, person.toString(), title, false, posted, locale, model, response, redirect);
    }

    @GetMapping("/{person}/end")
    String askEnd(@PathVariable UUID id, @PathVariable UUID person, Viewer viewer, Locale locale, Model model) {
        Organisation o = changeable(id, viewer);
        String title =
                labels.text(locale, "registry.person.ending", person(o, person).name());
        var values = Map.of("until", LocalDate.now(clock).toString(), "version", String.valueOf(o.version()));
        return page(o, person + "/end", title, true, Form.of(values), locale, model);
    }

    @PostMapping("/{person}/end")
    String end(
            @PathVariable UUID id,
            @PathVariable UUID person,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = changeable(id, viewer);
        String title =
                labels.text(locale, "registry.person.ending", person(o, person).name());
        var outcome = service.end(viewer, id, person, version(posted), posted.getOrDefault("until", ""));
        return answered(outcome, o, person + "/end", title, true, posted, locale, model, response, redirect);
    }

    private String answered(
            Outcome<Person> outcome,
            Organisation o,
            String action,
            String title,
            boolean ending,
            Map<String, String> posted,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                person -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
                    return "redirect:/organisations/" + o.id() + "/people";
                },
                errors -> {
                    response.setStatus(422);
                    // The next attempt starts from what is there now; what was typed stands in the form.
                    var values = new LinkedHashMap<>(posted);
                    values.put("version", String.valueOf(o.version()));
                    return page(o, action, title, ending, Form.of(values).with(errors), locale, model);
                });
    }

    private String page(
            Organisation o, String action, String title, boolean ending, Form form, Locale locale, Model model) {
        var roles = PersonStore.ROLES.stream()
                .map(role -> new Option(role, labels.text(locale, "registry.person.role." + role)))
                .toList();
        String path = "/organisations/" + o.id() + "/people/" + action;
        model.addAttribute("model", new Page(o, title, path, ending, form, roles));
        return "registry/person";
    }

    private Organisation changeable(UUID id, Viewer viewer) {
        return organisations
                .find(viewer, id)
                .filter(o -> PersonService.mayChange(viewer, o))
                .orElseThrow(() -> new NotFound("organisation"));
    }

    private Person person(Organisation o, UUID id) {
        return people.find(o.id(), id).orElseThrow(() -> new NotFound("person"));
    }

    private static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }
}
