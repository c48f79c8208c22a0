package dev.kechuang.programme.internal.effect;

import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.feel.Value;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who loses and who keeps a title by the result of an evaluation (末位淘汰、摘牌), as the definition's conditions say. */
public final class Elimination {

    private Elimination() {}

    /** Whether the programme can take a title away. */
    public static boolean possible(Definition definition) {
        return definition.effects().stream().anyMatch(Effect.RevokeTitle.class::isInstance);
    }

    /** What a result means for the title (评价结论). Between the two bounds of a programme there may be neither. */
    public enum Verdict {
        /** 不合格，撤销称号. */
        LOST,
        /** 合格: the title is confirmed with the approval. */
        CONFIRMED
    }

    /**
     * @param place on the list, from 1
     * @param ranked how many stand on it
     * @param listed whether the list takes it: nobody else is confirmed
     */
    public static Optional<Verdict> verdict(
            Definition definition, @Nullable BigDecimal score, int place, int ranked, boolean listed) {
        boolean confirmed = false;
        for (Effect effect : definition.effects()) {
            if (effect instanceof Effect.RevokeTitle revoke && holds(revoke.when(), score, place, ranked))
                return Optional.of(Verdict.LOST);
            if (effect instanceof Effect.ConfirmTitle confirm)
                confirmed |= listed && holds(confirm.when(), score, place, ranked);
        }
        return confirmed ? Optional.of(Verdict.CONFIRMED) : Optional.empty();
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
