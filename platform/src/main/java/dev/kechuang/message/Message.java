package dev.kechuang.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in somebody's inbox.
 *
 * @param link local path of the page it leads to
 * @param readAt null while it is unread
 */
public record Message(
        UUID id,
        String subject,
        String text,
        String link,
        Instant sentAt,
        @Nullable Instant readAt) {

    public boolean unread() {
        return readAt == null;
    }
}
