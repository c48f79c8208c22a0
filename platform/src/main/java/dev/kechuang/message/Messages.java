package dev.kechuang.message;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Tells people something (消息). Joins the running transaction; e-mail leaves after commit. */
public interface Messages {

    /**
     * Puts a message into the inbox of each account, once for each account and {@code key}.
     *
     * @param key what it is about, e.g. {@code registry.confirmed/<id>}: the same thing is not told twice
     * @param subject one line, at most 200 characters
     * @param text plain text, at most 4,000 characters
     * @param link local path of the page it leads to
     */
    void send(Collection<UUID> accounts, String key, String subject, String text, String link);

    /** Many different messages at once, for imports: as {@link #send} for each. */
    default void sendAll(Collection<Note> notes) {
        notes.forEach(note -> send(List.of(note.account()), note.key(), note.subject(), note.text(), note.link()));
    }

    /** What one account is told; parts as {@link #send} takes them. */
    record Note(UUID account, String key, String subject, String text, String link) {}
}
