package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.programme.internal.contract.EvaluationStore.Evaluation;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Performance evaluation (绩效评价) some time after acceptance: the applicant states what came of it, the officer scores. */
@Service
public class EvaluationService {

    private static final BigDecimal MOST = BigDecimal.valueOf(100);

    private final ContractDesk desk;
    private final EvaluationStore evaluations;

    public EvaluationService(ContractDesk desk, EvaluationStore evaluations) {
        this.desk = desk;
        this.evaluations = evaluations;
    }

    /** Values may be stated as long as nobody scored them. */
    public Outcome<Evaluation> submit(Viewer viewer, UUID application, ReportText text) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.applicant(viewer, project)) return no("", "contract.error.notApplicant");
            Optional<Evaluation> found = evaluations.find(application);
            if (found.isEmpty() || found.get().state() == Evaluation.State.SCORED) {
                return no("", "contract.evaluation.error.closed");
            }
            var errors = new ArrayList<FieldError>();
            if (text.summary().isBlank() || text.summary().length() > 5000) {
                errors.add(FieldError.of("summary", "contract.report.error.summary"));
            }
            desk.acceptance(project).ifPresent(stage -> errors.addAll(ReportCheck.outcomes(stage, text)));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            evaluations.submit(viewer, application, text, desk.clock.instant());
            desk.audit(viewer, "contract.evaluation", project, Map.of());
            desk.tellBureau(
                    project,
                    "contract.evaluation/" + application + "/submitted",
                    "绩效自评已提交：" + project.application().label(),
                    project.application().organisationName());
            return Outcome.done(evaluations.find(application).orElseThrow());
        });
    }

    /** @param score 0 to 100 with at most two decimals */
    public Outcome<Evaluation> score(Viewer viewer, UUID application, BigDecimal score, String opinion) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            Optional<Evaluation> found = evaluations.find(application);
            if (found.isEmpty() || found.get().state() != Evaluation.State.SUBMITTED) {
                return no("", "contract.evaluation.error.notSubmitted");
            }
            if (score.signum() < 0
                    || score.compareTo(MOST) > 0
                    || score.stripTrailingZeros().scale() > 2) {
                return no("score", "contract.evaluation.error.score");
            }
            if (opinion.length() > 2000) return no("opinion", "contract.report.error.long", 2000);
            evaluations.score(viewer, application, score, opinion.strip(), desk.clock.instant());
            desk.audit(viewer, "contract.evaluationScore", project, Map.of("score", score.toPlainString()));
            desk.tellApplicant(
                    project,
                    "contract.evaluation/" + application + "/scored",
                    "绩效评价已完成：" + project.application().label(),
                    opinion.strip());
            return Outcome.done(evaluations.find(application).orElseThrow());
        });
    }
}
