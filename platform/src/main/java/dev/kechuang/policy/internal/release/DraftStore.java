package dev.kechuang.policy.internal.release;

import dev.kechuang.policy.internal.release.Draft.Step;
import dev.kechuang.policy.internal.release.Draft.Submission;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drafts with every text they ever had. */
@Component
public class DraftStore {

    private static final String COLUMNS = """
            SELECT d.id, d.policy, d.name, d.pack, d.region, d.path, d.state, d.revision, d.authored_by,
                   d.authored_name, d.changed_at, d.base, d.in_force_from, d.document, d.reason, d.submitted_by,
                   d.submitted_name, d.submitted_at
            FROM policy.draft d
            """;

    /** Those whose policies the viewer may change. */
    private static final String SCOPE = " (:bureau OR :county AND d.region = ANY(:regions)) ";

    private final JdbcClient jdbc;

    public DraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private JdbcClient.StatementSpec scoped(String sql, Viewer viewer) {
        return jdbc.sql(sql)
                .param("bureau", viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER))
                .param("county", viewer.is(Role.COUNTY_OFFICER))
                .param("regions", viewer.regionArray());
    }

    /** Drafts at work that the viewer may see; there is one a policy at most. */
    public List<Draft> atWork(Viewer viewer) {
        return scoped(
                        COLUMNS + "WHERE d.state IN ('open', 'submitted') AND" + SCOPE
                                + "ORDER BY d.changed_at DESC, d.id",
                        viewer)
                .query(DraftStore::draft)
                .list();
    }

    /** Those that another person has to release. */
    public int waiting(Viewer viewer) {
        return scoped(
                        "SELECT count(*) FROM policy.draft d WHERE d.state = 'submitted' AND d.submitted_by <> :account"
                                + " AND d.authored_by <> :account AND" + SCOPE,
                        viewer)
                .param("account", viewer.requireAccount())
                .query(Integer.class)
                .single();
    }

    public Optional<Draft> find(Viewer viewer, UUID id) {
        return scoped(COLUMNS + "WHERE d.id = :id AND" + SCOPE, viewer)
                .param("id", id)
                .query(DraftStore::draft)
                .optional();
    }

    public Optional<Draft> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE d.id = :id")
                .param("id", id)
                .query(DraftStore::draft)
                .optional();
    }

    public Optional<Draft> atWork(String policy) {
        return jdbc.sql(COLUMNS + "WHERE d.policy = :policy AND d.state IN ('open', 'submitted')")
                .param("policy", policy)
                .query(DraftStore::draft)
                .optional();
    }

    /** After whoever else changes it has finished. */
    Draft lock(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE d.id = :id FOR UPDATE")
                .param("id", id)
                .query(DraftStore::draft)
                .single();
    }

    public String text(UUID draft, int revision) {
        return jdbc.sql("SELECT text FROM policy.draft_text WHERE draft = :draft AND revision = :revision")
                .param("draft", draft)
                .param("revision", revision)
                .query((rows, number) -> rows.getString(1))
                .single();
    }

    /** Newest first. */
    public List<Step> steps(UUID draft) {
        return jdbc.sql("""
                SELECT step, revision, note, name, at FROM policy.draft_step WHERE draft = :draft
                ORDER BY at DESC, id DESC""")
                .param("draft", draft)
                .query((rows, number) -> new Step(
                        rows.getString("step"),
                        rows.getInt("revision"),
                        rows.getString("note"),
                        rows.getString("name"),
                        rows.getTimestamp("at").toInstant()))
                .list();
    }

    record NewDraft(
            String policy,
            String name,
            String pack,
            String region,
            String path,
            @Nullable String base,
            String text) {}

    /** Empty where one is at work already. */
    Optional<UUID> insert(NewDraft draft, Viewer viewer, Instant at) {
        var id = jdbc.sql("""
                INSERT INTO policy.draft (policy, name, pack, region, path, base, authored_by, authored_name, changed_at)
                VALUES (:policy, :name, :pack, :region, :path, :base, :account, :by, :at)
                ON CONFLICT (policy) WHERE state IN ('open', 'submitted') DO NOTHING RETURNING id""")
                .param("policy", draft.policy())
                .param("name", draft.name())
                .param("pack", draft.pack())
                .param("region", draft.region())
                .param("path", draft.path())
                .param("base", draft.base())
                .param("account", viewer.requireAccount())
                .param("by", viewer.name())
                .param("at", Timestamp.from(at))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
        id.ifPresent(made -> {
            insertText(made, 1, draft.text(), viewer, at);
            step(made, "begun", 1, "", viewer, at);
        });
        return id;
    }

    private void insertText(UUID draft, int revision, String text, Viewer viewer, Instant at) {
        jdbc.sql("""
                INSERT INTO policy.draft_text (draft, revision, text, account, name, at)
                VALUES (:draft, :revision, :text, :account, :name, :at)""")
                .param("draft", draft)
                .param("revision", revision)
                .param("text", text)
                .param("account", viewer.requireAccount())
                .param("name", viewer.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void save(Draft draft, String name, String text, Viewer viewer, Instant at) {
        jdbc.sql("""
                UPDATE policy.draft SET revision = revision + 1, name = :name, authored_by = :account,
                    authored_name = :by, changed_at = :at
                WHERE id = :id""")
                .param("id", draft.id())
                .param("name", name)
                .param("account", viewer.requireAccount())
                .param("by", viewer.name())
                .param("at", Timestamp.from(at))
                .update();
        insertText(draft.id(), draft.revision() + 1, text, viewer, at);
    }

    void submit(Draft draft, Wish wish, Viewer viewer, Instant at) {
        jdbc.sql("""
                UPDATE policy.draft SET state = 'submitted', in_force_from = :from, document = :document, reason = :reason,
                    submitted_by = :account, submitted_name = :by, submitted_at = :at
                WHERE id = :id""")
                .param("id", draft.id())
                .param("from", wish.inForceFrom())
                .param("document", wish.document())
                .param("reason", wish.reason())
                .param("account", viewer.requireAccount())
                .param("by", viewer.name())
                .param("at", Timestamp.from(at))
                .update();
        step(draft.id(), "submitted", draft.revision(), wish.reason(), viewer, at);
    }

    /** Back to be written on, by whoever submitted it or by the other person. */
    void reopen(Draft draft, String step, String note, Viewer viewer, Instant at) {
        jdbc.sql("""
                UPDATE policy.draft SET state = 'open', submitted_by = NULL, submitted_name = NULL, submitted_at = NULL
                WHERE id = :id""").param("id", draft.id()).update();
        step(draft.id(), step, draft.revision(), note, viewer, at);
    }

    void discard(Draft draft, String note, Viewer viewer, Instant at) {
        jdbc.sql("UPDATE policy.draft SET state = 'discarded' WHERE id = :id")
                .param("id", draft.id())
                .update();
        step(draft.id(), "discarded", draft.revision(), note, viewer, at);
    }

    void released(Draft draft, UUID release, Viewer viewer, Instant at) {
        jdbc.sql("UPDATE policy.draft SET state = 'released', release = :release WHERE id = :id")
                .param("id", draft.id())
                .param("release", release)
                .update();
        step(draft.id(), "released", draft.revision(), "", viewer, at);
    }

    private void step(UUID draft, String step, int revision, String note, Viewer viewer, Instant at) {
        jdbc.sql("""
                INSERT INTO policy.draft_step (draft, step, revision, note, account, name, at)
                VALUES (:draft, :step, :revision, :note, :account, :name, :at)""")
                .param("draft", draft)
                .param("step", step)
                .param("revision", revision)
                .param("note", note)
                .param("account", viewer.requireAccount())
                .param("name", viewer.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** People of the viewer's own unit. */
    List<UUID> colleagues(Viewer viewer) {
        return jdbc.sql("SELECT account FROM identity.published_person WHERE unit = :unit AND active")
                .param("unit", viewer.unit(), java.sql.Types.OTHER)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    private static Draft draft(ResultSet rows, int number) throws SQLException {
        LocalDate from = rows.getObject("in_force_from", LocalDate.class);
        UUID submitter = rows.getObject("submitted_by", UUID.class);
        return new Draft(
                rows.getObject("id", UUID.class),
                rows.getString("policy"),
                rows.getString("name"),
                rows.getString("pack"),
                rows.getString("region"),
                rows.getString("path"),
                Draft.State.of(rows.getString("state")),
                rows.getInt("revision"),
                rows.getObject("authored_by", UUID.class),
                rows.getString("authored_name"),
                rows.getTimestamp("changed_at").toInstant(),
                rows.getString("base"),
                from == null ? null : new Wish(from, rows.getString("document"), rows.getString("reason")),
                submitter == null
                        ? null
                        : new Submission(
                                submitter,
                                rows.getString("submitted_name"),
                                rows.getTimestamp("submitted_at").toInstant()));
    }
}
