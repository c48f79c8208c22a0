package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import java.util.List;

/**
 * What a kind of stage does when applications come and go. Runs inside the transaction of the event; must not write
 * events for the same application, but for {@link #entered}, which may move it on by {@link Lifecycle}.
 */
public interface StageHandler {

    Stage.Kind kind();

    /** Asked before an application passes a stage of this kind; what is missing refuses the move. */
    default List<FieldError> missing(Passage passage) {
        return List.of();
    }

    /** It has come to a stage of this kind. */
    default void entered(Passage passage) {}

    /** Something happened at a stage of this kind: also on passing it, after the event, before the next is entered. */
    default void happened(Passage passage, Event event) {}
}
