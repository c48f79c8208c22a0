package dev.kechuang.report.web;

import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.draft.SectionService;
import dev.kechuang.report.internal.draft.SectionStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sections of a draft: added, put into another order, taken out and put back. */
@Controller
@RequestMapping("/reports/{id}/sections")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ArrangementController {

    private final ReportStore store;
    private final SectionStore sections;
    private final SectionService service;
    private final ReportWords words;

    ArrangementController(ReportStore store, SectionStore sections, SectionService service, ReportWords words) {
        this.store = store;
        this.sections = sections;
        this.service = service;
        this.words = words;
    }

    /** @param places where a new section may stand */
    public record SectionsPage(
            Report report,
            List<Report.Section> sections,
            List<Report.Section> removed,
            List<Option> places,
            boolean writes,
            Form form) {}

    @GetMapping
    String show(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        String last = store.sections(id).stream().map(Report.Section::id).reduce("", (before, after) -> after);
        return page(id, viewer, locale, model, Form.of(Map.of("after", last)));
    }

    private String page(UUID id, Viewer viewer, Locale locale, Model model, Form form) {
        Report report = store.find(viewer, id).orElseThrow(() -> new NotFound("report"));
        var now = store.sections(id);
        var places = Stream.concat(
                        now.reversed().stream()
                                .map(one -> new Option(
                                        one.id(), words.text(locale, "report.section.after", one.heading()))),
                        Stream.of(new Option("", words.text(locale, "report.section.first"))))
                .toList();
        model.addAttribute(
                "model",
                new SectionsPage(
                        report,
                        now,
                        sections.removed(id),
                        places,
                        ReportService.writes(viewer) && report.state() == Report.State.DRAFT,
                        form));
        return "report/sections";
    }

    @PostMapping
    String add(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var form = Form.of(posted);
        return service.add(viewer, id, form.value("after"), form.value("heading"), form.value("text"))
                .fold(
                        section -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("report.done.sectionAdded"));
                            return "redirect:/reports/" + id + "/sections/" + section;
                        },
                        errors -> refused(id, viewer, locale, model, response, form, TokenErrors.in(locale, errors)));
    }

    private String refused(
            UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            Form form,
            List<FieldError> errors) {
        response.setStatus(422);
        return page(id, viewer, locale, model, form.with(errors));
    }

    @PostMapping("/{section}/move")
    String move(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestParam(defaultValue = "0") int place,
            @RequestParam(defaultValue = "up") String direction,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(
                service.move(viewer, id, section, place, direction.equals("down")),
                "report.done.sectionMoved",
                id,
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/{section}/remove")
    String remove(
            @PathVariable UUID id,
            @PathVariable String section,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(
                service.remove(viewer, id, section),
                "report.done.sectionRemoved",
                id,
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/{section}/restore")
    String restore(
            @PathVariable UUID id,
            @PathVariable String section,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return after(
                service.restore(viewer, id, section),
                "report.done.sectionRestored",
                id,
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    private String after(
            Outcome<UUID> outcome,
            String done,
            UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:/reports/" + id + "/sections";
                },
                errors -> refused(id, viewer, locale, model, response, Form.EMPTY, errors));
    }
}
