package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.run.Run.Cause;
import dev.kechuang.match.internal.run.Run.Figures;
import dev.kechuang.match.internal.run.Run.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs and their blocks. */
@Repository
public class RunStore {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String COLUMNS = """
            SELECT r.id, r.cause, r.started_name, r.started_at, r.day, r.rules, r.policies, r.only_policies, r.layout, r.state,
                   r.slot, r.after_number, r.finished_at, r.organisations, r.eligible, r.near, r.open, r.changes, r.error,
                   b.done, b.blocks
            FROM match.run r
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE x.done_at IS NOT NULL)::int AS done, count(*)::int AS blocks
                FROM match.run_block x WHERE x.run = r.id AND x.step = r.state) b
            """;

    private final JdbcClient jdbc;

    public RunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A part of a run that somebody works on.
     *
     * @param until the first organisation that is no longer in it, null for no end
     */
    record Block(int number, UUID from, @Nullable UUID until) {}

    /** Empty when another one is under way. */
    Optional<Long> start(Cause cause, @Nullable UUID by, String name, Instant now, RuleSet rules, int layout) {
        return jdbc.sql("""
                        INSERT INTO match.run (cause, started_by, started_name, started_at, day, rules, policies, codes,
                                               layout, state)
                        VALUES (:cause, :by, :name, :now, :day, :rules, :policies, :codes, :layout, 'packing')
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .param("codes", rules.codes().toArray(Short[]::new))
                .param("cause", cause.name().toLowerCase(Locale.ROOT))
                .param("by", by, Types.OTHER)
                .param("name", name)
                .param("now", Timestamp.from(now))
                .param("day", rules.day())
                .param("rules", rules.digest())
                .param("policies", rules.rules().size())
                .param("layout", layout)
                .query(Long.class)
                .optional();
    }

    public Optional<Run> find(long id) {
        return jdbc.sql(COLUMNS + "WHERE r.id = :id")
                .param("id", id)
                .query(RunStore::row)
                .optional();
    }

    /** The one that is under way. */
    public Optional<Run> underWay() {
        return jdbc.sql(COLUMNS + "WHERE r.state IN ('packing', 'filling')")
                .query(RunStore::row)
                .optional();
    }

    /** The one whose matches are shown. */
    public Optional<Run> shown() {
        return jdbc.sql(COLUMNS + "WHERE r.state = 'shown' ORDER BY r.id DESC LIMIT 1")
                .query(RunStore::row)
                .optional();
    }

    /** Has a run decide some policies only. */
    void narrow(long run, Set<String> only) {
        jdbc.sql("UPDATE match.run SET only_policies = :only WHERE id = :run")
                .param("run", run)
                .param("only", only.stream().sorted().toArray(String[]::new))
                .update();
    }

    /** The sets of rules, by codes, of the run that is shown and of those begun since; an empty one where it is not known. */
    List<Set<Short>> setsSinceShown() {
        return jdbc.sql("""
                        SELECT codes FROM match.run
                        WHERE id >= (SELECT max(id) FROM match.run WHERE state = 'shown')
                          AND state NOT IN ('packing', 'filling') ORDER BY id
                        """)
                .query((rows, number) -> {
                    var codes = rows.getArray(1);
                    return codes == null ? Set.<Short>of() : Set.of((Short[]) codes.getArray());
                })
                .list();
    }

    /** Newest first. */
    public List<Run> before(long id, int most) {
        return jdbc.sql(COLUMNS + "WHERE r.id < :id ORDER BY r.id DESC LIMIT :most")
                .param("id", id)
                .param("most", most)
                .query(RunStore::row)
                .list();
    }

    /** Holds a run's row until the transaction ends. */
    Optional<Run> lock(long id) {
        jdbc.sql("SELECT id FROM match.run WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Long.class)
                .optional();
        return find(id);
    }

    /**
     * Cuts what has to be packed into blocks: organisations without a sheet, with one of another layout, one that was
     * marked, or one that changes by itself on or before the day.
     */
    int blocksToPack(long run, LocalDate day, int layout, int size) {
        return jdbc.sql("""
                        WITH stale AS (
                            SELECT o.id, row_number() OVER (ORDER BY o.id) - 1 AS place
                            FROM registry.published_organisation o
                            LEFT JOIN match.sheet s ON s.organisation = o.id
                            WHERE (s.organisation IS NULL AND o.status = 'confirmed')
                               OR s.layout <> :layout OR s.changes_on <= :day
                        ), cut AS (
                            SELECT (place / :size)::int AS block, id AS from_id FROM stale WHERE place % :size = 0
                        )
                        INSERT INTO match.run_block (run, step, block, from_id, until_id)
                        SELECT :run, 'packing', block, from_id, lead(from_id) OVER (ORDER BY block) FROM cut
                        """)
                .param("run", run)
                .param("day", day)
                .param("layout", layout)
                .param("size", size)
                .update();
    }

    /** What of a block has to be packed. */
    List<UUID> stale(Block block, LocalDate day, int layout) {
        return jdbc.sql("""
                        SELECT o.id FROM registry.published_organisation o
                        LEFT JOIN match.sheet s ON s.organisation = o.id
                        WHERE o.id >= :from AND (:until::uuid IS NULL OR o.id < :until::uuid)
                          AND ((s.organisation IS NULL AND o.status = 'confirmed')
                               OR s.layout <> :layout OR s.changes_on <= :day)
                        ORDER BY o.id
                        """)
                .param("from", block.from())
                .param("until", block.until(), Types.OTHER)
                .param("layout", layout)
                .param("day", day)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** Marks sheets as stale. */
    void mark(List<UUID> organisations) {
        jdbc.sql("UPDATE match.sheet SET layout = 0 WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .update();
    }

    /** Organisations whose sheets are stale, that long waited first. */
    List<UUID> due(LocalDate day, int most) {
        return jdbc.sql("""
                        (SELECT organisation FROM match.sheet WHERE layout = 0 LIMIT :most)
                        UNION
                        (SELECT organisation FROM match.sheet WHERE changes_on <= :day ORDER BY changes_on LIMIT :most)
                        LIMIT :most
                        """)
                .param("day", day)
                .param("most", most)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** Cuts the city into blocks; the caller holds the packing lock alone. */
    void fill(long run, int slot, int size) {
        jdbc.sql("""
                        UPDATE match.run SET state = 'filling', slot = :slot, error = '',
                            after_number = (SELECT coalesce(max(number), 0) FROM match.sheet)
                        WHERE id = :run
                        """).param("run", run).param("slot", slot).update();
        jdbc.sql("""
                        WITH placed AS (
                            SELECT organisation, row_number() OVER (ORDER BY organisation) - 1 AS place FROM match.sheet
                        ), cut AS (
                            SELECT (place / :size)::int AS block,
                                   CASE WHEN place = 0 THEN :first ELSE organisation END AS from_id
                            FROM placed WHERE place % :size = 0
                        )
                        INSERT INTO match.run_block (run, step, block, from_id, until_id)
                        SELECT :run, 'filling', block, from_id, lead(from_id) OVER (ORDER BY block) FROM cut
                        """)
                .param("run", run)
                .param("size", size)
                .param("first", FIRST)
                .update();
    }

    /** Keeps a run in its step until the transaction ends; false when it is no longer there. */
    boolean hold(long run, String step) {
        return jdbc.sql("SELECT id FROM match.run WHERE id = :run AND state = :step FOR SHARE")
                .param("run", run)
                .param("step", step)
                .query((rows, number) -> true)
                .optional()
                .isPresent();
    }

    /** Takes a block that is not done and that nobody works on; it is held until the transaction ends. */
    Optional<Block> take(long run, String step) {
        return jdbc.sql("""
                        SELECT block, from_id, until_id FROM match.run_block
                        WHERE run = :run AND step = :step AND done_at IS NULL
                        ORDER BY block LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .param("run", run)
                .param("step", step)
                .query((rows, number) ->
                        new Block(rows.getInt(1), rows.getObject(2, UUID.class), rows.getObject(3, UUID.class)))
                .optional();
    }

    void done(long run, String step, Block block, int organisations, int matches, Instant now) {
        jdbc.sql("""
                        UPDATE match.run_block SET done_at = :now, organisations = :organisations, matches = :matches
                        WHERE run = :run AND step = :step AND block = :block
                        """)
                .param("now", Timestamp.from(now))
                .param("organisations", organisations)
                .param("matches", matches)
                .param("run", run)
                .param("step", step)
                .param("block", block.number())
                .update();
    }

    boolean allDone(long run, String step) {
        return jdbc.sql("""
                        SELECT NOT EXISTS (SELECT FROM match.run_block
                                           WHERE run = :run AND step = :step AND done_at IS NULL)
                        """)
                .param("run", run)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    void shown(long run, int[] matches, int changes, Instant now) {
        jdbc.sql("""
                        UPDATE match.run SET state = 'shown', finished_at = :now, error = '',
                            organisations = (SELECT count(*) FROM match.sheet WHERE facts IS NOT NULL),
                            eligible = :eligible, near = :near, open = :open, changes = :changes
                        WHERE id = :run
                        """)
                .param("now", Timestamp.from(now))
                .param("eligible", matches[1])
                .param("near", matches[2])
                .param("open", matches[3])
                .param("changes", changes)
                .param("run", run)
                .update();
    }

    /** Whether it was still under way. */
    boolean giveUp(long run, String why, Instant now) {
        return jdbc.sql("""
                        UPDATE match.run SET state = 'given_up', finished_at = :now, error = :why
                        WHERE id = :run AND state IN ('packing', 'filling')
                        """)
                        .param("now", Timestamp.from(now))
                        .param("why", why)
                        .param("run", run)
                        .update()
                == 1;
    }

    void wentWrong(long run, String what) {
        jdbc.sql("UPDATE match.run SET error = :what WHERE id = :run AND state IN ('packing', 'filling')")
                .param("what", what)
                .param("run", run)
                .update();
    }

    private static @Nullable Figures figures(ResultSet rows) throws SQLException {
        int changes = rows.getInt("changes");
        if (rows.wasNull()) return null;
        return new Figures(
                rows.getInt("organisations"),
                rows.getInt("eligible"),
                rows.getInt("near"),
                rows.getInt("open"),
                changes);
    }

    private static Run row(ResultSet rows, int number) throws SQLException {
        Timestamp finished = rows.getTimestamp("finished_at");
        var only = rows.getArray("only_policies");
        return new Run(
                rows.getLong("id"),
                Cause.valueOf(rows.getString("cause").toUpperCase(Locale.ROOT)),
                rows.getString("started_name"),
                rows.getTimestamp("started_at").toInstant(),
                rows.getObject("day", LocalDate.class),
                rows.getString("rules"),
                rows.getInt("policies"),
                only == null ? List.of() : List.of((String[]) only.getArray()),
                rows.getInt("layout"),
                State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                rows.getObject("slot", Integer.class),
                rows.getObject("after_number", Long.class),
                finished == null ? null : finished.toInstant(),
                rows.getInt("done"),
                rows.getInt("blocks"),
                figures(rows),
                rows.getString("error"));
    }
}
