package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
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

/** What is decided about an organisation: confirmed, returned, handed in again, closed. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class OrganisationDecisionController {

    private final OrganisationService organisations;
    private final Labels labels;

    OrganisationDecisionController(OrganisationService organisations, Labels labels) {
        this.organisations = organisations;
        this.labels = labels;
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
