package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.AcceptanceStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ChangeStore;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.ContractStore;
import dev.kechuang.programme.internal.contract.ContractText;
import dev.kechuang.programme.internal.contract.EvaluationStore;
import dev.kechuang.programme.internal.contract.EvaluationStore.Evaluation;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ProjectArchive;
import dev.kechuang.programme.internal.contract.ReportStore;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the tabs of a project's page show. */
@Component
public class ContractPages {

    private final ContractStore store;
    private final ReportStore reports;
    private final ChangeStore changes;
    private final AcceptanceStore acceptances;
    private final AcceptanceService acceptanceService;
    private final EvaluationStore evaluations;
    private final ProjectArchive archive;
    private final ContractMoney money;
    private final ContractLabels labels;

    ContractPages(
            ContractStore store,
            ReportStore reports,
            ChangeStore changes,
            AcceptanceStore acceptances,
            AcceptanceService acceptanceService,
            EvaluationStore evaluations,
            ProjectArchive archive,
            ContractMoney money,
            ContractLabels labels) {
        this.store = store;
        this.reports = reports;
        this.changes = changes;
        this.acceptances = acceptances;
        this.acceptanceService = acceptanceService;
        this.evaluations = evaluations;
        this.archive = archive;
        this.money = money;
        this.labels = labels;
    }

    /** One table under a heading; with what to say where it has no rows. */
    public record Part(String heading, @Nullable Table table, List<Detail> details, List<String> lines, String empty) {
        static Part of(String heading, Table table, String empty) {
            return new Part(heading, table, List.of(), List.of(), empty);
        }

        static Part of(String heading, List<Detail> details) {
            return new Part(heading, null, details, List.of(), "");
        }

        public boolean isEmpty() {
            return table != null && table.rows().isEmpty();
        }
    }

    /** @param commands what the viewer can do now, the first the most likely */
    public record Page(
            Project project,
            Tag status,
            Tag state,
            List<Tab> tabs,
            List<Action> commands,
            List<Kpi> figures,
            List<Part> parts,
            boolean maySign,
            boolean mayAgree,
            boolean mayFinish) {}

    Page page(Locale locale, Viewer viewer, Project project, String tab) {
        String path = "/contracts/" + project.id();
        var tabs = new ArrayList<Tab>();
        for (String one : List.of("text", "run", "money", "acceptance")) {
            tabs.add(Tab.of(labels.text(locale, "contract.tab." + one), path + "?tab=" + one, one.equals(tab)));
        }
        List<Part> parts = switch (tab) {
            case "run" -> run(locale, project);
            case "money" -> money(locale, viewer, project);
            case "acceptance" -> acceptance(locale, viewer, project);
            default -> text(locale, project);
        };
        boolean applicant = ContractRights.applicant(viewer, project);
        boolean bureau = ContractRights.bureau(viewer, project);
        boolean open = project.application().status() == Status.OPEN;
        String side = applicant ? "applicant" : "bureau";
        boolean signed = store.signatures(project.id()).stream()
                .anyMatch(
                        one -> one.version() == project.version() && one.side().equals(side));
        return new Page(
                project,
                labels.status(locale, viewer, project),
                labels.state(locale, project.state()),
                tabs,
                commands(locale, viewer, project, path),
                tab.equals("money") ? figures(locale, viewer, project) : List.of(),
                parts,
                (applicant || bureau) && project.state() == Project.State.AGREED && open && !signed,
                bureau && project.state() == Project.State.SUBMITTED && open,
                bureau
                        && open
                        && project.application().stageKind() == Stage.Kind.EXECUTION
                        && acceptanceService.stage(project).isEmpty());
    }

    private List<Action> commands(Locale locale, Viewer viewer, Project project, String path) {
        var commands = new ArrayList<Action>();
        boolean applicant = ContractRights.applicant(viewer, project);
        boolean bureau = ContractRights.bureau(viewer, project);
        Stage.Kind stage = project.application().stageKind();
        Status status = project.application().status();
        boolean ended = status.isEnded();
        if (applicant && project.state() == Project.State.DRAFTING && !ended) {
            commands.add(Action.open(labels.text(locale, "contract.do.edit"), path + "/edit"));
        }
        if (applicant && project.confirmed() && stage == Stage.Kind.EXECUTION && status == Status.OPEN) {
            commands.add(Action.open(labels.text(locale, "contract.do.change"), path + "/changes/new"));
        }
        if (applicant && acceptanceService.askable(project)) {
            commands.add(Action.open(labels.text(locale, "contract.do.acceptance"), path + "/acceptance"));
        }
        if (bureau && stage == Stage.Kind.ACCEPTANCE && status == Status.OPEN) {
            commands.add(Action.open(labels.text(locale, "contract.do.decide"), path + "/acceptance"));
        }
        if ((applicant || bureau) && acceptanceService.auditNeeded(project) && !ended) {
            commands.add(Action.open(labels.text(locale, "contract.do.audit"), path + "/audit"));
        }
        var evaluation = evaluations.find(project.id());
        if (evaluation.isPresent()
                && (applicant && evaluation.get().state() != Evaluation.State.SCORED
                        || bureau && evaluation.get().state() == Evaluation.State.SUBMITTED)) {
            commands.add(Action.open(labels.text(locale, "contract.do.evaluation"), path + "/evaluation"));
        }
        boolean place = bureau || ContractRights.place(viewer, project);
        if (place && project.confirmed() && project.sumFen() > 0) {
            commands.add(Action.open(labels.text(locale, "contract.do.contribution"), path + "/contributions"));
        }
        if (bureau && stage == Stage.Kind.EXECUTION) {
            if (status == Status.OPEN) {
                commands.add(Action.open(labels.text(locale, "contract.do.suspend"), path + "/suspend"));
            }
            if (status == Status.HELD) {
                commands.add(Action.open(labels.text(locale, "contract.do.resume"), path + "/resume"));
            }
        }
        boolean terminable =
                stage == Stage.Kind.CONTRACT || stage == Stage.Kind.EXECUTION || stage == Stage.Kind.ACCEPTANCE;
        if (bureau && !ended && terminable) {
            commands.add(Action.open(labels.text(locale, "contract.do.terminate"), path + "/terminate"));
        }
        boolean owed = bureau && money.of(viewer, project.id()).stream().anyMatch(one -> owed(one) > 0);
        if (owed) commands.add(Action.open(labels.text(locale, "contract.do.recovered"), path + "/recovered"));
        if (bureau && ended) commands.add(Action.post(labels.text(locale, "contract.do.archive"), path + "/archive"));
        commands.add(Action.open(labels.text(locale, "contract.do.pdf"), path + "/document.pdf"));
        commands.add(Action.open(labels.text(locale, "contract.do.docx"), path + "/document.docx"));
        return commands;
    }

    static long owed(Allocation allocation) {
        var recovery = allocation.recovery();
        return recovery == null
                ? 0
                : recovery.demanded().minus(recovery.received()).fen();
    }

    private List<Part> text(Locale locale, Project project) {
        ContractText text = project.text();
        var parts = new ArrayList<Part>();
        parts.add(Part.of(
                labels.text(locale, "contract.part.head"),
                List.of(
                        Detail.of(labels.text(locale, "contract.column.number"), text.number()),
                        Detail.of(labels.text(locale, "contract.field.programme"), text.programme()),
                        Detail.of(labels.text(locale, "contract.field.principal"), text.principal()),
                        Detail.of(labels.text(locale, "contract.field.contractor"), text.contractor()),
                        Detail.of(labels.text(locale, "contract.field.leader"), text.leader()),
                        Detail.of(labels.text(locale, "contract.field.startsOn"), ContractLabels.day(text.startsOn())),
                        Detail.of(labels.text(locale, "contract.field.endsOn"), ContractLabels.day(text.endsOn())),
                        Detail.of(labels.text(locale, "contract.field.grantWan"), wan(text.grantFen())),
                        Detail.of(labels.text(locale, "contract.field.districtWan"), wan(text.districtFen())),
                        Detail.of(labels.text(locale, "contract.field.selfWan"), wan(text.selfFen())),
                        Detail.of(
                                labels.text(locale, "contract.field.version"),
                                project.version() == 0
                                        ? Cell.NONE
                                        : new Cell.Lines(
                                                labels.text(locale, "contract.version", project.version()),
                                                "",
                                                project.digest().substring(0, 16))),
                        Detail.of(
                                labels.text(locale, "contract.field.confirmedOn"),
                                ContractLabels.day(project.confirmedOn())))));
        if (!text.clauses().isEmpty()) {
            parts.add(new Part(labels.text(locale, "contract.part.clauses"), null, List.of(), text.clauses(), ""));
        }
        parts.add(Part.of(
                labels.text(locale, "contract.part.milestones"),
                Table.of(
                        labels.text(locale, "contract.part.milestones"),
                        List.of(
                                Column.text(
                                        labels.text(locale, "contract.field.by"), one -> ContractLabels.day(one.by())),
                                Column.title(
                                        labels.text(locale, "contract.field.milestone"), one -> Cell.text(one.text()))),
                        text.milestones()),
                labels.text(locale, "contract.none.open")));
        parts.add(Part.of(
                labels.text(locale, "contract.part.targets"),
                Table.of(
                        labels.text(locale, "contract.part.targets"),
                        List.of(
                                Column.title(
                                        labels.text(locale, "contract.field.target"), one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.value"),
                                        "",
                                        one -> Cell.text(ContractForms.plain(one.value()))),
                                Column.text(labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit())),
                                Column.text(
                                        labels.text(locale, "contract.field.applied"),
                                        one -> Cell.text(applied(project, one.name())))),
                        text.targets()),
                labels.text(locale, "contract.none.open")));
        var budget = new ArrayList<>(text.budget());
        if (!budget.isEmpty()) {
            budget.add(new ContractText.BudgetItem(
                    labels.text(locale, "contract.total"),
                    text.budgeted(ContractText.BudgetItem::grantFen),
                    text.budgeted(ContractText.BudgetItem::ownFen)));
        }
        String unit = labels.text(locale, "contract.unit.wan");
        parts.add(Part.of(
                labels.text(locale, "contract.part.budget"),
                Table.of(
                        labels.text(locale, "contract.part.budget"),
                        List.of(
                                Column.title(labels.text(locale, "contract.field.item"), one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.grant"),
                                        unit,
                                        one -> Cell.money(new Money(one.grantFen()))),
                                Column.figure(
                                        labels.text(locale, "contract.field.own"),
                                        unit,
                                        one -> Cell.money(new Money(one.ownFen())))),
                        budget),
                labels.text(locale, "contract.none.open")));
        if (!text.instalments().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.instalments"),
                    Table.of(
                            labels.text(locale, "contract.part.instalments"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.instalment"),
                                            one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.sum"),
                                            unit,
                                            one -> Cell.money(new Money(one.fen()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.condition"),
                                            one -> Cell.text(one.condition()))),
                            text.instalments()),
                    ""));
        }
        parts.add(Part.of(
                labels.text(locale, "contract.part.signatures"),
                Table.of(
                        labels.text(locale, "contract.part.signatures"),
                        List.of(
                                Column.text(
                                        labels.text(locale, "contract.field.side"),
                                        one -> Cell.text(labels.text(locale, "contract.side." + one.side()))),
                                Column.text(labels.text(locale, "contract.field.who"), one -> Cell.text(one.actor())),
                                Column.text(
                                        labels.text(locale, "contract.field.when"),
                                        one -> Cell.text(ApplicationLabels.minute(one.at()))),
                                Column.text(
                                        labels.text(locale, "contract.field.version"),
                                        one -> Cell.text(labels.text(locale, "contract.version", one.version()))),
                                Column.title(
                                        labels.text(locale, "contract.field.digest"), one -> Cell.text(one.digest()))),
                        store.signatures(project.id())),
                labels.text(locale, "contract.none.signed")));
        return parts;
    }

    /** What the applicant had promised, where it differs. */
    private static String applied(Project project, String target) {
        return project.original().targets().stream()
                .filter(one -> one.name().equals(target))
                .map(one -> ContractForms.plain(one.value()))
                .findFirst()
                .orElse("");
    }

    private List<Part> run(Locale locale, Project project) {
        String path = "/contracts/" + project.id();
        return List.of(
                Part.of(
                        labels.text(locale, "contract.part.reports"),
                        Table.of(
                                labels.text(locale, "contract.part.reports"),
                                List.of(
                                        Column.<Report>title(
                                                labels.text(locale, "contract.field.report"),
                                                one -> Cell.link(one.name(), path + "/reports/" + one.id())),
                                        Column.text(
                                                labels.text(locale, "contract.column.due"),
                                                one -> ContractLabels.day(one.dueOn())),
                                        Column.text(
                                                labels.text(locale, "contract.field.handedIn"),
                                                one -> ContractLabels.day(one.handedInOn())),
                                        Column.text(
                                                labels.text(locale, "contract.column.state"),
                                                one -> labels.report(locale, one)),
                                        Column.text(
                                                labels.text(locale, "contract.field.remark"),
                                                one -> Cell.text(one.remark()))),
                                reports.of(project.id())),
                        labels.text(locale, "contract.none.reports")),
                Part.of(
                        labels.text(locale, "contract.part.changes"),
                        Table.of(
                                labels.text(locale, "contract.part.changes"),
                                List.of(
                                        Column.<Change>title(
                                                labels.text(locale, "contract.field.change"),
                                                one -> new Cell.Lines(
                                                        labels.text(
                                                                locale,
                                                                "contract.change.kind."
                                                                        + one.kind()
                                                                                .code()),
                                                        path + "/changes/" + one.number(),
                                                        one.reason())),
                                        Column.text(
                                                labels.text(locale, "contract.field.when"),
                                                one -> Cell.text(ApplicationLabels.minute(one.askedAt()))),
                                        Column.text(
                                                labels.text(locale, "contract.column.state"),
                                                one -> labels.change(locale, one.state())),
                                        Column.text(
                                                labels.text(locale, "contract.field.decision"),
                                                one -> Cell.text(one.decision()))),
                                changes.of(project.id())),
                        labels.text(locale, "contract.none.changes")));
    }

    private List<Kpi> figures(Locale locale, Viewer viewer, Project project) {
        long paid = 0;
        long transit = 0;
        for (Allocation one : money.of(viewer, project.id())) {
            paid += one.paid().fen();
            transit += one.transit().fen();
        }
        String unit = labels.text(locale, "contract.unit.wan");
        return List.of(
                kpi(labels.text(locale, "contract.field.contracted"), project.sumFen(), unit),
                kpi(labels.text(locale, "contract.field.paid"), paid, unit),
                kpi(labels.text(locale, "contract.field.transit"), transit, unit),
                kpi(labels.text(locale, "contract.field.unpaid"), project.sumFen() - paid - transit, unit));
    }

    private static Kpi kpi(String label, long fen, String unit) {
        return new Kpi(label, dev.kechuang.shared.web.ui.Figures.wan(new Money(fen)), unit, null, "", "");
    }

    List<Part> money(Locale locale, Viewer viewer, Project project) {
        return money(locale, money.of(viewer, project.id()));
    }

    List<Part> money(Locale locale, List<Allocation> allocations) {
        var parts = new ArrayList<Part>();
        String unit = labels.text(locale, "contract.unit.wan");
        for (Allocation allocation : allocations) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.instalments"),
                    Table.of(
                            labels.text(locale, "contract.part.instalments"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.instalment"),
                                            one -> new Cell.Lines(one.name(), "", one.returned())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.sum"),
                                            unit,
                                            one -> Cell.money(one.amount())),
                                    Column.text(
                                            labels.text(locale, "contract.field.condition"),
                                            one -> Cell.text(
                                                    one.evidence().isEmpty() ? one.condition() : one.evidence())),
                                    Column.text(
                                            labels.text(locale, "contract.column.state"),
                                            one -> labels.instalment(locale, one)),
                                    Column.text(
                                            labels.text(locale, "contract.field.paidOn"),
                                            one -> ContractLabels.day(one.paidOn()))),
                            allocation.instalments()),
                    labels.text(locale, "contract.none.money")));
            if (!allocation.contributions().isEmpty()) {
                parts.add(Part.of(
                        labels.text(locale, "contract.part.contributions"),
                        Table.of(
                                labels.text(locale, "contract.part.contributions"),
                                List.of(
                                        Column.title(
                                                labels.text(locale, "contract.field.from"),
                                                one -> Cell.text(labels.text(
                                                        locale,
                                                        "contract.from."
                                                                + one.from().code()))),
                                        Column.figure(
                                                labels.text(locale, "contract.field.pledged"),
                                                unit,
                                                one -> Cell.money(one.pledged())),
                                        Column.figure(
                                                labels.text(locale, "contract.field.arrived"),
                                                unit,
                                                one -> Cell.money(one.arrived()))),
                                allocation.contributions()),
                        ""));
            }
            var recovery = allocation.recovery();
            if (recovery != null) {
                parts.add(Part.of(
                        labels.text(locale, "contract.part.recovery"),
                        List.of(
                                Detail.of(
                                        labels.text(locale, "contract.field.demandedWan"),
                                        wan(recovery.demanded().fen())),
                                Detail.of(
                                        labels.text(locale, "contract.field.receivedWan"),
                                        wan(recovery.received().fen())),
                                Detail.of(
                                        labels.text(locale, "contract.field.when"),
                                        ContractLabels.day(recovery.demandedOn())),
                                Detail.of(labels.text(locale, "contract.field.reason"), recovery.reason()))));
            }
        }
        if (parts.isEmpty()) {
            parts.add(new Part(
                    labels.text(locale, "contract.tab.money"),
                    null,
                    List.of(),
                    List.of(labels.text(locale, "contract.none.money")),
                    ""));
        }
        return parts;
    }

    private List<Part> acceptance(Locale locale, Viewer viewer, Project project) {
        var parts = new ArrayList<Part>();
        acceptances
                .audit(project.id())
                .ifPresent(audit -> parts.add(Part.of(
                        labels.text(locale, "contract.part.audit"),
                        List.of(
                                Detail.of(labels.text(locale, "contract.field.auditor"), audit.auditor()),
                                Detail.of(
                                        labels.text(locale, "contract.field.reportedOn"),
                                        ContractLabels.day(audit.reportedOn())),
                                Detail.of(
                                        labels.text(locale, "contract.field.outcome"),
                                        labels.text(
                                                locale,
                                                "contract.audit.outcome."
                                                        + audit.outcome().code())),
                                Detail.of(
                                        labels.text(locale, "contract.field.disallowedWan"),
                                        wan(audit.disallowedFen())),
                                Detail.of(labels.text(locale, "contract.field.findings"), audit.findings()),
                                Detail.of(
                                        labels.text(locale, "contract.field.file"),
                                        Cell.link(
                                                labels.text(locale, "contract.do.open"), "/files/" + audit.file()))))));
        parts.add(Part.of(
                labels.text(locale, "contract.part.acceptance"),
                Table.of(
                        labels.text(locale, "contract.part.acceptance"),
                        List.of(
                                Column.<Acceptance>title(
                                        labels.text(locale, "contract.field.asked"),
                                        one -> new Cell.Lines(
                                                labels.text(locale, "contract.acceptance.number", one.number()),
                                                "/contracts/" + project.id() + "/acceptance",
                                                one.askedOn() + " " + one.actor())),
                                Column.text(
                                        labels.text(locale, "contract.field.method"),
                                        one -> Cell.text(labels.text(
                                                locale,
                                                "contract.acceptance.method."
                                                        + one.method().code()))),
                                Column.text(
                                        labels.text(locale, "contract.column.state"),
                                        one -> labels.acceptance(locale, one.state())),
                                Column.figure(
                                        labels.text(locale, "contract.field.score"),
                                        "",
                                        one -> Cell.text(ContractForms.plain(one.score()))),
                                Column.text(
                                        labels.text(locale, "contract.field.rectifyBy"),
                                        one -> ContractLabels.day(one.rectifyBy())),
                                Column.text(
                                        labels.text(locale, "contract.field.opinion"),
                                        one -> Cell.text(one.opinion()))),
                        acceptances.of(project.id())),
                labels.text(locale, "contract.none.acceptance")));
        var outcomes = acceptances.outcomes(project.id());
        if (!outcomes.isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.outcomes"),
                    Table.of(
                            labels.text(locale, "contract.part.outcomes"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.outcomeName"),
                                            one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.value"),
                                            "",
                                            one -> one.money()
                                                    ? Cell.money(new Money(one.value()))
                                                    : Cell.count(one.value())),
                                    Column.text(
                                            labels.text(locale, "contract.field.unit"),
                                            one -> Cell.text(
                                                    one.money()
                                                            ? labels.text(locale, "contract.unit.wan")
                                                            : one.unit()))),
                            outcomes),
                    ""));
        }
        evaluations
                .find(project.id())
                .ifPresent(one -> parts.add(Part.of(
                        labels.text(locale, "contract.part.evaluation"),
                        List.of(
                                Detail.of(labels.text(locale, "contract.column.due"), ContractLabels.day(one.dueOn())),
                                Detail.of(
                                        labels.text(locale, "contract.column.state"),
                                        labels.evaluation(locale, one.state())),
                                Detail.of(
                                        labels.text(locale, "contract.field.score"), ContractForms.plain(one.score())),
                                Detail.of(labels.text(locale, "contract.field.opinion"), one.opinion())))));
        var made = archive.of(project.id());
        if (!made.isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.archive"),
                    Table.of(
                            labels.text(locale, "contract.part.archive"),
                            List.of(
                                    Column.<ProjectArchive.Made>title(
                                            labels.text(locale, "contract.field.file"),
                                            one -> new Cell.Lines(
                                                    labels.text(locale, "contract.archive.name", one.number()),
                                                    viewer.isOfficer() ? "/files/" + one.file() : "",
                                                    one.digest())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.pages"),
                                            "",
                                            one -> Cell.count(one.pages())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.parts"),
                                            "",
                                            one -> Cell.count(one.parts())),
                                    Column.text(
                                            labels.text(locale, "contract.field.when"),
                                            one -> Cell.text(ApplicationLabels.minute(one.at()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.who"), one -> Cell.text(one.actor()))),
                            made),
                    ""));
        }
        return parts;
    }

    /** What was handed in, as tables. */
    List<Part> handedIn(Locale locale, Project project, ReportText text) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(
                labels.text(locale, "contract.report.summary"),
                null,
                List.of(),
                text.summary().lines().filter(line -> !line.isBlank()).toList(),
                ""));
        if (!text.problems().isBlank()) {
            parts.add(new Part(
                    labels.text(locale, "contract.report.problems"),
                    null,
                    List.of(),
                    text.problems().lines().filter(line -> !line.isBlank()).toList(),
                    ""));
        }
        if (!text.achieved().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.achieved"),
                    Table.of(
                            labels.text(locale, "contract.part.achieved"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.target"), one -> Cell.text(one.name())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.value"),
                                            "",
                                            one -> Cell.text(ContractForms.plain(one.target()))),
                                    Column.figure(
                                            labels.text(locale, "contract.field.achieved"),
                                            "",
                                            one -> Cell.text(ContractForms.plain(one.value()))),
                                    Column.text(
                                            labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit()))),
                            text.achieved()),
                    ""));
        }
        if (!text.milestones().isEmpty()) {
            parts.add(Part.of(
                    labels.text(locale, "contract.part.milestones"),
                    Table.of(
                            labels.text(locale, "contract.part.milestones"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.milestone"),
                                            one -> Cell.text(one.text())),
                                    Column.text(
                                            labels.text(locale, "contract.field.reached"),
                                            one -> Cell.text(labels.text(
                                                    locale, one.reached() ? "contract.yes" : "contract.no"))),
                                    Column.text(
                                            labels.text(locale, "contract.field.remark"),
                                            one -> Cell.text(one.note()))),
                            text.milestones()),
                    ""));
        }
        if (!text.spent().isEmpty()) {
            String unit = labels.text(locale, "contract.unit.wan");
            parts.add(Part.of(
                    labels.text(locale, "contract.part.spent"),
                    Table.of(
                            labels.text(locale, "contract.part.spent"),
                            List.of(
                                    Column.title(
                                            labels.text(locale, "contract.field.item"), one -> Cell.text(one.item())),
                                    Column.figure(
                                            labels.text(locale, "contract.field.grant"),
                                            unit,
                                            one -> Cell.money(new Money(one.grantFen()))),
                                    Column.figure(
                                            labels.text(locale, "contract.field.own"),
                                            unit,
                                            one -> Cell.money(new Money(one.ownFen())))),
                            text.spent()),
                    ""));
        }
        if (!text.outcomes().isEmpty()) parts.add(outcomes(locale, project, text));
        if (!text.files().isEmpty()) {
            var details = new ArrayList<Detail>();
            int number = 1;
            for (UUID file : text.files()) {
                details.add(Detail.of(
                        labels.text(locale, "contract.file", number++),
                        Cell.link(labels.text(locale, "contract.do.open"), "/files/" + file)));
            }
            parts.add(Part.of(labels.text(locale, "contract.part.files"), details));
        }
        return parts;
    }

    private Part outcomes(Locale locale, Project project, ReportText text) {
        var stage = acceptanceService.stage(project);
        record Line(String name, boolean money, long value, String unit) {}
        var lines = new ArrayList<Line>();
        for (var one : text.outcomes()) {
            for (var known : stage.map(Stage.Acceptance::outcomes).orElse(List.of())) {
                if (!known.code().equals(one.code())) continue;
                boolean money = ContractForms.money(known);
                lines.add(new Line(
                        known.name().in(locale),
                        money,
                        one.value(),
                        money ? labels.text(locale, "contract.unit.wan") : known.unit()));
            }
        }
        return Part.of(
                labels.text(locale, "contract.part.outcomes"),
                Table.of(
                        labels.text(locale, "contract.part.outcomes"),
                        List.of(
                                Column.<Line>title(
                                        labels.text(locale, "contract.field.outcomeName"),
                                        one -> Cell.text(one.name())),
                                Column.figure(
                                        labels.text(locale, "contract.field.value"),
                                        "",
                                        one -> one.money()
                                                ? Cell.money(new Money(one.value()))
                                                : Cell.count(one.value())),
                                Column.text(labels.text(locale, "contract.field.unit"), one -> Cell.text(one.unit()))),
                        lines),
                "");
    }

    private static String wan(long fen) {
        return dev.kechuang.shared.web.ui.Figures.wan(new Money(fen));
    }

    /** As the viewer may see it. */
    static Project found(ContractStore contracts, Viewer viewer, UUID id) {
        return contracts.find(viewer, id).orElseThrow(() -> new dev.kechuang.shared.web.NotFound("project"));
    }
}
