package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportService;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Button;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

/** Reports of a running project: written by the applicant, accepted or returned by officers. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ReportController {

    private final ProjectWeb web;
    private final ReportService service;
    private final ReportStore reports;
    private final ReportParts reportParts;
    private final ContractLabels labels;

    ReportController(
            ProjectWeb web,
            ReportService service,
            ReportStore reports,
            ReportParts reportParts,
            ContractLabels labels) {
        this.web = web;
        this.service = service;
        this.reports = reports;
        this.reportParts = reportParts;
        this.labels = labels;
    }

    @GetMapping("/reports/{report}")
    String one(@PathVariable UUID id, @PathVariable String report, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        Report found = report(id, report);
        if (ContractRights.applicant(viewer, project) && found.open()) {
            var values = ContractForms.values(ContractForms.starting(reports, id, report, project), null);
            return writing(model, project, found, Form.of(values));
        }
        return ProjectWeb.simple(model, reading(locale, viewer, project, found));
    }

    private String writing(Model model, Project project, Report report, Form form) {
        model.addAttribute(
                "model",
                ReportPage.of(
                        report.name(),
                        project,
                        form,
                        "/contracts/" + project.id() + "/reports/" + report.id(),
                        true,
                        null,
                        List.of(),
                        report.state() == Report.State.RETURNED ? report.remark() : ""));
        return "programme/projectReport";
    }

    private SimpleForm reading(Locale locale, Viewer viewer, Project project, Report report) {
        var parts = new ArrayList<Part>();
        for (var filing : reports.filings(project.id())) {
            if (filing.report().equals(report.id()) && filing.number() == report.filings()) {
                parts.addAll(reportParts.handedIn(locale, project, filing.text()));
            }
        }
        String path = "/contracts/" + project.id();
        boolean decides = ContractRights.bureau(viewer, project) && report.state() == Report.State.SUBMITTED;
        return new SimpleForm(
                report.name(),
                project.application().label(),
                path + "?tab=run",
                decides ? path + "/reports/" + report.id() + "/accept" : "",
                labels.text(locale, "contract.do.accept"),
                Form.of(ProjectWeb.values("filing", String.valueOf(report.filings()))),
                decides
                        ? List.of(
                                Ask.hidden("filing"),
                                Ask.of(Kind.AREA, "reason", labels.text(locale, "contract.field.remark"), false)
                                        .hint(labels.text(locale, "contract.hint.returnReason")))
                        : List.of(),
                parts,
                decides
                        ? List.of(new Button(
                                labels.text(locale, "contract.do.giveBack"),
                                path + "/reports/" + report.id() + "/return",
                                ""))
                        : List.of(),
                false);
    }

    @PostMapping("/reports/{report}")
    @Allow(Role.APPLICANT)
    String file(
            @PathVariable UUID id,
            @PathVariable String report,
            @RequestParam Map<String, String> given,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        Report found = report(id, report);
        var posted = ProjectWeb.mutable(given);
        var typed = new Typed(posted);
        var outcome =
                web.filed(viewer, posted, files, typed, project, null, text -> service.file(viewer, id, report, text));
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=run",
                "contract.done.filed",
                posted,
                redirect,
                response,
                form -> writing(model, project, found, form));
    }

    @PostMapping("/reports/{report}/accept")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String accept(
            @PathVariable UUID id,
            @PathVariable String report,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return decided(true, id, report, posted, viewer, locale, model, response, redirect);
    }

    @PostMapping("/reports/{report}/return")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String giveBack(
            @PathVariable UUID id,
            @PathVariable String report,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return decided(false, id, report, posted, viewer, locale, model, response, redirect);
    }

    private String decided(
            boolean accept,
            UUID id,
            String report,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        Report found = report(id, report);
        var typed = new Typed(posted);
        var outcome = accept
                ? service.accept(viewer, id, report, typed.version("filing"), typed.text("reason"))
                : service.giveBack(viewer, id, report, typed.version("filing"), typed.text("reason"));
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=run",
                accept ? "contract.done.accepted" : "contract.done.returned",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(
                        model, reading(locale, viewer, project, found).with(form)));
    }

    private Report report(UUID id, String report) {
        return reports.find(id, report).orElseThrow(() -> new NotFound("report"));
    }
}
