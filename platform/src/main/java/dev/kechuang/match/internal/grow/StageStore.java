package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stages of the funnel. Each is a record of kind {@value #KIND} on its day; one that is undone is taken back by −1. */
@Component
public class StageStore {

    /** Dimensions: ladder, stage, year of the store. */
    public static final String KIND = "match.cultivation";

    private final JdbcClient jdbc;
    private final Records records;

    public StageStore(JdbcClient jdbc, Records records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /** An entry as records count it. */
    record Counted(
            UUID entry,
            UUID organisation,
            String region,
            @Nullable String zone,
            String ladder,
            int year) {

        /** As it was counted for another organisation, which has become part of this one. */
        Counted of(UUID other) {
            return new Counted(entry, other, region, zone, ladder, year);
        }
    }

    /** A stage that was reached. */
    public record Reached(GrowStage stage, LocalDate day, String evidence) {}

    /** @param evidence what proves it, as records name it */
    record Reach(Counted entry, LocalDate day, String evidence) {}

    /** Notes that entries reached a stage, those that have not yet; in the running transaction. */
    int reach(List<Reach> all, GrowStage stage, Instant at) {
        if (all.isEmpty()) return 0;
        Map<UUID, Reach> byEntry = new LinkedHashMap<>();
        all.forEach(one -> byEntry.putIfAbsent(one.entry().entry(), one));
        var list = List.copyOf(byEntry.values());
        record Row(UUID id, UUID entry) {}
        var made = jdbc.sql("""
                        INSERT INTO match.cultivation_stage (entry, organisation, stage, on_day, evidence, noted_at)
                        SELECT r.entry, r.organisation, :stage, r.day, r.evidence, :at
                        FROM unnest(:entries::uuid[], :organisations::uuid[], :days::date[], :evidences::text[])
                            AS r (entry, organisation, day, evidence)
                        ON CONFLICT (entry, stage) WHERE undone_at IS NULL DO NOTHING
                        RETURNING id, entry""")
                .param("stage", stage.number())
                .param("at", Timestamp.from(at))
                .param("entries", list.stream().map(one -> one.entry().entry()).toArray(UUID[]::new))
                .param(
                        "organisations",
                        list.stream().map(one -> one.entry().organisation()).toArray(UUID[]::new))
                .param("days", list.stream().map(one -> one.day().toString()).toArray(String[]::new))
                .param("evidences", list.stream().map(Reach::evidence).toArray(String[]::new))
                .query((rows, number) -> new Row(id(rows, "id"), id(rows, "entry")))
                .list();
        var counted = new ArrayList<NewRecord>();
        for (Row row : made) {
            Reach one = byEntry.get(row.entry());
            if (one != null) counted.add(record(one.entry(), stage, one.day(), 1, row.id() + "/in"));
        }
        records.appendAll(counted);
        return made.size();
    }

    /** Takes a stage back; nothing happens when it was not reached. */
    void undo(Counted entry, GrowStage stage, Instant at) {
        record Row(UUID id, UUID organisation, LocalDate day) {}
        var undone = jdbc.sql("""
                        UPDATE match.cultivation_stage SET undone_at = :at
                        WHERE entry = :entry AND stage = :stage AND undone_at IS NULL RETURNING id, organisation, on_day""")
                .param("at", Timestamp.from(at))
                .param("entry", entry.entry())
                .param("stage", stage.number())
                .query((rows, number) -> new Row(id(rows, "id"), id(rows, "organisation"), day(rows, "on_day")))
                .list();
        records.appendAll(undone.stream()
                .map(row -> record(entry.of(row.organisation()), stage, row.day(), -1, row.id() + "/out"))
                .toList());
    }

    private static NewRecord record(Counted entry, GrowStage stage, LocalDate day, int count, String key) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("ladder", entry.ladder());
        dimensions.put("stage", stage.code());
        dimensions.put("year", String.valueOf(entry.year()));
        return new NewRecord(
                KIND,
                day,
                entry.region(),
                entry.zone(),
                entry.organisation(),
                dimensions,
                count,
                0,
                "match/cultivation/" + entry.entry(),
                key);
    }

    Counted counted(UUID entry) {
        return jdbc.sql("SELECT id, organisation, region, zone, ladder, year FROM match.cultivation WHERE id = :id")
                .param("id", entry)
                .query((rows, number) -> new Counted(
                        id(rows, "id"),
                        id(rows, "organisation"),
                        text(rows, "region"),
                        rows.getString("zone"),
                        text(rows, "ladder"),
                        rows.getInt("year")))
                .single();
    }

    /** Of an entry, in their order. */
    public List<Reached> of(UUID entry) {
        return jdbc.sql("""
                        SELECT stage, on_day, evidence FROM match.cultivation_stage
                        WHERE entry = :entry AND undone_at IS NULL ORDER BY stage""")
                .param("entry", entry)
                .query((rows, number) ->
                        new Reached(GrowStage.of(rows.getInt("stage")), day(rows, "on_day"), text(rows, "evidence")))
                .list();
    }

    /** How many came how far, of a county or of a year. */
    public record Funnel(String of, int stored, int prereviewed, int applied, int recognised) {
        public int at(GrowStage stage) {
            return switch (stage) {
                case STORED -> stored;
                case PREREVIEWED -> prereviewed;
                case APPLIED -> applied;
                case RECOGNISED -> recognised;
            };
        }
    }

    /** By county of the store of a year. */
    public List<Funnel> byRegion(Viewer viewer, Ladder ladder, int year) {
        return funnel(viewer, ladder, "c.region", " AND c.year = " + year);
    }

    /** By year of the store, oldest first. */
    public List<Funnel> byYear(Viewer viewer, Ladder ladder) {
        return funnel(viewer, ladder, "c.year::text", "");
    }

    private List<Funnel> funnel(Viewer viewer, Ladder ladder, String by, String more) {
        Sql where = new Sql().and("c.ladder = :ladder", "ladder", ladder.id());
        if (viewer.isOfficer())
            where.and("(c.region = ANY(:scope) OR c.zone = ANY(:scope))", "scope", viewer.regionArray());
        else where.and("false");
        return jdbc.sql("SELECT " + by + " AS of," + """
                         count(*) FILTER (WHERE s.stage = 1) AS stored,
                               count(*) FILTER (WHERE s.stage = 2) AS prereviewed,
                               count(*) FILTER (WHERE s.stage = 3) AS applied,
                               count(*) FILTER (WHERE s.stage = 4) AS recognised
                        FROM match.cultivation c
                        JOIN match.cultivation_stage s ON s.entry = c.id AND s.undone_at IS NULL""" + where.where() + more + " GROUP BY 1 ORDER BY 1")
                .params(where.parameters())
                .query((rows, number) -> new Funnel(
                        text(rows, "of"),
                        rows.getInt("stored"),
                        rows.getInt("prereviewed"),
                        rows.getInt("applied"),
                        rows.getInt("recognised")))
                .list();
    }
}
