package dev.kechuang.programme.internal.effect;

import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.Titles;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Notes with the application of a holder that ends without a result that the title still stands: refused before the
 * ranking, or struck from the list afterwards. Such an end says nothing of the result (an objection may be the holder's own
 * and upheld), and it is one officer's: nothing is taken away by it, somebody has to look.
 */
final class UndecidedTitles implements StageHandler {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Stage.Kind kind;
    private final String note;
    private final Titles titles;
    private final ByHand byHand;

    private UndecidedTitles(Stage.Kind kind, String note, Titles titles, ByHand byHand) {
        this.kind = kind;
        this.note = note;
        this.titles = titles;
        this.byHand = byHand;
    }

    /** Of whoever does not come to the ranking. */
    static UndecidedTitles before(Stage.Kind kind, Titles titles, ByHand byHand) {
        return new UndecidedTitles(kind, "未进入评价排名，无法判断是否应撤销称号，请人工核对", titles, byHand);
    }

    /** Of whoever leaves the list after it was confirmed. */
    static UndecidedTitles after(Stage.Kind kind, Titles titles, ByHand byHand) {
        return new UndecidedTitles(kind, "名单确认后退出，称号未作处理，是否保留请人工核对", titles, byHand);
    }

    @Override
    public Stage.Kind kind() {
        return kind;
    }

    @Override
    public void happened(Passage passage, Event event) {
        if (event.kind() != EventKind.REFUSED) return;
        LocalDate day = LocalDate.ofInstant(event.at(), ZONE);
        for (Effect effect : passage.definition().effects()) {
            if (effect instanceof Effect.RevokeTitle revoke
                    && TitleEffects.held(titles, passage, revoke.kind(), revoke.level(), day)
                            .isPresent()) byHand.note(passage, effect, note, List.of());
        }
    }
}
