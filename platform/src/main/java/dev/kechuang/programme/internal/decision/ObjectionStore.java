package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Objections (异议) and what became of them. */
@Repository
public class ObjectionStore {

    private final JdbcClient jdbc;

    public ObjectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param state open, upheld or dismissed
     * @param effect of one that is upheld; null for others and for those settled before it was kept
     */
    public record Objection(
            UUID id,
            UUID notice,
            UUID call,
            UUID application,
            String applicationNumber,
            String applicationTitle,
            String organisationName,
            String number,
            ObjectionKind kind,
            String name,
            String contact,
            String organisation,
            String text,
            @Nullable UUID file,
            Instant filedAt,
            String state,
            String answer,
            @Nullable String handledName,
            @Nullable Instant handledAt,
            @Nullable ObjectionEffect effect) {

        public boolean isOpen() {
            return state.equals("open");
        }

        /** Whether it is an anonymous lead, which holds nothing. */
        public boolean isLead() {
            return kind == ObjectionKind.ANONYMOUS;
        }
    }

    /**
     * What whoever holds the receipt reads.
     *
     * @param secretDigest empty for objections of before there were receipts
     */
    public record Filed(
            String number,
            String secretDigest,
            ObjectionKind kind,
            String noticeTitle,
            String applicationTitle,
            Instant filedAt,
            String state,
            String answer,
            @Nullable Instant handledAt) {}

    static final String OBJECTION = """
            SELECT o.id, o.notice, p.call, o.application, e.number AS application_number, e.title AS application_title,
                   e.organisation AS organisation_name, o.number, o.kind, o.name, o.contact, o.organisation, o.text, o.file,
                   o.filed_at, o.state, o.answer, o.handled_name, o.handled_at, o.effect
            FROM programme.objection o
            JOIN programme.notice_entry e ON e.notice = o.notice AND e.application = o.application
            JOIN programme.notice p ON p.id = o.notice
            JOIN programme.call c ON c.id = p.call
            """;

    /** Of the viewer's regions; those that are open first, the oldest first. */
    public List<Objection> of(Viewer viewer, @Nullable UUID call) {
        return jdbc.sql(OBJECTION + """
                        WHERE c.region = ANY(:scope) AND (CAST(:call AS uuid) IS NULL OR p.call = :call)
                        ORDER BY o.state <> 'open', o.filed_at LIMIT 500""")
                .param("scope", viewer.regionArray())
                .param("call", call)
                .query(ObjectionStore::objection)
                .list();
    }

    public Optional<Objection> find(Viewer viewer, UUID id) {
        return jdbc.sql(OBJECTION + "WHERE o.id = :id AND c.region = ANY(:scope)")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query(ObjectionStore::objection)
                .optional();
    }

    /** Account of whoever objected; empty for somebody who was not logged in. */
    Optional<UUID> objector(UUID id) {
        return jdbc.sql("SELECT account FROM programme.objection WHERE id = :id AND account IS NOT NULL")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    public int open(Viewer viewer) {
        return jdbc.sql("""
                        SELECT count(*) FROM programme.objection o
                        JOIN programme.notice p ON p.id = o.notice JOIN programme.call c ON c.id = p.call
                        WHERE o.state = 'open' AND c.region = ANY(:scope)""")
                .param("scope", viewer.regionArray())
                .query(Integer.class)
                .single();
    }

    /** Under a real name against one application: what holds it. */
    int openAgainst(UUID application) {
        return jdbc.sql("""
                        SELECT count(*) FROM programme.objection
                        WHERE application = :application AND state = 'open' AND kind <> 'anonymous'""")
                .param("application", application)
                .query(Integer.class)
                .single();
    }

    Optional<Filed> filed(String number) {
        return jdbc.sql("""
                        SELECT o.number, coalesce(o.secret_digest, '') AS secret_digest, o.kind, p.title AS notice_title,
                               e.title, o.filed_at, o.state, o.answer, o.handled_at
                        FROM programme.objection o
                        JOIN programme.notice_entry e ON e.notice = o.notice AND e.application = o.application
                        JOIN programme.notice p ON p.id = o.notice
                        WHERE o.number = :number""")
                .param("number", number)
                .query((rows, line) -> new Filed(
                        rows.getString("number"),
                        rows.getString("secret_digest"),
                        ObjectionKind.of(rows.getString("kind")),
                        rows.getString("notice_title"),
                        rows.getString("title"),
                        rows.getObject("filed_at", OffsetDateTime.class).toInstant(),
                        rows.getString("state"),
                        rows.getString("answer"),
                        DecisionStore.instant(rows, "handled_at")))
                .optional();
    }

    /** @param salt of its secret */
    record Before(String number, UUID salt) {}

    /**
     * What the same form filed before.
     *
     * @param once as {@link ObjectionForm#once}
     */
    Optional<Before> filedBy(UUID once) {
        return jdbc.sql("""
                        SELECT number, secret_salt FROM programme.objection
                        WHERE once = :once AND secret_salt IS NOT NULL""")
                .param("once", once)
                .query((rows, line) -> new Before(rows.getString("number"), rows.getObject("secret_salt", UUID.class)))
                .optional();
    }

    /**
     * How it is found again and read.
     *
     * @param once as {@link ObjectionForm#once}; null where the sender has no form
     */
    record Kept(@Nullable UUID once, UUID salt, String secretDigest) {}

    UUID insert(
            UUID notice,
            NewObjection objection,
            ObjectionKind kind,
            String number,
            Kept kept,
            @Nullable UUID account,
            Instant at) {
        return jdbc.sql("""
                        INSERT INTO programme.objection
                            (notice, application, number, kind, name, contact, organisation, account, text, file, filed_at,
                             once, secret_salt, secret_digest)
                        VALUES (:notice, :application, :number, :kind, :name, :contact, :organisation, :account, :text, :file,
                            :at, :once, :salt, :digest)
                        RETURNING id""")
                .param("notice", notice)
                .param("application", objection.application())
                .param("number", number)
                .param("kind", kind.code())
                .param("once", kept.once())
                .param("salt", kept.salt())
                .param("digest", kept.secretDigest())
                .param("name", objection.name().strip())
                .param("contact", objection.contact().strip())
                .param("organisation", objection.organisation().strip())
                .param("account", account)
                .param("text", objection.text().strip())
                .param("file", objection.file())
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    long nextNumber() {
        return jdbc.sql("SELECT nextval('programme.objection_number')")
                .query(Long.class)
                .single();
    }

    /** False when it was settled before. */
    boolean settle(UUID id, String state, @Nullable ObjectionEffect effect, String answer, Viewer officer, Instant at) {
        return jdbc.sql("""
                                UPDATE programme.objection SET state = :state, effect = :effect, answer = :answer, handled_by = :account,
                                    handled_name = :name, handled_at = :at
                                WHERE id = :id AND state = 'open'""")
                        .param("state", state)
                        .param("effect", effect == null ? null : effect.code())
                        .param("answer", answer)
                        .param("account", officer.requireAccount())
                        .param("name", officer.name())
                        .param("at", Timestamp.from(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    static Objection objection(ResultSet rows, int number) throws SQLException {
        return new Objection(
                rows.getObject("id", UUID.class),
                rows.getObject("notice", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getObject("application", UUID.class),
                rows.getString("application_number"),
                rows.getString("application_title"),
                rows.getString("organisation_name"),
                rows.getString("number"),
                ObjectionKind.of(rows.getString("kind")),
                rows.getString("name"),
                rows.getString("contact"),
                rows.getString("organisation"),
                rows.getString("text"),
                rows.getObject("file", UUID.class),
                rows.getObject("filed_at", OffsetDateTime.class).toInstant(),
                rows.getString("state"),
                rows.getString("answer"),
                rows.getString("handled_name"),
                DecisionStore.instant(rows, "handled_at"),
                ObjectionEffect.typed(rows.getString("effect")));
    }
}
