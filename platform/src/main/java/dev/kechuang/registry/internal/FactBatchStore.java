package dev.kechuang.registry.internal;

import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.registry.internal.FactStore.Version;
import dev.kechuang.shared.access.Viewer;
import java.sql.Types;
import java.time.Instant;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the yearly facts of many organisations by one statement each. */
@Repository
public class FactBatchStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public FactBatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which year of which organisation. */
    record SheetKey(UUID organisation, int year) {
        static SheetKey of(Sheet sheet) {
            return new SheetKey(sheet.organisation(), sheet.year());
        }
    }

    /** A fact's next value; null for one that is no longer stated. */
    record NewVersion(
            SheetKey sheet,
            String code,
            int version,
            int revision,
            @Nullable Value value) {}

    Map<SheetKey, Sheet> sheets(Collection<SheetKey> keys) {
        return sheets(keys, "");
    }

    /** Makes the sheets that are missing and locks all, always in the same order. */
    Map<SheetKey, Sheet> open(Collection<SheetKey> keys, Instant now) {
        bound("""
                INSERT INTO registry.fact_sheet (organisation, year, status, changed_at)
                SELECT organisation, year, 'draft', :now FROM unnest(:ids::uuid[], :years::integer[]) AS k (organisation, year)
                ORDER BY organisation, year ON CONFLICT DO NOTHING""", keys).param("now", OrganisationStore.time(now)).update();
        return sheets(keys, "ORDER BY s.organisation, s.year FOR UPDATE OF s");
    }

    private Map<SheetKey, Sheet> sheets(Collection<SheetKey> keys, String end) {
        var sheets = new HashMap<SheetKey, Sheet>();
        bound("""
                SELECT s.* FROM registry.fact_sheet s
                JOIN unnest(:ids::uuid[], :years::integer[]) AS k (organisation, year)
                  ON k.organisation = s.organisation AND k.year = s.year
                """ + end, keys).query(FactStore::sheet).list().forEach(sheet -> sheets.put(SheetKey.of(sheet), sheet));
        return sheets;
    }

    /** The newest value of each fact, confirmed or not, by its code. */
    Map<SheetKey, Map<String, Version>> newest(Collection<SheetKey> keys) {
        var newest = new HashMap<SheetKey, Map<String, Version>>();
        bound("""
                SELECT v.* FROM unnest(:ids::uuid[], :years::integer[]) AS k (organisation, year),
                LATERAL (SELECT DISTINCT ON (code) organisation, year, code, version, revision, fen, number, text, as_of,
                                source, entered_name, entered_at
                         FROM registry.fact_version f WHERE f.organisation = k.organisation AND f.year = k.year
                         ORDER BY code, version DESC) v""", keys)
                .query((row, number) -> {
                    var version = FactStore.version(row, number);
                    return newest.computeIfAbsent(
                                    new SheetKey(row.getObject("organisation", UUID.class), version.year()),
                                    key -> new LinkedHashMap<>())
                            .put(version.code(), version);
                })
                .list();
        return newest;
    }

    /** What stands in open forms, by code of the fact. */
    Map<SheetKey, Map<String, String>> typed(Collection<SheetKey> keys) {
        var typed = new HashMap<SheetKey, Map<String, String>>();
        bound("""
                SELECT t.organisation, t.year, t."values" FROM registry.fact_typed t
                JOIN unnest(:ids::uuid[], :years::integer[]) AS k (organisation, year)
                  ON k.organisation = t.organisation AND k.year = t.year""", keys)
                .query((row, number) -> typed.put(
                        new SheetKey(row.getObject("organisation", UUID.class), row.getInt("year")),
                        JSON.readValue(row.getString("values"), new TypeReference<Map<String, String>>() {})))
                .list();
        return typed;
    }

    void keepTyped(Map<SheetKey, Map<String, String>> typed, Instant now) {
        if (typed.isEmpty()) return;
        var rows = new ArrayList<Map<String, Object>>();
        typed.forEach((key, values) ->
                rows.add(Map.of("organisation", key.organisation(), "year", key.year(), "values", values)));
        jdbc.sql("""
                UPDATE registry.fact_typed t SET "values" = r."values", saved_at = :now
                FROM jsonb_to_recordset(:rows::jsonb) AS r (organisation uuid, year integer, "values" jsonb)
                WHERE t.organisation = r.organisation AND t.year = r.year""")
                .param("rows", JSON.writeValueAsString(rows))
                .param("now", OrganisationStore.time(now))
                .update();
    }

    void dropTyped(Collection<SheetKey> keys) {
        bound("""
                DELETE FROM registry.fact_typed t
                USING unnest(:ids::uuid[], :years::integer[]) AS k (organisation, year)
                WHERE k.organisation = t.organisation AND k.year = t.year""", keys).update();
    }

    void append(List<NewVersion> versions, String source, Viewer actor, Instant now) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var version : versions) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("organisation", version.sheet().organisation());
            row.put("year", version.sheet().year());
            row.put("code", version.code());
            row.put("version", version.version());
            row.put("revision", version.revision());
            switch (version.value()) {
                case Value.Sum(var money) -> row.put("fen", money.fen());
                case Value.Number(var number) -> row.put("number", number.toPlainString());
                case Value.Text(var text) -> row.put("text", text);
                case null -> {
                    // No longer stated.
                }
            }
            rows.add(row);
        }
        jdbc.sql("""
                INSERT INTO registry.fact_version (organisation, year, code, version, revision, fen, number, text,
                    source, entered_by, entered_name, entered_at)
                SELECT r.organisation, r.year, r.code, r.version, r.revision, r.fen, r.number, r.text, :source, :by,
                       :name, :now
                FROM jsonb_to_recordset(:rows::jsonb) AS r (
                    organisation uuid, year smallint, code text, version integer, revision integer, fen bigint,
                    number numeric, text text)""")
                .param("rows", JSON.writeValueAsString(rows))
                .param("source", source)
                .param("by", actor.account(), Types.OTHER)
                .param("name", actor.name())
                .param("now", OrganisationStore.time(now))
                .update();
    }

    /** Writes sheets that the caller holds the locks of, as they stand now. */
    void move(Collection<Sheet> sheets, Instant now) {
        var rows = sheets.stream()
                .map(sheet -> Map.<String, Object>of(
                        "organisation", sheet.organisation(),
                        "year", sheet.year(),
                        "status", sheet.status(),
                        "revision", sheet.revision(),
                        "version", sheet.version()))
                .toList();
        int written = jdbc.sql("""
                UPDATE registry.fact_sheet s SET status = r.status, revision = r.revision, version = r.version,
                    reason = '', changed_at = :now
                FROM jsonb_to_recordset(:rows::jsonb) AS r (
                    organisation uuid, year smallint, status text, revision integer, version integer)
                WHERE s.organisation = r.organisation AND s.year = r.year AND s.version < r.version""")
                .param("rows", JSON.writeValueAsString(rows))
                .param("now", OrganisationStore.time(now))
                .update();
        if (written != rows.size()) throw new IllegalStateException("changed without their locks: sheets of facts");
    }

    /** An officer's confirmation of sheets in the version in which they were handed in. */
    void confirm(Collection<Sheet> submitted, Viewer officer, Instant now) {
        if (submitted.isEmpty()) return;
        var rows = submitted.stream()
                .map(sheet -> Map.<String, Object>of(
                        "organisation", sheet.organisation(),
                        "year", sheet.year(),
                        "revision", sheet.revision(),
                        "version", sheet.version()))
                .toList();
        jdbc.sql("""
                INSERT INTO registry.fact_decision
                    (organisation, year, revision, version, confirmed, reason, decided_by, decided_name, decided_at)
                SELECT r.organisation, r.year, r.revision, r.version, true, '', :by, :name, :now
                FROM jsonb_to_recordset(:rows::jsonb) AS r (
                    organisation uuid, year smallint, revision integer, version integer)""")
                .param("rows", JSON.writeValueAsString(rows))
                .param("by", officer.account(), Types.OTHER)
                .param("name", officer.name())
                .param("now", OrganisationStore.time(now))
                .update();
    }

    private JdbcClient.StatementSpec bound(String sql, Collection<SheetKey> keys) {
        return jdbc.sql(sql)
                .param("ids", keys.stream().map(SheetKey::organisation).toArray(UUID[]::new))
                .param("years", keys.stream().map(SheetKey::year).toArray(Integer[]::new));
    }
}
