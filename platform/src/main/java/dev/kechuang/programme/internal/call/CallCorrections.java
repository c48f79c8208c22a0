package dev.kechuang.programme.internal.call;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Announcements that correct a published call (更正公告), kept for good beside what they changed. */
@Repository
public class CallCorrections {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public CallCorrections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A correction (更正公告).
     *
     * @param changes field to old and new value as texts
     * @param told accounts that were told of it
     */
    public record Correction(
            int revision, String reason, Map<String, List<String>> changes, Instant at, String actor, int told) {}

    /** Of a call, newest first. */
    public List<Correction> of(UUID call) {
        return jdbc.sql("""
                        SELECT revision, reason, changes, at, actor, told FROM programme.call_correction
                        WHERE call = :call ORDER BY revision DESC""")
                .param("call", call)
                .query((rows, number) -> new Correction(
                        rows.getInt("revision"),
                        rows.getString("reason"),
                        changes(rows.getString("changes")),
                        rows.getObject("at", OffsetDateTime.class).toInstant(),
                        rows.getString("actor"),
                        rows.getInt("told")))
                .list();
    }

    void add(UUID call, Correction correction, @Nullable UUID account) {
        jdbc.sql("""
                        INSERT INTO programme.call_correction (call, revision, reason, changes, at, account, actor, told)
                        VALUES (:call, :revision, :reason, CAST(:changes AS jsonb), :at, :account, :actor, :told)""")
                .param("call", call)
                .param("revision", correction.revision())
                .param("reason", correction.reason())
                .param("changes", JSON.writeValueAsString(correction.changes()))
                .param("at", Timestamp.from(correction.at()))
                .param("account", account)
                .param("actor", correction.actor())
                .param("told", correction.told())
                .update();
    }

    private static Map<String, List<String>> changes(String json) {
        var changes = new LinkedHashMap<String, List<String>>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> changes.put(
                        entry.getKey(),
                        List.of(
                                entry.getValue().get(0).asString(),
                                entry.getValue().get(1).asString())));
        return changes;
    }
}
