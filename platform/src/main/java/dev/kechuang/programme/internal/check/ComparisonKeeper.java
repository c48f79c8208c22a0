package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import org.springframework.stereotype.Component;

/** Keeps what an application is found by the moment it is handed in, so that whoever checks another finds it. */
@Component
class ComparisonKeeper implements StageHandler {

    private final ComparisonStore store;

    ComparisonKeeper(ComparisonStore store) {
        this.store = store;
    }

    @Override
    public Stage.Kind kind() {
        return Stage.Kind.APPLICATION;
    }

    @Override
    public void happened(Passage passage, Event event) {
        if (event.kind() != EventKind.PASSED) return;
        var application = passage.application();
        store.answers(application.id(), passage.definition())
                .ifPresent(answers ->
                        store.keep(application.id(), application.organisation(), application.title(), answers));
    }
}
