package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.TwoStepImport.Result;
import dev.kechuang.registry.web.Imports.Kind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of an import, the same for everything that can be imported. */
@Component
public class ImportPages {

    private static final int SHOWN = 20;

    private final Labels labels;

    ImportPages(Labels labels) {
        this.labels = labels;
    }

    /** Where the pages of one import lie and what they say. */
    public record Words(
            String base, String title, String text, String template, String hint, String list, String listName) {}

    public record UploadPage(Form form, Words words) {}

    /** @param wrong rows with errors */
    public record PreviewPage(
            UUID id,
            Words words,
            boolean done,
            int rows,
            int created,
            int changed,
            int unchanged,
            int wrong,
            Table errors,
            Table first) {}

    private record Wrong(int row, FieldError error) {}

    private Words words(Kind kind, Locale locale) {
        return new Words(
                kind.base(),
                labels.text(locale, kind.texts() + "title"),
                labels.text(locale, kind.texts() + "text"),
                labels.text(locale, kind.template()),
                labels.text(locale, kind.texts() + "hint"),
                kind.list(),
                labels.text(locale, kind.listName()));
    }

    public String start(Kind kind, Form form, Locale locale, Model model) {
        model.addAttribute("model", new UploadPage(form, words(kind, locale)));
        return "registry/import";
    }

    public void template(Kind kind, Locale locale, HttpServletResponse response) throws IOException {
        Pages.download(response, labels.text(locale, kind.template()) + ".xlsx");
        kind.imports().template(response.getOutputStream());
    }

    public static Outcome<UUID> upload(Kind kind, @Nullable MultipartFile file, Viewer viewer) throws IOException {
        if (file == null || file.isEmpty()) {
            return Outcome.refused(FieldError.of("file", "registry.excel.error.none"));
        }
        String name = file.getOriginalFilename();
        return kind.imports().upload(viewer, name == null ? "import.xlsx" : name, file.getInputStream());
    }

    public String uploaded(
            Kind kind,
            @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return switch (upload(kind, file, viewer)) {
            case Outcome.Done<UUID>(var id) -> "redirect:" + kind.base() + "/" + id;
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield start(kind, Form.EMPTY.with(errors), locale, model);
            }
        };
    }

    public String preview(Kind kind, UUID id, Viewer viewer, Locale locale, Model model) {
        var preview = kind.imports().preview(viewer, id).orElseThrow(() -> new NotFound("import"));
        var wrong = new ArrayList<Wrong>();
        preview.wrong().forEach((row, errors) -> errors.forEach(error -> wrong.add(new Wrong(row, error))));
        var errors = Table.of(
                labels.text(locale, "registry.excel.errors"),
                List.of(
                        Column.<Wrong>figure(
                                labels.text(locale, "registry.excel.row"), "", each -> Cell.count(each.row())),
                        Column.text(
                                labels.text(locale, "registry.excel.column"),
                                each -> Cell.text(
                                        each.error().field().isEmpty()
                                                ? ""
                                                : kind.column()
                                                        .apply(
                                                                locale,
                                                                each.error().field()))),
                        Column.title(
                                labels.text(locale, "registry.excel.wrong"),
                                each -> Cell.text(labels.text(
                                        locale,
                                        each.error().key(),
                                        each.error().args().toArray())))),
                wrong.subList(0, Math.min(SHOWN, wrong.size())));
        var columns = new ArrayList<Column<Line>>();
        columns.add(Column.figure(labels.text(locale, "registry.excel.row"), "", line -> Cell.count(line.number())));
        for (String field : kind.shown()) {
            String name = kind.column().apply(locale, field);
            columns.add(
                    field.equals("name")
                            ? Column.title(name, line -> text(line, field))
                            : Column.text(name, line -> text(line, field)));
        }
        var first = Table.of(
                labels.text(locale, "registry.excel.first"),
                columns,
                preview.lines().subList(0, Math.min(SHOWN, preview.lines().size())));
        model.addAttribute(
                "model",
                new PreviewPage(
                        id,
                        words(kind, locale),
                        preview.done(),
                        preview.lines().size(),
                        preview.created(),
                        preview.changed(),
                        preview.unchanged(),
                        preview.wrong().size(),
                        errors,
                        first));
        return "registry/importPreview";
    }

    private static Cell text(Line line, String field) {
        return Cell.text(line.texts().getOrDefault(field, ""));
    }

    public void errors(Kind kind, UUID id, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        if (kind.imports().preview(viewer, id).isEmpty()) throw new NotFound("import");
        Pages.download(response, labels.text(locale, "registry.excel.errors") + ".xlsx");
        kind.imports().errors(viewer, id, response.getOutputStream());
    }

    /** @param then the page after everything is loaded */
    public static String confirm(Kind kind, UUID id, String then, Viewer viewer, RedirectAttributes redirect) {
        return switch (kind.imports().confirm(viewer, id)) {
            case Outcome.Done<Result>(var result) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done("registry.excel.done", result.created(), result.changed(), result.unchanged()));
                yield "redirect:" + then;
            }
            case Outcome.Refused<Result>(var errors) -> {
                var error = errors.getFirst();
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.error(
                                error.key(),
                                error.args().stream().map(String::valueOf).toArray(String[]::new)));
                yield "redirect:" + kind.base() + "/" + id;
            }
        };
    }
}
