package dev.kechuang.policy.web.deduction;

import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.DeductionService.Looked;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.Finding;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One filing: what is stated, what the rules say, what the policy computes, and the way it goes. */
@Controller
@RequestMapping("/deductions/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class FilingController {

    private final DeductionService service;
    private final FilingPages pages;

    FilingController(DeductionService service, FilingPages pages) {
        this.service = service;
        this.pages = pages;
    }

    @GetMapping
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(looked(viewer, id), null, viewer, locale, model);
    }

    private Looked looked(Viewer viewer, UUID id) {
        return service.look(viewer, id).orElseThrow(() -> new NotFound("deduction filing"));
    }

    private String page(Looked looked, @Nullable Form form, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", pages.page(looked, form, viewer, locale));
        return "policy/deduction/filing";
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/statement")
    String keep(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return switch (service.keep(viewer, id, posted)) {
            case Outcome.Done<Filing> done -> {
                var looked = looked(viewer, id);
                // What stands in the form and is wrong is said at its field; it is kept all the same.
                var wrong = looked.checked().findings().stream()
                        .filter(f -> f.row() == 0 && f.stops() && !f.field().isEmpty())
                        .filter(f -> !posted.getOrDefault(f.field(), "").isBlank())
                        .map(Finding::error)
                        .toList();
                if (wrong.isEmpty()) {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("deduction.done.kept"));
                    yield "redirect:/deductions/" + id;
                }
                response.setStatus(422);
                yield page(looked, Form.of(posted).with(wrong), viewer, locale, model);
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                yield page(looked(viewer, id), Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    /** Keeps the statement while it is typed; answers nothing. */
    @Allow(Role.APPLICANT)
    @PostMapping("/statement/draft")
    ResponseEntity<Void> draft(@PathVariable UUID id, @RequestParam Map<String, String> posted, Viewer viewer) {
        return service.keep(viewer, id, posted)
                .fold(
                        done -> ResponseEntity.noContent().build(),
                        errors -> ResponseEntity.status(HttpStatus.CONFLICT).build());
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/submit")
    String submit(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return answer(
                service.submit(viewer, id, version(posted)),
                id,
                "deduction.done.submitted",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/confirm")
    String confirm(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return answer(
                service.confirm(viewer, id, version(posted)),
                id,
                "deduction.done.confirmed",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(looked(viewer, id), "giveBack", "return", Form.EMPTY, locale, model);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.giveBack(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return withReason(outcome, id, "giveBack", "return", posted, viewer, locale, model, response, redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/reopen")
    String askReopen(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(looked(viewer, id), "reopen", "reopen", Form.EMPTY, locale, model);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/reopen")
    String reopen(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.reopen(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return withReason(outcome, id, "reopen", "reopen", posted, viewer, locale, model, response, redirect);
    }

    private String ask(Looked looked, String what, String path, Form form, Locale locale, Model model) {
        String own = "/deductions/" + looked.filing().id();
        model.addAttribute(
                "confirm",
                pages.question(
                        locale, what, own + "/" + path, own, looked.filing().version()));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    private String withReason(
            Outcome<Filing> outcome,
            UUID id,
            String what,
            String path,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Filing> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("deduction.done." + what));
                yield "redirect:/deductions/" + id;
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                yield ask(looked(viewer, id), what, path, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private String answer(
            Outcome<Filing> outcome,
            UUID id,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Filing> right -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                yield "redirect:/deductions/" + id;
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                var looked = looked(viewer, id);
                // What is wrong with rows stands in the findings, row by row.
                var summary = new ArrayList<>(errors);
                if (summary.removeIf(error -> error.field().startsWith("projects."))) {
                    summary.add(FieldError.of("", "deduction.error.rows", errors.size() - summary.size()));
                }
                yield page(
                        looked,
                        Form.of(pages.values(looked.filing(), looked.filing().open()))
                                .with(summary),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    static int version(Map<String, String> posted) {
        String text = posted.getOrDefault("version", "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
