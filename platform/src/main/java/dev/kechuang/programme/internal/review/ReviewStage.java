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
    private final Clock clock;

    public ReviewStage(ReviewStore store, Clock clock) {
        this.store = store;
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
                .map(round -> store.results(round.id()).stream()
                        .anyMatch(result -> result.application().equals(application.id()) && result.passed()))
                .orElse(false);
        return passed ? List.of() : List.of(FieldError.of("", "review.error.noResult"));
    }

    @Override
    public void happened(Passage passage, Event event) {
        if (event.kind() != EventKind.WITHDRAWN) return;
        var application = passage.application();
        store.round(application.call(), event.stage(), true)
                .filter(round -> !round.closed())
                .ifPresent(round -> {
                    for (var assignment : store.assignments(round.id())) {
                        boolean open = assignment.active() && !assignment.signed();
                        if (open && assignment.application().equals(application.id())) {
                            store.putBack(assignment.id(), "redrawn", "申报方撤回", clock.instant());
                        }
                    }
                });
    }
}
