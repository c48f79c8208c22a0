package dev.kechuang.match.internal.grow;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import dev.kechuang.shared.web.Texts;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What every command of cultivation needs: a transaction that a refusal undoes, today, history, audit log, messages. */
@Component
public class GrowDesk {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final AuditLog audit;
    private final Messages messages;
    private final Accounts accounts;
    private final Texts texts;
    private final Clock clock;

    public GrowDesk(
            JdbcClient jdbc,
            TransactionOperations transactions,
            AuditLog audit,
            Messages messages,
            Accounts accounts,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.messages = messages;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
    }

    /** County and bureau officers act; leaders look. */
    public static boolean acts(Viewer viewer) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER);
    }

    /** Officers, and staff of service organisations for the firms they see: those given to them. */
    public static boolean cares(Viewer viewer) {
        return acts(viewer) || !viewer.isOfficer();
    }

    /** Joins the running transaction or opens one; what is refused leaves nothing behind. */
    <T> Outcome<T> run(Supplier<Outcome<T>> command) {
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

    UUID id() {
        return Objects.requireNonNull(
                jdbc.sql("SELECT uuidv7()").query(UUID.class).single());
    }

    void log(Viewer actor, String action, UUID entry, String label, Map<String, Object> details) {
        audit.append(actor, AuditEvent.of(action, "cultivation", entry, label).with(details));
    }

    void logAll(Viewer actor, Collection<AuditEvent> events) {
        audit.appendAll(actor, events);
    }

    /** For what follows by itself. */
    void logSystem(String action, UUID entry, String label) {
        audit.appendSystem("企业培育", AuditEvent.of(action, "cultivation", entry, label));
    }

    /** One thing that happened to an entry. */
    public record Happened(int number, String action, String note, String actor, String unit, Instant at) {}

    /** Numbered within the entry; whoever changes an entry holds its row, so numbers have no rivals. */
    void happened(UUID entry, String action, String note, Viewer actor) {
        jdbc.sql("""
                        INSERT INTO match.cultivation_history (entry, number, action, note, account, actor, unit, at)
                        SELECT :entry, coalesce(max(number), 0) + 1, :action, :note, :account, :actor, :unit, :at
                        FROM match.cultivation_history WHERE entry = :entry""")
                .param("entry", entry)
                .param("action", action)
                .param("note", note)
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("unit", actor.unitName())
                .param("at", Timestamp.from(now()))
                .update();
    }

    void happenedByItself(UUID entry, String action, String note) {
        happened(entry, action, note, new Viewer(null, "系统", Set.of(), null, null, "", List.of()));
    }

    /** Newest first. */
    public List<Happened> history(UUID entry) {
        return jdbc.sql("""
                        SELECT number, action, note, actor, unit, at FROM match.cultivation_history
                        WHERE entry = :entry ORDER BY number DESC""")
                .param("entry", entry)
                .query((rows, number) -> new Happened(
                        rows.getInt("number"),
                        Sql.text(rows, "action"),
                        Sql.text(rows, "note"),
                        Sql.text(rows, "actor"),
                        Sql.text(rows, "unit"),
                        Sql.time(rows, "at")))
                .list();
    }

    List<UUID> peopleOf(UUID organisation) {
        return accounts.ofOrganisation(organisation).stream()
                .map(Accounts.Person::account)
                .toList();
    }

    /** Officers of the county and of the bureau who may counsel firms of a region. */
    public List<Accounts.Person> counsellors(String region) {
        return java.util.stream.Stream.concat(
                        accounts.officers(Role.COUNTY_OFFICER, region).stream(),
                        accounts.officers(Role.BUREAU_OFFICER, region).stream())
                .toList();
    }

    /**
     * Somebody who may counsel, with the unit.
     *
     * @param organisation the service organisation of somebody who works for one, null for officers
     */
    public record Counsellor(
            UUID account,
            String name,
            String unit,
            @Nullable UUID organisation) {}

    /** Staff of service organisations (科技服务机构) who may be given firms, by organisation and name. */
    List<Counsellor> serviceStaff() {
        return jdbc.sql("""
                        SELECT p.account, p.name, o.name AS unit, o.id FROM registry.published_organisation o
                        JOIN identity.published_person p ON p.organisation = o.id AND p.active
                        WHERE o.kind = 'service' AND o.status = 'confirmed' ORDER BY o.name, p.name, p.account LIMIT 500""")
                .query((rows, number) -> new Counsellor(
                        Sql.id(rows, "account"), Sql.text(rows, "name"), Sql.text(rows, "unit"), Sql.id(rows, "id")))
                .list();
    }

    /**
     * People of units in the viewer's regions, by unit and name, then staff of service organisations; whether they may
     * counsel a firm, the command checks.
     */
    public List<Counsellor> counsellors(Viewer viewer) {
        var all = new ArrayList<>(jdbc.sql("""
                        SELECT p.account, p.name, p.unit_name FROM identity.published_person p
                        JOIN identity.published_unit u ON u.unit = p.unit
                        WHERE p.active AND u.active AND u.region = ANY(:regions) ORDER BY u.region, u.code, p.name, p.account
                        LIMIT 500""")
                .param("regions", viewer.regionArray())
                .query((rows, number) -> new Counsellor(
                        Sql.id(rows, "account"), Sql.text(rows, "name"), Sql.text(rows, "unit_name"), null))
                .list());
        all.addAll(serviceStaff());
        return all;
    }

    /**
     * Tells people; messages are kept as they were sent, in Chinese.
     *
     * @param key the same thing is told once to each
     * @param text beginning of the message keys, with a point at its end: {@code subject} and {@code text} stand below
     */
    void tell(Collection<UUID> people, String key, String text, String link, Object... args) {
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
