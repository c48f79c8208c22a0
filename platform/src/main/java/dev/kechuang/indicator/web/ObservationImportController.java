package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.ObservationImport;
import dev.kechuang.indicator.internal.observation.ObservationImport.Preview;
import dev.kechuang.indicator.internal.observation.Reporting;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The workbook by which units report: the template, the preview with its errors, the confirmation. */
@Controller
@RequestMapping("/indicators/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ObservationImportController {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int SHOWN = 200;

    private final Reporting reporting;
    private final ObservationImport imports;
    private final Labels labels;

    ObservationImportController(Reporting reporting, ObservationImport imports, Labels labels) {
        this.reporting = reporting;
        this.imports = imports;
        this.labels = labels;
    }

    public record ImportPage(
            Form form,
            Form period,
            @Nullable Preview preview,
            @Nullable Table errors,
            @Nullable Table rows) {}

    @GetMapping
    String upload(Model model) {
        return page(model, Form.EMPTY, null, Locale.SIMPLIFIED_CHINESE);
    }

    private String page(Model model, Form form, @Nullable Preview preview, Locale locale) {
        var period =
                Form.of(Map.of("period", reporting.last(Period.Kind.QUARTER).toString()));
        model.addAttribute(
                "model",
                new ImportPage(
                        form,
                        period,
                        preview,
                        preview == null || preview.wrong().isEmpty() ? null : errors(locale, preview),
                        preview == null || preview.rows().isEmpty() ? null : rows(locale, preview)));
        return "indicator/import";
    }

    @GetMapping("/template")
    void template(@RequestParam Map<String, String> asked, Viewer viewer, HttpServletResponse response)
            throws IOException {
        Period period = labels.period(asked, reporting.last(Period.Kind.QUARTER));
        download(response, "指标填报 " + period + ".xlsx");
        imports.template(viewer, period, response.getOutputStream());
    }

    static void download(HttpServletResponse response, String name) {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    @PostMapping
    String uploaded(
            @RequestParam("file") MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Outcome<UUID> outcome;
        String name = file.getOriginalFilename();
        if (file.isEmpty() || name == null) {
            outcome = Outcome.refused(FieldError.of("file", "indicator.import.error.none"));
        } else {
            try (var in = file.getInputStream()) {
                outcome = imports.upload(viewer, name, in);
            }
        }
        return outcome.fold(id -> "redirect:/indicators/import/" + id, errors -> {
            response.setStatus(422);
            return page(model, Form.EMPTY.with(errors), null, locale);
        });
    }

    @GetMapping("/{id}")
    String preview(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(model, Form.EMPTY, found(viewer, id), locale);
    }

    private Preview found(Viewer viewer, UUID id) {
        return imports.preview(viewer, id).orElseThrow(() -> new NotFound("import"));
    }

    @GetMapping("/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, HttpServletResponse response) throws IOException {
        var unused = found(viewer, id);
        download(response, "错误清单.xlsx");
        boolean written = imports.errors(viewer, id, response.getOutputStream());
        if (!written) throw new NotFound("import");
    }

    @PostMapping("/{id}/confirm")
    String confirm(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                imports.confirm(viewer, id),
                did -> Notice.done("indicator.done.imported", did.created(), did.changed(), did.unchanged()),
                did -> "/indicators/observations",
                errors -> page(model, Form.EMPTY.with(errors), found(viewer, id), locale),
                response,
                redirect);
    }

    private record Wrong(int row, FieldError error) {}

    private Table errors(Locale locale, Preview preview) {
        var all = new ArrayList<Wrong>();
        preview.wrong().forEach((row, errors) -> errors.forEach(error -> all.add(new Wrong(row, error))));
        List<Column<Wrong>> columns = List.of(
                Column.figure(labels.text(locale, "indicator.import.row"), "", one -> Cell.count(one.row())),
                Column.text(
                        labels.text(locale, "indicator.import.column"),
                        one -> Cell.text(
                                one.error().field().isEmpty()
                                        ? ""
                                        : labels.text(
                                                locale,
                                                "indicator.field." + one.error().field()))),
                Column.title(
                        labels.text(locale, "indicator.import.wrong"),
                        one -> Cell.text(labels.text(
                                locale, one.error().key(), one.error().args().toArray()))));
        return Table.of(
                labels.text(locale, "indicator.import.wrong"),
                columns,
                all.stream().limit(SHOWN).toList());
    }

    private Table rows(Locale locale, Preview preview) {
        List<Column<ObservationImport.Row>> columns = List.of(
                Column.figure(labels.text(locale, "indicator.import.row"), "", one -> Cell.count(one.number())),
                Column.title(
                        labels.text(locale, "indicator.indicator"),
                        one -> Cell.text(labels.name(locale, one.cell().indicator()))),
                Column.text(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.text(labels.region(locale, one.cell().region()))),
                Column.text(
                        labels.text(locale, "indicator.period"),
                        one -> Cell.text(one.cell().period().toString())),
                Column.figure(
                        labels.text(locale, "indicator.import.before"),
                        "",
                        one -> one.before() == null ? Cell.NONE : new Cell.Figure(Figures.exact(one.before()), "", "")),
                Column.figure(
                        labels.text(locale, "indicator.field.value"),
                        "",
                        one -> new Cell.Figure(
                                Figures.exact(one.value()) + " "
                                        + labels.unit(one.cell().indicator()),
                                "",
                                "")));
        return Table.of(
                labels.text(locale, "indicator.import.preview"),
                columns,
                preview.rows().stream().limit(SHOWN).toList());
    }
}
