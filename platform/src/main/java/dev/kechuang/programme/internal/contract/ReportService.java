package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.file.FileStore;
import dev.kechuang.programme.internal.contract.ReportStore.Filing;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reports while a project runs: handed in by the applicant, a mid-term one accepted or returned by the officer. */
@Service
public class ReportService {

    private final ContractDesk desk;
    private final ReportStore reports;
    private final FileStore files;

    public ReportService(ContractDesk desk, ReportStore reports, FileStore files) {
        this.desk = desk;
        this.reports = reports;
        this.files = files;
    }

    /** The newest report handed in, null for none. */
    static @Nullable ReportText latest(ReportStore reports, UUID application) {
        return reports.filings(application).stream()
                .max(Comparator.comparing(Filing::at))
                .map(Filing::text)
                .orElse(null);
    }

    public Outcome<Report> file(Viewer viewer, UUID application, String report, ReportText text) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.applicant(viewer, project)) return no("", "contract.error.notApplicant");
            Optional<Report> found = reports.find(application, report);
            if (found.isEmpty()) return no("", "contract.report.error.gone");
            Status status = project.application().status();
            if (!found.get().open() || status != Status.OPEN && status != Status.RETURNED) {
                return no("", "contract.report.error.notOpen");
            }
            var errors = ReportCheck.check(project.text(), text, latest(reports, application), false);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            errors = ProjectFiles.attach(files, viewer, application, text.files(), "files");
            if (!errors.isEmpty()) return Outcome.refused(errors);
            // A progress report needs only to be handed in.
            boolean midterm = found.get().midterm();
            reports.file(
                    viewer,
                    found.get(),
                    text,
                    midterm ? Report.State.SUBMITTED : Report.State.ACCEPTED,
                    desk.today(),
                    desk.clock.instant());
            desk.audit(viewer, "contract.report", project, Map.of("report", report));
            late(desk, reports, viewer, project, found.get(), desk.today());
            desk.tellBureau(
                    project,
                    "contract.report/" + application + "/" + report + "/"
                            + (found.get().filings() + 1),
                    (midterm ? "待审核：" : "已提交：") + found.get().name() + " · "
                            + project.application().label(),
                    project.application().organisationName());
            if (!midterm) {
                var due = desk.money.passed(viewer, project, report, found.get().name() + "已提交");
                if (!due.isEmpty()) return Outcome.refused(due);
            }
            return Outcome.done(reports.find(application, report).orElseThrow());
        });
    }

    /** Notes once that a report was late; answers whether it noted it now. */
    static boolean late(
            ContractDesk desk, ReportStore reports, Viewer actor, Project project, Report report, LocalDate today) {
        if (report.late() || report.dueOn() == null || !report.dueOn().isBefore(today)) return false;
        if (report.handedInOn() != null && !report.handedInOn().isAfter(report.dueOn())) return false;
        reports.late(project.id(), report.id());
        desk.incident(
                actor,
                project,
                Incident.Code.REPORT_LATE,
                today,
                report.name() + "应于 " + report.dueOn() + " 前提交",
                report.id());
        return true;
    }

    /** The officer accepts what was handed in; what waited for it may be paid. */
    public Outcome<Report> accept(Viewer viewer, UUID application, String report, int filing, String remark) {
        return decide(viewer, application, report, filing, Report.State.ACCEPTED, remark);
    }

    public Outcome<Report> giveBack(Viewer viewer, UUID application, String report, int filing, String remark) {
        return decide(viewer, application, report, filing, Report.State.RETURNED, remark);
    }

    /** @param filing number of the filing that was read */
    private Outcome<Report> decide(
            Viewer viewer, UUID application, String report, int filing, Report.State state, String remark) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            Optional<Report> found = reports.find(application, report);
            if (found.isEmpty()) return no("", "contract.report.error.gone");
            if (found.get().state() != Report.State.SUBMITTED
                    || project.application().status().isEnded()) {
                return no("", "contract.report.error.decided", found.get().decidedName());
            }
            if (found.get().filings() != filing) return no("", "contract.error.changed");
            if (state == Report.State.RETURNED && remark.isBlank()) return no("reason", "contract.error.reason");
            if (remark.length() > 2000) return no("reason", "contract.report.error.long", 2000);
            reports.decide(viewer, found.get(), state, remark.strip(), desk.clock.instant());
            boolean accepted = state == Report.State.ACCEPTED;
            desk.audit(
                    viewer,
                    accepted ? "contract.reportAccept" : "contract.reportReturn",
                    project,
                    Map.of("report", report, "remark", remark.strip()));
            desk.tellApplicant(
                    project,
                    "contract.reportDecided/" + application + "/" + report + "/" + filing,
                    found.get().name()
                            + (accepted ? "已通过：" : "退回修改：")
                            + project.application().label(),
                    remark.strip());
            if (accepted) {
                var due = desk.money.passed(viewer, project, report, found.get().name() + "已通过");
                if (!due.isEmpty()) return Outcome.refused(due);
            }
            return Outcome.done(reports.find(application, report).orElseThrow());
        });
    }
}
