package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A later stage that notes the number of the submission it finds when an application comes to it. */
final class SeenSubmissions implements StageHandler {

    final List<Integer> numbers = new ArrayList<>();

    @Nullable FormFixture city;

    @Override
    public Stage.Kind kind() {
        return Stage.Kind.RECOMMENDATION;
    }

    @Override
    public void entered(Passage passage) {
        if (city == null) return;
        numbers.add(city.submissions
                .latest(passage.application().id())
                .orElseThrow()
                .number());
    }

    @Override
    public void happened(Passage passage, Event event) {
        if (city == null || event.kind() != EventKind.RESUBMITTED) return;
        numbers.add(city.submissions
                .latest(passage.application().id())
                .orElseThrow()
                .number());
    }
}
