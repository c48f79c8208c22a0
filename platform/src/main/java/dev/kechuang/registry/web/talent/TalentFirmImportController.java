package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.PerformanceImport;
import dev.kechuang.registry.web.ImportPages;
import dev.kechuang.registry.web.Imports;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Half-years of talent-led firms from Excel. */
@Controller
@RequestMapping("/talent-firms/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TalentFirmImportController {

    /** Joins the imports that the JSON interface knows. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Imports.Kind talentFirmsImportKind(PerformanceImport imports, TalentLabels labels) {
            return new Imports.Kind(
                    "talent-firms",
                    imports,
                    "/talent-firms/import",
                    "talent.firmImport.",
                    "talent.firmExcel.template",
                    "/talent-firms",
                    "talent.firms",
                    List.of("firm", "creditCode", "year", "half", "revenue"),
                    (locale, field) -> labels.text(locale, "talent.field." + field));
        }
    }

    private final Imports imports;
    private final ImportPages pages;

    TalentFirmImportController(Imports imports, ImportPages pages) {
        this.imports = imports;
        this.pages = pages;
    }

    private Imports.Kind kind() {
        return imports.find("talent-firms").orElseThrow(() -> new NotFound("import"));
    }

    @GetMapping
    String start(Locale locale, Model model) {
        return pages.start(kind(), Form.EMPTY, locale, model);
    }

    @GetMapping("/template")
    void template(Locale locale, HttpServletResponse response) throws IOException {
        pages.template(kind(), locale, response);
    }

    @PostMapping
    String upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return pages.uploaded(kind(), file, viewer, locale, model, response);
    }

    @GetMapping("/{id}")
    String preview(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return pages.preview(kind(), id, viewer, locale, model);
    }

    @GetMapping("/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        pages.errors(kind(), id, viewer, locale, response);
    }

    @PostMapping("/{id}/confirm")
    String confirm(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return ImportPages.confirm(kind(), id, kind().list(), viewer, redirect);
    }
}
