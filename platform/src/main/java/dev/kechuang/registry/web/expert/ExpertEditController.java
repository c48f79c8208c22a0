package dev.kechuang.registry.web.expert;

import dev.kechuang.identity.ExpertInvitations.Invited;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.ExpertEntryService;
import dev.kechuang.registry.internal.expert.ExpertService;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Taking people into the pool, changing, moving and inviting them. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EXPERT})
public class ExpertEditController {

    private final ExpertService experts;
    private final ExpertEntryService entries;
    private final ExpertDesk desk;
    private final ExpertForms forms;

    ExpertEditController(ExpertService experts, ExpertEntryService entries, ExpertDesk desk, ExpertForms forms) {
        this.experts = experts;
        this.entries = entries;
        this.desk = desk;
        this.forms = forms;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/new")
    String create(Viewer viewer, Locale locale, Model model) {
        var form = Form.of(Map.of("serves", "reviewer", "loadLimit", "20"));
        return ExpertDesk.form(forms.person(null, form, false, viewer, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/new")
    String created(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = ExpertForms.typed(posted);
        return switch (experts.create(viewer, typed)) {
            case Outcome.Done<Expert>(var made) -> ExpertDesk.done(made, "", redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                yield ExpertDesk.form(
                        forms.person(null, ExpertForms.wrong(typed, errors), false, viewer, locale), model);
            }
        };
    }

    @GetMapping("/experts/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        return ExpertDesk.form(
                forms.person(expert, ExpertForms.filled(expert), !ExpertDesk.mayKeep(expert, viewer), viewer, locale),
                model);
    }

    @PostMapping("/experts/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        var outcome = experts.update(viewer, id, ExpertDesk.version(typed), typed, typed.getOrDefault("reason", ""));
        return desk.answered(
                outcome,
                "",
                form -> forms.person(expert, form, !ExpertDesk.mayKeep(expert, viewer), viewer, locale),
                typed,
                model,
                response,
                redirect);
    }

    @GetMapping("/experts/{id}/bank")
    String bank(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.changeable(id, viewer);
        return ExpertDesk.form(forms.bank(expert, Form.EMPTY, ExpertDesk.own(expert, viewer), locale), model);
    }

    @PostMapping("/experts/{id}/bank")
    String banked(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return desk.answered(
                entries.keepBank(viewer, id, ExpertDesk.version(typed), typed),
                "",
                form -> forms.bank(expert, form, ExpertDesk.own(expert, viewer), locale),
                typed,
                model,
                response,
                redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping({"/experts/{id}/activate", "/experts/{id}/suspend", "/experts/{id}/leave"})
    String moving(@PathVariable UUID id, HttpServletRequest request, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.visible(id, viewer);
        String move = last(request);
        return desk.ask(
                expert, "expert.do." + move, "/" + move, "", !move.equals("activate"), Form.EMPTY, locale, model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping({"/experts/{id}/activate", "/experts/{id}/suspend", "/experts/{id}/leave"})
    String moved(
            @PathVariable UUID id,
            HttpServletRequest request,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.visible(id, viewer);
        String move = last(request);
        String reason = posted.getOrDefault("reason", "");
        int version = ExpertDesk.version(posted);
        var outcome = switch (move) {
            case "activate" -> experts.activate(viewer, id, version);
            case "suspend" -> experts.suspend(viewer, id, version, reason);
            default -> experts.leave(viewer, id, version, reason);
        };
        return desk.asked(
                outcome, expert, "expert.do." + move, "/" + move, "", posted, locale, model, response, redirect);
    }

    private static String last(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping("/experts/{id}/invite")
    String inviting(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = desk.visible(id, viewer);
        return ExpertDesk.form(forms.invitation(expert, Form.EMPTY, locale), model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/experts/{id}/invite")
    String invited(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = desk.visible(id, viewer);
        var typed = ExpertForms.typed(posted);
        return switch (experts.invite(viewer, id, ExpertDesk.version(typed), typed.getOrDefault("login", ""))) {
            case Outcome.Done<Invited>(var invitation) -> {
                String base =
                        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
                redirect.addFlashAttribute(ExpertController.LINK, base + invitation.path());
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done("expert.invited", ExpertTables.MINUTE.format(invitation.expires())));
                yield "redirect:" + ExpertForms.path(expert);
            }
            case Outcome.Refused<Invited>(var errors) -> {
                response.setStatus(422);
                yield ExpertDesk.form(forms.invitation(expert, ExpertForms.wrong(typed, errors), locale), model);
            }
        };
    }
}
