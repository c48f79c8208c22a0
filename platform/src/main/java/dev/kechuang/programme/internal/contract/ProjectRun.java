package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.contract.ContractText.BudgetItem;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.ContractText.Milestone;
import dev.kechuang.programme.internal.contract.ContractText.Target;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whole steps of a project at once, for demonstration data: nothing but the commands that people give, one after the
 * other, with the open parts of contract and reports filled in plausibly. The day is the clock's.
 */
@Component
public class ProjectRun {

    private static final int MONTHS = 24;

    private final ContractService contracts;
    private final ReportService reports;
    private final ReportStore reportStore;
    private final AcceptanceService acceptances;
    private final AcceptanceStore acceptanceStore;
    private final ContractDesk desk;

    public ProjectRun(
            ContractService contracts,
            ReportService reports,
            ReportStore reportStore,
            AcceptanceService acceptances,
            AcceptanceStore acceptanceStore,
            ContractDesk desk) {
        this.contracts = contracts;
        this.reports = reports;
        this.reportStore = reportStore;
        this.acceptances = acceptances;
        this.acceptanceStore = acceptanceStore;
        this.desk = desk;
    }

    /** From the draft to both signatures. */
    public Outcome<Project> sign(Viewer applicant, Viewer officer, UUID id) {
        Project project = contracts.find(applicant, id).orElseThrow();
        return then(
                contracts.save(applicant, id, project.revision(), complete(project)),
                saved -> then(
                        contracts.submit(applicant, id, saved.revision()),
                        sent -> then(
                                contracts.agree(officer, id, sent.revision()),
                                agreed -> then(
                                        contracts.sign(applicant, id, agreed.digest()),
                                        half -> contracts.sign(officer, id, agreed.digest())))));
    }

    private Edit complete(Project project) {
        Edit open = project.text().edit();
        var starts = open.startsOn() == null ? desk.today() : open.startsOn();
        var ends = open.endsOn() == null ? starts.plusMonths(MONTHS) : open.endsOn();
        long grant = project.text().grantFen();
        boolean sum = project.text().budgeted(BudgetItem::grantFen) == grant;
        return new Edit(
                open.leader().isBlank() ? "项目负责人" : open.leader(),
                starts,
                ends,
                open.districtFen(),
                open.selfFen(),
                open.milestones().isEmpty()
                        ? List.of(new Milestone(starts.plusMonths(12), "完成关键技术验证"), new Milestone(ends, "完成全部任务"))
                        : open.milestones().stream()
                                .filter(one ->
                                        !one.by().isBefore(starts) && !one.by().isAfter(ends))
                                .toList(),
                open.targets().isEmpty() ? List.of(new Target("申请发明专利", "项", BigDecimal.TWO)) : open.targets(),
                sum ? open.budget() : List.of(new BudgetItem("研究开发费", grant, open.selfFen())));
    }

    /** The next report that is open, handed in and, where somebody has to, accepted; nothing when all are in. */
    public Outcome<Project> report(Viewer applicant, Viewer officer, UUID id) {
        var open = open(id);
        if (open.isEmpty()) return Outcome.done(contracts.find(applicant, id).orElseThrow());
        var filed = file(applicant, id);
        if (open.get().midterm()) {
            String report = open.get().id();
            filed = then(filed, one -> reports.accept(officer, id, report, one.filings(), "符合任务书进度"));
        }
        return then(filed, one -> desk.now(officer, id));
    }

    private Optional<ReportStore.Report> open(UUID id) {
        return reportStore.of(id).stream().filter(ReportStore.Report::open).findFirst();
    }

    /** The next report that is open, handed in: where somebody has to accept it, it waits. */
    public Outcome<ReportStore.Report> file(Viewer applicant, UUID id) {
        Project project = contracts.find(applicant, id).orElseThrow();
        String report = open(id).orElseThrow().id();
        long done = reportStore.of(id).stream().filter(one -> !one.open()).count();
        long of = Math.max(1, reportStore.of(id).size());
        return reports.file(applicant, id, report, text(project, done + 1, of + 1, List.of()));
    }

    /**
     * Acceptance asked for: it waits for an officer.
     *
     * @param outcomes values by code, money in fen; what is not named is 0
     */
    public Outcome<Acceptance> ask(Viewer applicant, UUID id, Map<String, Long> outcomes) {
        Project project = contracts.find(applicant, id).orElseThrow();
        var values = acceptances.stage(project).map(Stage.Acceptance::outcomes).orElse(List.of()).stream()
                .map(one -> new ReportText.OutcomeValue(one.code(), outcomes.getOrDefault(one.code(), 0L)))
                .toList();
        return acceptances.ask(applicant, id, method(project), text(project, 1, 1, values));
    }

    private Acceptance.Method method(Project project) {
        return acceptances.sheet(project).isPresent() ? Acceptance.Method.PANEL : Acceptance.Method.MATERIALS;
    }

    /**
     * Acceptance asked for and decided.
     *
     * @param result {@code PASSED}, {@code RECTIFY} or {@code FAILED}
     */
    public Outcome<Project> accept(
            Viewer applicant, Viewer officer, UUID id, Map<String, Long> outcomes, Acceptance.State result) {
        Project project = contracts.find(applicant, id).orElseThrow();
        var sheet = acceptances.sheet(project);
        return then(
                ask(applicant, id, outcomes),
                asked -> then(
                        acceptances.decide(
                                officer,
                                id,
                                new AcceptanceService.Decision(
                                        acceptanceStore.of(id).size(),
                                        result,
                                        method(project),
                                        sheet.map(one -> panel(one, result)).orElse(null),
                                        result == Acceptance.State.PASSED ? "完成任务书规定的内容，同意通过验收。" : "考核指标未全部完成。",
                                        null,
                                        0)),
                        decided -> desk.now(officer, id)));
    }

    private static Panel panel(Sheet sheet, Acceptance.State result) {
        var members = new ArrayList<Panel.Member>();
        var share = new BigDecimal(result == Acceptance.State.PASSED ? "0.85" : "0.5");
        for (String unit : List.of("南京大学", "东南大学", "苏州大学")) {
            var scores = new HashMap<String, BigDecimal>();
            for (Sheet.Item item : sheet.items()) {
                BigDecimal step = item.step().signum() > 0 ? item.step() : BigDecimal.ONE;
                scores.put(
                        item.id(),
                        item.most().multiply(share).divideToIntegralValue(step).multiply(step));
            }
            members.add(new Panel.Member("专家" + (members.size() + 1), unit, scores));
        }
        return new Panel(members);
    }

    /** A report on {@code part} of {@code of} of the work. */
    static ReportText text(Project project, long part, long of, List<ReportText.OutcomeValue> outcomes) {
        ContractText text = project.text();
        var spent = text.budget().stream()
                .map(one -> new ReportText.Spent(one.name(), one.grantFen() * part / of, one.ownFen() * part / of))
                .toList();
        long total =
                spent.stream().mapToLong(one -> one.grantFen() + one.ownFen()).sum();
        return new ReportText(
                "按任务书推进，完成本阶段研究内容。",
                "",
                text.targets().stream()
                        .map(one -> new ReportText.Achieved(one.name(), one.unit(), one.value(), one.value()))
                        .toList(),
                text.milestones().stream()
                        .map(one -> new ReportText.Reached(one.text(), part == of, ""))
                        .toList(),
                spent,
                total,
                outcomes,
                List.of());
    }

    private static <A, B> Outcome<B> then(Outcome<A> first, java.util.function.Function<A, Outcome<B>> next) {
        return first.fold(next, Outcome::refused);
    }
}
