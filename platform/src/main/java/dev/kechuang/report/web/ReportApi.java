package dev.kechuang.report.web;

import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.freeze.FreezeService;
import dev.kechuang.report.internal.freeze.Verification;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.freeze.VersionStore;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports as JSON: the same commands as the pages. */
@RestController
@RequestMapping("/api/reports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ReportApi {

    private static final int MOST = 200;

    private final ReportStore store;
    private final ReportService service;
    private final FreezeService freezing;
    private final VersionStore versions;
    private final Verification verification;
    private final ApiProblems problems;

    ReportApi(
            ReportStore store,
            ReportService service,
            FreezeService freezing,
            VersionStore versions,
            Verification verification,
            ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.freezing = freezing;
        this.versions = versions;
        this.verification = verification;
        this.problems = problems;
    }

    /** Filters as in the address of the list: q, state. */
    @GetMapping
    KeyPage<Report> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "50") int size,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer) {
        return store.page(viewer, state, q.strip(), KeyPage.At.of(after, null), Math.clamp(size, 1, MOST));
    }

    /** @param period e.g. {@code 2025} or {@code 2026Q3} */
    record NewReport(String template, String region, String period) {}

    @PostMapping
    ResponseEntity<?> create(@RequestBody NewReport report, Viewer viewer, Locale locale) {
        return problems.answer(service.create(viewer, report.template(), report.region(), report.period()), locale);
    }

    /** @param content as it reads now */
    record Draft(Report report, List<Report.Section> sections, Content content) {}

    @GetMapping("/{id}")
    Draft draft(@PathVariable UUID id, Viewer viewer) {
        Report report = find(viewer, id);
        var sections = store.sections(id);
        return new Draft(report, sections, service.live(viewer, report, sections));
    }

    /** @param base revision the writer started from */
    record Written(int base, String heading, String text) {}

    @PutMapping("/{id}/sections/{section}")
    ResponseEntity<?> save(
            @PathVariable UUID id,
            @PathVariable String section,
            @RequestBody Written written,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                TokenErrors.in(
                        locale, service.save(viewer, id, section, written.base(), written.heading(), written.text())),
                locale);
    }

    @PostMapping("/{id}/read")
    ResponseEntity<?> read(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.takeReading(viewer, id), locale);
    }

    @PostMapping("/{id}/submit")
    ResponseEntity<?> submit(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.submit(viewer, id), locale);
    }

    record Reason(String reason) {}

    @PostMapping("/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(service.giveBack(viewer, id, reason.reason()), locale);
    }

    @PostMapping("/{id}/reopen")
    ResponseEntity<?> reopen(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(service.reopen(viewer, id, reason.reason()), locale);
    }

    @PostMapping("/{id}/freeze")
    ResponseEntity<?> freeze(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(freezing.freeze(viewer, id), locale);
    }

    /** @param content as it was frozen */
    record Frozen(Version version, Content content) {}

    @GetMapping("/{id}/versions/{number}")
    Frozen version(@PathVariable UUID id, @PathVariable int number, Viewer viewer) {
        find(viewer, id);
        Version version = versions.find(id, number).orElseThrow(() -> new NotFound("version"));
        return new Frozen(version, ContentJson.read(versions.content(version.id())));
    }

    /** For everybody: which report a digest names and whether it still holds; 404 when none has it. */
    @Allow(everyone = true)
    @GetMapping("/verify")
    Map<String, Object> verify(@RequestParam String digest) {
        Version version = versions.withDigest(digest.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new NotFound("version"));
        var result = verification.verify(version);
        return Map.of(
                "title", version.title(),
                "unit", version.unit(),
                "version", version.number(),
                "frozenAt", version.frozenAt(),
                "figures", version.figures(),
                "checked", result.checked(),
                "targets", result.aims(),
                "different", result.wrong(),
                "holds", result.holds());
    }

    private Report find(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("report"));
    }
}
