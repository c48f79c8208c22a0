package dev.kechuang.programme.internal.form;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What filling in needs to know of calls and returns, and what lists and limits keep of an application. */
@Repository
public class FormStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public FormStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number of the call. Holds the call's row until the transaction ends: to be asked last. */
    int nextNumber(UUID call) {
        return jdbc.sql("""
                        UPDATE programme.call SET next_number = next_number + 1 WHERE id = :call
                        RETURNING next_number - 1""").param("call", call).query(Integer.class).single();
    }

    /**
     * Ids of the sections that the last return opened; empty where it opened all.
     */
    Optional<List<String>> returnedSections(UUID application) {
        return jdbc.sql("""
                        SELECT coalesce(data ->> 'sections', '') FROM programme.event
                        WHERE application = :application AND kind = 'returned' ORDER BY number DESC LIMIT 1""")
                .param("application", application)
                .query(String.class)
                .optional()
                .filter(json -> !json.isEmpty())
                .map(json -> {
                    JsonNode node = JSON.readTree(json);
                    return node.valueStream().map(JsonNode::asString).toList();
                });
    }

    /** Everybody who saves or submits waits for those before: no answer changes while it is being submitted. */
    void lock(UUID application) {
        jdbc.sql("SELECT id FROM programme.application WHERE id = :id FOR NO KEY UPDATE")
                .param("id", application)
                .query(UUID.class)
                .optional();
    }

    /** Title and the like of a draft, so that lists name it. */
    void heads(UUID application, Heads heads) {
        jdbc.sql("""
                        UPDATE programme.application SET title = :title, track = :track, field = :field,
                            leader = :leader, requested_fen = :requested WHERE id = :id""")
                .param("title", heads.title())
                .param("track", heads.track())
                .param("field", heads.field())
                .param("leader", heads.leader())
                .param("requested", heads.requestedFen())
                .param("id", application)
                .update();
    }

    void number(UUID application, String number, Instant at) {
        jdbc.sql("UPDATE programme.application SET number = :number, submitted_at = :at WHERE id = :id")
                .param("number", number)
                .param("at", Timestamp.from(at))
                .param("id", application)
                .update();
    }

    void searchText(UUID application, String text) {
        jdbc.sql("UPDATE programme.application SET search_text = :text WHERE id = :id")
                .param("text", text)
                .param("id", application)
                .update();
    }

    /** What lists and limits use of the answers. */
    record Heads(String title, String track, String field, String leader, long requestedFen) {

        /** With the sum that a policy gives, in place of one that was applied for. */
        Heads claiming(long fen) {
            return new Heads(title, track, field, leader, fen);
        }
    }

    /** The page that hands in was opened; the first time it is, and again while the call is open. */
    void opened(UUID application, UUID account, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.submission_opened (application, account, at)
                        VALUES (:application, :account, :now)
                        ON CONFLICT (application, account) DO UPDATE SET at = excluded.at""")
                .param("application", application)
                .param("account", account)
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Instant> openedAt(UUID application, UUID account) {
        return jdbc.sql("""
                        SELECT at FROM programme.submission_opened
                        WHERE application = :application AND account = :account""")
                .param("application", application)
                .param("account", account)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Applications of the organisation in the call that are not withdrawn: drafts and submitted ones. */
    Used used(UUID call, UUID organisation, UUID without) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE number IS NULL)::int AS drafts,
                               count(*) FILTER (WHERE number IS NOT NULL)::int AS submitted
                        FROM programme.application
                        WHERE call = :call AND organisation = :organisation AND status <> 'withdrawn'
                          AND id <> :without""")
                .param("call", call)
                .param("organisation", organisation)
                .param("without", without)
                .query((rows, number) -> new Used(rows.getInt("drafts"), rows.getInt("submitted")))
                .single();
    }

    public record Used(int drafts, int submitted) {}

    /** The draft of the organisation in the call that was begun last. */
    Optional<UUID> draft(UUID call, UUID organisation) {
        return jdbc.sql("""
                        SELECT id FROM programme.application
                        WHERE call = :call AND organisation = :organisation AND number IS NULL AND status = 'open'
                        ORDER BY created_at DESC, id DESC LIMIT 1""")
                .param("call", call)
                .param("organisation", organisation)
                .query(UUID.class)
                .optional();
    }

    /**
     * Track and field by which a submitted application counts: while it is corrected, those it was handed in for, and not
     * what is typed meanwhile.
     */
    private static final String GROUPED = """
            FROM (SELECT a.id, a.organisation,
                         coalesce(split_part(s.answers ->> CAST(:trackPath AS text), ',', 1), a.track) AS track,
                         coalesce(split_part(s.answers ->> CAST(:fieldPath AS text), ',', 1), a.field) AS field
                  FROM programme.application a
                  LEFT JOIN LATERAL (SELECT x.answers FROM programme.submission x
                      WHERE x.application = a.id AND a.status = 'returned' ORDER BY x.number DESC LIMIT 1) s ON true
                  WHERE a.call = :call AND a.number IS NOT NULL AND a.status <> 'withdrawn') g""";

    /**
     * Which applications of a track or technical field are counted.
     *
     * @param on {@code track} or {@code field}
     * @param path where the form asks for it
     * @param organisation null for those of everybody
     * @param without left out of the count
     */
    record GroupQuery(
            UUID call,
            String on,
            String path,
            String code,
            @Nullable UUID organisation,
            UUID without) {}

    /** Submitted applications of a track or technical field. */
    int submittedIn(GroupQuery query) {
        boolean track = query.on().equals("track");
        return jdbc.sql(
                        "SELECT count(*)::int " + GROUPED + " WHERE g.id <> :without AND g."
                                + (track ? "track" : "field")
                                + " = :code AND (CAST(:organisation AS uuid) IS NULL OR g.organisation = CAST(:organisation AS uuid))")
                .param("call", query.call())
                .param("trackPath", track ? query.path() : "")
                .param("fieldPath", track ? "" : query.path())
                .param("code", query.code())
                .param("organisation", query.organisation())
                .param("without", query.without())
                .query(Integer.class)
                .single();
    }

    /**
     * How many were submitted of each track and each technical field of a call, in one statement.
     *
     * @param track numbers by code; what nobody submitted is missing
     * @param field the same for technical fields
     */
    record Submitted(Map<String, Integer> track, Map<String, Integer> field) {

        int in(String on, String code) {
            return (on.equals("track") ? track : field).getOrDefault(code, 0);
        }
    }

    /**
     * Counts of everybody together.
     *
     * @param trackPath where the form asks for the track, empty where it does not
     * @param fieldPath the same for the technical field
     */
    Submitted submitted(UUID call, String trackPath, String fieldPath) {
        var track = new HashMap<String, Integer>();
        var field = new HashMap<String, Integer>();
        jdbc.sql("SELECT grouping(g.track) = 0 AS of_track, coalesce(g.track, g.field, '') AS code, count(*)::int AS n "
                        + GROUPED + " GROUP BY GROUPING SETS ((g.track), (g.field))")
                .param("call", call)
                .param("trackPath", trackPath)
                .param("fieldPath", fieldPath)
                .query(rows -> {
                    (rows.getBoolean("of_track") ? track : field).put(rows.getString("code"), rows.getInt("n"));
                });
        return new Submitted(track, field);
    }

    /** What was chosen at a path when the application was handed in last; empty before and where nothing was. */
    Optional<String> submitted(UUID application, String path) {
        return jdbc.sql("""
                        SELECT coalesce(split_part(answers ->> CAST(:path AS text), ',', 1), '') FROM programme.submission
                        WHERE application = :application ORDER BY number DESC LIMIT 1""")
                .param("application", application)
                .param("path", path)
                .query(String.class)
                .optional()
                .filter(value -> !value.isEmpty());
    }

    /**
     * Titles of applications, submitted and neither refused nor ended, that a person leads or takes part in.
     *
     * @param idNumber empty to look for the name within the organisation
     * @param call null for every call of programmes that give the same
     */
    List<String> of(PersonQuery query) {
        return jdbc.sql("""
                        SELECT coalesce(a.number, '') || ' ' || a.title
                        FROM programme.person p
                        JOIN programme.application a ON a.id = p.application
                        JOIN programme.version v ON v.id = a.version
                        WHERE CASE WHEN :idNumber = '' THEN p.name = :name AND a.organisation = :organisation
                                   ELSE p.id_number = :idNumber END
                          AND (:leads = false OR p.role = 'leader')
                          AND a.id <> :without AND a.number IS NOT NULL
                          AND a.status IN ('open', 'returned', 'held')
                          AND (CAST(:call AS uuid) IS NULL AND v.gives = :gives OR a.call = CAST(:call AS uuid))
                        ORDER BY a.submitted_at LIMIT 20""")
                .param("idNumber", query.idNumber())
                .param("name", query.name())
                .param("organisation", query.organisation())
                .param("leads", query.leads())
                .param("without", query.without())
                .param("call", query.call())
                .param("gives", query.gives())
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    record PersonQuery(
            String name,
            String idNumber,
            UUID organisation,
            boolean leads,
            UUID without,
            @Nullable UUID call,
            String gives) {}

    /** Nobody else counts the same thing until the transaction ends; taken in the order of the keys. */
    void serialise(List<String> keys) {
        for (String key : keys.stream().distinct().sorted().toList()) {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 30))::text")
                    .param("key", "programme.limit " + key)
                    .query(String.class)
                    .optional();
        }
    }

    /** Writes who leads and takes part; the leader first. */
    void people(UUID application, List<Person> people) {
        jdbc.sql("DELETE FROM programme.person WHERE application = :application")
                .param("application", application)
                .update();
        if (people.isEmpty()) return;
        jdbc.sql("""
                        INSERT INTO programme.person (application, ordinal, role, name, id_number)
                        SELECT :application, CASE WHEN p.leads THEN 0 ELSE p.place END,
                               CASE WHEN p.leads THEN 'leader' ELSE 'member' END, p.name, p.id_number
                        FROM unnest(:names, :idNumbers, :leads) WITH ORDINALITY AS p (name, id_number, leads, place)""")
                .param("application", application)
                .param("names", people.stream().map(Person::name).toArray(String[]::new))
                .param("idNumbers", people.stream().map(Person::idNumber).toArray(String[]::new))
                .param("leads", people.stream().map(Person::leads).toArray(Boolean[]::new))
                .update();
    }

    /** Somebody named in a form. */
    record Person(String name, String idNumber, boolean leads) {}
}
