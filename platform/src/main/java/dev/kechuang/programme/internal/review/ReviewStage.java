package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.shared.FieldError;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Nothing passes a review but by the result of its round; whoever withdraws frees the experts. */
@Component
public class ReviewStage implements StageHandler {

    private final ReviewStore store;
    private final SheetStore sheets;
    private final ResultStore results;
    private final AttachmentCheck attachments;
    private final ReviewReminders reminders;
    private final Clock clock;

    public ReviewStage(
            ReviewStore store,
            SheetStore sheets,
            ResultStore results,
            AttachmentCheck attachments,
            ReviewReminders reminders,
            Clock clock) {
        this.store = store;
        this.sheets = sheets;
        this.results = results;
        this.attachments = attachments;
        this.reminders = reminders;
        this.clock = clock;
    }

    @Override
    public Stage.Kind kind() {
        return Stage.Kind.REVIEW;
    }

    @Override
    public List<FieldError> missing(Passage passage) {
        var application = passage.application();
        boolean passed = store.round(application.call(), application.stage(), false)
                .map(round -> results.of(round.id()).stream()
                        .anyMatch(result -> result.application().equals(application.id()) && result.passed()))
                .orElse(false);
        return passed ? List.of() : List.of(FieldError.of("", "review.error.noResult"));
    }

    /** In a blind round attachments are searched for what tells who applies. */
    @Override
    public void entered(Passage passage) {
        if (passage.stage() instanceof Stage.Review review && review.blind()) {
            attachments.enter(passage.application().id());
        }
    }

    @Override
    public void happened(Passage passage, Event event) {
        var application = passage.application();
        if (event.kind() == EventKind.RESUBMITTED) {
            if (passage.stage() instanceof Stage.Review review && review.blind()) attachments.enter(application.id());
            store.round(application.call(), event.stage(), false)
                    .filter(round -> !round.closed())
                    .ifPresent(round -> reminders.corrected(round, application));
            return;
        }
        if (event.kind() != EventKind.WITHDRAWN && event.kind() != EventKind.REFUSED) return;
        store.round(application.call(), event.stage(), true)
                .filter(round -> !round.closed())
                .ifPresent(round -> {
                    for (var assignment : sheets.assignments(round.id())) {
                        boolean open = assignment.active() && !assignment.signed();
                        if (open && assignment.application().equals(application.id())) {
                            sheets.putBack(
                                    assignment.id(),
                                    "redrawn",
                                    event.kind() == EventKind.WITHDRAWN ? "申报方撤回" : "逾期未补正",
                                    clock.instant());
                        }
                    }
                });
    }
}
