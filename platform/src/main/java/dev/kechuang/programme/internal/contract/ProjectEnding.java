package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What follows the acceptance of a project, for demonstration data, by the commands that people give. */
@Component
public class ProjectEnding {

    private final ContractService contracts;
    private final AcceptanceService acceptances;
    private final EvaluationService evaluations;
    private final EvaluationStore stored;
    private final ProjectArchive archives;

    public ProjectEnding(
            ContractService contracts,
            AcceptanceService acceptances,
            EvaluationService evaluations,
            EvaluationStore stored,
            ProjectArchive archives) {
        this.contracts = contracts;
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.stored = stored;
        this.archives = archives;
    }

    /** The evaluation (绩效评价) stated by the applicant and scored by the bureau; nothing where none was opened. */
    public Outcome<UUID> evaluate(
            Viewer applicant, Viewer officer, UUID id, Map<String, Long> outcomes, BigDecimal score) {
        if (stored.find(id).isEmpty()) return Outcome.done(id);
        Project project = contracts.find(applicant, id).orElseThrow();
        var values = acceptances.stage(project).map(Stage.Acceptance::outcomes).orElse(List.of()).stream()
                .map(one -> new ReportText.OutcomeValue(one.code(), outcomes.getOrDefault(one.code(), 0L)))
                .toList();
        return evaluations
                .submit(applicant, id, ProjectRun.text(project, 1, 1, values))
                .fold(
                        submitted -> evaluations
                                .score(officer, id, score, "绩效目标基本实现。")
                                .fold(scored -> Outcome.done(id), Outcome::refused),
                        Outcome::refused);
    }

    /** Binds everything of the ended project into its archive (归档). */
    public Outcome<UUID> archive(Viewer officer, UUID id) {
        return archives.make(officer, id).fold(made -> Outcome.done(id), Outcome::refused);
    }
}
