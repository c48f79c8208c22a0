package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Score;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.SearchTokens;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes people of the pool with their history and scores. */
@Repository
public class ExpertStore {

    static final String COLUMNS = """
            e.id, e.version, e.status, e.name, e.serves, e.organisation, e.unit_name, e.region, e.title, e.position,
            e.education, e.birth_year, e.fields, e.specialty, e.phone, e.email, e.load_limit, e.status_reason, e.account,
            e.joined_on, e.left_on""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public ExpertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A condition on {@code e}: officers see who is kept in their regions, an expert oneself. */
    public record Scope(String sql, Map<String, Object> parameters) {
        public static Scope of(Viewer viewer) {
            if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return new Scope("false", Map.of());
            if (viewer.isOfficer()) return new Scope("e.region = ANY(:scope)", Map.of("scope", viewer.regionArray()));
            if (viewer.account() != null) return new Scope("e.account = :own", Map.of("own", viewer.account()));
            return new Scope("false", Map.of());
        }
    }

    public Optional<Expert> find(Viewer viewer, UUID id) {
        return one(viewer, id, "");
    }

    /** Locked until the transaction ends. */
    public Optional<Expert> lock(Viewer viewer, UUID id) {
        return one(viewer, id, " FOR UPDATE");
    }

    private Optional<Expert> one(Viewer viewer, UUID id, String lock) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.expert e WHERE e.id = :id AND " + scope.sql() + lock)
                .param("id", id)
                .params(scope.parameters())
                .query(ExpertStore::row)
                .optional();
    }

    Map<UUID, Expert> all(Collection<UUID> ids) {
        var found = new HashMap<UUID, Expert>();
        jdbc.sql("SELECT " + COLUMNS + " FROM registry.expert e WHERE e.id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ExpertStore::row)
                .list()
                .forEach(expert -> found.put(expert.id(), expert));
        return found;
    }

    Optional<Expert> ofAccount(UUID account) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.expert e WHERE e.account = :account")
                .param("account", account)
                .query(ExpertStore::row)
                .optional();
    }

    List<Expert> activeReviewers() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.expert e WHERE e.status = 'active'"
                        + " AND 'reviewer' = ANY(e.serves) ORDER BY e.name_key, e.id")
                .query(ExpertStore::row)
                .list();
    }

    /** By name and telephone, for imports. */
    Optional<Expert> same(String name, String phone) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.expert e WHERE e.name = :name AND e.phone = :phone"
                        + " AND e.status <> 'left'")
                .param("name", name)
                .param("phone", phone)
                .query(ExpertStore::row)
                .optional();
    }

    /** Empty when somebody of the same name and telephone is there already. */
    Optional<UUID> insert(ExpertData data, Status status, @Nullable LocalDate joined, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.expert (status, name, name_key, serves, organisation, unit_name, region, title,
                    position, education, birth_year, fields, specialty, phone, email, load_limit, joined_on, created_at,
                    updated_at)
                VALUES (:status, :name, :key, :serves, :organisation, :unit, :region, :title, :position, :education,
                    :birth, :fields, :specialty, :phone, :email, :load, :joined, :now, :now)
                ON CONFLICT DO NOTHING RETURNING id""")
                .params(values(data))
                .param("status", status.code())
                .param("joined", joined, Types.DATE)
                .param("now", time(now))
                .query(UUID.class)
                .optional();
    }

    /** Empty result as with {@link #insert}: false when the person would be there twice. */
    boolean update(UUID id, ExpertData data, Instant now) {
        return jdbc.sql("""
                UPDATE registry.expert SET version = version + 1, name = :name, name_key = :key, serves = :serves,
                    organisation = :organisation, unit_name = :unit, region = :region, title = :title,
                    position = :position, education = :education, birth_year = :birth, fields = :fields,
                    specialty = :specialty, phone = :phone, email = :email, load_limit = :load, updated_at = :now
                WHERE id = :id AND NOT EXISTS (SELECT FROM registry.expert o WHERE o.id <> :id AND o.name = :name
                    AND o.phone = :phone AND o.phone <> '' AND o.status <> 'left')""")
                        .params(values(data))
                        .param("id", id)
                        .param("now", time(now))
                        .update()
                == 1;
    }

    private static Map<String, Object> values(ExpertData data) {
        var values = new HashMap<String, Object>();
        values.put("name", data.name());
        values.put("key", SearchTokens.nameKey(data.name()));
        values.put("serves", data.serves().stream().map(Service::code).toArray(String[]::new));
        values.put(
                "organisation", new org.springframework.jdbc.core.SqlParameterValue(Types.OTHER, data.organisation()));
        values.put("unit", data.unitName());
        values.put("region", data.region());
        values.put("title", data.title());
        values.put("position", data.position());
        values.put("education", data.education());
        values.put("birth", new org.springframework.jdbc.core.SqlParameterValue(Types.SMALLINT, data.birthYear()));
        values.put("fields", data.fields().toArray(String[]::new));
        values.put("specialty", data.specialty());
        values.put("phone", data.phone());
        values.put("email", data.email());
        values.put("load", data.loadLimit());
        return values;
    }

    void move(UUID id, Status to, String reason, @Nullable LocalDate joined, @Nullable LocalDate left, Instant now) {
        jdbc.sql("""
                UPDATE registry.expert SET version = version + 1, status = :status, status_reason = :reason,
                    joined_on = :joined, left_on = :left, updated_at = :now WHERE id = :id""")
                .param("id", id)
                .param("status", to.code())
                .param("reason", reason)
                .param("joined", joined, Types.DATE)
                .param("left", left, Types.DATE)
                .param("now", time(now))
                .update();
    }

    void link(UUID id, UUID account, Instant now) {
        jdbc.sql("UPDATE registry.expert SET version = version + 1, account = :account, updated_at = :now"
                        + " WHERE id = :id")
                .param("id", id)
                .param("account", account)
                .param("now", time(now))
                .update();
    }

    // Bank

    /** Bank and the last four digits; empty for none. */
    public Optional<Bank> bank(UUID expert) {
        return jdbc.sql("SELECT bank, right(number, 4) AS tail FROM registry.expert_account WHERE expert = :expert")
                .param("expert", expert)
                .query((rows, number) -> new Bank(rows.getString("bank"), rows.getString("tail")))
                .optional();
    }

    /** @param tail last four digits of the number: no more leaves the store */
    public record Bank(String bank, String tail) {
        public String shown() {
            return bank + " **** " + tail;
        }
    }

    void keepBank(UUID expert, String bank, String number, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.expert_account (expert, bank, number, changed_at)
                VALUES (:expert, :bank, :number, :now)
                ON CONFLICT (expert) DO UPDATE SET bank = excluded.bank, number = excluded.number,
                    changed_at = excluded.changed_at""")
                .param("expert", expert)
                .param("bank", bank)
                .param("number", number)
                .param("now", time(now))
                .update();
    }

    // Scores

    public record Scored(
            String source, String label, LocalDate day, int reviews, String deviation, String timeliness) {}

    public List<Scored> scores(UUID expert) {
        return jdbc.sql("""
                SELECT source, label, scored_on, reviews, deviation, timeliness FROM registry.expert_score
                WHERE expert = :expert ORDER BY scored_on DESC, source LIMIT 50""")
                .param("expert", expert)
                .query((rows, number) -> new Scored(
                        rows.getString("source"),
                        rows.getString("label"),
                        rows.getObject("scored_on", LocalDate.class),
                        rows.getInt("reviews"),
                        rows.getBigDecimal("deviation").toPlainString(),
                        rows.getString("timeliness")))
                .list();
    }

    boolean score(UUID expert, Score score) {
        return jdbc.sql("""
                INSERT INTO registry.expert_score (expert, source, label, scored_on, reviews, deviation, timeliness)
                VALUES (:expert, :source, :label, :day, :reviews, :deviation, :timeliness) ON CONFLICT DO NOTHING""")
                        .param("expert", expert)
                        .param("source", score.source())
                        .param("label", score.label())
                        .param("day", score.scoredOn())
                        .param("reviews", score.reviews())
                        .param("deviation", score.deviation())
                        .param("timeliness", score.timeliness().code())
                        .update()
                == 1;
    }

    // History

    /** @param changes by field: before and after */
    public record Change(
            int version, String action, Instant at, String actor, String reason, Map<String, List<String>> changes) {}

    void change(
            UUID expert,
            int version,
            String action,
            Viewer actor,
            String reason,
            Map<String, List<String>> changes,
            Instant now) {
        jdbc.sql("""
                INSERT INTO registry.expert_change (expert, version, action, changed_at, account, actor, reason, changes)
                VALUES (:expert, :version, :action, :now, :account, :actor, :reason, :changes::jsonb)""")
                .param("expert", expert)
                .param("version", version)
                .param("action", action)
                .param("now", time(now))
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("reason", reason)
                .param("changes", JSON.writeValueAsString(changes))
                .update();
    }

    /** Newest first; the caller has checked that the viewer may see the person. */
    public List<Change> history(UUID expert) {
        return jdbc.sql("""
                SELECT version, action, changed_at, actor, reason, changes FROM registry.expert_change
                WHERE expert = :expert ORDER BY version DESC LIMIT 200""")
                .param("expert", expert)
                .query((rows, number) -> new Change(
                        rows.getInt("version"),
                        rows.getString("action"),
                        rows.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        rows.getString("actor"),
                        rows.getString("reason"),
                        JSON.readValue(rows.getString("changes"), new TypeReference<Map<String, List<String>>>() {})))
                .list();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Expert row(ResultSet rows, int number) throws SQLException {
        int birth = rows.getInt("birth_year");
        Integer birthYear = rows.wasNull() ? null : birth;
        return new Expert(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                Status.of(rows.getString("status")).orElseThrow(),
                rows.getString("name"),
                Arrays.stream((String[]) rows.getArray("serves").getArray())
                        .map(code -> Service.of(code).orElseThrow())
                        .toList(),
                rows.getObject("organisation", UUID.class),
                rows.getString("unit_name"),
                rows.getString("region"),
                rows.getString("title"),
                rows.getString("position"),
                rows.getString("education"),
                birthYear,
                List.of((String[]) rows.getArray("fields").getArray()),
                rows.getString("specialty"),
                rows.getString("phone"),
                rows.getString("email"),
                rows.getInt("load_limit"),
                rows.getString("status_reason"),
                rows.getObject("account", UUID.class),
                rows.getObject("joined_on", LocalDate.class),
                rows.getObject("left_on", LocalDate.class));
    }
}
