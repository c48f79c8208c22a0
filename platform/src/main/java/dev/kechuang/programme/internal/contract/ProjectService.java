package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What officers do with a running project: suspend, resume, end, ask money back, note money of others. */
@Service
public class ProjectService {

    private final ContractDesk desk;
    private final ReportStore reports;

    public ProjectService(ContractDesk desk, ReportStore reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /** 中止: nothing is due while it lasts, and nothing is paid. */
    public Outcome<Project> suspend(Viewer viewer, UUID application, int moves, String reason) {
        return move(viewer, application, moves, EventKind.HELD, reason);
    }

    public Outcome<Project> resume(Viewer viewer, UUID application, int moves, String reason) {
        return move(viewer, application, moves, EventKind.RELEASED, reason);
    }

    private Outcome<Project> move(Viewer viewer, UUID application, int moves, EventKind kind, String reason) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            if (project.application().stageKind() != Stage.Kind.EXECUTION) {
                return no("", "contract.error.notRunning");
            }
            if (reason.isBlank() || reason.length() > 2000) return no("reason", "contract.error.reason");
            var moved = desk.lifecycle.move(viewer, new Move(application, moves, kind, reason.strip(), Map.of()));
            if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            var wrong = kind == EventKind.HELD
                    ? desk.money.hold(viewer, application, reason.strip())
                    : desk.money.resume(viewer, application);
            if (!wrong.isEmpty()) return Outcome.refused(wrong);
            return desk.now(viewer, application);
        });
    }

    /** Ends execution where the programme has no acceptance next. */
    public Outcome<Project> finish(Viewer viewer, UUID application, int moves) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            var at = project.application();
            boolean acceptanceNext = desk.definition(project)
                    .after(at.stage())
                    .filter(Stage.Acceptance.class::isInstance)
                    .isPresent();
            if (at.stageKind() != Stage.Kind.EXECUTION || acceptanceNext) return no("", "contract.error.notRunning");
            for (var report : reports.of(application)) {
                if (report.state() != ReportStore.Report.State.ACCEPTED) {
                    return no("", "contract.acceptance.error.report", report.name());
                }
            }
            desk.store.concluded(application, desk.today());
            var moved = desk.lifecycle.move(viewer, new Move(application, moves, EventKind.PASSED, "", Map.of()));
            if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            var due = desk.money.passed(viewer, project, at.stage(), "实施完成");
            if (!due.isEmpty()) return Outcome.refused(due);
            return desk.now(viewer, application);
        });
    }

    /**
     * 终止: nothing more is paid; of what was paid a sum is demanded back.
     *
     * @param moves number of the last move that was seen
     * @param demandedFen at most what was paid, 0 for nothing
     */
    public Outcome<Project> terminate(Viewer viewer, UUID application, int moves, String reason, long demandedFen) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            if (reason.isBlank() || reason.length() > 2000) return no("reason", "contract.error.reason");
            if (demandedFen < 0) return no("demanded", "contract.error.money");
            var moved = desk.lifecycle.move(
                    viewer,
                    new Move(
                            application,
                            moves,
                            EventKind.TERMINATED,
                            reason.strip(),
                            Map.of("demandedFen", demandedFen)));
            if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            desk.incident(viewer, project, Incident.Code.TERMINATED, desk.today(), reason.strip(), "");
            var wrong = desk.money.end(viewer, application, desk.today(), reason.strip(), demandedFen);
            if (!wrong.isEmpty()) return Outcome.refused(wrong);
            return desk.now(viewer, application);
        });
    }

    /**
     * Money demanded back has come.
     *
     * @param key made for the form, so that a second click changes nothing
     */
    public Outcome<Allocation> recovered(
            Viewer viewer, UUID application, UUID key, UUID allocation, long fen, LocalDate day, boolean toTreasury) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            if (fen <= 0) return no("sum", "contract.error.money");
            if (day.isAfter(desk.today())) return no("day", "contract.error.future");
            if (desk.money.of(viewer, application).stream()
                    .noneMatch(one -> one.id().equals(allocation))) {
                return no("", "contract.error.gone");
            }
            desk.audit(viewer, "contract.recovered", project, Map.of("fen", fen, "day", day.toString()));
            return desk.money.recovered(
                    viewer, "programme/recovered/" + key, allocation, new Money(fen), day, toTreasury);
        });
    }

    /** Money of the district, the contractor or others has arrived (配套到位、自筹到位). */
    public Outcome<Allocation> contributed(
            Viewer viewer,
            UUID application,
            UUID key,
            Contribution.From from,
            long fen,
            LocalDate day,
            String evidence) {
        return desk.command(viewer, application, project -> {
            boolean may = ContractRights.bureau(viewer, project) || ContractRights.place(viewer, project);
            if (!may) return no("", "contract.error.notBureau");
            if (fen <= 0) return no("sum", "contract.error.money");
            if (day.isAfter(desk.today())) return no("day", "contract.error.future");
            if (evidence.isBlank() || evidence.length() > 500) return no("evidence", "contract.error.evidence");
            if (project.application().status() == Status.WITHDRAWN) return no("", "contract.error.ended");
            var allocations = desk.money.of(viewer, application);
            if (allocations.isEmpty()) return no("", "contract.error.noAllocation");
            desk.audit(
                    viewer,
                    "contract.contributed",
                    project,
                    Map.of("from", from.code(), "fen", fen, "day", day.toString()));
            return desk.money.contributed(
                    viewer,
                    "programme/contributed/" + key,
                    allocations.getFirst().id(),
                    from,
                    new Money(fen),
                    day,
                    evidence.strip());
        });
    }
}
