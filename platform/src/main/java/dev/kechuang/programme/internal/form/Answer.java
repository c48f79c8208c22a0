package dev.kechuang.programme.internal.form;

import java.time.Instant;
import java.util.List;

/**
 * What stands at a path now.
 *
 * @param value as typed, in the field's unit; for a file or an organisation the JSON that describes it; empty for nothing
 * @param version counts the changes; 0 for a value that was filled in from the register and nobody touched
 * @param actor who typed it; empty for a value of the register
 * @param rivals what others typed on an older version, until one is chosen
 */
public record Answer(String path, String value, int version, String actor, Instant at, List<Rival> rivals) {

    /** A value that was typed on an older version of the answer. */
    public record Rival(java.util.UUID account, String actor, String value, Instant at) {}
}
