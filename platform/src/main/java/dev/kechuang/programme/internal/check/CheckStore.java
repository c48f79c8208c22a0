package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.check.CheckSheet.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sheets, marks and findings of the formal check. */
@Component
public class CheckStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public CheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(UUID application, String stage, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.check_sheet (application, stage, round, opened_at)
                        SELECT :application, :stage, 1 + coalesce(max(round), 0), :now
                        FROM programme.check_sheet WHERE application = :application AND stage = :stage""")
                .param("application", application)
                .param("stage", stage)
                .param("now", Timestamp.from(now))
                .update();
    }

    void close(UUID application, Outcome outcome, String by, Instant now) {
        jdbc.sql("""
                        UPDATE programme.check_sheet SET closed_at = :now, outcome = :outcome, decided_by = :by
                        WHERE application = :application AND closed_at IS NULL""")
                .param("application", application)
                .param("outcome", outcome.code())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The newest of a stage. */
    public Optional<CheckSheet> newest(UUID application, String stage) {
        return sheets(application).stream()
                .filter(sheet -> sheet.stage().equals(stage))
                .reduce((one, other) -> other);
    }

    /** The open one, locked. */
    Optional<CheckSheet> lock(UUID application) {
        return jdbc.sql(SHEET + " WHERE application = :application AND closed_at IS NULL FOR UPDATE")
                .param("application", application)
                .query(CheckStore::sheet)
                .optional()
                .map(sheet -> sheet.with(marks(sheet)));
    }

    /** All of an application, oldest first. */
    public List<CheckSheet> sheets(UUID application) {
        return jdbc
                .sql(SHEET + " WHERE application = :application ORDER BY opened_at, round")
                .param("application", application)
                .query(CheckStore::sheet)
                .list()
                .stream()
                .map(sheet -> sheet.with(marks(sheet)))
                .toList();
    }

    private static final String SHEET = """
            SELECT application, stage, round, opened_at, officer, officer_name, claimed_at, version, compared_at,
                   closed_at, outcome, decided_by FROM programme.check_sheet""";

    private Map<String, Mark> marks(CheckSheet sheet) {
        var marks = new LinkedHashMap<String, Mark>();
        jdbc.sql("""
                        SELECT item, result, note FROM programme.check_mark
                        WHERE application = :application AND stage = :stage AND round = :round""")
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .query(rows -> {
                    marks.put(
                            rows.getString("item"),
                            new Mark(rows.getString("result").equals("pass"), rows.getString("note")));
                });
        return marks;
    }

    void claim(CheckSheet sheet, @Nullable UUID officer, String name, @Nullable Instant now) {
        jdbc.sql("""
                        UPDATE programme.check_sheet
                        SET officer = :officer, officer_name = :name, claimed_at = :now, version = version + 1
                        WHERE application = :application AND stage = :stage AND round = :round""")
                .param("officer", officer, java.sql.Types.OTHER)
                .param("name", name)
                .param("now", now == null ? null : Timestamp.from(now), java.sql.Types.TIMESTAMP)
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .update();
    }

    void mark(CheckSheet sheet, Viewer officer, Map<String, Mark> marks, Instant now) {
        if (marks.isEmpty()) return;
        var all = List.copyOf(marks.entrySet());
        jdbc.sql("""
                        INSERT INTO programme.check_mark
                            (application, stage, round, item, result, note, account, actor, marked_at)
                        SELECT :application, :stage, :round, m.item, m.result, m.note, :account, :actor, :now
                        FROM unnest(:items, :results, :notes) AS m (item, result, note)
                        ON CONFLICT (application, stage, round, item) DO UPDATE SET result = excluded.result,
                            note = excluded.note, account = excluded.account, actor = excluded.actor,
                            marked_at = excluded.marked_at
                        WHERE (check_mark.result, check_mark.note) IS DISTINCT FROM (excluded.result, excluded.note)""")
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .param("items", all.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "results",
                        all.stream()
                                .map(one -> one.getValue().pass() ? "pass" : "fail")
                                .toArray(String[]::new))
                .param("notes", all.stream().map(one -> one.getValue().note()).toArray(String[]::new))
                .param("account", officer.account())
                .param("actor", officer.name())
                .param("now", Timestamp.from(now))
                .update();
    }

    void findings(CheckSheet sheet, List<Finding> findings, Instant now) {
        jdbc.sql("""
                        DELETE FROM programme.check_finding
                        WHERE application = :application AND stage = :stage AND round = :round""")
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .update();
        if (!findings.isEmpty()) {
            jdbc.sql("""
                            INSERT INTO programme.check_finding
                                (application, stage, round, kind, key, severity, other, data, found_at)
                            SELECT :application, :stage, :round, f.kind, f.key, f.severity, f.other, f.data::jsonb, :now
                            FROM unnest(:kinds, :keys, :severities, :others::uuid[], :data)
                                AS f (kind, key, severity, other, data)""")
                    .param("application", sheet.application())
                    .param("stage", sheet.stage())
                    .param("round", sheet.round())
                    .param("kinds", texts(findings, finding -> finding.kind().code()))
                    .param("keys", texts(findings, Finding::key))
                    .param(
                            "severities",
                            texts(findings, finding -> finding.severity().code()))
                    .param("others", findings.stream().map(Finding::other).toArray(UUID[]::new))
                    .param("data", texts(findings, finding -> JSON.writeValueAsString(finding.data())))
                    .param("now", Timestamp.from(now))
                    .update();
        }
        jdbc.sql("""
                        UPDATE programme.check_sheet SET compared_at = :now
                        WHERE application = :application AND stage = :stage AND round = :round""")
                .param("now", Timestamp.from(now))
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .update();
    }

    private static String[] texts(List<Finding> findings, java.util.function.Function<Finding, String> text) {
        return findings.stream().map(text).toArray(String[]::new);
    }

    /** The gravest first. */
    public List<Finding> findings(CheckSheet sheet) {
        return jdbc.sql("""
                        SELECT kind, key, severity, other, data::text AS data FROM programme.check_finding
                        WHERE application = :application AND stage = :stage AND round = :round
                        ORDER BY array_position(ARRAY['blocking', 'warning', 'note'], severity), kind, key""")
                .param("application", sheet.application())
                .param("stage", sheet.stage())
                .param("round", sheet.round())
                .query((rows, number) -> new Finding(
                        Finding.Kind.of(rows.getString("kind")),
                        rows.getString("key"),
                        Finding.Severity.of(rows.getString("severity")),
                        rows.getObject("other", UUID.class),
                        map(rows.getString("data"))))
                .list();
    }

    private static Map<String, Object> map(String json) {
        var map = new LinkedHashMap<String, Object>();
        JSON.readTree(json).properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
        return map;
    }

    private static Object plain(JsonNode node) {
        if (node.isArray()) {
            var list = new ArrayList<Object>();
            node.forEach(one -> list.add(plain(one)));
            return list;
        }
        return node.isNumber() ? node.asLong() : node.asString();
    }

    /** Open sheets count as never compared. */
    void compareAgain() {
        jdbc.sql("""
                        UPDATE programme.check_sheet SET compared_at = NULL
                        WHERE closed_at IS NULL AND compared_at IS NOT NULL""").update();
    }

    /** Open sheets that were never compared, the oldest first. */
    List<UUID> notCompared(int most) {
        return jdbc.sql("""
                        SELECT application FROM programme.check_sheet
                        WHERE closed_at IS NULL AND compared_at IS NULL ORDER BY opened_at LIMIT :most""")
                .param("most", most)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    private static CheckSheet sheet(ResultSet rows, int number) throws SQLException {
        String outcome = rows.getString("outcome");
        return new CheckSheet(
                rows.getObject("application", UUID.class),
                rows.getString("stage"),
                rows.getInt("round"),
                rows.getTimestamp("opened_at").toInstant(),
                rows.getObject("officer", UUID.class),
                rows.getString("officer_name"),
                instant(rows, "claimed_at"),
                rows.getInt("version"),
                instant(rows, "compared_at"),
                instant(rows, "closed_at"),
                outcome == null ? null : Outcome.of(outcome),
                rows.getString("decided_by"),
                Map.of());
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        Timestamp at = rows.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
