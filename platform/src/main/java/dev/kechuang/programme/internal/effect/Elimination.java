package dev.kechuang.programme.internal.effect;

import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.feel.Value;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Who loses a title by the result of an evaluation (末位淘汰、摘牌), as the definition's conditions say. */
public final class Elimination {

    private Elimination() {}

    /** Whether the programme can take a title away. */
    public static boolean possible(Definition definition) {
        return definition.effects().stream().anyMatch(Effect.RevokeTitle.class::isInstance);
    }

    /**
     * @param place on the list, from 1
     * @param ranked how many stand on it
     */
    public static boolean loses(Definition definition, @Nullable BigDecimal score, int place, int ranked) {
        return definition.effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.RevokeTitle revoke && holds(revoke.when(), score, place, ranked));
    }

    /** Whether a condition over the result holds; an empty one does. */
    static boolean holds(String when, @Nullable BigDecimal score, int place, int ranked) {
        if (when.isEmpty()) return true;
        var known = new LinkedHashMap<String, Value>();
        known.put("得分", score == null ? Value.NULL : Value.of(score));
        known.put("名次", Value.of(BigDecimal.valueOf(place)));
        known.put("参评数", Value.of(BigDecimal.valueOf(ranked)));
        return Feel.evaluate(Feel.parse(when), known).equals(Value.of(true));
    }
}
