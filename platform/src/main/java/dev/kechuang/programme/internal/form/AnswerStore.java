package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.form.Answer.Rival;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Answers while the form is open. The database refuses to change them when it is not. */
@Repository
public class AnswerStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every answer of an application by its path. */
    public Map<String, Answer> of(UUID application) {
        var rivals = new LinkedHashMap<String, List<Rival>>();
        var answers = new LinkedHashMap<String, Answer>();
        jdbc.sql("""
                        SELECT path, value #>> '{}' AS value, version, actor, changed_at, NULL::uuid AS rival
                        FROM programme.answer WHERE application = :application
                        UNION ALL
                        SELECT path, value #>> '{}', 0, actor, at, account
                        FROM programme.answer_rival WHERE application = :application
                        ORDER BY path""")
                .param("application", application)
                .query((rows, number) -> {
                    String path = rows.getString("path");
                    Instant at =
                            rows.getObject("changed_at", OffsetDateTime.class).toInstant();
                    UUID rival = rows.getObject("rival", UUID.class);
                    if (rival == null) {
                        var list = rivals.computeIfAbsent(path, key -> new ArrayList<>());
                        answers.put(
                                path,
                                new Answer(
                                        path,
                                        rows.getString("value"),
                                        rows.getInt("version"),
                                        rows.getString("actor"),
                                        at,
                                        list));
                    } else {
                        rivals.computeIfAbsent(path, key -> new ArrayList<>())
                                .add(new Rival(rival, rows.getString("actor"), rows.getString("value"), at));
                    }
                    return path;
                })
                .list();
        return answers;
    }

    Optional<Answer> find(UUID application, String path) {
        return Optional.ofNullable(of(application).get(path));
    }

    /** Writes the first answer at a path; false when there is one. */
    boolean insert(UUID application, String path, String value, @Nullable UUID account, String actor, Instant now) {
        return jdbc.sql("""
                        INSERT INTO programme.answer (application, path, value, account, actor, changed_at)
                        VALUES (:application, :path, CAST(:value AS jsonb), :account, :actor, :now)
                        ON CONFLICT (application, path) DO NOTHING""")
                        .param("application", application)
                        .param("path", path)
                        .param("value", JSON.writeValueAsString(value))
                        .param("account", account)
                        .param("actor", actor)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Writes first answers, all in one statement; answers the paths that had none before. */
    Set<String> insert(
            UUID application, Map<String, String> values, @Nullable UUID account, String actor, Instant now) {
        return Set.copyOf(jdbc.sql("""
                        INSERT INTO programme.answer (application, path, value, account, actor, changed_at)
                        SELECT :application, given.path, to_jsonb(given.value), :account, :actor, :now
                        FROM unnest(:paths, :values) AS given (path, value) ORDER BY given.path COLLATE "C"
                        ON CONFLICT (application, path) DO NOTHING RETURNING path""")
                .param("application", application)
                .param("paths", values.keySet().toArray(String[]::new))
                .param("values", values.values().toArray(String[]::new))
                .param("account", account)
                .param("actor", actor)
                .param("now", Timestamp.from(now))
                .query((rows, number) -> rows.getString("path"))
                .list());
    }

    /** Writes over the version named; false when it is no longer that. */
    boolean update(
            UUID application,
            String path,
            int version,
            String value,
            @Nullable UUID account,
            String actor,
            Instant now) {
        return jdbc.sql("""
                        UPDATE programme.answer SET value = CAST(:value AS jsonb), version = version + 1,
                            account = :account, actor = :actor, changed_at = :now
                        WHERE application = :application AND path = :path AND version = :version""")
                        .param("application", application)
                        .param("path", path)
                        .param("version", version)
                        .param("value", JSON.writeValueAsString(value))
                        .param("account", account)
                        .param("actor", actor)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void rival(UUID application, String path, UUID account, String actor, String value, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.answer_rival (application, path, account, actor, value, at)
                        VALUES (:application, :path, :account, :actor, CAST(:value AS jsonb), :now)
                        ON CONFLICT (application, path, account)
                        DO UPDATE SET value = excluded.value, actor = excluded.actor, at = excluded.at""")
                .param("application", application)
                .param("path", path)
                .param("account", account)
                .param("actor", actor)
                .param("value", JSON.writeValueAsString(value))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Takes a rival's value back; what it was. */
    Optional<String> dropRival(UUID application, String path, UUID account) {
        return jdbc.sql("""
                        DELETE FROM programme.answer_rival
                        WHERE application = :application AND path = :path AND account = :account
                        RETURNING value #>> '{}'""")
                .param("application", application)
                .param("path", path)
                .param("account", account)
                .query(String.class)
                .optional();
    }
}
