package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.ExpertService;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the pages that change a person of the pool have in common: whom one may change, and how an answer comes back. */
@Component
class ExpertDesk {

    private final ExpertService experts;
    private final ExpertLabels labels;

    ExpertDesk(ExpertService experts, ExpertLabels labels) {
        this.experts = experts;
        this.labels = labels;
    }

    String answered(
            Outcome<Expert> outcome,
            String back,
            Function<Form, FormPage> page,
            Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Expert>(var after) -> done(after, back, redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                yield form(page.apply(ExpertForms.wrong(typed, errors)), model);
            }
        };
    }

    static String done(Expert expert, String back, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
        return "redirect:" + ExpertForms.path(expert) + back;
    }

    static String form(FormPage page, Model model) {
        model.addAttribute("model", page);
        return "registry/expert/form";
    }

    String ask(
            Expert expert,
            String key,
            String action,
            String back,
            boolean reason,
            Form form,
            Locale locale,
            Model model) {
        var confirm = Confirm.of(
                        labels.text(locale, key + ".ask", expert.name()),
                        labels.text(locale, key + ".text"),
                        ExpertForms.path(expert) + action,
                        labels.text(locale, key),
                        ExpertForms.path(expert) + back)
                .with(Map.of("version", Integer.toString(expert.version())));
        model.addAttribute(
                "confirm", reason ? confirm.withReason(labels.text(locale, "expert.field.reason")) : confirm);
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    String asked(
            Outcome<Expert> outcome,
            Expert expert,
            String key,
            String action,
            String back,
            Map<String, String> posted,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Expert>(var after) -> done(after, back, redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                boolean reason = !action.equals("/activate");
                yield ask(expert, key, action, back, reason, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    Expert visible(UUID id, Viewer viewer) {
        return experts.find(viewer, id).orElseThrow(() -> new NotFound("expert"));
    }

    Expert changeable(UUID id, Viewer viewer) {
        Expert expert = visible(id, viewer);
        if (!own(expert, viewer) && !mayKeep(expert, viewer)) throw new NotFound("expert");
        return expert;
    }

    static boolean own(Expert expert, Viewer viewer) {
        return !viewer.isOfficer()
                && viewer.account() != null
                && viewer.account().equals(expert.account());
    }

    static boolean mayKeep(Expert expert, Viewer viewer) {
        return ExpertService.mayKeep(viewer, expert.region());
    }

    static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }
}
