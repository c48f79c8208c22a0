package dev.kechuang.identity.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins: the sorting text and the id of the last row shown. */
record PageKey(String text, UUID id) {

    /** Null for none; a key somebody made up counts as none. */
    static @Nullable PageKey parse(@Nullable String key) {
        if (key == null || key.isEmpty()) return null;
        try {
            String plain = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
            return new PageKey(plain.substring(36), UUID.fromString(plain.substring(0, 36)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((id + text).getBytes(StandardCharsets.UTF_8));
    }
}
