package dev.kechuang.report.web;

import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.draft.SectionService;
import dev.kechuang.report.internal.draft.SectionStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sections of a draft as JSON. */
@RestController
@RequestMapping("/api/reports/{id}/sections")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ArrangementApi {

    private final ReportStore store;
    private final SectionStore sections;
    private final SectionService service;
    private final ApiProblems problems;

    ArrangementApi(ReportStore store, SectionStore sections, SectionService service, ApiProblems problems) {
        this.store = store;
        this.sections = sections;
        this.service = service;
        this.problems = problems;
    }

    /** @param removed those that were taken out and can be put back */
    record Sections(List<Report.Section> sections, List<Report.Section> removed) {}

    @GetMapping
    Sections all(@PathVariable UUID id, Viewer viewer) {
        if (store.find(viewer, id).isEmpty()) throw new NotFound("report");
        return new Sections(store.sections(id), sections.removed(id));
    }

    /** @param after id of the section it follows; without one it stands first */
    record NewSection(
            @Nullable String after,
            @Nullable String heading,
            @Nullable String text) {}

    @PostMapping
    ResponseEntity<?> add(@PathVariable UUID id, @RequestBody NewSection section, Viewer viewer, Locale locale) {
        return problems.answer(
                TokenErrors.in(
                        locale,
                        service.add(viewer, id, text(section.after()), text(section.heading()), text(section.text()))),
                locale);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** @param order ids of all sections in their new order */
    record Order(@Nullable List<String> order) {}

    @PutMapping
    ResponseEntity<?> reorder(@PathVariable UUID id, @RequestBody Order order, Viewer viewer, Locale locale) {
        return problems.answer(
                service.reorder(viewer, id, Objects.requireNonNullElse(order.order(), List.of())), locale);
    }

    @DeleteMapping("/{section}")
    ResponseEntity<?> remove(@PathVariable UUID id, @PathVariable String section, Viewer viewer, Locale locale) {
        return problems.answer(service.remove(viewer, id, section), locale);
    }

    @PostMapping("/{section}/restore")
    ResponseEntity<?> restore(@PathVariable UUID id, @PathVariable String section, Viewer viewer, Locale locale) {
        return problems.answer(service.restore(viewer, id, section), locale);
    }
}
