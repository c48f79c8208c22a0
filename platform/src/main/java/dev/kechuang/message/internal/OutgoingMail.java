package dev.kechuang.message.internal;

import dev.kechuang.identity.Accounts;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the e-mails that wait. One that fails waits longer each time and is given up after {@value #MOST_ATTEMPTS}
 * attempts. A mail leaves at least once: when the process dies between the server's answer and the commit, it leaves
 * again.
 */
@Component
public class OutgoingMail {

    static final int MOST_ATTEMPTS = 8;
    private static final int MOST_A_RUN = 200;
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingMail.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final MailSettings settings;

    public OutgoingMail(
            JdbcClient jdbc, PlatformTransactionManager transactions, Accounts accounts, MailSettings settings) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.accounts = accounts;
        this.settings = settings;
    }

    private record Waiting(UUID message, UUID account, String subject, String text, String link, int attempts) {}

    /** Sends what is due; answers how many left. Does nothing while no server is set. */
    public int run() {
        JavaMailSender sender = settings.on() ? settings.sender().getIfAvailable() : null;
        if (sender == null) return 0;
        int sent = 0;
        for (int i = 0; i < MOST_A_RUN; i++) {
            Boolean left = transaction.execute(status -> next(sender));
            if (left == null) break;
            if (left) sent++;
        }
        return sent;
    }

    /** Null when nothing is due. The row stays locked while its mail is sent, so that no other process sends it too. */
    private @Nullable Boolean next(JavaMailSender sender) {
        Optional<Waiting> found = jdbc.sql("""
                SELECT o.message, m.account, m.subject, m.text, m.link, o.attempts
                FROM message.outgoing o JOIN message.message m ON m.id = o.message
                WHERE o.state = 'waiting' AND o.next_attempt <= clock_timestamp()
                ORDER BY o.next_attempt LIMIT 1 FOR UPDATE OF o SKIP LOCKED
                """)
                .query(DataClassRowMapper.newInstance(Waiting.class))
                .optional();
        if (found.isEmpty()) return null;
        Waiting mail = found.get();
        String address = accounts.find(mail.account())
                .map(Accounts.Person::email)
                .map(String::strip)
                .orElse("");
        if (address.isEmpty()) {
            done(mail, "skipped", "no address");
            return false;
        }
        try {
            sender.send(message(mail, address));
            done(mail, "sent", null);
            return true;
        } catch (MailException e) {
            // The kind of problem, not the server's words: those may hold the address or the login.
            failed(mail, e.getClass().getSimpleName());
            return false;
        }
    }

    private SimpleMailMessage message(Waiting mail, String address) {
        var message = new SimpleMailMessage();
        message.setFrom(settings.from());
        message.setTo(address);
        message.setSubject(mail.subject());
        String link = settings.site().isBlank() ? "" : "\n\n" + settings.site().replaceFirst("/+$", "") + mail.link();
        message.setText(mail.text() + link + "\n");
        return message;
    }

    private void done(Waiting mail, String state, @Nullable String error) {
        jdbc.sql("""
                UPDATE message.outgoing SET state = :state, attempts = attempts + 1, error = :error,
                       done_at = clock_timestamp()
                WHERE message = :message
                """)
                .param("state", state)
                .param("error", error)
                .param("message", mail.message())
                .update();
    }

    private void failed(Waiting mail, String error) {
        int attempts = mail.attempts() + 1;
        if (attempts >= MOST_ATTEMPTS) {
            LOG.warn("e-mail for message {} given up after {} attempts: {}", mail.message(), attempts, error);
            done(mail, "failed", error);
            return;
        }
        jdbc.sql("""
                UPDATE message.outgoing SET attempts = :attempts, error = :error,
                       next_attempt = clock_timestamp() + make_interval(mins => :minutes)
                WHERE message = :message
                """)
                .param("attempts", attempts)
                .param("error", error)
                .param("minutes", 1 << attempts)
                .param("message", mail.message())
                .update();
    }
}
