package dev.kechuang.report.web;

import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is done to a report with a reason: given back, opened again. */
@Controller
@RequestMapping("/reports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ReasonController {

    private final ReportStore store;
    private final ReportService service;
    private final ReportWords words;

    ReasonController(ReportStore store, ReportService service, ReportWords words) {
        this.store = store;
        this.service = service;
        this.words = words;
    }

    private Report find(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("report"));
    }

    @GetMapping("/{id}/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(find(viewer, id), "return", Form.EMPTY, locale, model);
    }

    @GetMapping("/{id}/reopen")
    String askReopen(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(find(viewer, id), "reopen", Form.EMPTY, locale, model);
    }

    private String ask(Report report, String what, Form form, Locale locale, Model model) {
        String path = "/reports/" + report.id();
        var confirm = Confirm.of(
                        words.text(locale, "report.ask." + what, report.title()),
                        words.text(locale, "report.askText." + what),
                        path + "/" + what,
                        words.text(locale, "report." + what),
                        path)
                .withReason(words.text(locale, "report.reason"));
        model.addAttribute("confirm", confirm);
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @PostMapping("/{id}/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return withReason(
                service.giveBack(viewer, id, reason), "return", reason, id, viewer, locale, model, response, redirect);
    }

    @PostMapping("/{id}/reopen")
    String reopen(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return withReason(
                service.reopen(viewer, id, reason), "reopen", reason, id, viewer, locale, model, response, redirect);
    }

    private String withReason(
            Outcome<UUID> outcome,
            String what,
            String reason,
            UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("report.done." + what));
                    return "redirect:/reports/" + id;
                },
                (List<FieldError> errors) -> {
                    response.setStatus(422);
                    return ask(
                            find(viewer, id),
                            what,
                            Form.of(Map.of("reason", reason)).with(errors),
                            locale,
                            model);
                });
    }
}
