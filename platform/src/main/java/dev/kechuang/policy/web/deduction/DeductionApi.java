package dev.kechuang.policy.web.deduction;

import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.DeductionStatistics;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.FilingSearch;
import dev.kechuang.policy.internal.deduction.Project;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Filings of the R&amp;D super-deduction as JSON. Money is given as people type it, in 万元; answers are in fen. */
@RestController
@RequestMapping("/api/deductions")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DeductionApi {

    private static final int MOST = 200;

    private final DeductionService service;
    private final FilingSearch search;
    private final DeductionStatistics statistics;
    private final ProjectController projects;
    private final ApiProblems problems;
    private final Texts texts;

    DeductionApi(
            DeductionService service,
            FilingSearch search,
            DeductionStatistics statistics,
            ProjectController projects,
            ApiProblems problems,
            Texts texts) {
        this.service = service;
        this.search = search;
        this.statistics = statistics;
        this.projects = projects;
        this.problems = problems;
        this.texts = texts;
    }

    /** Filters as in the address of the list: year, state, region, q; {@code size} up to 200. */
    @GetMapping
    KeyPage<Filing> list(@RequestParam Map<String, String> given, Viewer viewer) {
        String size = given.getOrDefault("size", "");
        return search.find(
                viewer,
                FilingSearch.Query.of(given),
                FilingListController.at(given),
                size.matches("[1-9][0-9]{0,2}") ? Math.min(MOST, Integer.parseInt(size)) : 20);
    }

    /** @param stops whether it has to be mended before the filing can be submitted */
    record Said(String rule, String clause, boolean stops, int row, String field, String text) {}

    record Looked(
            Filing filing,
            List<Project> projects,
            List<Said> findings,
            @Nullable Long deductionFen,
            @Nullable Long savedFen) {}

    @GetMapping("/{id}")
    Looked one(@PathVariable UUID id, Viewer viewer, Locale locale) {
        var looked = service.look(viewer, id).orElseThrow(() -> new NotFound("deduction filing"));
        var figures = looked.checked().figures();
        return new Looked(
                looked.filing(),
                looked.projects(),
                looked.checked().findings().stream()
                        .map(f -> new Said(
                                f.rule().code(),
                                f.rule().clause(),
                                f.stops(),
                                f.row(),
                                f.field(),
                                texts.text(locale, f.key(), f.args().toArray())))
                        .toList(),
                figures == null ? null : figures.deduction(),
                figures == null ? null : figures.saved());
    }

    record Opening(int year) {}

    @Allow(Role.APPLICANT)
    @PostMapping
    ResponseEntity<?> open(@RequestBody Opening body, Viewer viewer, Locale locale) {
        return problems.answer(service.open(viewer, body.year()), locale);
    }

    /** The statement about the whole firm, by code of the fact, and {@code ledger}; replaces what stood there. */
    @Allow(Role.APPLICANT)
    @PutMapping("/{id}/statement")
    ResponseEntity<?> keep(
            @PathVariable UUID id, @RequestBody Map<String, String> typed, Viewer viewer, Locale locale) {
        return problems.answer(service.keep(viewer, id, typed), locale);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/{id}/projects")
    ResponseEntity<?> add(@PathVariable UUID id, @RequestBody Map<String, String> typed, Viewer viewer, Locale locale) {
        return problems.answer(service.addProject(viewer, id, typed), locale);
    }

    @Allow(Role.APPLICANT)
    @PutMapping("/{id}/projects/{project}")
    ResponseEntity<?> change(
            @PathVariable UUID id,
            @PathVariable UUID project,
            @RequestBody Map<String, String> typed,
            Viewer viewer,
            Locale locale) {
        return problems.answer(service.changeProject(viewer, id, project, typed), locale);
    }

    @Allow(Role.APPLICANT)
    @DeleteMapping("/{id}/projects/{project}")
    ResponseEntity<?> remove(@PathVariable UUID id, @PathVariable UUID project, Viewer viewer, Locale locale) {
        return problems.answer(service.removeProject(viewer, id, project), locale);
    }

    /** A workbook as the template has it, as {@code file} of a multipart form. */
    @Allow(Role.APPLICANT)
    @PostMapping("/{id}/projects/import")
    ResponseEntity<?> load(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale)
            throws IOException {
        return problems.answer(projects.loaded(viewer, id, file), locale);
    }

    /** @param version of the filing that was looked at */
    record Step(int version, @Nullable String reason) {
        String given() {
            return reason == null ? "" : reason;
        }
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/{id}/submit")
    ResponseEntity<?> submit(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(service.submit(viewer, id, step.version()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(service.confirm(viewer, id, step.version()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(service.giveBack(viewer, id, step.version(), step.given()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{id}/reopen")
    ResponseEntity<?> reopen(@PathVariable UUID id, @RequestBody Step step, Viewer viewer, Locale locale) {
        return problems.answer(service.reopen(viewer, id, step.version(), step.given()), locale);
    }

    record Statistics(
            List<DeductionStatistics.Line> byYear,
            List<DeductionStatistics.Line> byRegion,
            List<DeductionStatistics.Line> byIndustry,
            Map<String, Long> byCategory) {}

    /** Confirmed filings added up: all years, and the year asked for by county, industry and category. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/statistics")
    Statistics statistics(@RequestParam int year, Viewer viewer) {
        return new Statistics(
                statistics.byYear(viewer),
                statistics.byRegion(viewer, year),
                statistics.byIndustry(viewer, year),
                statistics.byCategory(viewer, year));
    }
}
