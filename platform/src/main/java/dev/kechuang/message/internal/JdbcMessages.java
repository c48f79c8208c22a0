package dev.kechuang.message.internal;

import dev.kechuang.message.Messages;
import dev.kechuang.shared.web.LocalPath;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts messages into inboxes and, where e-mail is on and wanted, into the queue of outgoing mail. */
@Component
public class JdbcMessages implements Messages {

    private static final int BATCH = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final MailSettings mail;

    public JdbcMessages(JdbcClient jdbc, MailSettings mail) {
        this.jdbc = jdbc;
        this.mail = mail;
    }

    @Override
    public void send(Collection<UUID> accounts, String key, String subject, String text, String link) {
        if (accounts.isEmpty()) return;
        requireOurs(link);
        jdbc.sql("""
                WITH added AS (
                    INSERT INTO message.message (account, key, subject, text, link)
                    SELECT DISTINCT account, :key, :subject, :text, :link FROM unnest(:accounts) AS a (account)
                    ON CONFLICT (account, key) DO NOTHING
                    RETURNING id, account)
                INSERT INTO message.outgoing (message)
                SELECT added.id FROM added LEFT JOIN message.preference p ON p.account = added.account
                WHERE :mail AND coalesce(p.email, true)
                """)
                .param("accounts", accounts.toArray(UUID[]::new))
                .param("key", key)
                .param("subject", subject)
                .param("text", text)
                .param("link", link)
                .param("mail", mail.on())
                .update();
    }

    @Override
    public void sendAll(Collection<Note> notes) {
        var all = List.copyOf(notes);
        for (int from = 0; from < all.size(); from += BATCH) {
            send(all.subList(from, Math.min(from + BATCH, all.size())));
        }
    }

    private void send(List<Note> batch) {
        for (Note note : batch) requireOurs(note.link());
        jdbc.sql("""
                WITH added AS (
                    INSERT INTO message.message (account, key, subject, text, link)
                    SELECT r.account, r.key, r.subject, r.text, r.link
                    FROM jsonb_to_recordset(:rows::jsonb) AS r (
                        account uuid, key text, subject text, text text, link text)
                    ON CONFLICT (account, key) DO NOTHING
                    RETURNING id, account)
                INSERT INTO message.outgoing (message)
                SELECT added.id FROM added LEFT JOIN message.preference p ON p.account = added.account
                WHERE :mail AND coalesce(p.email, true)
                """)
                .param("rows", JSON.writeValueAsString(batch))
                .param("mail", mail.on())
                .update();
    }

    private static void requireOurs(String link) {
        if (!LocalPath.orHome(link).equals(link)) throw new IllegalArgumentException("not a page of ours: " + link);
    }
}
