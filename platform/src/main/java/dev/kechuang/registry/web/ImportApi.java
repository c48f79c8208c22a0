package dev.kechuang.registry.web;

import dev.kechuang.registry.web.Imports.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Imports and the export for programs; {@code what} is {@code organisations} or {@code facts}. */
@RestController
@RequestMapping("/api/registry")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ImportApi {

    private final Imports imports;
    private final ImportPages pages;
    private final OrganisationExport export;
    private final Labels labels;
    private final ApiProblems problems;

    ImportApi(Imports imports, ImportPages pages, OrganisationExport export, Labels labels, ApiProblems problems) {
        this.imports = imports;
        this.pages = pages;
        this.export = export;
        this.labels = labels;
        this.problems = problems;
    }

    /** @param row as Excel counts, the header being 1 */
    record Wrong(int row, String field, String code, String message) {}

    /**
     * What confirming would do; once it is done, what it has done.
     *
     * @param errors every error of every row; nothing is loaded while there is one
     */
    record Preview(UUID id, boolean done, int rows, int created, int changed, int unchanged, List<Wrong> errors) {}

    @GetMapping("/imports/{what}/template")
    void template(@PathVariable String what, Locale locale, HttpServletResponse response) throws IOException {
        pages.template(kind(what), locale, response);
    }

    /** Takes a workbook as part {@code file} of a form and answers the preview. */
    @PostMapping("/imports/{what}")
    ResponseEntity<?> upload(
            @PathVariable String what,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale)
            throws IOException {
        Kind kind = kind(what);
        return switch (ImportPages.upload(kind, file, viewer)) {
            case Outcome.Done<UUID>(var id) -> ResponseEntity.ok(preview(kind, id, viewer, locale));
            case Outcome.Refused<UUID> refused -> problems.answer(refused, locale);
        };
    }

    @GetMapping("/imports/{what}/{id}")
    Preview preview(@PathVariable String what, @PathVariable UUID id, Viewer viewer, Locale locale) {
        return preview(kind(what), id, viewer, locale);
    }

    /** The workbook with its wrong cells marked. */
    @GetMapping("/imports/{what}/{id}/errors")
    void errors(
            @PathVariable String what,
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        pages.errors(kind(what), id, viewer, locale, response);
    }

    @PostMapping("/imports/{what}/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable String what, @PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(kind(what).imports().confirm(viewer, id), locale);
    }

    /** The list as a workbook, by the same filters. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/organisations/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        export.write(parameters, viewer, locale, response);
    }

    private Kind kind(String what) {
        return imports.find(what).orElseThrow(() -> new NotFound("import"));
    }

    private Preview preview(Kind kind, UUID id, Viewer viewer, Locale locale) {
        var preview = kind.imports().preview(viewer, id).orElseThrow(() -> new NotFound("import"));
        var wrong = new ArrayList<Wrong>();
        preview.wrong()
                .forEach((row, errors) -> errors.forEach(error -> wrong.add(new Wrong(
                        row,
                        error.field(),
                        error.key(),
                        labels.text(locale, error.key(), error.args().toArray())))));
        return new Preview(
                id,
                preview.done(),
                preview.lines().size(),
                preview.created(),
                preview.changed(),
                preview.unchanged(),
                wrong);
    }
}
