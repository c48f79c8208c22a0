package dev.kechuang.match.internal.push;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Notices and the messages they leave in. Not scoped: jobs and whoever has checked the viewer. */
@Repository
public class NoticeStore {

    /** What is written instead of a message where there is none. */
    public enum Dropped {
        VANISHED,
        UNWANTED,
        NOBODY;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final JdbcClient jdbc;

    public NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param state {@code ELIGIBLE}, {@code NEAR} or {@code OPEN}
     */
    public record Notice(
            UUID id,
            String policy,
            String version,
            String state,
            @Nullable Long amountFen,
            Instant at) {}

    /** How far a reader has come; its row is held until the transaction ends. Empty while somebody else holds it. */
    Optional<Long> lockReader(String name) {
        return jdbc.sql("SELECT position FROM match.reader WHERE name = :name FOR UPDATE SKIP LOCKED")
                .param("name", name)
                .query(Long.class)
                .optional();
    }

    /** The last change of the next so many behind a place; empty where nothing is new. */
    Optional<Long> next(long position, int limit) {
        return jdbc.sql("""
                        SELECT max(id) FROM (
                            SELECT id FROM match.published_change WHERE id > :position ORDER BY id LIMIT :limit) following
                        """)
                .param("position", position)
                .param("limit", limit)
                .query((rows, number) -> Optional.ofNullable(rows.getObject(1, Long.class)))
                .single();
    }

    void moveReader(String name, long position) {
        jdbc.sql("UPDATE match.reader SET position = :position WHERE name = :name")
                .param("name", name)
                .param("position", position)
                .update();
    }

    /**
     * Notices for the changes up to a place, for firms somebody acts for and as they want it; a reason that was there is
     * none again.
     *
     * @param packs region of the policies' pack, by policy: what an opt-out of a group names
     */
    int notice(long after, long upTo, Collection<String> policies, Collection<String> packs, Instant now) {
        return jdbc.sql("""
                        INSERT INTO match.notice (organisation, policy, version, state, change, amount_fen, noticed_at)
                        SELECT c.organisation, c.policy, c.version, c.after, c.id, c.amount_fen, :now
                        FROM match.published_change c
                        JOIN unnest(:policies::text[], :packs::text[]) p (policy, pack) ON p.policy = c.policy
                        LEFT JOIN match.push_choice w ON w.organisation = c.organisation
                        WHERE c.id > :after AND c.id <= :upTo AND c.after IS NOT NULL
                          AND (c.after = 'ELIGIBLE' OR (c.after = 'NEAR' AND w.near) OR (c.after = 'OPEN' AND w.open))
                          AND EXISTS (SELECT FROM identity.published_person who
                                      WHERE who.organisation = c.organisation AND who.active)
                          AND NOT EXISTS (SELECT FROM match.opt_out o WHERE o.organisation = c.organisation
                                          AND (o.kind = 'all' OR (o.kind = 'group' AND o.code = p.pack)
                                               OR (o.kind = 'policy' AND o.code = c.policy)))
                        ORDER BY c.id
                        ON CONFLICT (organisation, policy, version, state) DO NOTHING
                        """)
                .param("after", after)
                .param("upTo", upTo)
                .param("policies", policies.toArray(String[]::new))
                .param("packs", packs.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Firms something waits for that were told nothing since a day, behind one of them. */
    List<UUID> waiting(@Nullable UUID after, LocalDate since, int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT n.organisation FROM match.notice n
                        WHERE n.done_at IS NULL AND (CAST(:after AS uuid) IS NULL OR n.organisation > CAST(:after AS uuid))
                          AND NOT EXISTS (SELECT FROM match.mailing m
                                          WHERE m.organisation = n.organisation AND m.day >= :since)
                        ORDER BY n.organisation LIMIT :limit
                        """)
                .param("after", after, java.sql.Types.OTHER)
                .param("since", since)
                .param("limit", limit)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** What waits for a firm, held until the transaction ends: whoever comes second finds nothing any more. */
    List<Notice> lockWaiting(UUID organisation) {
        return jdbc.sql("""
                        SELECT id, policy, version, state, amount_fen, noticed_at FROM match.notice
                        WHERE organisation = :organisation AND done_at IS NULL ORDER BY id FOR UPDATE
                        """)
                .param("organisation", organisation)
                .query((rows, number) -> read(rows))
                .list();
    }

    /** Policies that are stored as matched in a state, as {@code policy state}. */
    List<String> standing(UUID organisation) {
        return jdbc.sql("SELECT policy || ' ' || state FROM match.published_match WHERE organisation = :organisation")
                .param("organisation", organisation)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    /** The day's message of a firm; empty when there is one already. */
    Optional<UUID> open(UUID organisation, LocalDate day, int people, Instant now) {
        return jdbc.sql("""
                        INSERT INTO match.mailing (organisation, day, sent_at, people)
                        VALUES (:organisation, :day, :now, :people) ON CONFLICT DO NOTHING RETURNING id
                        """)
                .param("organisation", organisation)
                .param("day", day)
                .param("now", Timestamp.from(now))
                .param("people", people)
                .query(UUID.class)
                .optional();
    }

    void sent(UUID notice, UUID mailing, String reason, Instant now) {
        jdbc.sql("UPDATE match.notice SET mailing = :mailing, reason = :reason, done_at = :now WHERE id = :id")
                .param("id", notice)
                .param("mailing", mailing)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .update();
    }

    void drop(UUID notice, Dropped why, Instant now) {
        jdbc.sql("UPDATE match.notice SET dropped = :why, done_at = :now WHERE id = :id")
                .param("id", notice)
                .param("why", why.code())
                .param("now", Timestamp.from(now))
                .update();
    }

    /**
     * A message.
     *
     * @param openedAt null while nobody opened it
     */
    public record Mailing(
            UUID id,
            UUID organisation,
            LocalDate day,
            Instant sentAt,
            @Nullable Instant openedAt) {}

    /** A notice as it was sent. */
    public record Told(String policy, String state, String reason) {}

    public Optional<Mailing> mailing(UUID id) {
        return jdbc.sql("SELECT id, organisation, day, sent_at, opened_at FROM match.mailing WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> mailing(rows))
                .optional();
    }

    /** Newest first. */
    public List<Mailing> mailings(UUID organisation, int limit) {
        return jdbc.sql("""
                        SELECT id, organisation, day, sent_at, opened_at FROM match.mailing
                        WHERE organisation = :organisation ORDER BY day DESC LIMIT :limit
                        """)
                .param("organisation", organisation)
                .param("limit", limit)
                .query((rows, number) -> mailing(rows))
                .list();
    }

    public List<Told> told(UUID mailing) {
        return jdbc.sql("SELECT policy, state, reason FROM match.notice WHERE mailing = :mailing ORDER BY id")
                .param("mailing", mailing)
                .query((rows, number) ->
                        new Told(rows.getString("policy"), rows.getString("state"), rows.getString("reason")))
                .list();
    }

    public void opened(UUID mailing, Instant now) {
        jdbc.sql("UPDATE match.mailing SET opened_at = :now WHERE id = :id AND opened_at IS NULL")
                .param("id", mailing)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Notice read(ResultSet rows) throws SQLException {
        return new Notice(
                rows.getObject("id", UUID.class),
                rows.getString("policy"),
                rows.getString("version"),
                rows.getString("state"),
                rows.getObject("amount_fen", Long.class),
                rows.getTimestamp("noticed_at").toInstant());
    }

    private static Mailing mailing(ResultSet rows) throws SQLException {
        Timestamp opened = rows.getTimestamp("opened_at");
        return new Mailing(
                rows.getObject("id", UUID.class),
                rows.getObject("organisation", UUID.class),
                rows.getObject("day", LocalDate.class),
                rows.getTimestamp("sent_at").toInstant(),
                opened == null ? null : opened.toInstant());
    }
}
