package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.FactService;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
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

/** The county officer's side of yearly facts: what waits, confirming it, giving it back. */
@Controller
@Allow(Role.COUNTY_OFFICER)
public class FactDecisionController {

    private final OrganisationService organisations;
    private final FactStore facts;
    private final FactService service;
    private final Labels labels;

    FactDecisionController(OrganisationService organisations, FactStore facts, FactService service, Labels labels) {
        this.organisations = organisations;
        this.facts = facts;
        this.service = service;
        this.labels = labels;
    }

    @PostMapping("/organisations/{id}/facts/{year}/confirm")
    String confirm(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestParam int version,
            Viewer viewer,
            RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                service.confirm(viewer, id, year, version)
                        .fold(
                                sheet -> Notice.done("registry.fact.done.confirmed"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/organisations/" + id + "/facts/" + year;
    }

    @GetMapping("/organisations/{id}/facts/{year}/return")
    String askReturn(@PathVariable UUID id, @PathVariable int year, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        int version = facts.sheet(id, year).map(Sheet::version).orElse(0);
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, "registry.fact.ask.return", o.name(), String.valueOf(year)),
                                labels.text(locale, "registry.ask.return.text"),
                                "/organisations/" + id + "/facts/" + year + "/return",
                                labels.text(locale, "registry.ask.return.submit"),
                                "/organisations/" + id + "/facts/" + year)
                        .withReason(labels.text(locale, "registry.ask.return.reason"))
                        .with(Map.of("version", String.valueOf(version))));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    @PostMapping("/organisations/{id}/facts/{year}/return")
    String giveBack(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.giveBack(viewer, id, year, version, reason);
        if (outcome instanceof Outcome.Refused<Sheet>(var errors)
                && errors.getFirst().field().equals("reason")) {
            response.setStatus(422);
            String view = askReturn(id, year, viewer, locale, model);
            model.addAttribute("form", Form.EMPTY.with(errors));
            return view;
        }
        redirect.addFlashAttribute(
                Notice.FLASH,
                outcome.fold(
                        sheet -> Notice.done("registry.fact.done.returned"),
                        errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/organisations/" + id + "/facts/" + year;
    }

    public record WaitingPage(Table table) {}

    /** Years that wait for the officer. */
    @GetMapping("/facts/waiting")
    String waiting(Viewer viewer, Locale locale, Model model) {
        var rows = facts.waiting(viewer, 200);
        model.addAttribute(
                "model",
                new WaitingPage(Table.of(
                        labels.text(locale, "registry.facts.waiting"),
                        List.of(
                                Column.<FactStore.Waiting>title(
                                        labels.text(locale, "registry.field.name"),
                                        row -> Cell.link(
                                                row.name(),
                                                "/organisations/" + row.organisation() + "/facts/" + row.year())),
                                Column.text(
                                        labels.text(locale, "registry.field.region"),
                                        row -> Cell.text(labels.region(locale, row.region()))),
                                Column.figure(
                                        labels.text(locale, "registry.fact.year"),
                                        "",
                                        row -> Cell.text(String.valueOf(row.year()))),
                                Column.text(
                                        labels.text(locale, "registry.fact.since"),
                                        row -> Cell.text(Pages.day(row.since())))),
                        rows)));
        return "registry/factsWaiting";
    }
}
