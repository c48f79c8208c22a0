package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;
import static dev.kechuang.shared.desk.Sql.time;
import static dev.kechuang.shared.desk.Sql.timeOrNull;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pre-reviews and the runs that make many of them. */
@Component
public class PrereviewStore {

    private static final String COLUMNS = """
            SELECT p.id, p.entry, p.decision, p.policy, p.verdict, p.fingerprint, p.unmet, p.open, p.risks, p.score_low,
                   p.score_high, p.on_day, p.made_at, p.made_name
            FROM match.prereview p
            """;

    private final JdbcClient jdbc;

    public PrereviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Prereview p, UUID organisation, Viewer by) {
        jdbc.sql("""
                        INSERT INTO match.prereview (id, entry, organisation, decision, policy, verdict, fingerprint, unmet,
                            open, risks, score_low, score_high, on_day, made_at, made_by, made_name)
                        VALUES (:id, :entry, :organisation, :decision, :policy, :verdict, :fingerprint, :unmet, :open,
                            :risks, :low, :high, :day, :at, :account, :name)""")
                .param("id", p.id())
                .param("entry", p.entry())
                .param("organisation", organisation)
                .param("decision", p.decision())
                .param("policy", p.policy())
                .param("verdict", p.verdict().name())
                .param("fingerprint", p.fingerprint())
                .param("unmet", p.unmet())
                .param("open", p.open())
                .param("risks", p.risks())
                .param("low", p.scoreLow(), Types.NUMERIC)
                .param("high", p.scoreHigh(), Types.NUMERIC)
                .param("day", p.day())
                .param("at", Timestamp.from(p.madeAt()))
                .param("account", by.account(), Types.OTHER)
                .param("name", p.madeName())
                .update();
    }

    public Optional<Prereview> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE p.id = :id")
                .param("id", id)
                .query(PrereviewStore::row)
                .optional();
    }

    /** Newest first. */
    public List<Prereview> of(UUID entry) {
        return jdbc.sql(COLUMNS + "WHERE p.entry = :entry ORDER BY p.made_at DESC, p.id DESC LIMIT 50")
                .param("entry", entry)
                .query(PrereviewStore::row)
                .list();
    }

    Optional<Prereview> latest(UUID entry) {
        return jdbc.sql(COLUMNS + "WHERE p.entry = :entry ORDER BY p.made_at DESC, p.id DESC LIMIT 1")
                .param("entry", entry)
                .query(PrereviewStore::row)
                .optional();
    }

    private static Prereview row(ResultSet rows, int number) throws SQLException {
        return new Prereview(
                id(rows, "id"),
                id(rows, "entry"),
                id(rows, "decision"),
                text(rows, "policy"),
                Verdict.valueOf(text(rows, "verdict")),
                text(rows, "fingerprint"),
                rows.getInt("unmet"),
                rows.getInt("open"),
                rows.getInt("risks"),
                rows.getBigDecimal("score_low"),
                rows.getBigDecimal("score_high"),
                day(rows, "on_day"),
                time(rows, "made_at"),
                text(rows, "made_name"));
    }

    /**
     * A pre-review of many (批量预评审).
     *
     * @param finishedAt null while lines wait
     * @param waiting lines that wait
     */
    public record Run(
            UUID id,
            String ladder,
            int year,
            int total,
            int made,
            int same,
            int refused,
            int waiting,
            Instant startedAt,
            UUID startedBy,
            String startedName,
            String startedUnit,
            @Nullable Instant finishedAt) {}

    /** @param outcome {@code made}, {@code same}, {@code refused}; null while it waits */
    public record RunLine(
            int number,
            UUID entry,
            String name,
            String region,
            @Nullable String outcome,
            String reason,
            @Nullable UUID prereview,
            @Nullable Verdict verdict,
            int unmet,
            int open,
            int risks,
            @Nullable BigDecimal scoreLow,
            @Nullable BigDecimal scoreHigh) {}

    UUID start(Ladder ladder, int year, List<UUID> entries, Viewer by, Instant at) {
        UUID run = jdbc.sql("""
                        INSERT INTO match.prereview_run (ladder, year, total, started_at, started_by, started_name,
                            started_unit)
                        VALUES (:ladder, :year, :total, :at, :account, :name, :unit) RETURNING id""")
                .param("ladder", ladder.id())
                .param("year", year)
                .param("total", entries.size())
                .param("at", Timestamp.from(at))
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("unit", by.unitName())
                .query((rows, number) -> id(rows, "id"))
                .single();
        jdbc.sql("""
                        INSERT INTO match.prereview_line (run, number, entry)
                        SELECT :run, e.number, e.entry FROM unnest(:entries::uuid[]) WITH ORDINALITY AS e (entry, number)""")
                .param("run", run)
                .param("entries", entries.toArray(UUID[]::new))
                .update();
        return run;
    }

    private static final String RUN = """
            SELECT r.id, r.ladder, r.year, r.total, r.started_at, r.started_by, r.started_name, r.started_unit,
                   r.finished_at, l.made, l.same, l.refused, l.waiting
            FROM match.prereview_run r
            CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE outcome = 'made') AS made,
                count(*) FILTER (WHERE outcome = 'same') AS same, count(*) FILTER (WHERE outcome = 'refused') AS refused,
                count(*) FILTER (WHERE outcome IS NULL) AS waiting
                FROM match.prereview_line WHERE run = r.id) l
            """;

    /** Not scoped: a run is seen by who started it, lines by who sees their firms. */
    public Optional<Run> run(UUID id) {
        return jdbc.sql(RUN + "WHERE r.id = :id")
                .param("id", id)
                .query(PrereviewStore::run)
                .optional();
    }

    /** Those that somebody started, newest first. */
    public List<Run> runsOf(UUID account, Ladder ladder) {
        return jdbc.sql(RUN
                        + "WHERE r.started_by = :account AND r.ladder = :ladder ORDER BY r.started_at DESC LIMIT 20")
                .param("account", account)
                .param("ladder", ladder.id())
                .query(PrereviewStore::run)
                .list();
    }

    List<UUID> unfinished() {
        return jdbc.sql("SELECT id FROM match.prereview_run WHERE finished_at IS NULL ORDER BY started_at")
                .query((rows, number) -> id(rows, "id"))
                .list();
    }

    private static Run run(ResultSet rows, int number) throws SQLException {
        return new Run(
                id(rows, "id"),
                text(rows, "ladder"),
                rows.getInt("year"),
                rows.getInt("total"),
                rows.getInt("made"),
                rows.getInt("same"),
                rows.getInt("refused"),
                rows.getInt("waiting"),
                time(rows, "started_at"),
                id(rows, "started_by"),
                text(rows, "started_name"),
                text(rows, "started_unit"),
                timeOrNull(rows, "finished_at"));
    }

    record Waiting(int number, UUID entry) {}

    /** A line that waits and that nobody else has; held until the transaction ends. */
    Optional<Waiting> take(UUID run) {
        return jdbc.sql("""
                        SELECT number, entry FROM match.prereview_line WHERE run = :run AND outcome IS NULL
                        ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .param("run", run)
                .query((rows, number) -> new Waiting(rows.getInt("number"), id(rows, "entry")))
                .optional();
    }

    void done(UUID run, int number, String outcome, @Nullable UUID prereview, String reason) {
        jdbc.sql("""
                        UPDATE match.prereview_line SET outcome = :outcome, prereview = :prereview, reason = :reason
                        WHERE run = :run AND number = :number""")
                .param("run", run)
                .param("number", number)
                .param("outcome", outcome)
                .param("prereview", prereview, Types.OTHER)
                .param("reason", reason)
                .update();
    }

    /** When no line waits any more. */
    void finish(UUID run, Instant at) {
        jdbc.sql("""
                        UPDATE match.prereview_run SET finished_at = :at WHERE id = :run AND finished_at IS NULL
                            AND NOT EXISTS (SELECT FROM match.prereview_line WHERE run = :run AND outcome IS NULL)""").param("run", run).param("at", Timestamp.from(at)).update();
    }

    /** Lines of firms that the viewer sees, by number. */
    public KeyPage<RunLine> lines(Viewer viewer, UUID run, KeyPage.At at, int size) {
        Sql where = GrowList.scope(viewer).and("l.run = :run", "run", run);
        String from = """
                 FROM match.prereview_line l JOIN match.cultivation c ON c.id = l.entry
                 JOIN registry.published_organisation o ON o.id = c.organisation
                 LEFT JOIN match.prereview p ON p.id = l.prereview""";
        int counted = jdbc.sql("SELECT count(*) " + from + where.where())
                .params(where.parameters())
                .query(Integer.class)
                .single();
        String key = at.key();
        int behind = key == null || !key.matches("[0-9]{1,8}")
                ? (at.backwards() ? Integer.MAX_VALUE : 0)
                : Integer.parseInt(key);
        var rows = jdbc.sql("""
                        SELECT l.number, l.entry, o.name, c.region, l.outcome, l.reason, l.prereview, p.verdict,
                               coalesce(p.unmet, 0) AS unmet, coalesce(p.open, 0) AS open, coalesce(p.risks, 0) AS risks,
                               p.score_low, p.score_high
                        """ + from + where.where()
                        + (at.backwards() ? " AND l.number < :behind" : " AND l.number > :behind")
                        + " ORDER BY l.number"
                        + (at.backwards() ? " DESC" : "") + " LIMIT :size")
                .params(where.parameters())
                .param("behind", behind)
                .param("size", size + 1)
                .query((line, number) -> {
                    String verdict = line.getString("verdict");
                    return new RunLine(
                            line.getInt("number"),
                            id(line, "entry"),
                            text(line, "name"),
                            text(line, "region"),
                            line.getString("outcome"),
                            text(line, "reason"),
                            idOrNull(line, "prereview"),
                            verdict == null ? null : Verdict.valueOf(verdict),
                            line.getInt("unmet"),
                            line.getInt("open"),
                            line.getInt("risks"),
                            line.getBigDecimal("score_low"),
                            line.getBigDecimal("score_high"));
                })
                .list();
        return KeyPage.of(rows, size, at, line -> String.valueOf(line.number()), KeyPage.Total.of(counted));
    }
}
