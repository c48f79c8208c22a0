package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.CorrectionService;
import dev.kechuang.programme.internal.form.CorrectionService.Given;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Opened;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The applicant's answers to a return for correction, each beside the point it answers. */
@Controller
@Allow(Role.APPLICANT)
public class CorrectionController {

    private final FormService forms;
    private final CorrectionService service;
    private final Corrections corrections;
    private final ApplicationLabels labels;
    private final ApiProblems problems;

    CorrectionController(
            FormService forms,
            CorrectionService service,
            Corrections corrections,
            ApplicationLabels labels,
            ApiProblems problems) {
        this.forms = forms;
        this.service = service;
        this.corrections = corrections;
        this.labels = labels;
        this.problems = problems;
    }

    /**
     * @param section name of the section it is about, with a link where it is open; empty for none
     * @param by who answered when; empty while nobody did
     */
    public record Asked(
            String id,
            String field,
            String asked,
            String clause,
            String note,
            String section,
            String path,
            int version,
            String by) {}

    public record Page(UUID application, String title, String reason, String due, List<Asked> points, Form form) {}

    @GetMapping("/applications/{id}/correction")
    String show(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Opened opened = opened(viewer, id, locale);
        Correction open = open(opened);
        var typed = new LinkedHashMap<String, String>();
        open.points().forEach(point -> typed.put(point.field(), point.answer()));
        model.addAttribute("model", page(opened, open, Form.of(typed), locale));
        return "programme/correction";
    }

    private Opened opened(Viewer viewer, UUID id, Locale locale) {
        return forms.open(viewer, id, locale)
                .filter(found -> FormService.owns(viewer, found.application()))
                .orElseThrow(() -> new NotFound("application"));
    }

    private Correction open(Opened opened) {
        return corrections.open(opened.application()).orElseThrow(() -> new NotFound("correction"));
    }

    private Page page(Opened opened, Correction open, Form form, Locale locale) {
        UUID id = opened.application().id();
        var due = opened.application().dueOn();
        return new Page(
                id,
                labels.title(locale, opened.application()),
                open.reason(),
                due == null ? "" : due.toString(),
                open.points().stream()
                        .map(point -> {
                            var at = point.answeredAt();
                            return new Asked(
                                    point.id(),
                                    point.field(),
                                    point.asked().in(locale),
                                    point.clause(),
                                    point.note(),
                                    section(opened, point.section(), locale),
                                    opened.isOpen(point.section())
                                            ? "/applications/" + id + "/form/" + point.section()
                                            : "",
                                    point.version(),
                                    at == null
                                            ? ""
                                            : labels.text(
                                                    locale,
                                                    "form.correction.by",
                                                    point.by(),
                                                    ApplicationLabels.minute(at)));
                        })
                        .toList(),
                form);
    }

    private static String section(Opened opened, String id, Locale locale) {
        return opened.form().form().sections().stream()
                .filter(section -> section.id().equals(id))
                .map(Section::name)
                .map(name -> name.in(locale))
                .findFirst()
                .orElse("");
    }

    /** Keeps the answers; {@code go=check} goes on to the check of everything. */
    @PostMapping("/applications/{id}/correction")
    String save(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Opened opened = opened(viewer, id, locale);
        Correction open = open(opened);
        return switch (service.answer(viewer, id, given(open, posted))) {
            case Outcome.Done<Correction> ignored -> {
                if ("check".equals(posted.get("go"))) yield "redirect:/applications/" + id + "/submit";
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("form.correction.done"));
                yield "redirect:/applications/" + id + "/correction";
            }
            case Outcome.Refused<Correction>(var errors) -> {
                response.setStatus(422);
                model.addAttribute("model", page(opened, open, Form.of(posted).with(errors), locale));
                yield "programme/correction";
            }
        };
    }

    /** Keeps what is typed, while it is typed. */
    @PostMapping("/applications/{id}/correction/draft")
    ResponseEntity<Void> draft(
            @PathVariable UUID id, @RequestParam Map<String, String> posted, Viewer viewer, Locale locale) {
        Correction open = open(opened(viewer, id, locale));
        return service.answer(viewer, id, given(open, posted))
                .fold(
                        done -> ResponseEntity.noContent().build(),
                        errors -> ResponseEntity.unprocessableContent().build());
    }

    private static List<Given> given(Correction open, Map<String, String> posted) {
        return open.points().stream()
                .filter(point -> posted.containsKey(point.field()))
                .map(point -> new Given(
                        point.id(),
                        posted.getOrDefault(point.field(), ""),
                        version(posted.getOrDefault("version." + point.id(), ""))))
                .toList();
    }

    private static int version(String typed) {
        return typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : 0;
    }

    @GetMapping("/api/programme/applications/{id}/correction")
    ResponseEntity<Correction> read(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return ResponseEntity.ok(open(opened(viewer, id, locale)));
    }

    record Answers(List<Given> answers) {}

    @PutMapping("/api/programme/applications/{id}/correction")
    ResponseEntity<?> write(@PathVariable UUID id, @RequestBody Answers body, Viewer viewer, Locale locale) {
        opened(viewer, id, locale);
        return problems.answer(service.answer(viewer, id, body.answers()), locale);
    }
}
