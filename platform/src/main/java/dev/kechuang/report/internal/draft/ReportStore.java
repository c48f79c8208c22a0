package dev.kechuang.report.internal.draft;

import dev.kechuang.indicator.Period;
import dev.kechuang.report.internal.template.ReportTemplate;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes reports, their sections and what happened to them. */
@Repository
public class ReportStore {

    private final JdbcClient jdbc;

    public ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when there is one of this template, region and period already. */
    Optional<UUID> insert(
            ReportTemplate template,
            String title,
            String issuer,
            String region,
            Period period,
            Viewer by,
            Instant now) {
        return jdbc.sql("""
                INSERT INTO report.report
                    (template, template_digest, title_text, title, issuer, region, period, created_by, created_name, created_at)
                VALUES (:template, :digest, :text, :title, :issuer, :region, :period, :by, :name, :now)
                ON CONFLICT ON CONSTRAINT report_once DO NOTHING RETURNING id""")
                .param("template", template.id())
                .param("digest", template.digest())
                .param("text", template.title())
                .param("title", title)
                .param("issuer", issuer)
                .param("region", region)
                .param("period", period.toString())
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("now", time(now))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    void insertSection(UUID report, int place, ReportTemplate.Section section, Viewer by, Instant now) {
        jdbc.sql("""
                INSERT INTO report.section (report, id, place, heading, text, revision, saved_name, saved_at)
                VALUES (:report, :id, :place, :heading, :text, 1, :name, :now)""")
                .param("report", report)
                .param("id", section.id())
                .param("place", place)
                .param("heading", section.heading())
                .param("text", section.text())
                .param("name", by.name())
                .param("now", time(now))
                .update();
        insertRevision(report, section.id(), 1, 0, section.heading(), section.text(), by, now);
    }

    private void insertRevision(
            UUID report, String section, int revision, int base, String heading, String text, Viewer by, Instant now) {
        jdbc.sql("""
                INSERT INTO report.revision (report, section, revision, base, heading, text, by, by_name, at)
                VALUES (:report, :section, :revision, :base, :heading, :text, :by, :name, :now)""")
                .param("report", report)
                .param("section", section)
                .param("revision", revision)
                .param("base", base)
                .param("heading", heading)
                .param("text", text)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("now", time(now))
                .update();
    }

    void saveSection(
            UUID report, String section, int revision, int base, String heading, String text, Viewer by, Instant now) {
        jdbc.sql("""
                UPDATE report.section
                SET heading = :heading, text = :text, revision = :revision, saved_name = :name, saved_at = :now
                WHERE report = :report AND id = :section""")
                .param("heading", heading)
                .param("text", text)
                .param("revision", revision)
                .param("name", by.name())
                .param("now", time(now))
                .param("report", report)
                .param("section", section)
                .update();
        insertRevision(report, section, revision, base, heading, text, by, now);
    }

    private static final String COLUMNS = """
            SELECT id, template, title, title_text, region, period, state, moves, version, issuer, reason, created_by,
                created_name, created_at, submitted_by, submitted_name, submitted_at
            FROM report.report
            WHERE region = ANY(:scope)""";

    /** Empty outside the viewer's regions. */
    public Optional<Report> find(Viewer viewer, UUID id) {
        return jdbc.sql(COLUMNS + " AND id = :id")
                .param("scope", viewer.regionArray())
                .param("id", id)
                .query(ReportStore::report)
                .optional();
    }

    /** Locked until the transaction ends: changes of one report come one after the other. */
    Optional<Report> lock(Viewer viewer, UUID id) {
        return jdbc.sql(COLUMNS + " AND id = :id FOR UPDATE")
                .param("scope", viewer.regionArray())
                .param("id", id)
                .query(ReportStore::report)
                .optional();
    }

    public Optional<Report> find(Viewer viewer, String template, String region, Period period) {
        return jdbc.sql(COLUMNS + " AND template = :template AND region = :region AND period = :period")
                .param("scope", viewer.regionArray())
                .param("template", template)
                .param("region", region)
                .param("period", period.toString())
                .query(ReportStore::report)
                .optional();
    }

    private static final String FILTER = """
             AND (:state = '' OR state = :state) AND (:words = '' OR title ILIKE '%' || :words || '%')""";

    /** @param state code of a state, empty for all */
    public KeyPage<Report> page(Viewer viewer, String state, String words, KeyPage.At at, int size) {
        String escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        @Nullable UUID key = key(at);
        String place = key == null ? "" : at.backwards() ? " AND id > :key" : " AND id < :key";
        var query = jdbc.sql(COLUMNS + FILTER + place + " ORDER BY id " + (at.backwards() ? "ASC" : "DESC")
                        + " LIMIT :limit")
                .param("scope", viewer.regionArray())
                .param("state", state)
                .param("words", escaped)
                .param("limit", size + 1);
        if (key != null) query = query.param("key", key);
        var found = query.query(ReportStore::report).list();
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM report.report WHERE region = ANY(:scope)" + FILTER
                        + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") found")
                .param("scope", viewer.regionArray())
                .param("state", state)
                .param("words", escaped)
                .query((rows, number) -> rows.getInt(1))
                .single();
        return KeyPage.of(found, size, at, report -> report.id().toString(), KeyPage.Total.of(counted));
    }

    private static @Nullable UUID key(KeyPage.At at) {
        if (at.key() == null) return null;
        try {
            return UUID.fromString(at.key());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Reports that wait for a second person, not handed in by the viewer. */
    public List<Report> waiting(Viewer viewer, int limit) {
        return jdbc.sql(COLUMNS + " AND state = 'review' AND submitted_by <> :me ORDER BY submitted_at LIMIT :limit")
                .param("scope", viewer.regionArray())
                .param("me", viewer.requireAccount())
                .param("limit", limit)
                .query(ReportStore::report)
                .list();
    }

    public int countWaiting(Viewer viewer) {
        return jdbc.sql("""
                SELECT count(*) FROM report.report
                WHERE state = 'review' AND region = ANY(:scope) AND submitted_by <> :me""")
                .param("scope", viewer.regionArray())
                .param("me", viewer.requireAccount())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    public List<Report.Section> sections(UUID report) {
        return jdbc.sql("""
                SELECT id, place, heading, text, revision, saved_name, saved_at FROM report.section
                WHERE report = :report AND place IS NOT NULL ORDER BY place""")
                .param("report", report)
                .query((rows, number) -> new Report.Section(
                        rows.getString("id"),
                        rows.getInt("place"),
                        rows.getString("heading"),
                        rows.getString("text"),
                        rows.getInt("revision"),
                        rows.getString("saved_name"),
                        instant(rows, "saved_at")))
                .list();
    }

    public Optional<Report.Section> section(UUID report, String id) {
        return sections(report).stream()
                .filter(section -> section.id().equals(id))
                .findFirst();
    }

    /** Heading and text of a revision. */
    Optional<Written> revision(UUID report, String section, int revision) {
        return jdbc.sql("""
                SELECT heading, text FROM report.revision
                WHERE report = :report AND section = :section AND revision = :revision""")
                .param("report", report)
                .param("section", section)
                .param("revision", revision)
                .query((rows, number) -> new Written(rows.getString(1), rows.getString(2)))
                .optional();
    }

    record Written(String heading, String text) {}

    void keepTyping(UUID report, String section, int base, String heading, String text, Viewer by, Instant now) {
        jdbc.sql("""
                INSERT INTO report.typing (report, section, account, name, base, heading, text, at)
                VALUES (:report, :section, :account, :name, :base, :heading, :text, :now)
                ON CONFLICT (report, section, account)
                DO UPDATE SET base = excluded.base, heading = excluded.heading, text = excluded.text, at = excluded.at""")
                .param("report", report)
                .param("section", section)
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("base", base)
                .param("heading", heading)
                .param("text", text)
                .param("now", time(now))
                .update();
    }

    void forgetTyping(UUID report, String section, Viewer by) {
        jdbc.sql("DELETE FROM report.typing WHERE report = :report AND section = :section AND account = :account")
                .param("report", report)
                .param("section", section)
                .param("account", by.requireAccount())
                .update();
    }

    /** By section, the newest first. */
    public List<Typing> typing(UUID report) {
        return jdbc.sql("""
                SELECT section, account, name, base, heading, text, at FROM report.typing
                WHERE report = :report ORDER BY at DESC""")
                .param("report", report)
                .query((rows, number) -> new Typing(
                        rows.getString("section"),
                        new Report.Typing(
                                rows.getObject("account", UUID.class),
                                rows.getString("name"),
                                rows.getInt("base"),
                                rows.getString("heading"),
                                rows.getString("text"),
                                instant(rows, "at"))))
                .list();
    }

    public record Typing(String section, Report.Typing typing) {}

    void move(UUID report, Report.State state, String title, int version, String reason) {
        jdbc.sql("""
                UPDATE report.report
                SET state = :state, title = :title, version = :version, reason = :reason, moves = moves + 1
                WHERE id = :id""")
                .param("state", state.code())
                .param("title", title)
                .param("version", version)
                .param("reason", reason)
                .param("id", report)
                .update();
    }

    void submit(UUID report, Viewer by, Instant now) {
        jdbc.sql("""
                UPDATE report.report
                SET state = 'review', submitted_by = :by, submitted_name = :name, submitted_at = :now,
                    moves = moves + 1
                WHERE id = :id""")
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("now", time(now))
                .param("id", report)
                .update();
    }

    void event(UUID report, String kind, Viewer by, String reason, Instant now) {
        jdbc.sql("""
                INSERT INTO report.event (report, kind, by_name, reason, at)
                VALUES (:report, :kind, :name, :reason, :now)""")
                .param("report", report)
                .param("kind", kind)
                .param("name", by.name())
                .param("reason", reason)
                .param("now", time(now))
                .update();
    }

    /** Newest first. */
    public List<Report.Event> events(UUID report) {
        return jdbc.sql("SELECT kind, by_name, reason, at FROM report.event WHERE report = :report ORDER BY id DESC")
                .param("report", report)
                .query((rows, number) -> new Report.Event(
                        rows.getString("kind"),
                        rows.getString("by_name"),
                        rows.getString("reason"),
                        instant(rows, "at")))
                .list();
    }

    void insertReading(UUID report, String content, Viewer by, Instant now) {
        jdbc.sql("""
                INSERT INTO report.reading (report, number, content, by_name, at)
                SELECT :report, coalesce(max(number), 0) + 1, :content, :name, :now
                FROM report.reading WHERE report = :report""")
                .param("report", report)
                .param("content", content)
                .param("name", by.name())
                .param("now", time(now))
                .update();
    }

    /** The last one taken; empty before the first. */
    public Optional<Reading> lastReading(UUID report) {
        return jdbc.sql("""
                SELECT number, content, by_name, at FROM report.reading
                WHERE report = :report ORDER BY number DESC LIMIT 1""")
                .param("report", report)
                .query((rows, number) -> new Reading(
                        rows.getInt("number"),
                        rows.getString("content"),
                        rows.getString("by_name"),
                        instant(rows, "at")))
                .optional();
    }

    public record Reading(int number, String content, String name, Instant at) {}

    private static Report report(ResultSet rows, int number) throws SQLException {
        OffsetDateTime submitted = rows.getObject("submitted_at", OffsetDateTime.class);
        return new Report(
                rows.getObject("id", UUID.class),
                rows.getString("template"),
                rows.getString("title"),
                rows.getString("title_text"),
                rows.getString("region"),
                Period.parse(rows.getString("period")).orElseThrow(),
                Report.State.of(rows.getString("state")),
                rows.getInt("moves"),
                rows.getInt("version"),
                rows.getString("issuer"),
                rows.getString("reason"),
                rows.getObject("created_by", UUID.class),
                rows.getString("created_name"),
                instant(rows, "created_at"),
                rows.getObject("submitted_by", UUID.class),
                rows.getString("submitted_name"),
                submitted == null ? null : submitted.toInstant());
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
