package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.EvaluationService;
import dev.kechuang.programme.internal.contract.EvaluationStore;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Performance evaluation after a project has ended. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class EvaluationController {

    private final ProjectWeb web;
    private final AcceptanceService acceptances;
    private final EvaluationService evaluations;
    private final EvaluationStore evaluationStore;
    private final ReportParts reportParts;
    private final ContractLabels labels;

    EvaluationController(
            ProjectWeb web,
            AcceptanceService acceptances,
            EvaluationService evaluations,
            EvaluationStore evaluationStore,
            ReportParts reportParts,
            ContractLabels labels) {
        this.web = web;
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.evaluationStore = evaluationStore;
        this.reportParts = reportParts;
        this.labels = labels;
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
                ReportPage.of(
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
                text == null ? List.of() : reportParts.handedIn(locale, project, text),
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
        var outcome = web.filed(
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
