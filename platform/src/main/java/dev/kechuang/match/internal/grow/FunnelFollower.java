package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.match.internal.grow.StageStore.Counted;
import dev.kechuang.match.internal.grow.StageStore.Reach;
import dev.kechuang.shared.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Follows what becomes of firms in the store elsewhere: an application submitted in a call of the ladder's programmes, the
 * title granted. Looked up, not listened to, so that a missed message loses nothing; a stage is reached once, so that
 * looking twice counts once. A firm that is in the stores of several years counts in the last it had entered by then. A
 * title implies that it was applied for, maybe elsewhere.
 */
@Component
public class FunnelFollower {

    private static final String NO_LATER = """
             AND NOT EXISTS (SELECT FROM match.cultivation l WHERE l.organisation = c.organisation AND l.ladder = c.ladder
                AND l.entered_at > c.entered_at AND (l.entered_at AT TIME ZONE 'Asia/Shanghai')::date <= reached.day)""";

    private final JdbcClient jdbc;
    private final Ladders ladders;
    private final StageStore stages;
    private final EntryStore entries;
    private final MergedEntries merged;
    private final GrowDesk desk;

    public FunnelFollower(
            JdbcClient jdbc,
            Ladders ladders,
            StageStore stages,
            EntryStore entries,
            MergedEntries merged,
            GrowDesk desk) {
        this.jdbc = jdbc;
        this.ladders = ladders;
        this.stages = stages;
        this.entries = entries;
        this.merged = merged;
        this.desk = desk;
    }

    /** @param undone titles that turned out to be entered by mistake */
    public record Run(int applied, int recognised, int undone) {}

    public Run run() {
        int unused = done(this::merged);
        int applied = 0;
        int recognised = 0;
        int undone = 0;
        for (Ladder ladder : ladders.all()) {
            undone += done(() -> undone(ladder));
            applied += done(() -> applied(ladder));
            recognised += done(() -> recognised(ladder));
        }
        return new Run(applied, recognised, undone);
    }

    /**
     * Entries of organisations that became part of another go on with it. Where that one is in the same store of the year,
     * its own entry goes on and the other leaves.
     */
    private int merged() {
        var orphans = merged.orphans();
        for (var one : orphans) {
            entries.hold(one.id());
            if (!one.taken() && merged.follow(one.id(), one.organisation(), one.remaining())) {
                desk.happenedByItself(one.id(), "merged", one.name());
            } else if (one.inStore()) {
                entries.leave(one.id(), LeftFor.MERGED, one.name(), desk.today());
                desk.happenedByItself(one.id(), "left", one.name());
            }
            desk.logSystem("match.cultivationMerged", one.id(), one.name());
        }
        return orphans.size();
    }

    private int done(java.util.function.IntSupplier work) {
        return desk.run(() -> Outcome.done(work.getAsInt())).fold(count -> count, errors -> 0);
    }

    private record Found(Counted entry, String name, LocalDate day, String evidence) {}

    private static final RowMapper<Found> FOUND = FunnelFollower::found;

    private static Found found(ResultSet rows, int number) throws SQLException {
        return new Found(
                new Counted(
                        id(rows, "id"),
                        id(rows, "organisation"),
                        text(rows, "region"),
                        rows.getString("zone"),
                        text(rows, "ladder"),
                        rows.getInt("year")),
                text(rows, "name"),
                day(rows, "day"),
                text(rows, "evidence"));
    }

    private static final String ENTRY = "SELECT c.id, c.organisation, c.region, c.zone, c.ladder, c.year, o.name";

    private int applied(Ladder ladder) {
        if (ladder.programmes().isEmpty()) return 0;
        var found = jdbc.sql(ENTRY + """
                        , reached.day, 'programme/application/' || reached.id AS evidence
                        FROM match.cultivation c
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        CROSS JOIN LATERAL (
                            SELECT a.id, (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day
                            FROM programme.published_application a
                            WHERE a.organisation = c.organisation AND a.programme = ANY(:programmes)
                              AND a.submitted_at >= c.entered_at
                            ORDER BY a.submitted_at LIMIT 1) reached
                        WHERE c.ladder = :ladder AND (c.left_on IS NULL OR reached.day <= c.left_on)
                          AND c.left_for IS DISTINCT FROM 'mistake'
                          AND NOT EXISTS (SELECT FROM match.cultivation_stage s
                              WHERE s.entry = c.id AND s.stage = 3 AND s.undone_at IS NULL)""" + NO_LATER)
                .param("ladder", ladder.id())
                .param("programmes", ladder.programmes().toArray(String[]::new))
                .query(FOUND)
                .list();
        int count = reach(found, GrowStage.APPLIED);
        for (Found one : found)
            desk.logSystem("match.cultivationApplied", one.entry().entry(), one.name());
        return count;
    }

    private int reach(List<Found> found, GrowStage stage) {
        return stages.reach(
                found.stream()
                        .map(one -> new Reach(one.entry(), one.day(), one.evidence()))
                        .toList(),
                stage,
                desk.now());
    }

    private int recognised(Ladder ladder) {
        var found = jdbc.sql(ENTRY + """
                        , reached.day, 'registry/title/' || reached.id AS evidence
                        FROM match.cultivation c
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        CROSS JOIN LATERAL (
                            SELECT t.id, t.valid_from AS day FROM registry.published_title t
                            WHERE t.organisation = c.organisation AND t.kind = :title AND t.state <> 'withdrawn'
                              AND t.valid_from BETWEEN c.entered_on AND :today
                            ORDER BY t.valid_from LIMIT 1) reached
                        WHERE c.ladder = :ladder AND (c.left_on IS NULL OR reached.day <= c.left_on)
                          AND c.left_for IS DISTINCT FROM 'mistake'
                          AND NOT EXISTS (SELECT FROM match.cultivation_stage s
                              WHERE s.entry = c.id AND s.stage = 4 AND s.undone_at IS NULL)""" + NO_LATER)
                .param("ladder", ladder.id())
                .param("title", ladder.title())
                .param("today", desk.today())
                .query(FOUND)
                .list();
        int unused = reach(found, GrowStage.APPLIED);
        int count = reach(found, GrowStage.RECOGNISED);
        for (Found one : found) {
            UUID entry = one.entry().entry();
            jdbc.sql("""
                            UPDATE match.cultivation SET version = version + 1, left_on = :day, left_for = 'recognised',
                                left_note = '' WHERE id = :id AND left_on IS NULL""").param("id", entry).param("day", one.day()).update();
            desk.logSystem("match.cultivationRecognised", entry, one.name());
        }
        return count;
    }

    /** A title withdrawn as a mistake: the firm is in the store again. */
    private int undone(Ladder ladder) {
        var found = jdbc.sql(ENTRY + """
                        , s.on_day AS day, s.evidence
                        FROM match.cultivation c
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        JOIN match.cultivation_stage s ON s.entry = c.id AND s.stage = 4 AND s.undone_at IS NULL
                        JOIN registry.published_title t ON s.evidence = 'registry/title/' || t.id
                            AND t.organisation = c.organisation AND t.kind = :title
                        WHERE c.ladder = :ladder AND t.state = 'withdrawn'""")
                .param("ladder", ladder.id())
                .param("title", ladder.title())
                .query(FOUND)
                .list();
        for (Found one : found) {
            UUID entry = one.entry().entry();
            entries.hold(entry);
            stages.undo(one.entry(), GrowStage.RECOGNISED, desk.now());
            boolean implied = stages.of(entry).stream()
                    .anyMatch(stage -> stage.stage() == GrowStage.APPLIED
                            && stage.evidence().equals(one.evidence()));
            if (implied) stages.undo(one.entry(), GrowStage.APPLIED, desk.now());
            entries.back(entry);
            desk.logSystem("match.cultivationUndone", entry, one.name());
        }
        return found.size();
    }
}
