package dev.kechuang.programme.internal.call;

import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the policy of a call in the definition it opened with. */
@Component
public class CallsOfPolicies implements PolicyCalls {

    private final JdbcClient jdbc;
    private final Definitions definitions;

    public CallsOfPolicies(JdbcClient jdbc, Definitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    @Override
    public List<Open> open(Instant now) {
        return jdbc.sql("""
                        SELECT id, version, title, region, closes_at FROM programme.call
                        WHERE state = 'published' AND opens_at <= :now AND closes_at > :now
                        ORDER BY closes_at, id""")
                .param("now", Timestamp.from(now))
                .query((rows, number) -> {
                    Definition definition = definitions.of(rows.getObject("version", UUID.class));
                    return new Open(
                            rows.getObject("id", UUID.class),
                            rows.getString("title"),
                            rows.getString("region"),
                            rows.getObject("closes_at", OffsetDateTime.class).toInstant(),
                            List.copyOf(definition.applicants()),
                            definition.eligibility());
                })
                .list();
    }

    @Override
    public Map<String, List<UUID>> byPolicy() {
        var calls = new TreeMap<String, List<UUID>>();
        jdbc.sql("SELECT id, version FROM programme.call WHERE state <> 'draft' ORDER BY id")
                .query(rows -> {
                    String policy = definitions
                            .of(rows.getObject("version", UUID.class))
                            .eligibility();
                    if (policy == null) return;
                    calls.computeIfAbsent(policy, id -> new ArrayList<>()).add(rows.getObject("id", UUID.class));
                });
        return calls;
    }
}
