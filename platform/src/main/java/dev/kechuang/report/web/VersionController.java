package dev.kechuang.report.web;

import dev.kechuang.document.Documents;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.freeze.Verification;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.freeze.VersionStore;
import dev.kechuang.report.internal.paper.ReportPaper;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Detail;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Frozen versions, and the public page that tells whether a document is one. */
@Controller
public class VersionController {

    private final ReportStore reports;
    private final VersionStore versions;
    private final Verification verification;
    private final Documents documents;
    private final ReportWords words;

    VersionController(
            ReportStore reports,
            VersionStore versions,
            Verification verification,
            Documents documents,
            ReportWords words) {
        this.reports = reports;
        this.versions = versions;
        this.verification = verification;
        this.documents = documents;
        this.words = words;
    }

    /** @param newest whether no further version was frozen since */
    public record VersionPage(Report report, Version version, ReportView view, List<Detail> details, boolean newest) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/reports/{id}/versions/{number}")
    String version(@PathVariable UUID id, @PathVariable int number, Viewer viewer, Locale locale, Model model) {
        Report report = report(viewer, id);
        Version version = find(id, number);
        var content = ContentJson.read(versions.content(version.id()));
        var earlier = number == 1
                ? null
                : ContentJson.read(versions.content(find(id, number - 1).id()));
        var view = ReportView.of(
                content,
                earlier,
                Map.of(),
                words.text(
                        locale,
                        "report.asOf",
                        ReportWords.minute(version.snapshot().readAt())),
                words.text(locale, "report.category"),
                version.snapshot());
        model.addAttribute(
                "model", new VersionPage(report, version, view, details(version, locale), number == report.version()));
        return "report/version";
    }

    private List<Detail> details(Version version, Locale locale) {
        var details = new java.util.ArrayList<Detail>();
        details.add(Detail.of(
                words.text(locale, "report.version"), words.text(locale, "report.version.number", version.number())));
        details.add(Detail.of(words.text(locale, "report.frozenAt"), ReportWords.minute(version.frozenAt())));
        details.add(Detail.of(words.text(locale, "report.submittedBy"), version.submittedName()));
        details.add(Detail.of(words.text(locale, "report.frozenBy"), version.frozenName()));
        details.add(Detail.of(
                words.text(locale, "report.readAt"),
                ReportWords.minute(version.snapshot().readAt())));
        details.add(Detail.of(words.text(locale, "report.figures"), Integer.toString(version.figures())));
        if (!version.reason().isEmpty()) details.add(Detail.of(words.text(locale, "report.reason"), version.reason()));
        details.add(Detail.of(words.text(locale, "report.digest"), version.digest()));
        return details;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping({"/reports/{id}/versions/{number}/report.docx", "/reports/{id}/versions/{number}/report.pdf"})
    ResponseEntity<byte[]> paper(
            @PathVariable UUID id, @PathVariable int number, HttpServletRequest request, Viewer viewer) {
        report(viewer, id);
        Version version = find(id, number);
        var content = ContentJson.read(versions.content(version.id()));
        return Papers.answer(documents, ReportPaper.frozen(content, version, base(request)), Papers.format(request));
    }

    /** Address of this installation as the reader knows it. */
    private static String base(HttpServletRequest request) {
        String all = request.getRequestURL().toString();
        return all.substring(0, all.length() - request.getRequestURI().length());
    }

    /**
     * @param asked whether a digest was given
     * @param version null when no version has it
     */
    public record VerifyPage(
            Form form,
            boolean asked,
            @Nullable Version version,
            Verification.@Nullable Result result,
            List<Detail> details) {}

    /** Says which report and version a digest names, and whether its figures are still what the evidence gives. */
    @Allow(everyone = true)
    @GetMapping("/reports/verify")
    String verify(@RequestParam(defaultValue = "") String digest, Locale locale, Model model) {
        String typed = digest.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        var form = Form.of(Map.of("digest", digest.strip()));
        if (typed.isEmpty()) {
            model.addAttribute("model", new VerifyPage(form, false, null, null, List.of()));
            return "report/verify";
        }
        if (!typed.matches("[0-9a-f]{64}")) {
            var wrong = form.with(List.of(FieldError.of("digest", "report.error.digest")));
            model.addAttribute("model", new VerifyPage(wrong, false, null, null, List.of()));
            return "report/verify";
        }
        Version version = versions.withDigest(typed).orElse(null);
        var result = version == null ? null : verification.verify(version);
        model.addAttribute(
                "model",
                new VerifyPage(form, true, version, result, version == null ? List.of() : open(version, locale)));
        return "report/verify";
    }

    /** What everybody may know of it; names of people are not among that. */
    private List<Detail> open(Version version, Locale locale) {
        return List.of(
                Detail.of(words.text(locale, "report.title"), version.title()),
                Detail.of(words.text(locale, "report.unit"), version.unit()),
                Detail.of(
                        words.text(locale, "report.version"),
                        words.text(locale, "report.version.number", version.number())),
                Detail.of(words.text(locale, "report.frozenAt"), ReportWords.minute(version.frozenAt())),
                Detail.of(words.text(locale, "report.figures"), Integer.toString(version.figures())));
    }

    private Report report(Viewer viewer, UUID id) {
        return reports.find(viewer, id).orElseThrow(() -> new NotFound("report"));
    }

    private Version find(UUID id, int number) {
        return versions.find(id, number).orElseThrow(() -> new NotFound("version"));
    }
}
