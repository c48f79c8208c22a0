package dev.kechuang.message.internal;

import dev.kechuang.message.Messages;
import dev.kechuang.shared.web.LocalPath;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts messages into inboxes and, where e-mail is on and wanted, into the queue of outgoing mail. */
@Component
public class JdbcMessages implements Messages {

    private final JdbcClient jdbc;
    private final MailSettings mail;

    public JdbcMessages(JdbcClient jdbc, MailSettings mail) {
        this.jdbc = jdbc;
        this.mail = mail;
    }

    @Override
    public void send(Collection<UUID> accounts, String key, String subject, String text, String link) {
        if (accounts.isEmpty()) return;
        if (!LocalPath.orHome(link).equals(link)) throw new IllegalArgumentException("not a page of ours: " + link);
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
}
