package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Revisions of observations and what became of them. The database keeps the rules, see its triggers. */
@Component
public class ObservationStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            SELECT r.*, d.outcome, d.number, coalesce(d.reason, '') AS decision, coalesce(d.decided_name, '') AS decided_name,
                   d.decided_at
            FROM indicator.revision r LEFT JOIN indicator.decision d ON d.revision = r.id
            """;

    private final JdbcClient jdbc;

    public ObservationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(Viewer viewer, Statement statement, Instant now) {
        Cell cell = statement.cell();
        var from = statement.from();
        return jdbc.sql("""
                        INSERT INTO indicator.revision (indicator, region, first_day, months, period, sequence, value, unit,
                            origin, import, row_number, document, span_start, span_end, source, reason, entered_by,
                            entered_name, unit_name, entered_at)
                        VALUES (:indicator, :region, :first, :months, :period, :sequence, :value, :unit, :origin, :import,
                            :row, :document, :start, :end, :source, :reason, :by, :byName, :unitName, :now)
                        RETURNING id
                        """)
                .param("indicator", cell.indicator())
                .param("region", cell.region())
                .param("first", cell.period().first())
                .param("months", cell.period().kind().months())
                .param("period", cell.period().toString())
                .param("sequence", statement.after() + 1)
                .param("value", statement.value(), Types.NUMERIC)
                .param("unit", statement.unit())
                .param("origin", from.origin().code())
                .param("import", from.importId(), Types.OTHER)
                .param("row", from.row(), Types.INTEGER)
                .param("document", from.document(), Types.OTHER)
                .param("start", from.spanStart(), Types.INTEGER)
                .param("end", from.spanEnd(), Types.INTEGER)
                .param("source", statement.source())
                .param("reason", statement.reason())
                .param("by", viewer.requireAccount())
                .param("byName", viewer.name())
                .param("unitName", viewer.unitName())
                .param("now", time(now))
                .query(UUID.class)
                .single();
    }

    void decide(Viewer viewer, UUID revision, State outcome, String reason, Instant now) {
        jdbc.sql("""
                        INSERT INTO indicator.decision (revision, outcome, reason, decided_by, decided_name, decided_at)
                        VALUES (:revision, :outcome, :reason, :by, :byName, :now)
                        """)
                .param("revision", revision)
                .param("outcome", outcome.code())
                .param("reason", reason)
                .param("by", viewer.requireAccount())
                .param("byName", viewer.name())
                .param("now", time(now))
                .update();
    }

    public Optional<Observation> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE r.id = :id")
                .param("id", id)
                .query((row, number) -> observation(row))
                .optional();
    }

    public List<Observation> find(Collection<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(SELECT + " WHERE r.id = ANY (:ids) ORDER BY r.first_day, r.region")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> observation(row))
                .list();
    }

    /** Everything that was ever stated for the cell, the last first. */
    public List<Observation> history(Cell cell) {
        return jdbc.sql(SELECT + """
                         WHERE (r.indicator, r.region, r.first_day, r.months) = (:indicator, :region, :first, :months)
                        ORDER BY r.sequence DESC
                        """)
                .param("indicator", cell.indicator())
                .param("region", cell.region())
                .param("first", cell.period().first())
                .param("months", cell.period().kind().months())
                .query((row, number) -> observation(row))
                .list();
    }

    /** The last that was stated from these characters of a document and not sent back. */
    public Optional<Observation> taken(UUID document, int start, int end) {
        return jdbc.sql(SELECT + """
                         WHERE r.document = :document AND r.span_start = :start AND r.span_end = :end
                           AND d.outcome IS DISTINCT FROM 'returned'
                        ORDER BY r.id DESC LIMIT 1
                        """)
                .param("document", document)
                .param("start", start)
                .param("end", end)
                .query((row, number) -> observation(row))
                .optional();
    }

    /** What stands in a cell: its last sequence, the confirmed value if there is one, and what waits. */
    public record Standing(
            int sequence,
            boolean confirmed,
            @Nullable BigDecimal value,
            @Nullable BigDecimal waiting) {
        static final Standing NONE = new Standing(0, false, null, null);
    }

    /** For many cells at once; cells without anything are absent. */
    public Map<Cell, Standing> standing(Collection<Cell> cells) {
        var found = new HashMap<Cell, Standing>();
        if (cells.isEmpty()) return found;
        var rows = cells.stream()
                .distinct()
                .map(cell -> Map.of(
                        "indicator", cell.indicator(),
                        "region", cell.region(),
                        "first", cell.period().first().toString(),
                        "months", cell.period().kind().months()))
                .toList();
        jdbc.sql("""
                        SELECT q.indicator, q.region, indicator.period_text(q.first, q.months) AS period,
                               (SELECT max(r.sequence) FROM indicator.revision r
                                WHERE (r.indicator, r.region, r.first_day, r.months)
                                    = (q.indicator, q.region, q.first, q.months)) AS sequence,
                               c.revision IS NOT NULL AS confirmed, c.value, w.value AS waiting
                        FROM jsonb_to_recordset(:cells::jsonb) AS q (indicator text, region text, first date, months integer)
                        LEFT JOIN indicator.current c ON (c.indicator, c.region, c.first_day, c.months)
                                                       = (q.indicator, q.region, q.first, q.months)
                        LEFT JOIN (SELECT w.*, r.value FROM indicator.waiting w JOIN indicator.revision r ON r.id = w.revision)
                             AS w ON (w.indicator, w.region, w.first_day, w.months)
                                   = (q.indicator, q.region, q.first, q.months)
                        """)
                .param("cells", JSON.writeValueAsString(rows))
                .query((row, number) -> {
                    int sequence = row.getInt("sequence");
                    if (sequence > 0) {
                        found.put(
                                new Cell(
                                        row.getString("indicator"),
                                        row.getString("region"),
                                        Period.parse(row.getString("period")).orElseThrow()),
                                new Standing(
                                        sequence,
                                        row.getBoolean("confirmed"),
                                        row.getBigDecimal("value"),
                                        row.getBigDecimal("waiting")));
                    }
                    return row;
                })
                .list();
        return found;
    }

    /** What is looked for; empty texts look for everything. */
    public record Query(String state, String indicator, String region, String period, String mine) {}

    /** Newest first; officers of the counties see their own regions. */
    public KeyPage<Observation> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        var params = new HashMap<String, Object>();
        params.put("regions", viewer.regionArray());
        var where = new StringBuilder(" WHERE (:whole OR r.region = ANY (:regions))");
        params.put("whole", ObservationRules.bureau(viewer));
        switch (query.state()) {
            case "waiting" -> where.append(" AND r.id IN (SELECT revision FROM indicator.waiting)");
            case "confirmed", "returned", "replaced" -> {
                where.append(" AND d.outcome = :outcome");
                params.put("outcome", query.state());
            }
            default -> {}
        }
        if (!query.indicator().isEmpty()) {
            where.append(" AND r.indicator = :indicator");
            params.put("indicator", query.indicator());
        }
        if (!query.region().isEmpty()) {
            where.append(" AND r.region = :region");
            params.put("region", query.region());
        }
        if (!query.period().isEmpty()) {
            where.append(" AND r.period = :period");
            params.put("period", query.period());
        }
        if (!query.mine().isEmpty()) {
            where.append(" AND r.entered_by = :mine");
            params.put("mine", viewer.requireAccount());
        }
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM indicator.revision r"
                        + " LEFT JOIN indicator.decision d ON d.revision = r.id" + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .params(params)
                .query(Integer.class)
                .single();
        if (at.key() != null) {
            where.append(" AND r.id ").append(at.backwards() ? ">" : "<").append(" :key");
            params.put("key", key(at.key()));
        }
        var read = jdbc.sql(
                        SELECT + where + " ORDER BY r.id" + (at.backwards() ? "" : " DESC") + " LIMIT " + (size + 1))
                .params(params)
                .query((row, number) -> observation(row))
                .list();
        return KeyPage.of(read, size, at, one -> one.id().toString(), KeyPage.Total.of(counted));
    }

    /** A broken key starts at the start. */
    private static UUID key(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(-1, -1);
        }
    }

    /** How many wait for this viewer: entered by others, in the viewer's regions. */
    public int waiting(Viewer viewer) {
        return jdbc.sql("""
                        SELECT count(*) FROM indicator.waiting w JOIN indicator.revision r ON r.id = w.revision
                        WHERE r.entered_by <> :me AND (:whole OR w.region = ANY (:regions))
                        """)
                .param("me", viewer.requireAccount())
                .param("whole", ObservationRules.bureau(viewer))
                .param("regions", viewer.regionArray())
                .query(Integer.class)
                .single();
    }

    /** A locked period. */
    public record Locked(Period period, Instant at, String by) {}

    /** Newest period first. */
    public List<Locked> locks() {
        return jdbc.sql(
                        "SELECT period, locked_at, locked_name FROM indicator.locked ORDER BY first_day DESC, months DESC")
                .query((row, number) -> new Locked(
                        Period.parse(row.getString("period")).orElseThrow(),
                        row.getObject("locked_at", OffsetDateTime.class).toInstant(),
                        row.getString("locked_name")))
                .list();
    }

    /** Whether it was not locked before. */
    boolean lock(Viewer viewer, Period period, Instant now) {
        return jdbc.sql("""
                        INSERT INTO indicator.locked (period, first_day, months, locked_by, locked_name, locked_at)
                        VALUES (:period, :first, :months, :by, :byName, :now) ON CONFLICT DO NOTHING
                        """)
                        .param("period", period.toString())
                        .param("first", period.first())
                        .param("months", period.kind().months())
                        .param("by", viewer.requireAccount())
                        .param("byName", viewer.name())
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /**
     * The state of one cell of a duty.
     *
     * @param on day on which it was first stated without being sent back: a later correction makes nobody late
     */
    public record Reported(Cell cell, @Nullable BigDecimal value, String state, LocalDate on) {

        public boolean takenBack() {
            return value == null && state.equals("confirmed");
        }

        /** Whether it has to be stated again. */
        public boolean open() {
            return state.equals("returned") || takenBack();
        }
    }

    /** What the units reported for some periods: the last word on each cell. */
    public List<Reported> reported(
            Collection<Period> periods, Collection<String> indicators, Collection<String> regions) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (r.indicator, r.region, r.first_day, r.months) r.indicator, r.region, r.period,
                               r.value, coalesce(d.outcome, 'waiting') AS state,
                               (coalesce(min(r.entered_at) FILTER (WHERE d.outcome IS DISTINCT FROM 'returned')
                                   OVER (PARTITION BY r.indicator, r.region, r.first_day, r.months), r.entered_at)
                                AT TIME ZONE 'Asia/Shanghai')::date AS on_day
                        FROM indicator.revision r LEFT JOIN indicator.decision d ON d.revision = r.id
                        WHERE r.indicator = ANY (:indicators) AND r.region = ANY (:regions) AND r.first_day = ANY (:firsts::date[])
                          AND r.period = ANY (:periods)
                        ORDER BY r.indicator, r.region, r.first_day, r.months, r.sequence DESC
                        """)
                .param("periods", periods.stream().map(Period::toString).toArray(String[]::new))
                .param(
                        "firsts",
                        periods.stream()
                                .map(one -> one.first().toString())
                                .distinct()
                                .toArray(String[]::new))
                .param("indicators", indicators.toArray(String[]::new))
                .param("regions", regions.toArray(String[]::new))
                .query((row, number) -> new Reported(
                        new Cell(
                                row.getString("indicator"),
                                row.getString("region"),
                                Period.parse(row.getString("period")).orElseThrow()),
                        row.getBigDecimal("value"),
                        row.getString("state"),
                        row.getObject("on_day", LocalDate.class)))
                .list();
    }

    private static Observation observation(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Observation(
                row.getObject("id", UUID.class),
                row.getString("indicator"),
                row.getString("region"),
                Period.parse(row.getString("period")).orElseThrow(),
                row.getInt("sequence"),
                row.getBigDecimal("value"),
                Origin.valueOf(row.getString("origin").toUpperCase(java.util.Locale.ROOT)),
                row.getObject("import", UUID.class),
                row.getObject("row_number", Integer.class),
                row.getObject("document", UUID.class),
                row.getObject("span_start", Integer.class),
                row.getObject("span_end", Integer.class),
                row.getString("source"),
                row.getString("reason"),
                row.getObject("entered_by", UUID.class),
                row.getString("entered_name"),
                row.getString("unit_name"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                outcome == null ? State.WAITING : State.valueOf(outcome.toUpperCase(java.util.Locale.ROOT)),
                row.getObject("number", Long.class),
                row.getString("decision"),
                row.getString("decided_name"),
                decided == null ? null : decided.toInstant());
    }

    static OffsetDateTime time(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
