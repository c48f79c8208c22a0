package dev.kechuang.programme.internal.effect;

import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;

/** Notes with an application what could not be done by itself: somebody has to look. It stops nothing else. */
final class ByHand {

    private static final Viewer ITSELF = new Viewer(null, "称号核对", Set.of(), null, null, "", List.of());

    private final ObjectProvider<Lifecycle> lifecycle;

    ByHand(ObjectProvider<Lifecycle> lifecycle) {
        this.lifecycle = lifecycle;
    }

    void note(Passage passage, Effect effect, String text, List<FieldError> errors) {
        note(passage.actor(), passage, effect, text, errors);
    }

    /** The same in the name of the platform, where whoever acted is not who says it. */
    void noteItself(Passage passage, Effect effect, String text) {
        note(ITSELF, passage, effect, text, List.of());
    }

    private void note(Viewer actor, Passage passage, Effect effect, String text, List<FieldError> errors) {
        lifecycle
                .getObject()
                .note(
                        actor,
                        passage.application().id(),
                        text,
                        Map.of(
                                "effect",
                                effect.getClass().getSimpleName(),
                                "refused",
                                errors.stream().map(FieldError::key).toList()));
    }
}
