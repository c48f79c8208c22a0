package dev.kechuang.plan.internal.desk;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.record.Records;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What every command needs: a transaction that a refusal undoes, today, records, the audit log, messages. */
@Component
public class Desk {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Records records;
    private final AuditLog audit;
    private final Messages messages;
    private final Accounts accounts;
    private final Texts texts;
    private final Clock clock;

    public Desk(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Records records,
            AuditLog audit,
            Messages messages,
            Accounts accounts,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.records = records;
        this.audit = audit;
        this.messages = messages;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
    }

    /** Joins the running transaction or opens one; what is refused leaves nothing behind. */
    public <T> Outcome<T> run(Supplier<Outcome<T>> command) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }

    public Instant now() {
        return clock.instant();
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** A new id; ids grow with time, and lists run by them. */
    public UUID id() {
        return Objects.requireNonNull(
                jdbc.sql("SELECT uuidv7()").query(UUID.class).single());
    }

    public Records records() {
        return records;
    }

    /** The next number of a kind in a year, from 1; whoever asks at the same time waits. */
    public int next(String kind, int year) {
        return jdbc.sql("""
                        INSERT INTO plan.serial AS s (kind, year, last) VALUES (:kind, :year, 1)
                        ON CONFLICT (kind, year) DO UPDATE SET last = s.last + 1 RETURNING last""")
                .param("kind", kind)
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    public void log(Viewer actor, String action, String type, UUID subject, String label, Map<String, Object> details) {
        audit.append(actor, AuditEvent.of(action, type, subject, label).with(details));
    }

    /** For what may not be tied to a name in the log. */
    public void logUnnamed(String action, String type, UUID subject) {
        audit.appendSystem("—", AuditEvent.of(action, type, subject, ""));
    }

    /** People of an organisation. */
    public List<UUID> peopleOf(UUID organisation) {
        return accounts.ofOrganisation(organisation).stream()
                .map(Accounts.Person::account)
                .toList();
    }

    /**
     * Tells people; messages are kept as they were sent, in Chinese.
     *
     * @param key the same thing is told once to each
     * @param text beginning of the message keys, with a point at its end: {@code subject} and {@code text} stand below
     */
    public void tell(Collection<UUID> people, String key, String text, String link, Object... args) {
        if (people.isEmpty()) return;
        String subject = texts.text(CHINESE, text + "subject", args);
        messages.send(
                people,
                key,
                subject.length() > 200 ? subject.substring(0, 199) + "…" : subject,
                texts.text(CHINESE, text + "text", args),
                link);
    }
}
