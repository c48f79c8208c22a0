package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.programme.internal.contract.AcceptanceService;
import dev.kechuang.programme.internal.contract.ContractMoney;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.ContractStore;
import dev.kechuang.programme.internal.contract.EvaluationStore;
import dev.kechuang.programme.internal.contract.EvaluationStore.Evaluation;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
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
    private final AcceptanceService acceptanceService;
    private final EvaluationStore evaluations;
    private final TextParts text;
    private final RunParts run;
    private final MoneyParts moneys;
    private final AcceptanceParts acceptance;
    private final ContractMoney money;
    private final ContractLabels labels;

    ContractPages(
            ContractStore store,
            AcceptanceService acceptanceService,
            EvaluationStore evaluations,
            TextParts text,
            RunParts run,
            MoneyParts moneys,
            AcceptanceParts acceptance,
            ContractMoney money,
            ContractLabels labels) {
        this.store = store;
        this.acceptanceService = acceptanceService;
        this.evaluations = evaluations;
        this.text = text;
        this.run = run;
        this.moneys = moneys;
        this.acceptance = acceptance;
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
            case "run" -> run.run(locale, project);
            case "money" -> moneys.money(locale, viewer, project);
            case "acceptance" -> acceptance.acceptance(locale, viewer, project);
            default -> text.text(locale, project);
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
                tab.equals("money") ? moneys.figures(locale, viewer, project) : List.of(),
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

    /** As the viewer may see it. */
    static Project found(ContractStore contracts, Viewer viewer, UUID id) {
        return contracts.find(viewer, id).orElseThrow(() -> new dev.kechuang.shared.web.NotFound("project"));
    }
}
