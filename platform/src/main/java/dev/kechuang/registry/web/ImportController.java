package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Organisations from Excel and to Excel. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ImportController {

    private final Imports.Kind kind;
    private final ImportPages pages;
    private final OrganisationExport export;

    ImportController(Imports imports, ImportPages pages, OrganisationExport export) {
        this.kind = imports.organisations();
        this.pages = pages;
        this.export = export;
    }

    @GetMapping("/organisations/import")
    String start(Locale locale, Model model) {
        return pages.start(kind, Form.EMPTY, locale, model);
    }

    @GetMapping("/organisations/import/template")
    void template(Locale locale, HttpServletResponse response) throws IOException {
        pages.template(kind, locale, response);
    }

    @PostMapping("/organisations/import")
    String upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return pages.uploaded(kind, file, viewer, locale, model, response);
    }

    @GetMapping("/organisations/import/{id}")
    String preview(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return pages.preview(kind, id, viewer, locale, model);
    }

    @GetMapping("/organisations/import/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        pages.errors(kind, id, viewer, locale, response);
    }

    @PostMapping("/organisations/import/{id}/confirm")
    String confirm(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return ImportPages.confirm(kind, id, kind.list(), viewer, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/organisations/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        export.write(parameters, viewer, locale, response);
    }
}
