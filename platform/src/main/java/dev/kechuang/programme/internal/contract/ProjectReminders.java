package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reminds applicants before something is due and after, and notes once what is overdue. Each run may be repeated: a
 * message is told once for each date, an incident noted once.
 */
@Component
public class ProjectReminders {

    private static final Viewer PLATFORM =
            new Viewer(null, "系统", Set.of(Role.BUREAU_OFFICER), null, null, "", List.of());

    private final ContractDesk desk;
    private final ContractStore store;
    private final ReportStore reports;
    private final EvaluationStore evaluations;
    private final ContractRules rules;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public ProjectReminders(
            ContractDesk desk,
            ContractStore store,
            ReportStore reports,
            EvaluationStore evaluations,
            ContractRules rules,
            JdbcClient jdbc,
            TransactionOperations transactions) {
        this.desk = desk;
        this.store = store;
        this.reports = reports;
        this.evaluations = evaluations;
        this.rules = rules;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @param incidents noted as overdue in this run */
    public record Run(int incidents) {}

    /** What is due around the day of the clock. */
    public Run run() {
        return run(desk.today());
    }

    public Run run(LocalDate today) {
        int incidents = 0;
        for (var report : reports.outstanding(today.plusDays(366))) {
            if (one(report.application(), project -> report(project, report.id(), today))) incidents++;
        }
        for (UUID id : unaccepted(today.plusDays(366))) {
            if (one(id, project -> acceptance(project, today))) incidents++;
        }
        for (UUID id : evaluations.dueOn(today)) {
            one(id, project -> {
                desk.tellApplicant(
                        project,
                        "contract.evaluationDue/" + id,
                        "请填报绩效自评：" + project.application().label(),
                        "");
                return false;
            });
        }
        return new Run(incidents);
    }

    private boolean one(UUID application, java.util.function.Predicate<Project> work) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            jdbc.sql("SELECT id FROM programme.application WHERE id = :id FOR NO KEY UPDATE")
                    .param("id", application)
                    .query(UUID.class)
                    .optional();
            return store.find(application).filter(work).isPresent();
        }));
    }

    private boolean report(Project project, String id, LocalDate today) {
        Optional<ReportStore.Report> found = reports.find(project.id(), id);
        if (found.isEmpty() || !found.get().open() || found.get().dueOn() == null) return false;
        LocalDate due = found.get().dueOn();
        if (due.isBefore(today)) {
            desk.tellApplicant(
                    project,
                    "contract.reportOverdue/" + project.id() + "/" + id + "/" + due,
                    found.get().name() + "已逾期：" + project.application().label(),
                    "应于 " + due + " 前提交。");
            return ReportService.late(desk, reports, PLATFORM, project, found.get(), today);
        }
        remind(
                project,
                today,
                due,
                "contract.reportDue/" + project.id() + "/" + id,
                found.get().name());
        return false;
    }

    /** Running projects whose end comes by the day, longest over first. */
    private List<UUID> unaccepted(LocalDate endsBy) {
        return jdbc.sql("""
                        SELECT k.application FROM programme.contract k
                        JOIN programme.application a ON a.id = k.application
                        WHERE k.concluded_on IS NULL AND k.ends_on <= :day
                          AND a.stage_kind = 'execution' AND a.status = 'open'
                        ORDER BY k.ends_on, k.application""")
                .param("day", endsBy)
                .query((rows, number) -> ContractStore.id(rows, "application"))
                .list();
    }

    private boolean acceptance(Project project, LocalDate today) {
        Optional<Stage.Acceptance> stage = desk.acceptance(project);
        LocalDate ends = project.endsOn();
        if (stage.isEmpty() || ends == null) return false;
        LocalDate last = lastDay(stage.get(), ends);
        if (last.isBefore(today)) {
            desk.tellApplicant(
                    project,
                    "contract.acceptanceOverdue/" + project.id() + "/" + last,
                    "验收已逾期：" + project.application().label(),
                    "应于 " + last + " 前申请验收。");
            if (noted(project.id(), Incident.Code.ACCEPTANCE_OVERDUE, last.toString())) return false;
            desk.incident(
                    PLATFORM,
                    project,
                    Incident.Code.ACCEPTANCE_OVERDUE,
                    today,
                    "应于 " + last + " 前申请验收",
                    last.toString());
            return true;
        }
        remind(project, today, ends, "contract.projectEnds/" + project.id(), "项目实施期满");
        remind(project, today, last, "contract.acceptanceDue/" + project.id(), "申请验收");
        return false;
    }

    static LocalDate lastDay(Stage.Acceptance stage, LocalDate ends) {
        return ends.plusMonths(stage.graceMonths());
    }

    private boolean noted(UUID application, Incident.Code code, String about) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM programme.event WHERE application = :application AND kind = 'noted'
                        AND data ->> 'incident' = :code AND data ->> 'about' = :about)""")
                .param("application", application)
                .param("code", code.code())
                .param("about", about)
                .query(Boolean.class)
                .single();
    }

    /** Once for each of the days of the rules; a run that was missed is made up with the nearest. */
    private void remind(Project project, LocalDate today, @Nullable LocalDate due, String key, String what) {
        if (due == null || due.isBefore(today)) return;
        long left = ChronoUnit.DAYS.between(today, due);
        rules.of(project.callRegion()).remindDays().stream()
                .filter(days -> left <= days)
                .reduce((first, second) -> second)
                .ifPresent(days -> desk.tellApplicant(
                        project,
                        key + "/" + due + "/" + days,
                        "还有 " + left + " 天：" + what + " · "
                                + project.application().label(),
                        "截止日 " + due + "。"));
    }
}
