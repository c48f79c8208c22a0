package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.copy.CopyReader;
import dev.kechuang.match.internal.copy.CopyWriter;
import dev.kechuang.match.internal.run.Differences.Difference;
import dev.kechuang.match.internal.run.Differences.Shown;
import dev.kechuang.match.internal.sheet.Sheet;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The two slots of stored matches and the log of their differences. Writes name the slot's own table, so that nobody waits
 * for what is done to the other.
 */
@Component
public class Slots {

    private final JdbcClient jdbc;
    private final DataSource source;

    public Slots(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.source = source;
    }

    int shown() {
        return jdbc.sql("SELECT slot FROM match.shown").query(Integer.class).single();
    }

    private static String table(int slot) {
        return slot == 0 ? "match.found_0" : "match.found_1";
    }

    /** Policies of all rules by their codes. */
    Map<Short, String> policies() {
        var policies = new HashMap<Short, String>();
        jdbc.sql("SELECT code, policy FROM match.rule").query(rows -> {
            policies.put(rows.getShort(1), rows.getString(2));
        });
        return policies;
    }

    List<Shown> of(int slot, Collection<UUID> organisations) {
        return jdbc.sql("SELECT organisation, rule, state FROM " + table(slot) + " WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> new Shown(rows.getObject(1, UUID.class), rows.getShort(2), rows.getInt(3)))
                .list();
    }

    /** Those of the organisations from one, included, to another. */
    List<Shown> between(int slot, UUID from, @Nullable UUID until) {
        var found = new ArrayList<Shown>();
        String query = "SELECT organisation, rule, state FROM " + table(slot) + " WHERE organisation >= '" + from + "'"
                + (until == null ? "" : " AND organisation < '" + until + "'");
        try (var rows = new CopyReader(source, query)) {
            while (rows.next()) found.add(new Shown(rows.uuid(), (short) rows.small(), rows.small()));
        }
        return found;
    }

    void write(int slot, MatchRows matches, LocalDate day) {
        write(table(slot), slot, matches, day);
    }

    /** Keeps what a run over some policies will put into the slot that is shown. */
    void putAside(int slot, MatchRows matches, LocalDate day) {
        write("match.run_found", slot, matches, day);
    }

    private void write(String table, int slot, MatchRows matches, LocalDate day) {
        if (matches.size() == 0) return;
        String target = table + " (organisation, amount_fen, day, slot, rule, state, distance, missing, region, zone)";
        try (var copy = new CopyWriter(source, target)) {
            for (int i = 0; i < matches.size(); i++) {
                Sheet sheet = matches.sheet(i);
                copy.row(10).uuid(sheet.organisation());
                if (matches.amount(i) == MatchRows.NONE) copy.none();
                else copy.number(matches.amount(i));
                copy.day(day)
                        .small(slot)
                        .small(matches.rule(i))
                        .small(matches.state(i))
                        .small(matches.distance(i))
                        .small(matches.missing(i))
                        .text(sheet.region())
                        .text(sheet.zone());
            }
            copy.end();
        }
    }

    void delete(int slot, Collection<UUID> organisations) {
        jdbc.sql("DELETE FROM " + table(slot) + " WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .update();
    }

    /** In the place of what organisations had there before. */
    void replace(int slot, Collection<UUID> organisations, MatchRows matches, LocalDate day) {
        var tallies = new HashMap<Tally, Integer>();
        jdbc.sql("DELETE FROM " + table(slot)
                        + " WHERE organisation = ANY(:ids) RETURNING rule, region, coalesce(zone, ''), state")
                .param("ids", organisations.toArray(UUID[]::new))
                .query(rows -> {
                    tallies.merge(
                            new Tally(rows.getShort(1), rows.getString(2), rows.getString(3), rows.getInt(4)),
                            -1,
                            Integer::sum);
                });
        for (int i = 0; i < matches.size(); i++) {
            Sheet sheet = matches.sheet(i);
            String zone = sheet.zone() == null ? "" : sheet.zone();
            tallies.merge(new Tally(matches.rule(i), sheet.region(), zone, matches.state(i)), 1, Integer::sum);
        }
        write(slot, matches, day);
        tally(slot, tallies);
    }

    private record Tally(short rule, String region, String zone, int state) {}

    private void tally(int slot, Map<Tally, Integer> more) {
        var changed =
                more.entrySet().stream().filter(entry -> entry.getValue() != 0).toList();
        if (changed.isEmpty()) return;
        jdbc.sql("""
                        MERGE INTO match.tally t
                        USING unnest(:rules::smallint[], :regions::text[], :zones::text[], :states::smallint[],
                                     :counts::integer[]) AS u (rule, region, zone, state, count)
                        ON (t.slot, t.rule, t.region, t.zone, t.state)
                           = (:slot, u.rule, u.region, u.zone, u.state)
                        WHEN MATCHED THEN UPDATE SET count = t.count + u.count
                        WHEN NOT MATCHED THEN INSERT (slot, rule, region, zone, state, count)
                            VALUES (:slot, u.rule, u.region, u.zone, u.state, u.count)
                        """)
                .param("slot", slot)
                .param("rules", changed.stream().map(one -> one.getKey().rule()).toArray(Short[]::new))
                .param(
                        "regions",
                        changed.stream().map(one -> one.getKey().region()).toArray(String[]::new))
                .param("zones", changed.stream().map(one -> one.getKey().zone()).toArray(String[]::new))
                .param(
                        "states",
                        changed.stream()
                                .map(one -> (short) one.getKey().state())
                                .toArray(Short[]::new))
                .param("counts", changed.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .update();
    }

    /** Takes out of what was put aside. */
    void takeBack(Collection<UUID> organisations) {
        jdbc.sql("DELETE FROM match.run_found WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .update();
    }

    /** Counts what a slot has. */
    void tally(int slot) {
        jdbc.sql("DELETE FROM match.tally").update();
        jdbc.sql("""
                        INSERT INTO match.tally (slot, rule, region, zone, state, count)
                        SELECT slot, rule, region, coalesce(zone, ''), state, count(*) FROM %s GROUP BY 1, 2, 3, 4, 5
                        """.formatted(table(slot))).update();
    }

    /** Codes of the rules that a slot has matches of. */
    Set<Short> rules(int slot) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT rule FROM match.tally WHERE slot = :slot AND count > 0")
                .param("slot", slot)
                .query((rows, number) -> rows.getShort(1))
                .list());
    }

    /** How many matches a slot has, by state, from 1. */
    int[] counts(int slot) {
        int[] counts = new int[4];
        jdbc.sql("SELECT state, sum(count) FROM match.tally WHERE slot = :slot GROUP BY state")
                .param("slot", slot)
                .query(rows -> {
                    counts[rows.getInt(1)] = rows.getInt(2);
                });
        return counts;
    }

    /**
     * Appends to the log; only by who holds the packing lock alone, so that it is read in the order of commits.
     *
     * @param run null when it was facts that changed
     */
    void log(List<Difference> differences, @Nullable Long run, Instant now) {
        if (differences.isEmpty()) return;
        int size = differences.size();
        var ids = new UUID[size];
        var rules = new Short[size];
        var before = new Short[size];
        var after = new Short[size];
        var distances = new Short[size];
        var missing = new Short[size];
        var amounts = new @Nullable Long[size];
        for (int i = 0; i < size; i++) {
            Difference one = differences.get(i);
            ids[i] = one.organisation();
            rules[i] = one.rule();
            before[i] = (short) one.before();
            after[i] = (short) one.after();
            distances[i] = (short) one.distance();
            missing[i] = (short) one.missing();
            amounts[i] = one.amount() == MatchRows.NONE ? null : one.amount();
        }
        jdbc.sql("""
                        INSERT INTO match.change
                            (organisation, rule, before, after, distance, missing, amount_fen, run, changed_at, region, zone)
                        SELECT u.*, :run, :now, s.region, s.zone
                        FROM unnest(:ids::uuid[], :rules::smallint[], :before::smallint[], :after::smallint[],
                                    :distances::smallint[], :missing::smallint[], :amounts::bigint[])
                             AS u (organisation, rule, before, after, distance, missing, amount_fen)
                        JOIN match.sheet s ON s.organisation = u.organisation
                        """)
                .param("run", run, Types.BIGINT)
                .param("now", Timestamp.from(now))
                .param("ids", ids)
                .param("rules", rules)
                .param("before", before)
                .param("after", after)
                .param("distances", distances)
                .param("missing", missing)
                .param("amounts", amounts)
                .update();
    }

    /** Keeps what a run will append to the log when it is shown. */
    void keep(List<Difference> differences) {
        if (differences.isEmpty()) return;
        String target = "match.run_change (organisation, rule, before, after, distance, missing, amount_fen)";
        try (var copy = new CopyWriter(source, target)) {
            for (Difference one : differences) {
                copy.row(7)
                        .uuid(one.organisation())
                        .small(one.rule())
                        .small(one.before())
                        .small(one.after())
                        .small(one.distance())
                        .small(one.missing());
                if (one.amount() == MatchRows.NONE) copy.none();
                else copy.number(one.amount());
            }
            copy.end();
        }
    }

    void forget(Collection<UUID> organisations) {
        jdbc.sql("DELETE FROM match.run_change WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .update();
    }

    /** Appends what was kept. */
    int logKept(long run, Instant now) {
        return jdbc.sql("""
                        INSERT INTO match.change
                            (organisation, rule, before, after, distance, missing, amount_fen, run, changed_at, region, zone)
                        SELECT c.organisation, c.rule, c.before, c.after, c.distance, c.missing, c.amount_fen, :run, :now,
                               s.region, s.zone
                        FROM match.run_change c JOIN match.sheet s ON s.organisation = c.organisation
                        """).param("run", run).param("now", Timestamp.from(now)).update();
    }

    /**
     * Puts what was put aside in the place of the matches of some policies, tallies and logs how it differs. Organisations
     * whose sheets are stale keep what they have, of all policies: whoever packs them decides them anew.
     *
     * @param now codes of the versions that decide these policies today; none for one that is gone
     */
    int mend(int slot, List<String> policies, List<Short> now, long run, Instant at) {
        String fresh = "NOT EXISTS (SELECT FROM match.sheet s WHERE s.organisation = x.organisation AND s.layout = 0)";
        var parameters = Map.of(
                "slot", slot,
                "policies", policies.toArray(String[]::new),
                "now", now.toArray(Short[]::new),
                "run", run,
                "at", Timestamp.from(at));
        int changes =
                jdbc.sql("""
                        WITH codes AS (SELECT code, policy FROM match.rule WHERE policy = ANY(:policies)),
                             was AS (SELECT x.organisation, c.policy, x.rule, x.state
                                     FROM %1$s x JOIN codes c ON c.code = x.rule WHERE %2$s),
                             found AS (SELECT x.*, c.policy
                                       FROM match.run_found x JOIN codes c ON c.code = x.rule WHERE %2$s)
                        INSERT INTO match.change
                            (organisation, rule, before, after, distance, missing, amount_fen, run, changed_at, region, zone)
                        SELECT s.organisation,
                               coalesce(f.rule, (SELECT c.code FROM codes c
                                                 WHERE c.policy = w.policy AND c.code = ANY(:now)), w.rule),
                               coalesce(w.state, 0), coalesce(f.state, 0), coalesce(f.distance, 0),
                               coalesce(f.missing, 0), f.amount_fen, :run, :at, s.region, s.zone
                        FROM found f FULL JOIN was w ON w.organisation = f.organisation AND w.policy = f.policy
                        JOIN match.sheet s ON s.organisation = coalesce(f.organisation, w.organisation)
                        WHERE f.state IS DISTINCT FROM w.state
                        """.formatted(table(slot), fresh)).params(parameters).update();
        jdbc.sql("""
                        DELETE FROM %s x
                        WHERE x.rule = ANY(ARRAY(SELECT code FROM match.rule WHERE policy = ANY(:policies))) AND %s
                        """.formatted(table(slot), fresh)).params(parameters).update();
        jdbc.sql("""
                        INSERT INTO %s (organisation, amount_fen, day, slot, rule, state, distance, missing, region, zone)
                        SELECT organisation, amount_fen, day, slot, rule, state, distance, missing, region, zone
                        FROM match.run_found x WHERE %s
                        """.formatted(table(slot), fresh)).params(parameters).update();
        jdbc.sql("""
                        DELETE FROM match.tally
                        WHERE slot = :slot AND rule IN (SELECT code FROM match.rule WHERE policy = ANY(:policies))
                        """).params(parameters).update();
        jdbc.sql("""
                        INSERT INTO match.tally (slot, rule, region, zone, state, count)
                        SELECT slot, rule, region, coalesce(zone, ''), state, count(*) FROM %s
                        WHERE rule = ANY(ARRAY(SELECT code FROM match.rule WHERE policy = ANY(:policies)))
                        GROUP BY 1, 2, 3, 4, 5
                        """.formatted(table(slot))).params(parameters).update();
        return changes;
    }

    /** Of the organisations from one to another, those the log has anything of. */
    Set<UUID> logged(UUID from, @Nullable UUID until) {
        return Set.copyOf(jdbc.sql("""
                        SELECT DISTINCT organisation FROM match.change
                        WHERE organisation >= :from AND (:until::uuid IS NULL OR organisation < :until::uuid)
                        """)
                .param("from", from)
                .param("until", until, Types.OTHER)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list());
    }

    Set<UUID> logged(Collection<UUID> organisations) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT organisation FROM match.change WHERE organisation = ANY(:ids)")
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list());
    }

    void show(int slot) {
        jdbc.sql("UPDATE match.shown SET slot = :slot").param("slot", slot).update();
    }

    /** Empties a slot that is not shown and takes its indexes away; gives up when somebody reads it for long. */
    void clear(int slot) {
        call("SET LOCAL lock_timeout = '10s'");
        call("SELECT match.clear_slot(" + slot + "::smallint), match.clear_run_changes()");
    }

    /** Forgets what a run kept beside the slots. */
    void clearKept() {
        call("SET LOCAL lock_timeout = '10s'");
        call("SELECT match.clear_run_changes()");
    }

    void index(int slot) {
        call("SELECT match.index_slot(" + slot + "::smallint)");
    }

    private void call(String sql) {
        if (sql.startsWith("SET")) jdbc.sql(sql).update();
        else jdbc.sql(sql).query((rows, number) -> true).list();
    }
}
