package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The addresses of an import, below the one that its controller names. */
public abstract class SheetImportController {

    private final String code;
    private final Imports imports;
    private final ImportPages pages;

    /** @param code of the kind that the controller contributes to the imports */
    protected SheetImportController(String code, Imports imports, ImportPages pages) {
        this.code = code;
        this.imports = imports;
        this.pages = pages;
    }

    private Imports.Kind kind() {
        return imports.find(code).orElseThrow(() -> new NotFound("import"));
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
        return ImportPages.confirm(kind(), id, afterwards(kind(), id), viewer, redirect);
    }

    /** The page after everything is loaded: the list. */
    String afterwards(Imports.Kind kind, UUID id) {
        return kind.list();
    }
}
