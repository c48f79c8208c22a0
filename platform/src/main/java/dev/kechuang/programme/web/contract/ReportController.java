package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.EvaluationService;
import dev.kechuang.programme.internal.contract.EvaluationStore;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportService;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Button;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

/** What applicants hand in while a project runs and after, and what officers say to it: reports and evaluations. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ReportController {

    private final ProjectWeb web;
    private final ReportService service;
    private final ReportStore reports;
    private final AcceptanceService acceptances;
    private final AcceptanceStore acceptanceStore;
    private final EvaluationService evaluations;
    private final EvaluationStore evaluationStore;
    private final ContractPages pages;
    private final ContractLabels labels;

    ReportController(
            ProjectWeb web,
            ReportService service,
            ReportStore reports,
            AcceptanceService acceptances,
            AcceptanceStore acceptanceStore,
            EvaluationService evaluations,
            EvaluationStore evaluationStore,
            ContractPages pages,
            ContractLabels labels) {
        this.web = web;
        this.service = service;
        this.reports = reports;
        this.acceptances = acceptances;
        this.acceptanceStore = acceptanceStore;
        this.evaluations = evaluations;
        this.evaluationStore = evaluationStore;
        this.pages = pages;
        this.labels = labels;
    }

    /**
     * A report to be written.
     *
     * @param work whether progress and spending are asked for
     * @param stage outcomes asked for, null for none
     * @param methods of acceptance to choose from, empty where it is none
     * @param remark what the officer asked for; empty for nothing
     */
    public record ReportPage(
            String title,
            Project project,
            Form form,
            String action,
            boolean work,
            Stage.@Nullable Acceptance stage,
            List<Option> methods,
            String remark,
            int kept) {}

    static ReportPage page(
            String title,
            Project project,
            Form form,
            String action,
            boolean work,
            Stage.@Nullable Acceptance stage,
            List<Option> methods,
            String remark) {
        String kept = form.value(ProjectWeb.KEPT);
        return new ReportPage(
                title,
                project,
                form,
                action,
                work,
                stage,
                methods,
                remark,
                kept.isEmpty() ? 0 : kept.split(",").length);
    }

    @GetMapping("/reports/{report}")
    String one(@PathVariable UUID id, @PathVariable String report, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        Report found = report(id, report);
        if (ContractRights.applicant(viewer, project) && found.open()) {
            var values = ContractForms.values(starting(id, report, project), null);
            return writing(model, project, found, Form.of(values));
        }
        return ProjectWeb.simple(model, reading(locale, viewer, project, found));
    }

    /** From what was handed in for this report, else from the report before: spending goes on from there. */
    private ReportText starting(UUID id, String report, Project project) {
        var filings = reports.filings(id);
        ReportText last = null;
        for (var filing : filings) if (filing.report().equals(report)) last = filing.text();
        if (last != null) return last;
        if (filings.isEmpty()) {
            return new ReportText("", "", List.of(), List.of(), List.of(), 0, List.of(), List.of());
        }
        ReportText before = filings.getLast().text();
        return new ReportText(
                "",
                "",
                before.achieved(),
                before.milestones(),
                before.spent(),
                before.spentFen(),
                List.of(),
                List.of());
    }

    private String writing(Model model, Project project, Report report, Form form) {
        model.addAttribute(
                "model",
                page(
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
                parts.addAll(pages.handedIn(locale, project, filing.text()));
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
                filed(viewer, posted, files, typed, project, null, text -> service.file(viewer, id, report, text));
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=run",
                "contract.done.filed",
                posted,
                redirect,
                response,
                form -> writing(model, project, found, form));
    }

    private <T> Outcome<T> filed(
            Viewer viewer,
            Map<String, String> posted,
            @Nullable List<MultipartFile> uploads,
            Typed typed,
            Project project,
            Stage.@Nullable Acceptance stage,
            java.util.function.Function<ReportText, Outcome<T>> command) {
        return web.take(viewer, posted, uploads)
                .fold(
                        ids -> {
                            ReportText text = ContractForms.report(typed, project.text(), stage, ids);
                            return ProjectWeb.read(typed, () -> command.apply(text));
                        },
                        Outcome::refused);
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

    @GetMapping("/acceptance")
    String acceptance(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        if (ContractRights.applicant(viewer, project) && acceptances.askable(project)) {
            var asked = acceptanceStore.of(id);
            ReportText start = asked.isEmpty()
                    ? starting(id, "", project)
                    : asked.getLast().text();
            var values = ContractForms.values(start, acceptances.stage(project).orElse(null));
            values.put("method", acceptances.sheet(project).isPresent() ? "panel" : "materials");
            return asking(locale, model, project, Form.of(values));
        }
        return "redirect:/contracts/" + id
                + (ContractRights.bureau(viewer, project) && asked(id).isPresent()
                        ? "/acceptance/decide"
                        : "?tab=acceptance");
    }

    private Optional<Acceptance> asked(UUID id) {
        return acceptanceStore.of(id).stream()
                .filter(one -> one.state() == Acceptance.State.ASKED)
                .findFirst();
    }

    private String asking(Locale locale, Model model, Project project, Form form) {
        var asked = acceptanceStore.of(project.id());
        model.addAttribute(
                "model",
                page(
                        labels.text(locale, "contract.do.acceptance"),
                        project,
                        form,
                        "/contracts/" + project.id() + "/acceptance",
                        true,
                        acceptances.stage(project).orElse(null),
                        List.of(
                                new Option("materials", labels.text(locale, "contract.acceptance.method.materials")),
                                new Option("panel", labels.text(locale, "contract.acceptance.method.panel"))),
                        asked.isEmpty() ? "" : asked.getLast().opinion()));
        return "programme/projectReport";
    }

    @PostMapping("/acceptance")
    @Allow(Role.APPLICANT)
    String ask(
            @PathVariable UUID id,
            @RequestParam Map<String, String> given,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var posted = ProjectWeb.mutable(given);
        var typed = new Typed(posted);
        var method = Acceptance.Method.of(typed.text("method"));
        if (method.isEmpty()) typed.wrong("method", "contract.acceptance.error.method");
        var outcome = filed(
                viewer,
                posted,
                files,
                typed,
                project,
                acceptances.stage(project).orElse(null),
                text -> acceptances.ask(viewer, id, method.orElseThrow(), text));
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=acceptance",
                "contract.done.asked",
                posted,
                redirect,
                response,
                form -> asking(locale, model, project, form));
    }

    @GetMapping("/evaluation")
    String evaluation(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        var found = evaluationStore.find(id).orElseThrow(() -> new NotFound("evaluation"));
        ReportText before = found.text();
        if (ContractRights.applicant(viewer, project) && found.state() != EvaluationStore.Evaluation.State.SCORED) {
            var values = before == null
                    ? Map.<String, String>of()
                    : ContractForms.values(before, acceptances.stage(project).orElse(null));
            return evaluating(locale, model, project, Form.of(values));
        }
        return ProjectWeb.simple(model, scoring(locale, viewer, project, found));
    }

    private String evaluating(Locale locale, Model model, Project project, Form form) {
        model.addAttribute(
                "model",
                page(
                        labels.text(locale, "contract.do.evaluation"),
                        project,
                        form,
                        "/contracts/" + project.id() + "/evaluation",
                        false,
                        acceptances.stage(project).orElse(null),
                        List.of(),
                        ""));
        return "programme/projectReport";
    }

    private SimpleForm scoring(Locale locale, Viewer viewer, Project project, EvaluationStore.Evaluation evaluation) {
        ReportText text = evaluation.text();
        String path = "/contracts/" + project.id();
        boolean decides = ContractRights.bureau(viewer, project)
                && evaluation.state() == EvaluationStore.Evaluation.State.SUBMITTED;
        return new SimpleForm(
                labels.text(locale, "contract.part.evaluation"),
                project.application().label(),
                path + "?tab=acceptance",
                decides ? path + "/evaluation/score" : "",
                labels.text(locale, "contract.do.score"),
                Form.EMPTY,
                decides
                        ? List.of(
                                Ask.of(Kind.NUMBER, "score", labels.text(locale, "contract.field.score"), true)
                                        .hint(labels.text(locale, "contract.hint.score")),
                                Ask.of(Kind.AREA, "opinion", labels.text(locale, "contract.field.opinion"), false))
                        : List.of(),
                text == null ? List.of() : pages.handedIn(locale, project, text),
                List.of(),
                false);
    }

    @PostMapping("/evaluation")
    @Allow(Role.APPLICANT)
    String evaluated(
            @PathVariable UUID id,
            @RequestParam Map<String, String> given,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var posted = ProjectWeb.mutable(given);
        var typed = new Typed(posted);
        var outcome = filed(
                viewer,
                posted,
                null,
                typed,
                project,
                acceptances.stage(project).orElse(null),
                text -> evaluations.submit(viewer, id, text));
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=acceptance",
                "contract.done.filed",
                posted,
                redirect,
                response,
                form -> evaluating(locale, model, project, form));
    }

    @PostMapping("/evaluation/score")
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String scored(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var found = evaluationStore.find(id).orElseThrow(() -> new NotFound("evaluation"));
        var typed = new Typed(posted);
        BigDecimal score = typed.number("score");
        if (score == null && typed.errors().isEmpty()) typed.wrong("score", "contract.evaluation.error.score");
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> evaluations.score(
                                viewer, id, score == null ? BigDecimal.ZERO : score, typed.text("opinion"))),
                "/contracts/" + id + "?tab=acceptance",
                "contract.done.scored",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(
                        model, scoring(locale, viewer, project, found).with(form)));
    }
}
