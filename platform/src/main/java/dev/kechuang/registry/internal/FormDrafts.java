package dev.kechuang.registry.internal;

import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forms about organisations as somebody is typing them (草稿), for that person alone: a closed browser or a lost
 * connection costs nothing.
 */
@Repository
public class FormDrafts {

    /** The form for an organisation that is not there yet. */
    public static final String NEW = "new";

    static final Duration KEPT = Duration.ofDays(90);

    private static final int LONGEST = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Clock clock;

    public FormDrafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Texts by field as they were typed, with the version that was edited. */
    public record Draft(Map<String, String> values, Instant savedAt) {}

    public static String of(UUID organisation) {
        return organisation.toString();
    }

    public Optional<Draft> find(Viewer viewer, String form) {
        return jdbc.sql(
                        "SELECT \"values\", saved_at FROM registry.form_draft WHERE account = :account AND form = :form")
                .param("account", viewer.requireAccount())
                .param("form", form)
                .query((row, number) -> new Draft(
                        JSON.readValue(row.getString("values"), new TypeReference<Map<String, String>>() {}),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Keeps fields of the form; what else was posted is left out. */
    public void keep(Viewer viewer, String form, Map<String, String> posted) {
        var values = new LinkedHashMap<String, String>();
        posted.forEach((field, value) -> {
            boolean ours = OrganisationData.FIELDS.contains(field) || field.equals("reason") || field.equals("version");
            if (ours && value.length() <= LONGEST && value.indexOf('\0') < 0) values.put(field, value);
        });
        Instant now = clock.instant();
        jdbc.sql("""
                WITH old AS (
                    DELETE FROM registry.form_draft WHERE account = :account AND form <> :form AND saved_at < :oldest)
                INSERT INTO registry.form_draft (account, form, "values", saved_at)
                VALUES (:account, :form, :values::jsonb, :now)
                ON CONFLICT (account, form) DO UPDATE SET "values" = excluded."values", saved_at = excluded.saved_at""")
                .param("account", viewer.requireAccount())
                .param("form", form)
                .param("values", JSON.writeValueAsString(values))
                .param("now", OrganisationStore.time(now))
                .param("oldest", OrganisationStore.time(now.minus(KEPT)))
                .update();
    }

    public void drop(Viewer viewer, String form) {
        jdbc.sql("DELETE FROM registry.form_draft WHERE account = :account AND form = :form")
                .param("account", viewer.requireAccount())
                .param("form", form)
                .update();
    }
}
