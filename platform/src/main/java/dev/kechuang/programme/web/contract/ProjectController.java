package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Audit;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.Payments;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectArchive;
import dev.kechuang.programme.internal.contract.ProjectService;
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
import java.util.ArrayList;
import java.util.Arrays;
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

/** What officers do with a running project, and with one that ends. */
@Controller
@RequestMapping("/contracts/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ProjectController {

    private static final int MEMBERS = 7;

    private final ProjectWeb web;
    private final ProjectService projects;
    private final AcceptanceService acceptances;
    private final AcceptanceStore acceptanceStore;
    private final ProjectArchive archive;
    private final Payments payments;
    private final ContractMoney money;
    private final ContractPages pages;
    private final ContractLabels labels;

    ProjectController(
            ProjectWeb web,
            ProjectService projects,
            AcceptanceService acceptances,
            AcceptanceStore acceptanceStore,
            ProjectArchive archive,
            Payments payments,
            ContractMoney money,
            ContractPages pages,
            ContractLabels labels) {
        this.web = web;
        this.projects = projects;
        this.acceptances = acceptances;
        this.acceptanceStore = acceptanceStore;
        this.archive = archive;
        this.payments = payments;
        this.money = money;
        this.pages = pages;
        this.labels = labels;
    }

    private Project handled(Viewer viewer, UUID id) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.bureau(viewer, project));
        return project;
    }

    private SimpleForm form(
            Locale locale, Project project, String what, Map<String, String> values, List<Ask> asks, boolean upload) {
        String path = "/contracts/" + project.id();
        String label = labels.text(locale, "contract.do." + what);
        String action = switch (what) {
            case "contribution" -> "contributions";
            default -> what;
        };
        return new SimpleForm(
                label,
                project.application().label(),
                path,
                path + "/" + action,
                label,
                Form.of(values),
                asks,
                List.of(),
                List.of(),
                upload);
    }

    private SimpleForm moving(Locale locale, Project project, String what) {
        var asks = new ArrayList<Ask>();
        asks.add(Ask.hidden("moves"));
        asks.add(Ask.of(Kind.AREA, "reason", labels.text(locale, "contract.field.reason"), true));
        if (what.equals("terminate")) {
            asks.add(Ask.of(Kind.MONEY, "demanded", labels.text(locale, "contract.field.demanded"), false)
                    .hint(labels.text(locale, "contract.hint.demanded")));
        }
        return form(
                locale,
                project,
                what,
                ProjectWeb.values("moves", String.valueOf(project.application().moves())),
                asks,
                false);
    }

    @GetMapping("/suspend")
    String askSuspend(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, handled(viewer, id), "suspend"));
    }

    @GetMapping("/resume")
    String askResume(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, handled(viewer, id), "resume"));
    }

    @GetMapping("/terminate")
    String askTerminate(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, moving(locale, handled(viewer, id), "terminate"));
    }

    @PostMapping("/suspend")
    String suspend(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = handled(viewer, id);
        var typed = new Typed(posted);
        return moved(
                projects.suspend(viewer, id, typed.version("moves"), typed.text("reason")),
                "suspend",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/resume")
    String resume(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = handled(viewer, id);
        var typed = new Typed(posted);
        return moved(
                projects.resume(viewer, id, typed.version("moves"), typed.text("reason")),
                "resume",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    @PostMapping("/terminate")
    String terminate(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = handled(viewer, id);
        var typed = new Typed(posted);
        long demanded = typed.fen("demanded");
        return moved(
                ProjectWeb.read(
                        typed,
                        () -> projects.terminate(viewer, id, typed.version("moves"), typed.text("reason"), demanded)),
                "terminate",
                project,
                posted,
                locale,
                model,
                response,
                redirect);
    }

    private String moved(
            Outcome<Project> outcome,
            String what,
            Project project,
            Map<String, String> posted,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return ProjectWeb.answer(
                outcome,
                "/contracts/" + project.id(),
                "contract.done." + what,
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, moving(locale, project, what).with(form)));
    }

    @GetMapping("/contributions")
    String askContribution(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ProjectWeb.simple(model, contribution(locale, web.find(viewer, id)));
    }

    private SimpleForm contribution(Locale locale, Project project) {
        return form(
                locale,
                project,
                "contribution",
                ProjectWeb.values(
                        "key",
                        UUID.randomUUID().toString(),
                        "day",
                        labels.today().toString()),
                List.of(
                        Ask.hidden("key"),
                        Ask.choice(
                                "from",
                                labels.text(locale, "contract.field.from"),
                                Arrays.stream(Contribution.From.values())
                                        .map(from -> new Option(
                                                from.code(), labels.text(locale, "contract.from." + from.code())))
                                        .toList()),
                        Ask.of(Kind.MONEY, "sum", labels.text(locale, "contract.field.sum"), true),
                        Ask.of(Kind.DAY, "day", labels.text(locale, "contract.field.day"), true),
                        Ask.of(Kind.TEXT, "evidence", labels.text(locale, "contract.field.evidence"), true)),
                false);
    }

    @PostMapping("/contributions")
    String contributed(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = web.find(viewer, id);
        var typed = new Typed(posted);
        var from = Contribution.From.of(typed.text("from"));
        if (from.isEmpty()) typed.wrong("from", "contract.error.from");
        long sum = typed.fen("sum");
        LocalDate day = typed.requiredDay("day", labels.today());
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> projects.contributed(
                                viewer, id, key(typed), from.orElseThrow(), sum, day, typed.text("evidence"))),
                "/contracts/" + id + "?tab=money",
                "contract.done.saved",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(model, contribution(locale, project).with(form)));
    }

    private static UUID key(Typed typed) {
        try {
            return UUID.fromString(typed.text("key"));
        } catch (IllegalArgumentException e) {
            throw new NotFound("form");
        }
    }

    @GetMapping("/recovered")
    String askRecovered(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = handled(viewer, id);
        return ProjectWeb.simple(model, recovery(locale, viewer, project));
    }

    private SimpleForm recovery(Locale locale, Viewer viewer, Project project) {
        Allocation owed = money.of(viewer, project.id()).stream()
                .filter(one -> ContractPages.owed(one) > 0)
                .findFirst()
                .orElseThrow(() -> new NotFound("recovery"));
        return form(
                locale,
                project,
                "recovered",
                ProjectWeb.values(
                        "key",
                        UUID.randomUUID().toString(),
                        "allocation",
                        owed.id().toString(),
                        "sum",
                        Typed.wan(ContractPages.owed(owed)),
                        "day",
                        labels.today().toString(),
                        "to",
                        "treasury"),
                List.of(
                        Ask.hidden("key"),
                        Ask.hidden("allocation"),
                        Ask.of(Kind.MONEY, "sum", labels.text(locale, "contract.field.sum"), true),
                        Ask.of(Kind.DAY, "day", labels.text(locale, "contract.field.day"), true),
                        Ask.choice(
                                "to",
                                labels.text(locale, "contract.field.to"),
                                List.of(
                                        new Option("treasury", labels.text(locale, "contract.to.treasury")),
                                        new Option("budget", labels.text(locale, "contract.to.budget"))))),
                false);
    }

    @PostMapping("/recovered")
    String recovered(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = handled(viewer, id);
        var typed = new Typed(posted);
        long sum = typed.fen("sum");
        LocalDate day = typed.requiredDay("day", labels.today());
        if (!typed.text("allocation").matches("[0-9a-f-]{36}")) throw new NotFound("allocation");
        return ProjectWeb.answer(
                ProjectWeb.read(
                        typed,
                        () -> projects.recovered(
                                viewer,
                                id,
                                key(typed),
                                UUID.fromString(typed.text("allocation")),
                                sum,
                                day,
                                !typed.text("to").equals("budget"))),
                "/contracts/" + id + "?tab=money",
                "contract.done.saved",
                posted,
                redirect,
                response,
                form -> ProjectWeb.simple(
                        model, recovery(locale, viewer, project).with(form)));
    }

    @GetMapping("/audit")
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    String askAudit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = web.find(viewer, id);
        ProjectWeb.needs(ContractRights.applicant(viewer, project) || ContractRights.bureau(viewer, project));
        return ProjectWeb.simple(model, audit(locale, project));
    }

    private SimpleForm audit(Locale locale, Project project) {
        return form(
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

    @GetMapping("/acceptance/decide")
    String askDecision(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Project project = handled(viewer, id);
        Acceptance asked = asked(id);
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

    private Acceptance asked(UUID id) {
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
                        pages.handedIn(locale, project, asked.text()),
                        List.of(
                                new Option("passed", labels.text(locale, "contract.acceptance.state.passed")),
                                new Option("rectify", labels.text(locale, "contract.acceptance.state.rectify")),
                                new Option("failed", labels.text(locale, "contract.acceptance.state.failed"))),
                        List.of(
                                new Option("materials", labels.text(locale, "contract.acceptance.method.materials")),
                                new Option("panel", labels.text(locale, "contract.acceptance.method.panel")))));
        return "programme/projectDecide";
    }

    @PostMapping("/acceptance/decide")
    String decide(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Project project = handled(viewer, id);
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

    @PostMapping("/finish")
    String finish(@PathVariable UUID id, @RequestParam int moves, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                projects.finish(viewer, id, moves), "/contracts/" + id, "contract.done.finish", redirect);
    }

    @PostMapping("/archive")
    String archive(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        var outcome = archive.make(viewer, id);
        return ProjectWeb.command(outcome, "/contracts/" + id + "?tab=acceptance", "contract.done.archive", redirect);
    }

    /** For an application at payment, which has no contract. */
    @PostMapping("/payment")
    String pay(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return ProjectWeb.command(
                payments.again(viewer, id), "/applications/" + id + "?tab=payment", "contract.done.payment", redirect);
    }
}
