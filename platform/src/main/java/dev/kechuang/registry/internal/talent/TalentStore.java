package dev.kechuang.registry.internal.talent;

import dev.kechuang.registry.internal.SearchTokens;
import dev.kechuang.registry.internal.talent.Talent.Award;
import dev.kechuang.registry.internal.talent.Talent.Level;
import dev.kechuang.registry.internal.talent.Talent.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes talents with their awards, places and history. */
@Repository
public class TalentStore {

    static final String COLUMNS = """
            t.id, t.version, t.name, t.organisation, t.unit_name, t.region, t.field, t.position, t.education,
            coalesce((SELECT right(i.number, 4) FROM registry.talent_identity i WHERE i.talent = t.id), '') AS tail""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public TalentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A registered organisation. */
    public record Unit(UUID id, String name, String region) {}

    /** By credit code, or by its whole name where only one stands under it. */
    Optional<Unit> unit(String text) {
        var found = jdbc.sql("""
                SELECT id, name, region FROM registry.organisation
                WHERE status = 'confirmed' AND (credit_code = upper(:text) OR name = :text) LIMIT 2""")
                .param("text", text)
                .query((rows, number) ->
                        new Unit(rows.getObject("id", UUID.class), rows.getString("name"), rows.getString("region")))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    Optional<Unit> unit(UUID id) {
        return jdbc.sql("SELECT name, region FROM registry.organisation WHERE id = :id AND status = 'confirmed'")
                .param("id", id)
                .query((rows, number) -> new Unit(id, rows.getString("name"), rows.getString("region")))
                .optional();
    }

    public Optional<Talent> find(Viewer viewer, UUID id) {
        if (!viewer.isOfficer()) return Optional.empty();
        return one("t.region = ANY(:scope)", Map.of("scope", viewer.regionArray()), id, "");
    }

    /** Locks the person's row; officers of its region only. */
    Optional<Talent> lock(Viewer viewer, UUID id) {
        if (!viewer.isOfficer()) return Optional.empty();
        return one("t.region = ANY(:scope)", Map.of("scope", viewer.regionArray()), id, " FOR UPDATE OF t");
    }

    Optional<Talent> locked(UUID id) {
        return one("true", Map.of(), id, " FOR UPDATE OF t");
    }

    private Optional<Talent> one(String condition, Map<String, Object> parameters, UUID id, String end) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.talent t WHERE t.id = :id AND " + condition + end)
                .params(parameters)
                .param("id", id)
                .query(TalentStore::row)
                .optional()
                .map(talent -> with(talent, awards(List.of(id)).getOrDefault(id, List.of())));
    }

    static Talent with(Talent t, List<Award> awards) {
        return new Talent(
                t.id(),
                t.version(),
                t.name(),
                t.organisation(),
                t.unitName(),
                t.region(),
                t.field(),
                t.position(),
                t.education(),
                t.identityTail(),
                awards);
    }

    /** Awards that were not taken back, newest first, by person. */
    Map<UUID, List<Award>> awards(Collection<UUID> talents) {
        var all = new HashMap<UUID, List<Award>>();
        jdbc.sql("""
                SELECT a.talent, a.id, a.plan, a.level, a.awarded_on, a.until, a.document, a.organisation,
                       coalesce(o.name, '') AS organisation_name, a.role
                FROM registry.talent_award a LEFT JOIN registry.organisation o ON o.id = a.organisation
                WHERE a.talent = ANY(:talents) AND NOT a.taken_back ORDER BY a.awarded_on DESC, a.id""").param("talents", talents.toArray(UUID[]::new)).query(rows -> {
            all.computeIfAbsent(rows.getObject("talent", UUID.class), id -> new ArrayList<>())
                    .add(award(rows));
        });
        return all;
    }

    private static Award award(ResultSet rows) throws SQLException {
        return new Award(
                Objects.requireNonNull(rows.getObject("id", UUID.class)),
                rows.getString("plan"),
                Level.of(rows.getString("level")).orElseThrow(),
                Objects.requireNonNull(rows.getObject("awarded_on", LocalDate.class)),
                rows.getObject("until", LocalDate.class),
                rows.getString("document"),
                rows.getObject("organisation", UUID.class),
                rows.getString("organisation_name"),
                Role.of(rows.getString("role")).orElseThrow());
    }

    /** The person with the identity number; without one, with this name at this unit. */
    Optional<Talent> same(String identity, String name, String unitName) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.talent t WHERE "
                        + (identity.isEmpty()
                                ? "t.name = :name AND t.unit_name = :unit"
                                : "t.id = (SELECT i.talent FROM registry.talent_identity i WHERE i.number = :identity)")
                        + " ORDER BY t.id LIMIT 1")
                .param("identity", identity)
                .param("name", name)
                .param("unit", unitName)
                .query(TalentStore::row)
                .optional()
                .map(talent -> with(talent, awards(List.of(talent.id())).getOrDefault(talent.id(), List.of())));
    }

    UUID insert(Talent.Data data, Instant now) {
        UUID id = jdbc.sql("""
                INSERT INTO registry.talent (name, name_key, organisation, unit_name, region, field, position, education,
                    created_at, updated_at)
                VALUES (:name, :key, :organisation, :unit, :region, :field, :position, :education, :now, :now)
                RETURNING id""")
                .params(values(data))
                .param("organisation", data.organisation(), Types.OTHER)
                .param("now", time(now))
                .query(UUID.class)
                .single();
        place(id, LocalDate.of(1900, 1, 1), data.region());
        return id;
    }

    void update(UUID id, Talent.Data data, Instant now) {
        jdbc.sql("""
                UPDATE registry.talent SET version = version + 1, name = :name, name_key = :key,
                    organisation = :organisation, unit_name = :unit, region = :region, field = :field,
                    position = :position, education = :education, updated_at = :now WHERE id = :id""")
                .params(values(data))
                .param("organisation", data.organisation(), Types.OTHER)
                .param("id", id)
                .param("now", time(now))
                .update();
    }

    private static Map<String, Object> values(Talent.Data data) {
        return Map.of(
                "name", data.name(),
                "key", SearchTokens.nameKey(data.name()),
                "unit", data.unitName(),
                "region", data.region(),
                "field", data.field(),
                "position", data.position(),
                "education", data.education());
    }

    void touch(UUID id, Instant now) {
        jdbc.sql("UPDATE registry.talent SET version = version + 1, updated_at = :now WHERE id = :id")
                .param("id", id)
                .param("now", time(now))
                .update();
    }

    /** False when somebody else has the number. */
    boolean keepIdentity(UUID id, String number, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.talent_identity (talent, number, changed_at)
                SELECT :id, :number, :now
                WHERE NOT EXISTS (SELECT FROM registry.talent_identity o WHERE o.number = :number AND o.talent <> :id)
                ON CONFLICT (talent) DO UPDATE SET number = excluded.number, changed_at = excluded.changed_at""")
                        .param("id", id)
                        .param("number", number)
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /** False when the same award stands there already. */
    boolean addAward(UUID talent, Talent.NewAward award) {
        return jdbc.sql("""
                INSERT INTO registry.talent_award (talent, plan, level, awarded_on, until, document, organisation, role)
                VALUES (:talent, :plan, :level, :awarded, :until, :document, :organisation, :role)
                ON CONFLICT DO NOTHING""")
                        .param("talent", talent)
                        .param("plan", award.plan())
                        .param("level", award.level().code())
                        .param("awarded", award.awardedOn())
                        .param("until", award.until(), Types.DATE)
                        .param("document", award.document())
                        .param("organisation", award.organisation(), Types.OTHER)
                        .param("role", award.role().code())
                        .update()
                == 1;
    }

    boolean endAward(UUID talent, UUID award, LocalDate until) {
        return jdbc.sql("""
                UPDATE registry.talent_award SET until = :until
                WHERE id = :award AND talent = :talent AND NOT taken_back AND awarded_on <= :until""")
                        .param("award", award)
                        .param("talent", talent)
                        .param("until", until)
                        .update()
                == 1;
    }

    boolean takeBackAward(UUID talent, UUID award) {
        return jdbc.sql("""
                UPDATE registry.talent_award SET taken_back = true
                WHERE id = :award AND talent = :talent AND NOT taken_back""").param("award", award).param("talent", talent).update() == 1;
    }

    /** Where a person counts since a day; the first place since ever. */
    record Place(LocalDate since, String region) {}

    void place(UUID talent, LocalDate since, String region) {
        jdbc.sql("""
                INSERT INTO registry.talent_place (talent, since, region) VALUES (:talent, :since, :region)
                ON CONFLICT (talent, since) DO UPDATE SET region = excluded.region""")
                .param("talent", talent)
                .param("since", since)
                .param("region", region)
                .update();
    }

    List<Place> places(UUID talent) {
        return jdbc.sql("SELECT since, region FROM registry.talent_place WHERE talent = :talent ORDER BY since")
                .param("talent", talent)
                .query((rows, number) -> new Place(
                        Objects.requireNonNull(rows.getObject("since", LocalDate.class)), rows.getString("region")))
                .list();
    }

    // What goes with organisations

    List<UUID> at(UUID organisation) {
        return jdbc.sql("SELECT id FROM registry.talent WHERE organisation = :id ORDER BY id FOR UPDATE")
                .param("id", organisation)
                .query((rows, number) -> Objects.requireNonNull(rows.getObject("id", UUID.class)))
                .list();
    }

    void mergeAwards(UUID leaving, UUID remaining) {
        jdbc.sql("UPDATE registry.talent_award SET organisation = :to WHERE organisation = :from")
                .param("from", leaving)
                .param("to", remaining)
                .update();
    }

    // History

    /**
     * A line of a person's history.
     *
     * @param changes by field: before and after
     */
    public record Change(
            int version, String action, Instant at, String actor, String reason, Map<String, List<String>> changes) {}

    void note(
            UUID talent,
            int version,
            String action,
            Viewer actor,
            String reason,
            Map<String, List<String>> changes,
            Instant now) {
        jdbc.sql("""
                INSERT INTO registry.talent_change (talent, version, action, changed_at, account, actor, reason, changes)
                VALUES (:talent, :version, :action, :now, :account, :actor, :reason, :changes::jsonb)""")
                .param("talent", talent)
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
    public List<Change> history(UUID talent) {
        return jdbc.sql("""
                SELECT version, action, changed_at, actor, reason, changes FROM registry.talent_change
                WHERE talent = :talent ORDER BY version DESC LIMIT 200""")
                .param("talent", talent)
                .query((rows, number) -> new Change(
                        rows.getInt("version"),
                        rows.getString("action"),
                        Objects.requireNonNull(rows.getObject("changed_at", OffsetDateTime.class))
                                .toInstant(),
                        rows.getString("actor"),
                        rows.getString("reason"),
                        JSON.readValue(rows.getString("changes"), new TypeReference<Map<String, List<String>>>() {})))
                .list();
    }

    static Talent row(ResultSet rows, int number) throws SQLException {
        return new Talent(
                Objects.requireNonNull(rows.getObject("id", UUID.class)),
                rows.getInt("version"),
                rows.getString("name"),
                rows.getObject("organisation", UUID.class),
                rows.getString("unit_name"),
                rows.getString("region"),
                rows.getString("field"),
                rows.getString("position"),
                rows.getString("education"),
                rows.getString("tail"),
                List.of());
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
