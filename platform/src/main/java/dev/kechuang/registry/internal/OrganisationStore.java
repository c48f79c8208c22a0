package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationIdentity;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.Scale;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes organisations, with what the search finds them by. */
@Repository
public class OrganisationStore {

    static final String COLUMNS = """
            o.id, o.version, o.status, o.kind, o.credit_code, o.name, o.english_name, o.region, o.zone, o.industry,
            o.technical_field, o.founded, o.scale, o.address, o.phone, o.email, o.website, o.return_reason,
            o.confirmed_on, o.closed_on, o.merged_into, o.updated_at""";

    private final JdbcClient jdbc;

    public OrganisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Organisation> find(Viewer viewer, UUID id) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.organisation o WHERE o.id = :id AND " + scope.sql())
                .param("id", id)
                .params(scope.parameters())
                .query(OrganisationStore::row)
                .optional();
    }

    /** Without scope and locked until the transaction ends: the command checks the rights in its own words. */
    Optional<Organisation> lock(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.organisation o WHERE o.id = :id FOR UPDATE")
                .param("id", id)
                .query(OrganisationStore::row)
                .optional();
    }

    /** As {@link #lock}, if the viewer may see it. */
    Optional<Organisation> lock(Viewer viewer, UUID id) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.organisation o WHERE o.id = :id AND " + scope.sql()
                        + " FOR UPDATE")
                .param("id", id)
                .params(scope.parameters())
                .query(OrganisationStore::row)
                .optional();
    }

    Optional<Organisation> live(String creditCode) {
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM registry.organisation o
                        WHERE o.credit_code = :code AND o.status NOT IN ('closed', 'merged')""")
                .param("code", creditCode)
                .query(OrganisationStore::row)
                .optional();
    }

    /** A confirmed organisation with those who stated and confirmed what its entry says. */
    record Entered(
            Organisation organisation, String enteredBy, Instant enteredAt, String confirmedBy, Instant confirmedAt) {}

    /**
     * The confirmed ones of these. Stated by whoever last changed a field that is not the organisation's own to change;
     * confirmed by the confirmation since, or, where an officer stated it, by that very change.
     */
    List<Entered> entered(Collection<UUID> ids) {
        return jdbc.sql("SELECT " + COLUMNS + """
                        , stated.actor AS stated_by, stated.changed_at AS stated_at,
                          coalesce(decided.actor, stated.actor) AS decided_by,
                          coalesce(decided.changed_at, stated.changed_at) AS decided_at
                        FROM registry.organisation o
                        CROSS JOIN LATERAL (
                            SELECT c.version, c.actor, c.changed_at FROM registry.organisation_change c
                            WHERE c.organisation = o.id
                            ORDER BY coalesce(c.changes -> 'founded', c.changes -> 'industry', c.changes -> 'region',
                                              c.changes -> 'kind', c.changes -> 'technicalField') IS NOT NULL DESC, c.version DESC
                            LIMIT 1) stated
                        LEFT JOIN LATERAL (
                            SELECT c.actor, c.changed_at FROM registry.organisation_change c
                            WHERE c.organisation = o.id AND c.version >= stated.version
                              AND c.action = 'registry.confirm'
                            ORDER BY c.version DESC LIMIT 1) decided ON true
                        WHERE o.id = ANY(:ids) AND o.status = 'confirmed'""")
                .param("ids", ids.toArray(UUID[]::new))
                .query((rows, number) -> new Entered(
                        row(rows, number),
                        rows.getString("stated_by"),
                        rows.getObject("stated_at", OffsetDateTime.class).toInstant(),
                        rows.getString("decided_by"),
                        rows.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Those of the given ones that are confirmed. */
    List<Organisation> confirmed(Collection<UUID> ids) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM registry.organisation o WHERE o.id = ANY(:ids) AND o.status = 'confirmed'")
                .param("ids", ids.toArray(UUID[]::new))
                .query(OrganisationStore::row)
                .list();
    }

    /** Live organisations by credit code. */
    public Map<String, Organisation> live(Collection<String> creditCodes) {
        var found = new HashMap<String, Organisation>();
        jdbc.sql("SELECT " + COLUMNS + " FROM registry.organisation o"
                        + " WHERE o.credit_code = ANY(:codes) AND o.status NOT IN ('closed', 'merged')")
                .param("codes", creditCodes.toArray(String[]::new))
                .query(OrganisationStore::row)
                .list()
                .forEach(o -> found.put(o.creditCode(), o));
        return found;
    }

    /** Empty when a live organisation has the credit code, also one that another transaction is about to commit. */
    Optional<UUID> insert(
            OrganisationData data, OrganisationStatus status, @Nullable LocalDate confirmedOn, Instant now) {
        var entry = SearchTokens.entry(data.name(), List.of(), data.englishName(), codes(data, status));
        return bind(jdbc.sql("""
                        INSERT INTO registry.organisation (status, kind, credit_code, name, english_name, region, zone,
                            industry, technical_field, founded, scale, address, phone, email, website, confirmed_on,
                            created_at, updated_at, name_key, search_text, tokens)
                        VALUES (:status, :kind, :creditCode, :name, :englishName, :region, :zone, :industry,
                            :technicalField, :founded, :scale, :address, :phone, :email, :website, :confirmedOn,
                            :now, :now, :nameKey, :searchText, :tokens)
                        ON CONFLICT (credit_code) WHERE status NOT IN ('closed', 'merged') DO NOTHING
                        RETURNING id"""), data, entry)
                .param("status", status.code())
                .param("confirmedOn", confirmedOn, Types.DATE)
                .param("now", time(now))
                .query(UUID.class)
                .optional();
    }

    /** Writes the data as the next version; the caller holds the lock. */
    void update(Organisation before, OrganisationData data, OrganisationStatus status, Instant now) {
        var entry = SearchTokens.entry(data.name(), formerNames(before.id()), data.englishName(), codes(data, status));
        int rows = bind(jdbc.sql("""
                        UPDATE registry.organisation SET version = version + 1, status = :status, kind = :kind,
                            credit_code = :creditCode, name = :name, english_name = :englishName, region = :region,
                            zone = :zone, industry = :industry, technical_field = :technicalField, founded = :founded,
                            scale = :scale, address = :address, phone = :phone, email = :email, website = :website,
                            updated_at = :now, name_key = :nameKey, search_text = :searchText, tokens = :tokens
                        WHERE id = :id AND version = :version"""), data, entry)
                .param("status", status.code())
                .param("now", time(now))
                .param("id", before.id())
                .param("version", before.version())
                .update();
        if (rows != 1) throw new IllegalStateException("changed without its lock: " + before.id());
    }

    /** Moves it to another status as the next version; the caller holds the lock. */
    void move(
            Organisation before,
            OrganisationStatus status,
            String reason,
            @Nullable LocalDate confirmedOn,
            @Nullable LocalDate closedOn,
            @Nullable UUID mergedInto,
            Instant now) {
        var data = OrganisationData.of(before);
        var entry = SearchTokens.entry(data.name(), formerNames(before.id()), data.englishName(), codes(data, status));
        int rows = jdbc.sql("""
                        UPDATE registry.organisation SET version = version + 1, status = :status,
                            return_reason = :reason, confirmed_on = :confirmedOn, closed_on = :closedOn,
                            merged_into = :mergedInto, updated_at = :now, tokens = :tokens
                        WHERE id = :id AND version = :version""")
                .param("status", status.code())
                .param("reason", reason)
                .param("confirmedOn", confirmedOn, Types.DATE)
                .param("closedOn", closedOn, Types.DATE)
                .param("mergedInto", mergedInto, Types.OTHER)
                .param("now", time(now))
                .param("tokens", entry.tokens())
                .param("id", before.id())
                .param("version", before.version())
                .update();
        if (rows != 1) throw new IllegalStateException("changed without its lock: " + before.id());
    }

    void addFormerName(UUID organisation, String name, LocalDate until) {
        jdbc.sql("""
                INSERT INTO registry.former_name (organisation, name, until) VALUES (:organisation, :name, :until)
                ON CONFLICT DO NOTHING""")
                .param("organisation", organisation)
                .param("name", name)
                .param("until", until)
                .update();
    }

    /** A name it had, until the given day. */
    public record FormerName(String name, LocalDate until) {}

    public List<FormerName> formerNamesWithDates(UUID organisation) {
        return jdbc.sql(
                        "SELECT name, until FROM registry.former_name WHERE organisation = :id ORDER BY until DESC, name")
                .param("id", organisation)
                .query((rows, number) ->
                        new FormerName(rows.getString("name"), rows.getObject("until", LocalDate.class)))
                .list();
    }

    Map<UUID, OrganisationIdentity> identities(Collection<UUID> ids) {
        var identities = new HashMap<UUID, OrganisationIdentity>();
        jdbc.sql("""
                SELECT o.id, o.credit_code, ARRAY[o.name, o.english_name] AS names,
                       ARRAY(SELECT f.name FROM registry.former_name f WHERE f.organisation = o.id) AS former,
                       ARRAY(SELECT p.name FROM registry.person p WHERE p.organisation = o.id) AS people,
                       array_append(ARRAY(SELECT p.phone FROM registry.person p WHERE p.organisation = o.id), o.phone) AS phones,
                       array_append(ARRAY(SELECT p.email FROM registry.person p WHERE p.organisation = o.id), o.email) AS emails
                FROM registry.organisation o WHERE o.id = ANY (:ids)""").param("ids", ids.toArray(UUID[]::new)).query(rows -> {
            identities.put(
                    rows.getObject("id", UUID.class),
                    new OrganisationIdentity(
                            rows.getString("credit_code"),
                            texts(rows, "names"),
                            texts(rows, "former"),
                            texts(rows, "people"),
                            texts(rows, "phones"),
                            texts(rows, "emails")));
        });
        return identities;
    }

    private static List<String> texts(ResultSet rows, String column) throws SQLException {
        return java.util.Arrays.stream((String[]) rows.getArray(column).getArray())
                .filter(text -> text != null && !text.isBlank())
                .distinct()
                .toList();
    }

    private List<String> formerNames(UUID organisation) {
        return formerNamesWithDates(organisation).stream().map(FormerName::name).toList();
    }

    static SearchTokens.Codes codes(OrganisationData data, OrganisationStatus status) {
        return new SearchTokens.Codes(
                data.kind().code(),
                data.region(),
                data.zone(),
                data.industry(),
                data.scale() == null ? "" : data.scale().code(),
                data.technicalField(),
                data.founded() == null ? 0 : data.founded().getYear(),
                status.code());
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, OrganisationData data, SearchTokens.Entry entry) {
        return statement
                .param("kind", data.kind().code())
                .param("creditCode", data.creditCode())
                .param("name", data.name())
                .param("englishName", data.englishName())
                .param("region", data.region())
                .param("zone", data.zone(), Types.VARCHAR)
                .param("industry", data.industry())
                .param("technicalField", data.technicalField())
                .param("founded", data.founded(), Types.DATE)
                .param("scale", data.scale() == null ? "" : data.scale().code())
                .param("address", data.address())
                .param("phone", data.phone())
                .param("email", data.email())
                .param("website", data.website())
                .param("nameKey", entry.nameKey())
                .param("searchText", entry.text())
                .param("tokens", entry.tokens());
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Organisation row(ResultSet rows, int number) throws SQLException {
        return new Organisation(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                OrganisationStatus.of(rows.getString("status")),
                OrganisationKind.of(rows.getString("kind")).orElseThrow(),
                rows.getString("credit_code"),
                rows.getString("name"),
                rows.getString("english_name"),
                rows.getString("region"),
                rows.getString("zone"),
                rows.getString("industry"),
                rows.getString("technical_field"),
                rows.getObject("founded", LocalDate.class),
                Scale.of(rows.getString("scale")).orElse(null),
                rows.getString("address"),
                rows.getString("phone"),
                rows.getString("email"),
                rows.getString("website"),
                rows.getString("return_reason"),
                rows.getObject("confirmed_on", LocalDate.class),
                rows.getObject("closed_on", LocalDate.class),
                rows.getObject("merged_into", UUID.class),
                rows.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** Old and new texts by field, as the history keeps them. */
    public record Change(
            int version,
            String action,
            Instant changedAt,
            String actor,
            String reason,
            Map<String, List<String>> changes) {}
}
