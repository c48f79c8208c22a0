package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Instalment;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.EvaluationStore.Evaluation;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportStore.Report;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the states of projects and their parts are called and coloured. */
@Component
public class ContractLabels {

    private final ApplicationLabels applications;
    private final Definitions definitions;

    public ContractLabels(ApplicationLabels applications, Definitions definitions) {
        this.applications = applications;
        this.definitions = definitions;
    }

    String text(Locale locale, String key, Object... args) {
        return applications.text(locale, key, args);
    }

    String region(Locale locale, @Nullable String code) {
        return applications.region(locale, code);
    }

    LocalDate today() {
        return applications.today();
    }

    /** Where the application stands. */
    Tag status(Locale locale, Viewer viewer, Project project) {
        return applications.status(
                locale,
                viewer,
                project.application(),
                definitions.of(project.application().version()));
    }

    Tag state(Locale locale, Project.State state) {
        return new Tag(
                text(locale, "contract.state." + state.code()),
                switch (state) {
                    case DRAFTING -> Tone.DRAFT;
                    case SUBMITTED, AGREED -> Tone.IN_PROGRESS;
                    case CONFIRMED -> Tone.PASSED;
                    case WAIVED -> Tone.DRAFT;
                });
    }

    Tag report(Locale locale, Report report) {
        LocalDate due = report.dueOn();
        if (report.open() && due != null && due.isBefore(today())) {
            return new Tag(text(locale, "contract.report.state.overdue"), Tone.FAILED);
        }
        return new Tag(
                text(locale, "contract.report.state." + report.state().code()),
                switch (report.state()) {
                    case DUE -> Tone.DRAFT;
                    case SUBMITTED -> Tone.IN_PROGRESS;
                    case RETURNED -> Tone.RETURNED;
                    case ACCEPTED -> Tone.PASSED;
                });
    }

    Tag change(Locale locale, Change.State state) {
        return new Tag(
                text(locale, "contract.change.state." + state.code()),
                switch (state) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case APPROVED -> Tone.PASSED;
                    case REFUSED -> Tone.FAILED;
                    case WITHDRAWN -> Tone.DRAFT;
                });
    }

    Tag acceptance(Locale locale, Acceptance.State state) {
        return new Tag(
                text(locale, "contract.acceptance.state." + state.code()),
                switch (state) {
                    case ASKED -> Tone.IN_PROGRESS;
                    case PASSED -> Tone.PASSED;
                    case RECTIFY -> Tone.RETURNED;
                    case FAILED -> Tone.FAILED;
                });
    }

    Tag evaluation(Locale locale, Evaluation.State state) {
        return new Tag(
                text(locale, "contract.evaluation.state." + state.code()),
                switch (state) {
                    case DUE -> Tone.DRAFT;
                    case SUBMITTED -> Tone.IN_PROGRESS;
                    case SCORED -> Tone.PASSED;
                });
    }

    Tag instalment(Locale locale, Instalment instalment) {
        if (!instalment.returned().isEmpty() && instalment.state() == Instalment.State.DUE) {
            return new Tag(text(locale, "contract.money.returned"), Tone.RETURNED);
        }
        return new Tag(
                text(locale, "contract.instalment." + instalment.state().code()),
                switch (instalment.state()) {
                    case PLANNED, CANCELLED -> Tone.DRAFT;
                    case DUE, ORDERED -> Tone.IN_PROGRESS;
                    case PAID -> Tone.PASSED;
                });
    }

    static Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.NONE : Cell.text(day.toString());
    }
}
