package dev.kechuang.programme.web.upward;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.upward.UpwardService;
import dev.kechuang.programme.internal.upward.UpwardService.Planned;
import dev.kechuang.programme.internal.upward.UpwardWorkbook;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Recommended projects from Excel in two steps: what the file would do, then all of it or nothing. */
@Controller
@RequestMapping("/upward/import")
@Allow(Role.BUREAU_OFFICER)
public class UpwardImportController {

    private final UpwardService service;
    private final UpwardWorkbook workbook;
    private final FileStore files;
    private final ApplicationLabels labels;

    UpwardImportController(UpwardService service, UpwardWorkbook workbook, FileStore files, ApplicationLabels labels) {
        this.service = service;
        this.workbook = workbook;
        this.files = files;
        this.labels = labels;
    }

    /**
     * @param file id of the uploaded file, empty before
     * @param wrong rows that keep the file from being loaded
     */
    public record ImportPage(Form form, String file, int created, int changed, int unchanged, int wrong, Table table) {}

    private record Row(int number, String title, Planned planned, List<FieldError> errors) {}

    @GetMapping
    String start(Locale locale, Model model) {
        return page(Form.EMPTY, "", List.of(), locale, model);
    }

    @GetMapping("/template")
    void template(Locale locale, HttpServletResponse response) throws IOException {
        UpwardController.download(response, labels.text(locale, "upward.template") + ".xlsx");
        workbook.write(response.getOutputStream(), Stream.of());
    }

    @PostMapping
    String upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        if (file == null || file.isEmpty()) {
            return refused(List.of(FieldError.of("file", "upward.excel.none")), locale, model, response);
        }
        String name = file.getOriginalFilename() == null ? "import.xlsx" : file.getOriginalFilename();
        try (InputStream in = file.getInputStream()) {
            var stored = files.store(viewer, name, FileStore.Kind.SPREADSHEET, in);
            if (stored instanceof Outcome.Refused<StoredFile>(var errors)) {
                return refused(errors, locale, model, response);
            }
            StoredFile kept = ((Outcome.Done<StoredFile>) stored).value();
            var lines = lines(kept);
            if (lines instanceof Outcome.Refused<List<UpwardWorkbook.Line>>(var errors)) {
                return refused(errors, locale, model, response);
            }
            return "redirect:/upward/import/" + kept.id();
        }
    }

    private String refused(List<FieldError> errors, Locale locale, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return page(Form.EMPTY.with(errors), "", List.of(), locale, model);
    }

    private Outcome<List<UpwardWorkbook.Line>> lines(StoredFile file) throws IOException {
        try (InputStream in = files.open(file)) {
            return workbook.read(in);
        }
    }

    private StoredFile found(Viewer viewer, UUID file) {
        return files.find(viewer, file).orElseThrow(() -> new NotFound("file"));
    }

    @GetMapping("/{file}")
    String preview(@PathVariable UUID file, Viewer viewer, Locale locale, Model model) throws IOException {
        return page(Form.EMPTY, file.toString(), rows(viewer, file), locale, model);
    }

    private List<Row> rows(Viewer viewer, UUID file) throws IOException {
        var read = lines(found(viewer, file));
        var rows = new ArrayList<Row>();
        for (var line : read.fold(value -> value, errors -> List.<UpwardWorkbook.Line>of())) {
            var errors = new ArrayList<>(line.errors());
            Planned planned = service.plan(viewer, line.fields());
            if (planned instanceof Planned.Wrong(var wrong)) errors.addAll(wrong);
            rows.add(new Row(line.number(), line.fields().getOrDefault("title", ""), planned, errors));
        }
        return rows;
    }

    @PostMapping("/{file}/confirm")
    String confirm(
            @PathVariable UUID file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        var rows = rows(viewer, file);
        if (rows.isEmpty() || rows.stream().anyMatch(row -> !row.errors().isEmpty())) {
            response.setStatus(422);
            var error = FieldError.of("", "upward.excel.wrong");
            return page(Form.EMPTY.with(List.of(error)), file.toString(), rows, locale, model);
        }
        var fields = lines(found(viewer, file)).fold(value -> value, errors -> List.<UpwardWorkbook.Line>of()).stream()
                .map(UpwardWorkbook.Line::fields)
                .toList();
        return Answer.of(
                service.load(viewer, fields),
                done -> Notice.done("upward.done.imported", done.created(), done.changed(), done.unchanged()),
                done -> "/upward",
                errors -> page(Form.EMPTY.with(errors), file.toString(), rows, locale, model),
                response,
                redirect);
    }

    private String page(Form form, String file, List<Row> rows, Locale locale, Model model) {
        List<Column<Row>> columns = List.of(
                Column.figure(labels.text(locale, "upward.excel.row"), "", row -> Cell.count(row.number())),
                Column.title(labels.text(locale, "upward.column.title"), row -> Cell.text(row.title())),
                Column.text(labels.text(locale, "upward.excel.does"), row -> does(locale, row)),
                Column.title(
                        labels.text(locale, "upward.excel.problem"),
                        row -> Cell.text(row.errors().stream()
                                .map(error -> labels.text(
                                        locale, error.key(), error.args().toArray()))
                                .collect(Collectors.joining("；")))));
        int wrong = (int) rows.stream().filter(row -> !row.errors().isEmpty()).count();
        model.addAttribute(
                "model",
                new ImportPage(
                        form,
                        file,
                        count(rows, Planned.Created.class),
                        count(rows, Planned.Changed.class),
                        count(rows, Planned.Unchanged.class),
                        wrong,
                        Table.of(labels.text(locale, "upward.import"), columns, shown(rows))));
        return "programme/upwardImport";
    }

    /** What is wrong first; of a long file the first 200 rows. */
    private static List<Row> shown(List<Row> rows) {
        return rows.stream()
                .sorted(java.util.Comparator.comparing((Row row) -> row.errors().isEmpty()))
                .limit(200)
                .toList();
    }

    private static int count(List<Row> rows, Class<? extends Planned> sort) {
        return (int) rows.stream()
                .filter(row -> row.errors().isEmpty() && sort.isInstance(row.planned()))
                .count();
    }

    private Tag does(Locale locale, Row row) {
        if (!row.errors().isEmpty()) return new Tag(labels.text(locale, "upward.excel.isWrong"), Tone.FAILED);
        return switch (row.planned()) {
            case Planned.Created unused -> new Tag(labels.text(locale, "upward.excel.create"), Tone.PASSED);
            case Planned.Changed unused -> new Tag(labels.text(locale, "upward.excel.change"), Tone.IN_PROGRESS);
            case Planned.Unchanged unused -> new Tag(labels.text(locale, "upward.excel.same"), Tone.DRAFT);
            case Planned.Wrong unused -> new Tag(labels.text(locale, "upward.excel.isWrong"), Tone.FAILED);
        };
    }
}
