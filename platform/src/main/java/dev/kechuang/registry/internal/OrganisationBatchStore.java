package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.access.Viewer;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes many organisations by one statement each. The rows travel as one JSON text: parsing it costs the database less
 * than a statement a row.
 */
@Repository
public class OrganisationBatchStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COLUMNS = """
            "creditCode" text, name text, "englishName" text, kind text, region text, zone text, industry text,
            "technicalField" text, founded date, scale text, address text, phone text, email text, website text,
            "nameKey" text, "searchText" text, tokens integer[]""";

    private final JdbcClient jdbc;

    public OrganisationBatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new version of an organisation that the caller holds the lock of. */
    record Changed(Organisation before, OrganisationData data, List<String> formerNames) {}

    /** A line of the history. */
    record Entry(UUID organisation, int version, Map<String, List<String>> changes) {}

    /** A name that an organisation had until now. */
    record FormerName(UUID organisation, String name) {}

    /**
     * Inserts confirmed organisations.
     *
     * @return their ids by credit code; without those whose code a live organisation has, also one that another
     *     transaction is about to commit
     */
    Map<String, UUID> insert(Collection<OrganisationData> organisations, LocalDate confirmedOn, Instant now) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var data : organisations) rows.add(row(data, List.of(), OrganisationStatus.CONFIRMED));
        var ids = new HashMap<String, UUID>();
        jdbc.sql("""
                INSERT INTO registry.organisation (status, kind, credit_code, name, english_name, region, zone, industry,
                    technical_field, founded, scale, address, phone, email, website, confirmed_on, created_at,
                    updated_at, name_key, search_text, tokens)
                SELECT 'confirmed', r.kind, r."creditCode", r.name, r."englishName", r.region, r.zone, r.industry,
                       r."technicalField", r.founded, r.scale, r.address, r.phone, r.email, r.website, :confirmedOn,
                       :now, :now, r."nameKey", r."searchText", r.tokens
                FROM jsonb_to_recordset(:rows::jsonb) AS r (%s)
                ON CONFLICT (credit_code) WHERE status NOT IN ('closed', 'merged') DO NOTHING
                RETURNING id, credit_code""".formatted(COLUMNS))
                .param("rows", JSON.writeValueAsString(rows))
                .param("confirmedOn", confirmedOn)
                .param("now", OrganisationStore.time(now))
                .query((row, number) -> ids.put(row.getString("credit_code"), row.getObject("id", UUID.class)))
                .list();
        return ids;
    }

    /** Locks them until the transaction ends, always in the same order; by id. */
    Map<UUID, Organisation> lock(Collection<UUID> ids) {
        var locked = new HashMap<UUID, Organisation>();
        jdbc.sql("SELECT " + OrganisationStore.COLUMNS
                        + " FROM registry.organisation o WHERE o.id = ANY(:ids) ORDER BY o.id FOR UPDATE")
                .param("ids", ids.toArray(UUID[]::new))
                .query(OrganisationStore::row)
                .list()
                .forEach(o -> locked.put(o.id(), o));
        return locked;
    }

    Map<UUID, List<String>> formerNames(Collection<UUID> ids) {
        var names = new HashMap<UUID, List<String>>();
        jdbc.sql("""
                SELECT organisation, name FROM registry.former_name
                WHERE organisation = ANY(:ids) ORDER BY organisation, until DESC, name""")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> names.computeIfAbsent(
                                row.getObject("organisation", UUID.class), id -> new ArrayList<>())
                        .add(row.getString("name")))
                .list();
        return names;
    }

    void addFormerNames(Collection<FormerName> names, LocalDate until) {
        if (names.isEmpty()) return;
        jdbc.sql("""
                INSERT INTO registry.former_name (organisation, name, until)
                SELECT r.organisation, r.name, :until
                FROM jsonb_to_recordset(:rows::jsonb) AS r (organisation uuid, name text) ON CONFLICT DO NOTHING""")
                .param("rows", JSON.writeValueAsString(names))
                .param("until", until)
                .update();
    }

    /** Writes the next version of each; status and credit code stay. */
    void update(Collection<Changed> changed, Instant now) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var each : changed) {
            var row = row(each.data(), each.formerNames(), each.before().status());
            row.put("id", each.before().id());
            row.put("version", each.before().version());
            rows.add(row);
        }
        int written = jdbc.sql("""
                UPDATE registry.organisation o SET version = o.version + 1, kind = r.kind, name = r.name,
                    english_name = r."englishName", region = r.region, zone = r.zone, industry = r.industry,
                    technical_field = r."technicalField", founded = r.founded, scale = r.scale, address = r.address,
                    phone = r.phone, email = r.email, website = r.website, updated_at = :now, name_key = r."nameKey",
                    search_text = r."searchText", tokens = r.tokens
                FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid, version integer, %s)
                WHERE o.id = r.id AND o.version = r.version AND o.credit_code = r."creditCode\"""".formatted(COLUMNS))
                .param("rows", JSON.writeValueAsString(rows))
                .param("now", OrganisationStore.time(now))
                .update();
        if (written != rows.size()) throw new IllegalStateException("changed without their locks");
    }

    void history(Collection<Entry> entries, String action, Viewer actor, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.organisation_change
                    (organisation, version, action, changed_at, account, actor, reason, changes)
                SELECT r.organisation, r.version, :action, :now, :account, :actor, '', r.changes
                FROM jsonb_to_recordset(:rows::jsonb) AS r (organisation uuid, version integer, changes jsonb)""")
                .param("rows", JSON.writeValueAsString(entries))
                .param("action", action)
                .param("now", OrganisationStore.time(now))
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .update();
    }

    private static Map<String, @Nullable Object> row(
            OrganisationData data, List<String> formerNames, OrganisationStatus status) {
        var entry =
                SearchTokens.entry(data.name(), formerNames, data.englishName(), OrganisationStore.codes(data, status));
        var row = new LinkedHashMap<String, @Nullable Object>(data.texts());
        row.put("zone", data.zone());
        row.put("founded", data.founded() == null ? null : data.founded().toString());
        row.put("nameKey", entry.nameKey());
        row.put("searchText", entry.text());
        row.put("tokens", entry.tokens());
        return row;
    }
}
