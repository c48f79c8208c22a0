package dev.kechuang.programme.internal.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An objection to be raised; real names only.
 *
 * @param name 2 to 50 characters
 * @param contact telephone or e-mail, 5 to 100 characters
 * @param organisation of the person, may be empty
 * @param text what is objected and on which facts, 10 to 4,000 characters
 * @param file evidence that was stored, null for none
 */
public record NewObjection(
        UUID application,
        String name,
        String contact,
        String organisation,
        String text,
        @Nullable UUID file) {}
