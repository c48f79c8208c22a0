package dev.kechuang.policy.internal.deduction;

import dev.kechuang.policy.internal.deduction.Filing.Confirmed;
import dev.kechuang.policy.internal.deduction.Filing.State;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes filings with their projects, costs and history. */
@Repository
public class FilingStore {

    static final String COLUMNS = """
            f.id, f.organisation, o.name AS organisation_name, f.year, f.state, f.version, f.typed, f.reason,
            f.submitted_at, f.submitted_by, f.submitted_name, f.decision, f.projects, f.expense_fen, f.deduction_fen,
            f.saved_fen, f.region, f.zone, f.industry, f.confirmations, f.changed_at""";
    static final String FROM =
            " FROM policy.deduction_filing f JOIN registry.published_organisation o ON o.id = f.organisation ";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    public FilingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a viewer sees: officers the firms of their regions, people of a firm its own and those of firms that
     * became part of it.
     */
    record Scope(String sql, Map<String, Object> parameters) {
        static Scope of(Viewer viewer) {
            if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return new Scope("false", Map.of());
            if (viewer.isOfficer()) {
                return new Scope(
                        "(o.region = ANY(:scope) OR o.zone = ANY(:scope))", Map.of("scope", viewer.regionArray()));
            }
            if (viewer.is(Role.APPLICANT) && viewer.organisation() != null) {
                return new Scope(
                        "f.organisation = ANY (ARRAY (SELECT registry.published_predecessors(:own)))",
                        Map.of("own", viewer.organisation()));
            }
            return new Scope("false", Map.of());
        }
    }

    public Optional<Filing> find(Viewer viewer, UUID id) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + FROM + "WHERE f.id = :id AND " + scope.sql())
                .params(scope.parameters())
                .param("id", id)
                .query(FilingStore::row)
                .optional();
    }

    Optional<Filing> lock(Viewer viewer, UUID id) {
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + FROM + "WHERE f.id = :id AND " + scope.sql() + " FOR UPDATE OF f")
                .params(scope.parameters())
                .param("id", id)
                .query(FilingStore::row)
                .optional();
    }

    /** The filing of the year, made when there is none; the flag says whether it was made. */
    Map.Entry<UUID, Boolean> open(UUID organisation, int year, Instant now) {
        var made = jdbc.sql("""
                INSERT INTO policy.deduction_filing (organisation, year, created_at, changed_at)
                VALUES (:organisation, :year, :now, :now) ON CONFLICT (organisation, year) DO NOTHING RETURNING id""")
                .param("organisation", organisation)
                .param("year", year)
                .param("now", time(now))
                .query(UUID.class)
                .optional();
        if (made.isPresent()) return Map.entry(made.get(), true);
        UUID there = jdbc.sql(
                        "SELECT id FROM policy.deduction_filing WHERE organisation = :organisation AND year = :year")
                .param("organisation", organisation)
                .param("year", year)
                .query(UUID.class)
                .single();
        return Map.entry(there, false);
    }

    void keep(UUID id, Map<String, String> typed, Instant now) {
        jdbc.sql("UPDATE policy.deduction_filing SET typed = :typed::jsonb, changed_at = :now WHERE id = :id")
                .param("id", id)
                .param("typed", JSON.writeValueAsString(typed))
                .param("now", time(now))
                .update();
    }

    void submit(Filing before, Viewer viewer, Instant now) {
        one(jdbc.sql("""
                UPDATE policy.deduction_filing SET state = 'submitted', version = version + 1, submitted_at = :now,
                    submitted_by = :by, submitted_name = :name, reason = '', changed_at = :now
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("by", viewer.account(), Types.OTHER)
                .param("name", viewer.name())
                .param("now", time(now))
                .update());
    }

    void giveBack(Filing before, String reason, Instant now) {
        one(jdbc.sql("""
                UPDATE policy.deduction_filing SET state = 'returned', version = version + 1, reason = :reason,
                    decision = NULL, projects = NULL, expense_fen = NULL, deduction_fen = NULL, saved_fen = NULL,
                    region = NULL, zone = NULL, industry = NULL, changed_at = :now
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("reason", reason)
                .param("now", time(now))
                .update());
    }

    void confirm(Filing before, Confirmed confirmed, Instant now) {
        one(jdbc.sql("""
                UPDATE policy.deduction_filing SET state = 'confirmed', version = version + 1,
                    confirmations = confirmations + 1, decision = :decision, projects = :projects,
                    expense_fen = :expense, deduction_fen = :deduction, saved_fen = :saved, region = :region,
                    zone = :zone, industry = :industry, changed_at = :now
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("decision", confirmed.decision())
                .param("projects", confirmed.projects())
                .param("expense", confirmed.expense())
                .param("deduction", confirmed.deduction())
                .param("saved", confirmed.saved())
                .param("region", confirmed.region())
                .param("zone", confirmed.zone())
                .param("industry", confirmed.industry())
                .param("now", time(now))
                .update());
    }

    private static void one(int rows) {
        if (rows != 1) throw new IllegalStateException("changed without its lock: deduction filing");
    }

    // Projects

    /** The projects of a filing in their order; the caller has checked that the viewer may see it. */
    public List<Project> projects(UUID filing) {
        return jdbc.sql(
                        "SELECT id, position, typed FROM policy.deduction_project WHERE filing = :filing ORDER BY position")
                .param("filing", filing)
                .query((rows, number) -> new Project(
                        Objects.requireNonNull(rows.getObject("id", UUID.class)),
                        rows.getInt("position"),
                        JSON.readValue(rows.getString("typed"), TEXTS)))
                .list();
    }

    UUID add(UUID filing, int position, Map<String, String> typed) {
        return jdbc.sql("""
                INSERT INTO policy.deduction_project (filing, position, typed)
                VALUES (:filing, :position, :typed::jsonb) RETURNING id""")
                .param("filing", filing)
                .param("position", position)
                .param("typed", JSON.writeValueAsString(typed))
                .query(UUID.class)
                .single();
    }

    boolean change(UUID filing, UUID project, Map<String, String> typed) {
        return jdbc.sql("UPDATE policy.deduction_project SET typed = :typed::jsonb WHERE id = :id AND filing = :filing")
                        .param("id", project)
                        .param("filing", filing)
                        .param("typed", JSON.writeValueAsString(typed))
                        .update()
                == 1;
    }

    /** The rows behind it move up. */
    boolean remove(UUID filing, UUID project) {
        var gone = jdbc.sql(
                        "DELETE FROM policy.deduction_project WHERE id = :id AND filing = :filing RETURNING position")
                .param("id", project)
                .param("filing", filing)
                .query(Integer.class)
                .optional();
        gone.ifPresent(position -> jdbc.sql(
                        "UPDATE policy.deduction_project SET position = position - 1 WHERE filing = :filing AND position > :gone")
                .param("filing", filing)
                .param("gone", position)
                .update());
        return gone.isPresent();
    }

    /** Replaces what was read of the projects at an earlier submission. */
    void costs(UUID filing, List<Project> rows, List<Project.@Nullable Data> read) {
        jdbc.sql("""
                DELETE FROM policy.deduction_cost c USING policy.deduction_project p
                WHERE p.id = c.project AND p.filing = :filing""").param("filing", filing).update();
        var projects = new ArrayList<UUID>();
        var categories = new ArrayList<String>();
        var fens = new ArrayList<Long>();
        for (int i = 0; i < rows.size(); i++) {
            var data = read.get(i);
            if (data == null) continue;
            UUID project = rows.get(i).id();
            data.costs().forEach((cost, fen) -> {
                projects.add(project);
                categories.add(cost.code());
                fens.add(fen);
            });
            if (data.commissioned() > 0) {
                projects.add(project);
                categories.add(data.abroad() ? "commissionedForeign" : "commissionedDomestic");
                fens.add(data.commissioned());
            }
        }
        jdbc.sql("""
                INSERT INTO policy.deduction_cost (project, category, fen)
                SELECT * FROM unnest(:projects::uuid[], :categories::text[], :fens::bigint[])""")
                .param("projects", projects.toArray(UUID[]::new))
                .param("categories", categories.toArray(String[]::new))
                .param("fens", fens.toArray(Long[]::new))
                .update();
    }

    // History

    /** @param what opened, submitted, returned, confirmed or reopened */
    public record Event(int version, String what, Instant at, String actor, String reason) {}

    void note(UUID filing, int version, String what, Viewer actor, String reason, Instant now) {
        jdbc.sql("""
                INSERT INTO policy.deduction_event (filing, version, what, at, account, actor, reason)
                VALUES (:filing, :version, :what, :now, :account, :actor, :reason)""")
                .param("filing", filing)
                .param("version", version)
                .param("what", what)
                .param("now", time(now))
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("reason", reason)
                .update();
    }

    /** Newest first. */
    public List<Event> events(UUID filing) {
        return jdbc.sql("""
                SELECT version, what, at, actor, reason FROM policy.deduction_event
                WHERE filing = :filing ORDER BY version DESC LIMIT 100""")
                .param("filing", filing)
                .query((rows, number) -> new Event(
                        rows.getInt("version"),
                        rows.getString("what"),
                        instant(rows, "at"),
                        rows.getString("actor"),
                        rows.getString("reason")))
                .list();
    }

    // Rows

    static Filing row(ResultSet rows, int number) throws SQLException {
        UUID decision = rows.getObject("decision", UUID.class);
        Confirmed confirmed = decision == null
                ? null
                : new Confirmed(
                        decision,
                        rows.getInt("projects"),
                        rows.getLong("expense_fen"),
                        rows.getLong("deduction_fen"),
                        rows.getLong("saved_fen"),
                        Objects.requireNonNull(rows.getString("region")),
                        rows.getString("zone"),
                        Objects.requireNonNull(rows.getString("industry")));
        var submitted = rows.getObject("submitted_at", OffsetDateTime.class);
        return new Filing(
                Objects.requireNonNull(rows.getObject("id", UUID.class)),
                Objects.requireNonNull(rows.getObject("organisation", UUID.class)),
                rows.getString("organisation_name"),
                rows.getInt("year"),
                State.of(rows.getString("state")),
                rows.getInt("version"),
                new HashMap<>(JSON.readValue(rows.getString("typed"), TEXTS)),
                rows.getString("reason"),
                submitted == null ? null : submitted.toInstant(),
                rows.getObject("submitted_by", UUID.class),
                rows.getString("submitted_name"),
                confirmed,
                rows.getInt("confirmations"),
                instant(rows, "changed_at"));
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(rows.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
