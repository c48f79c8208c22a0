package dev.kechuang.registry.internal;

import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Fact;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes yearly facts. Values are appended; sheets say where a year stands. */
@Repository
public class FactStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public FactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a year stands: {@code draft}, {@code submitted}, {@code returned} or {@code confirmed}. */
    public record Sheet(
            UUID organisation, int year, String status, int revision, int version, String reason, Instant changedAt) {}

    public List<Sheet> sheets(UUID organisation) {
        return jdbc.sql("SELECT * FROM registry.fact_sheet WHERE organisation = :id ORDER BY year DESC")
                .param("id", organisation)
                .query(FactStore::sheet)
                .list();
    }

    public Optional<Sheet> sheet(UUID organisation, int year) {
        return jdbc.sql("SELECT * FROM registry.fact_sheet WHERE organisation = :id AND year = :year")
                .param("id", organisation)
                .param("year", year)
                .query(FactStore::sheet)
                .optional();
    }

    Optional<Sheet> lockSheet(UUID organisation, int year) {
        return jdbc.sql("SELECT * FROM registry.fact_sheet WHERE organisation = :id AND year = :year FOR UPDATE")
                .param("id", organisation)
                .param("year", year)
                .query(FactStore::sheet)
                .optional();
    }

    /** Makes the sheet if there is none yet, and locks it. */
    Sheet openSheet(UUID organisation, int year, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.fact_sheet (organisation, year, status, changed_at)
                VALUES (:id, :year, 'draft', :now) ON CONFLICT DO NOTHING""")
                .param("id", organisation)
                .param("year", year)
                .param("now", OrganisationStore.time(now))
                .update();
        return lockSheet(organisation, year).orElseThrow();
    }

    void moveSheet(Sheet before, String status, int revision, String reason, Instant now) {
        int rows = jdbc.sql("""
                UPDATE registry.fact_sheet SET status = :status, revision = :revision, version = version + 1,
                    reason = :reason, changed_at = :now
                WHERE organisation = :id AND year = :year AND version = :version""")
                .param("status", status)
                .param("revision", revision)
                .param("reason", reason)
                .param("now", OrganisationStore.time(now))
                .param("id", before.organisation())
                .param("year", before.year())
                .param("version", before.version())
                .update();
        if (rows != 1) throw new IllegalStateException("changed without its lock: facts " + before.year());
    }

    public Map<String, String> typed(UUID organisation, int year) {
        return jdbc.sql("SELECT \"values\" FROM registry.fact_typed WHERE organisation = :id AND year = :year")
                .param("id", organisation)
                .param("year", year)
                .query((rows, number) -> JSON.readValue(rows.getString(1), new TypeReference<Map<String, String>>() {}))
                .optional()
                .orElse(Map.of());
    }

    void keepTyped(UUID organisation, int year, Map<String, String> values, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.fact_typed (organisation, year, "values", saved_at)
                VALUES (:id, :year, :values::jsonb, :now)
                ON CONFLICT (organisation, year)
                DO UPDATE SET "values" = excluded."values", saved_at = excluded.saved_at""")
                .param("id", organisation)
                .param("year", year)
                .param("values", JSON.writeValueAsString(values))
                .param("now", OrganisationStore.time(now))
                .update();
    }

    void dropTyped(UUID organisation, int year) {
        jdbc.sql("DELETE FROM registry.fact_typed WHERE organisation = :id AND year = :year")
                .param("id", organisation)
                .param("year", year)
                .update();
    }

    /** A value with its provenance; {@code value} is null when it is no longer stated. */
    public record Version(
            int year,
            String code,
            int version,
            int revision,
            @Nullable Value value,
            @Nullable LocalDate asOf,
            String source,
            String enteredName,
            Instant enteredAt) {}

    /** The newest value of each fact in the years, confirmed or not. */
    public List<Version> newest(UUID organisation) {
        return jdbc.sql("""
                SELECT DISTINCT ON (year, code) year, code, version, revision, fen, number, text, as_of, source,
                       entered_name, entered_at
                FROM registry.fact_version WHERE organisation = :id ORDER BY year, code, version DESC""").param("id", organisation).query(FactStore::version).list();
    }

    /** Every value a fact ever had in a year, newest first. */
    public List<Version> versions(UUID organisation, int year, String code) {
        return jdbc.sql("""
                SELECT year, code, version, revision, fen, number, text, as_of, source, entered_name, entered_at
                FROM registry.fact_version WHERE organisation = :id AND year = :year AND code = :code
                ORDER BY version DESC""")
                .param("id", organisation)
                .param("year", year)
                .param("code", code)
                .query(FactStore::version)
                .list();
    }

    /**
     * Appends the values that differ from the newest ones; what is missing from {@code values} is no longer stated.
     *
     * @return how many values changed
     */
    int append(Sheet sheet, Map<String, Value> values, String source, Viewer actor, Instant now) {
        var newest = newest(sheet);
        var differing = differing(newest, values);
        for (Version before : newest.values()) {
            if (before.value() != null && !values.containsKey(before.code())) differing.put(before.code(), null);
        }
        return insert(sheet, newest, differing, source, actor, now);
    }

    private Map<String, Version> newest(Sheet sheet) {
        var newest = new LinkedHashMap<String, Version>();
        for (Version version : newest(sheet.organisation())) {
            if (version.year() == sheet.year()) newest.put(version.code(), version);
        }
        return newest;
    }

    static Map<String, @Nullable Value> differing(Map<String, Version> newest, Map<String, Value> values) {
        var differing = new LinkedHashMap<String, @Nullable Value>();
        values.forEach((code, value) -> {
            var before = newest.get(code);
            if (before == null || !same(before.value(), value)) differing.put(code, value);
        });
        return differing;
    }

    static boolean same(@Nullable Value before, Value after) {
        return before != null && FactRules.typed(before).equals(FactRules.typed(after));
    }

    private int insert(
            Sheet sheet,
            Map<String, Version> newest,
            Map<String, @Nullable Value> values,
            String source,
            Viewer actor,
            Instant now) {
        if (values.isEmpty()) return 0;
        int size = values.size();
        var codes = new String[size];
        var versions = new Integer[size];
        var fens = new @Nullable Long[size];
        var numbers = new @Nullable String[size];
        var texts = new @Nullable String[size];
        int at = 0;
        for (var entry : values.entrySet()) {
            var before = newest.get(entry.getKey());
            codes[at] = entry.getKey();
            versions[at] = before == null ? 1 : before.version() + 1;
            switch (entry.getValue()) {
                case Value.Sum(var money) -> fens[at] = money.fen();
                case Value.Number(var number) -> numbers[at] = number.toPlainString();
                case Value.Text(var text) -> texts[at] = text;
                case null -> {
                    // No longer stated.
                }
            }
            at++;
        }
        return jdbc.sql("""
                INSERT INTO registry.fact_version (organisation, year, code, version, revision, fen, number, text,
                    source, entered_by, entered_name, entered_at)
                SELECT :id, :year, v.code, v.version, :revision, v.fen, v.number::numeric, v.text, :source, :by, :name,
                       :now
                FROM unnest(:codes::text[], :versions::integer[], :fens::bigint[], :numbers::text[], :texts::text[])
                    AS v (code, version, fen, number, text)""")
                .param("id", sheet.organisation())
                .param("year", sheet.year())
                .param("codes", codes)
                .param("versions", versions)
                .param("fens", fens)
                .param("numbers", numbers)
                .param("texts", texts)
                .param("revision", sheet.revision())
                .param("source", source)
                .param("by", actor.account(), Types.OTHER)
                .param("name", actor.name())
                .param("now", OrganisationStore.time(now))
                .update();
    }

    void decide(Sheet sheet, boolean confirmed, String reason, Viewer officer, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.fact_decision
                    (organisation, year, revision, version, confirmed, reason, decided_by, decided_name, decided_at)
                VALUES (:id, :year, :revision, :version, :confirmed, :reason, :by, :name, :now)""")
                .param("id", sheet.organisation())
                .param("year", sheet.year())
                .param("revision", sheet.revision())
                .param("version", sheet.version())
                .param("confirmed", confirmed)
                .param("reason", reason)
                .param("by", officer.account(), Types.OTHER)
                .param("name", officer.name())
                .param("now", OrganisationStore.time(now))
                .update();
    }

    /** Confirms single facts that a case of another module stated. */
    void decideCase(Sheet sheet, Collection<String> codes, String subject, Viewer officer, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.fact_decision (organisation, year, revision, version, confirmed, decided_by,
                    decided_name, decided_at, codes, subject)
                VALUES (:id, :year, :revision, :version, true, :by, :name, :now, :codes, :subject)""")
                .param("id", sheet.organisation())
                .param("year", sheet.year())
                .param("revision", sheet.revision())
                .param("version", sheet.version())
                .param("by", officer.account(), Types.OTHER)
                .param("name", officer.name())
                .param("now", OrganisationStore.time(now))
                .param("codes", codes.toArray(String[]::new))
                .param("subject", subject)
                .update();
    }

    /** A sheet that waits for the officer. */
    public record Waiting(UUID organisation, String name, String region, int year, Instant since) {}

    public List<Waiting> waiting(Viewer viewer, int limit) {
        var scope = Scope.of(viewer);
        return jdbc.sql("""
                SELECT o.id, o.name, o.region, s.year, s.changed_at
                FROM registry.fact_sheet s JOIN registry.organisation o ON o.id = s.organisation
                WHERE s.status = 'submitted' AND o.status = 'confirmed' AND %s
                ORDER BY s.changed_at, o.id LIMIT :limit""".formatted(scope.sql()))
                .params(scope.parameters())
                .param("limit", limit)
                .query((rows, number) -> new Waiting(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getInt("year"),
                        rows.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** As stated and confirmed, without what the register knows. */
    List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
        return jdbc.sql("""
                SELECT * FROM registry.published_fact
                WHERE organisation = :id AND year BETWEEN :from AND :to ORDER BY year, code""")
                .param("id", organisation)
                .param("from", fromYear)
                .param("to", toYear)
                .query(FactStore::fact)
                .list();
    }

    List<Fact> confirmed(Collection<UUID> organisations, Collection<String> codes, int fromYear, int toYear) {
        return jdbc.sql("""
                SELECT * FROM registry.published_fact
                WHERE organisation = ANY(:ids) AND code = ANY(:codes) AND year BETWEEN :from AND :to
                ORDER BY organisation, year, code""")
                .param("ids", organisations.toArray(UUID[]::new))
                .param("codes", codes.toArray(String[]::new))
                .param("from", fromYear)
                .param("to", toYear)
                .query(FactStore::fact)
                .list();
    }

    void values(Collection<UUID> organisations, int fromYear, int toYear, Consumer<OrganisationFacts.Stated> use) {
        jdbc.sql("""
                SELECT organisation, year, code, as_of, fen, number, text FROM registry.published_fact
                WHERE organisation = ANY(:ids) AND year BETWEEN :from AND :to""")
                .param("ids", organisations.toArray(UUID[]::new))
                .param("from", fromYear)
                .param("to", toYear)
                .query(rows -> {
                    use.accept(new OrganisationFacts.Stated(
                            rows.getObject(1, UUID.class),
                            rows.getInt(2),
                            rows.getString(3),
                            java.util.Objects.requireNonNull(value(rows)),
                            rows.getObject(4, LocalDate.class),
                            false));
                });
    }

    static Sheet sheet(ResultSet rows, int number) throws SQLException {
        return new Sheet(
                rows.getObject("organisation", UUID.class),
                rows.getInt("year"),
                rows.getString("status"),
                rows.getInt("revision"),
                rows.getInt("version"),
                rows.getString("reason"),
                rows.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    static Version version(ResultSet rows, int number) throws SQLException {
        return new Version(
                rows.getInt("year"),
                rows.getString("code"),
                rows.getInt("version"),
                rows.getInt("revision"),
                value(rows),
                rows.getObject("as_of", LocalDate.class),
                rows.getString("source"),
                rows.getString("entered_name"),
                rows.getObject("entered_at", OffsetDateTime.class).toInstant());
    }

    private static Fact fact(ResultSet rows, int number) throws SQLException {
        return new Fact(
                rows.getObject("organisation", UUID.class),
                rows.getInt("year"),
                rows.getString("code"),
                java.util.Objects.requireNonNull(value(rows)),
                rows.getObject("as_of", LocalDate.class),
                rows.getString("source"),
                rows.getString("entered_name"),
                rows.getObject("entered_at", OffsetDateTime.class).toInstant(),
                rows.getString("confirmed_name"),
                rows.getObject("confirmed_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Value value(ResultSet rows) throws SQLException {
        long fen = rows.getLong("fen");
        if (!rows.wasNull()) return new Value.Sum(new Money(fen));
        var number = rows.getBigDecimal("number");
        if (number != null) return new Value.Number(number);
        String text = rows.getString("text");
        return text == null ? null : new Value.Text(text);
    }
}
