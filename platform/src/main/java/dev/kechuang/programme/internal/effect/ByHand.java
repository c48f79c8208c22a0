package dev.kechuang.programme.internal.effect;

import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.shared.FieldError;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** Notes with an application what could not be done by itself: somebody has to look. It stops nothing else. */
final class ByHand {

    private final ObjectProvider<Lifecycle> lifecycle;

    ByHand(ObjectProvider<Lifecycle> lifecycle) {
        this.lifecycle = lifecycle;
    }

    void note(Passage passage, Effect effect, String text, List<FieldError> errors) {
        lifecycle
                .getObject()
                .note(
                        passage.actor(),
                        passage.application().id(),
                        text,
                        Map.of(
                                "effect",
                                effect.getClass().getSimpleName(),
                                "refused",
                                errors.stream().map(FieldError::key).toList()));
    }
}
