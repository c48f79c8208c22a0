package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.ObservationImport;
import dev.kechuang.indicator.internal.observation.ObservationImport.Given;
import dev.kechuang.indicator.internal.observation.Reporting;
import dev.kechuang.indicator.internal.observation.ReportingReminders;
import dev.kechuang.shared.FieldError;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What has to be reported, who is late, and observations loaded many at once, for programs. */
@RestController
@RequestMapping("/api/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ReportingApi {

    private final Reporting reporting;
    private final ReportingReminders reminders;
    private final ObservationImport imports;
    private final Labels labels;
    private final ApiProblems problems;

    ReportingApi(
            Reporting reporting,
            ReportingReminders reminders,
            ObservationImport imports,
            Labels labels,
            ApiProblems problems) {
        this.reporting = reporting;
        this.reminders = reminders;
        this.imports = imports;
        this.labels = labels;
        this.problems = problems;
    }

    /** What is due for {@code period}, the last quarter when it is left out. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reporting")
    List<Reporting.Item> reporting(@RequestParam Map<String, String> asked, Viewer viewer) {
        return reporting.items(viewer, labels.period(asked, reporting.last(Period.Kind.QUARTER)));
    }

    /** Who is late, of the viewer's regions, the longest first. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reporting/late")
    List<Reporting.Late> late(Viewer viewer) {
        return reporting.late(viewer);
    }

    /** Presses everybody who is late; answers how many regions were told. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/reporting/press")
    ResponseEntity<?> press(Viewer viewer, Locale locale) {
        return problems.answer(reminders.press(viewer), locale);
    }

    /** Rows as a workbook has them. */
    record Rows(@Nullable List<Given> rows) {}

    /** @param row as Excel counts: the first of the rows is 2 */
    record Wrong(int row, String field, String code, String message) {}

    /**
     * What confirming would do; once it is done, what it has done.
     *
     * @param changes rows that would be stated
     * @param errors every error of every row; nothing is stated while there is one
     */
    record Preview(
            UUID id,
            boolean done,
            int rows,
            int created,
            int changed,
            int unchanged,
            List<ObservationImport.Row> changes,
            List<Wrong> errors) {}

    /** The sheet to fill in, with what is due for {@code period}. */
    @GetMapping("/imports/template")
    void template(@RequestParam Map<String, String> asked, Viewer viewer, HttpServletResponse response)
            throws IOException {
        Period period = labels.period(asked, reporting.last(Period.Kind.QUARTER));
        ObservationImportController.download(response, "指标填报 " + period + ".xlsx");
        imports.template(viewer, period, response.getOutputStream());
    }

    /** Takes rows as JSON and answers the preview; they are kept as the workbook they stand for. */
    @PostMapping(path = "/imports", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> rows(@RequestBody Rows body, Viewer viewer, Locale locale) throws IOException {
        var rows = body.rows();
        if (rows == null || rows.isEmpty())
            return problems.answer(Outcome.refused(FieldError.of("rows", "reporting.error.rows")), locale);
        return answer(imports.upload(viewer, rows), viewer, locale);
    }

    /** Takes a workbook as part {@code file} of a form and answers the preview. */
    @PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> workbook(
            @RequestParam(required = false) @Nullable MultipartFile file, Viewer viewer, Locale locale)
            throws IOException {
        String name = file == null ? null : file.getOriginalFilename();
        if (file == null || file.isEmpty() || name == null)
            return problems.answer(Outcome.refused(FieldError.of("file", "indicator.import.error.none")), locale);
        try (var in = file.getInputStream()) {
            return answer(imports.upload(viewer, name, in), viewer, locale);
        }
    }

    private ResponseEntity<?> answer(Outcome<UUID> uploaded, Viewer viewer, Locale locale) {
        return problems.answer(uploaded.fold(id -> Outcome.done(found(viewer, id, locale)), Outcome::refused), locale);
    }

    @GetMapping("/imports/{id}")
    Preview preview(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return found(viewer, id, locale);
    }

    /** The workbook with its wrong cells marked. */
    @GetMapping("/imports/{id}/errors")
    void errors(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) throws IOException {
        var unused = found(viewer, id, locale);
        ObservationImportController.download(response, "错误清单.xlsx");
        if (!imports.errors(viewer, id, response.getOutputStream())) throw new NotFound("import");
    }

    @PostMapping("/imports/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(imports.confirm(viewer, id), locale);
    }

    private Preview found(Viewer viewer, UUID id, Locale locale) {
        var preview = imports.preview(viewer, id).orElseThrow(() -> new NotFound("import"));
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
                preview.rows(),
                wrong);
    }
}
