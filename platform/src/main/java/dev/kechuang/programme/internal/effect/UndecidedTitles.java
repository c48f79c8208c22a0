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
import org.jspecify.annotations.Nullable;

/**
 * Notes with the application of a holder that ends without a result that the title still stands: refused before the
 * ranking, struck from the list afterwards, or withdrawn by the holder. Such an end says nothing of the result (an objection
 * may be the holder's own and upheld), and it is one person's: nothing is taken away by it, somebody has to look. Who
 * withdraws keeps the title to its end, and the note says that the evaluation was not finished.
 */
final class UndecidedTitles implements StageHandler {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final String WITHDRAWN = "持有单位撤回申报，评价未完成，称号保留至有效期届满，是否另行处理请人工核对";

    private final Stage.Kind kind;
    private final @Nullable String refused;
    private final Titles titles;
    private final ByHand byHand;

    private UndecidedTitles(Stage.Kind kind, @Nullable String refused, Titles titles, ByHand byHand) {
        this.kind = kind;
        this.refused = refused;
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

    /** Of whoever withdraws while the list is made; whom the list leaves off, {@link TitleEffects} deals with. */
    static UndecidedTitles withdrawn(Stage.Kind kind, Titles titles, ByHand byHand) {
        return new UndecidedTitles(kind, null, titles, byHand);
    }

    @Override
    public Stage.Kind kind() {
        return kind;
    }

    @Override
    public void happened(Passage passage, Event event) {
        String note =
                event.kind() == EventKind.REFUSED ? refused : event.kind() == EventKind.WITHDRAWN ? WITHDRAWN : null;
        if (note == null) return;
        LocalDate day = LocalDate.ofInstant(event.at(), ZONE);
        for (Effect effect : passage.definition().effects()) {
            if (effect instanceof Effect.RevokeTitle revoke
                    && TitleEffects.held(titles, passage, revoke.kind(), revoke.level(), day)
                            .isPresent()) {
                if (event.kind() == EventKind.WITHDRAWN) byHand.noteItself(passage, effect, note);
                else byHand.note(passage, effect, note, List.of());
            }
        }
    }
}
