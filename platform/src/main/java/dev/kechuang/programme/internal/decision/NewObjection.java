package dev.kechuang.programme.internal.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An objection to be raised.
 *
 * @param once of the form it was written on: what is sent twice is filed once, and what was changed meanwhile is an objection
 *     of its own; null where the sender has no such thing
 * @param kind null where none was chosen
 * @param name 2 to 50 characters, of the person or, for a unit, of whom to ask for; empty for an anonymous lead
 * @param contact telephone or e-mail, 5 to 100 characters; empty for an anonymous lead
 * @param organisation the unit that objects, 2 to 100 characters; of a person may be empty
 * @param text what is objected and on which facts, 10 to 4,000 characters
 * @param file evidence that was stored, null for none
 */
public record NewObjection(
        @Nullable UUID once,
        UUID application,
        @Nullable ObjectionKind kind,
        String name,
        String contact,
        String organisation,
        String text,
        @Nullable UUID file) {

    boolean isAnonymous() {
        return kind == ObjectionKind.ANONYMOUS;
    }
}
