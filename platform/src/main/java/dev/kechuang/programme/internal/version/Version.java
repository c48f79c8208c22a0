package dev.kechuang.programme.internal.version;

import dev.kechuang.programme.internal.definition.Definition.Gives;
import dev.kechuang.programme.internal.definition.Words;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a programme, without its text.
 *
 * @param programme id of the programme
 * @param number from 1 within the programme
 * @param region of the pack or office it comes from, empty for a national one
 * @param place what messages about the text call it
 * @param digest SHA-256 of the text, 64 hexadecimal digits
 * @param draftedBy null for a text that came with a pack
 * @param draftedName name of the person or the pack
 * @param releasedBy null while nobody has released it
 */
public record Version(
        UUID id,
        String programme,
        int number,
        Words name,
        Gives gives,
        String region,
        String place,
        String digest,
        State state,
        @Nullable UUID draftedBy,
        String draftedName,
        Instant draftedAt,
        @Nullable UUID releasedBy,
        @Nullable String releasedName,
        @Nullable Instant releasedAt) {

    public enum State {
        /** 草稿: waits for another person to release it. */
        DRAFT,
        /** 已发布: calls open with it. */
        RELEASED,
        /** 已被替代: calls that opened with it keep it. */
        RETIRED;

        /** The word in the database, in JSON and in messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
