package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Audit;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.programme.web.contract.SimpleForm.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
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

/** Acceptance: asked for by the applicant, audited, decided by materials or a panel. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class AcceptanceController {

    private static final int MEMBERS = 7;

    private final ProjectWeb web;
    private final ReportStore reports;
    private final AcceptanceService acceptances;
    private final AcceptanceStore acceptanceStore;
    private final ReportParts reportParts;
    private final ContractLabels labels;

    AcceptanceController(
            ProjectWeb web,
            ReportStore reports,
            AcceptanceService acceptances,
            AcceptanceStore acceptanceStore,
            ReportParts reportParts,
            ContractLabels labels) {
        this.web = web;
        this.reports = reports;
        this.acceptances = acceptances;
        this.acceptanceStore = acceptanceStore;
        this.reportParts = reportParts;
        this.labels = labels;
    }

    @GetMapping("/acceptance")
    String acceptance(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        if (ContractRights.applicant(viewer, project) && acceptances.askable(project)) {
            var asked = acceptanceStore.of(id);
            ReportText start = asked.isEmpty()
                    ? ContractForms.starting(reports, id, "", project)
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
                ReportPage.of(
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
        var outcome = web.filed(
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

    @GetMapping("/audit")
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String askAudit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.applicant(viewer, project) || ContractRights.bureau(viewer, project));
        return ProjectWeb.simple(model, audit(locale, project));
    }

    private SimpleForm audit(Locale locale, Project project) {
        return SimpleForm.of(
                labels,
                locale,
                project,
                "audit",
                ProjectWeb.values("outcome", "clean"),
                List.of(
                        Ask.hidden(ProjectWeb.KEPT),
                        Ask.of(Kind.TEXT, "auditor", labels.text(locale, "contract.field.auditor"), true),
                        Ask.of(Kind.DAY, "reportedOn", labels.text(locale, "contract.field.reportedOn"), true),
                        Ask.choice(
                                "outcome",
                                labels.text(locale, "contract.field.outcome"),
                                Arrays.stream(Audit.Result.values())
                                        .map(result -> new Option(
                                                result.code(),
                                                labels.text(locale, "contract.audit.outcome." + result.code())))
                                        .toList()),
                        Ask.of(Kind.MONEY, "disallowed", labels.text(locale, "contract.field.disallowed"), false),
                        Ask.of(Kind.AREA, "findings", labels.text(locale, "contract.field.findings"), false),
                        Ask.of(Kind.FILES, "files", labels.text(locale, "contract.field.auditFile"), true)),
                true);
    }

    @PostMapping("/audit")
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String audited(
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
        LocalDate day = typed.requiredDay("reportedOn", labels.today());
        var result = Audit.Result.of(typed.text("outcome"));
        if (result.isEmpty()) typed.wrong("outcome", "contract.audit.error.outcome");
        long disallowed = typed.fen("disallowed");
        Outcome<Audit> outcome = web.take(viewer, posted, files)
                .fold(
                        ids -> {
                            if (ids.isEmpty()) typed.wrong("files", "contract.audit.error.file");
                            return ProjectWeb.read(
                                    typed,
                                    () -> acceptances.audit(
                                            viewer,
                                            id,
                                            new Audit(
                                                    typed.text("auditor"),
                                                    day,
                                                    result.orElseThrow(),
                                                    disallowed,
                                                    typed.text("findings"),
                                                    ids.getLast())));
                        },
                        Outcome::refused);
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + id + "?tab=acceptance",
                "contract.done.saved",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, audit(locale, project).with(form)));
    }

    /**
     * Acceptance to be decided.
     *
     * @param sheet null where acceptance is by materials alone
     */
    public record DecidePage(
            Project project,
            Acceptance asked,
            @Nullable Sheet sheet,
            int members,
            Form form,
            List<Part> parts,
            List<Option> outcomes,
            List<Option> methods) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/acceptance/decide")
    String askDecision(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.handled(viewer, id);
        Acceptance asked = open(id);
        return deciding(
                locale,
                model,
                project,
                asked,
                Form.of(ProjectWeb.values(
                        "number",
                        String.valueOf(asked.number()),
                        "method",
                        asked.method().code())));
    }

    private Acceptance open(UUID id) {
        return acceptanceStore.of(id).stream()
                .filter(one -> one.state() == Acceptance.State.ASKED)
                .findFirst()
                .orElseThrow(() -> new NotFound("acceptance"));
    }

    private String deciding(Locale locale, Model model, Project project, Acceptance asked, Form form) {
        model.addAttribute(
                "model",
                new DecidePage(
                        project,
                        asked,
                        acceptances.sheet(project).orElse(null),
                        Math.max(MEMBERS, new Typed(form.values()).rows("member")),
                        form,
                        reportParts.handedIn(locale, project, asked.text()),
                        List.of(
                                new Option("passed", labels.text(locale, "contract.acceptance.state.passed")),
                                new Option("rectify", labels.text(locale, "contract.acceptance.state.rectify")),
                                new Option("failed", labels.text(locale, "contract.acceptance.state.failed"))),
                        List.of(
                                new Option("materials", labels.text(locale, "contract.acceptance.method.materials")),
                                new Option("panel", labels.text(locale, "contract.acceptance.method.panel")))));
        return "programme/projectDecide";
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/acceptance/decide")
    String decide(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.handled(viewer, id);
        var typed = new Typed(posted);
        var state = Acceptance.State.of(typed.text("outcome")).filter(one -> one != Acceptance.State.ASKED);
        if (state.isEmpty()) typed.wrong("outcome", "contract.acceptance.error.outcome");
        var method = Acceptance.Method.of(typed.text("method"));
        if (method.isEmpty()) typed.wrong("method", "contract.acceptance.error.method");
        LocalDate rectifyBy = typed.day("rectifyBy");
        long demanded = typed.fen("demanded");
        var panel = acceptances.sheet(project).map(sheet -> ContractForms.panel(typed, sheet));
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> acceptances.decide(
                                viewer,
                                id,
                                new AcceptanceService.Decision(
                                        typed.version("number"),
                                        state.orElseThrow(),
                                        method.orElseThrow(),
                                        panel.orElse(null),
                                        typed.text("opinion"),
                                        rectifyBy,
                                        demanded))),
                "/contracts/" + id + "?tab=acceptance",
                "contract.done.decided",
                posted,
                redirect,
                response,
                form -> {
                    var open = acceptanceStore.of(id);
                    return deciding(locale, model, project, open.getLast(), form);
                });
    }
}
