package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends an application back for correction while it is reviewed (评审中退回补正), for what only experts see. The sections named
 * open, nothing else; sheets that are signed stay and say that they were signed before the correction; nobody signs and the
 * round is not closed while it is out.
 */
@Service
public class ReviewReturn {

    /** Most working days that a correction may take. */
    public static final int MOST_DAYS = 30;

    private static final int LONGEST = 1_000;

    private final ReviewStore store;
    private final ReviewDesk desk;
    private final ApplicationStore applications;
    private final Definitions definitions;
    private final Lifecycle lifecycle;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ReviewReturn(
            ReviewStore store,
            ReviewDesk desk,
            ApplicationStore applications,
            Definitions definitions,
            Lifecycle lifecycle,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.desk = desk;
        this.applications = applications;
        this.definitions = definitions;
        this.lifecycle = lifecycle;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param expected the application's moves that the officer saw
     * @param sections of the form that open; at least one
     * @param clause the provision it rests on (依据), at most 200 characters
     * @param reason what is to be corrected, at most 1,000 characters
     * @param days working days the applicant has, 1 to {@link #MOST_DAYS}
     */
    public record SendBack(int expected, List<String> sections, String clause, String reason, int days) {}

    /** The application if the viewer runs its review and it stands there, with the applicant or not. */
    public Optional<Application> find(Viewer officer, UUID call, String stage, UUID id) {
        if (desk.run(officer, call, stage).isEmpty()) return Optional.empty();
        return applications
                .find(officer, id)
                .filter(found -> found.call().equals(call)
                        && found.stage().equals(stage)
                        && !found.status().isEnded());
    }

    public Definition definition(Application application) {
        return definitions.of(application.version());
    }

    /** Sends it back; nothing is written when it is refused. */
    public Outcome<Application> sendBack(Viewer officer, UUID call, String stage, UUID id, SendBack wanted) {
        return run(() -> {
            var application = locked(officer, call, stage, id);
            if (application.isEmpty()) return gone();
            if (application.get().status() == Status.RETURNED) {
                return Outcome.refused(out(application.get()));
            }
            var errors = new ArrayList<FieldError>();
            var known = definition(application.get()).form().sections().stream()
                    .map(FormDefinition.Section::id)
                    .toList();
            if (wanted.sections().isEmpty()) errors.add(FieldError.of("sections", "review.error.sections"));
            wanted.sections().stream()
                    .filter(section -> !known.contains(section))
                    .forEach(section -> errors.add(FieldError.of("sections", "review.error.section", section)));
            if (wanted.days() < 1 || wanted.days() > MOST_DAYS) {
                errors.add(FieldError.of("days", "review.error.days", MOST_DAYS));
            }
            errors.addAll(said(wanted.clause(), wanted.reason()));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var data = Map.<String, Object>of(
                    "sections", wanted.sections(), "clause", wanted.clause().strip(), "days", wanted.days());
            return lifecycle.moveAt(
                    officer, stage, new Move(id, wanted.expected(), EventKind.RETURNED, wanted.reason(), data));
        });
    }

    /** Ends an application whose correction did not come in time (逾期未补正). */
    public Outcome<Application> refuse(
            Viewer officer, UUID call, String stage, UUID id, int expected, String clause, String reason) {
        return run(() -> {
            var application = locked(officer, call, stage, id);
            if (application.isEmpty()) return gone();
            LocalDate due = application.get().dueOn();
            if (application.get().status() != Status.RETURNED || due == null || !due.isBefore(LocalDate.now(clock))) {
                return Outcome.refused(FieldError.of("", "review.error.notLate", due == null ? "" : due.toString()));
            }
            var errors = said(clause, reason);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            String text = clause.strip() + "：" + reason.strip();
            var data = Map.<String, Object>of("clause", clause.strip());
            return lifecycle.moveAt(officer, stage, new Move(id, expected, EventKind.REFUSED, text, data));
        });
    }

    /** The round before the application, as whoever closes it does. */
    private Optional<Application> locked(Viewer officer, UUID call, String stage, UUID id) {
        if (find(officer, call, stage, id).isEmpty()) return Optional.empty();
        var round = store.round(call, stage, true);
        if (round.isPresent() && round.get().closed()) return Optional.empty();
        return applications
                .lock(id)
                .filter(found -> found.stage().equals(stage) && !found.status().isEnded());
    }

    private static List<FieldError> said(@Nullable String clause, @Nullable String reason) {
        var errors = new ArrayList<FieldError>();
        if (clause == null || clause.isBlank()) errors.add(FieldError.of("clause", "review.error.clause"));
        else if (clause.length() > 200) errors.add(FieldError.of("clause", "review.error.long", 200));
        if (reason == null || reason.isBlank()) errors.add(FieldError.of("reason", "review.error.what"));
        else if (reason.length() > LONGEST) errors.add(FieldError.of("reason", "review.error.long", LONGEST));
        return errors;
    }

    /** Says until when it is with its applicant. */
    static FieldError out(Application application) {
        LocalDate due = application.dueOn();
        return FieldError.of(
                "", "review.error.returned", String.valueOf(application.number()), due == null ? "" : due.toString());
    }

    private Outcome<Application> run(java.util.function.Supplier<Outcome<Application>> command) {
        return transactions.execute(status -> {
            var outcome = command.get();
            if (outcome instanceof Outcome.Refused<Application>) status.setRollbackOnly();
            return outcome;
        });
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "review.error.moved"));
    }
}
