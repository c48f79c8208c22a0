package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Visits and measures of entries. Not scoped: whoever asks has found the entry. */
@Component
public class CareStore {

    private final JdbcClient jdbc;

    public CareStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Paper(UUID file, String name) {}

    /** A visit (走访). */
    public record Visit(
            UUID id, LocalDate day, String who, String topic, String notes, String madeName, List<Paper> files) {}

    public enum Owner implements Coded {
        /** 企业. */
        FIRM,
        /** 辅导人员. */
        COUNSELLOR
    }

    public enum MeasureState implements Coded {
        OPEN,
        DONE,
        /** 不再需要. */
        DROPPED
    }

    /** A measure (培育措施). */
    public record Measure(
            UUID id,
            UUID entry,
            int version,
            String text,
            Owner owner,
            LocalDate dueOn,
            MeasureState state,
            String result,
            @Nullable LocalDate closedOn,
            String closedName,
            @Nullable UUID madeBy,
            String madeName,
            LocalDate madeOn) {}

    UUID visit(UUID entry, LocalDate day, String who, String topic, String notes, Viewer by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO match.cultivation_visit (entry, on_day, who, topic, notes, made_name, made_at)
                        VALUES (:entry, :day, :who, :topic, :notes, :name, :at) RETURNING id""")
                .param("entry", entry)
                .param("day", day)
                .param("who", who)
                .param("topic", topic)
                .param("notes", notes)
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .query((rows, number) -> id(rows, "id"))
                .single();
    }

    void attach(UUID visit, UUID file, String name) {
        jdbc.sql("INSERT INTO match.cultivation_file (visit, file, name) VALUES (:visit, :file, :name)")
                .param("visit", visit)
                .param("file", file)
                .param("name", name)
                .update();
    }

    /** The newest first. */
    public List<Visit> visits(UUID entry) {
        record Attached(UUID visit, Paper paper) {}
        var files = jdbc
                .sql("""
                        SELECT f.visit, f.file, f.name FROM match.cultivation_file f
                        JOIN match.cultivation_visit v ON v.id = f.visit WHERE v.entry = :entry ORDER BY f.name""")
                .param("entry", entry)
                .query((rows, number) ->
                        new Attached(id(rows, "visit"), new Paper(id(rows, "file"), text(rows, "name"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Attached::visit, Collectors.mapping(Attached::paper, Collectors.toList())));
        return jdbc.sql("""
                        SELECT id, on_day, who, topic, notes, made_name FROM match.cultivation_visit
                        WHERE entry = :entry ORDER BY on_day DESC, id DESC""")
                .param("entry", entry)
                .query((rows, number) -> new Visit(
                        id(rows, "id"),
                        day(rows, "on_day"),
                        text(rows, "who"),
                        text(rows, "topic"),
                        text(rows, "notes"),
                        text(rows, "made_name"),
                        files.getOrDefault(id(rows, "id"), List.of())))
                .list();
    }

    /** The entry a visit belongs to. */
    public Optional<UUID> entryOfVisit(UUID visit) {
        return jdbc.sql("SELECT entry FROM match.cultivation_visit WHERE id = :id")
                .param("id", visit)
                .query((rows, number) -> id(rows, "entry"))
                .optional();
    }

    private static final String MEASURE = """
            SELECT m.id, m.entry, m.version, m.text, m.owner, m.due_on, m.state, m.result, m.closed_on, m.closed_name,
                   m.made_by, m.made_name, m.made_on
            FROM match.cultivation_measure m
            """;

    UUID measure(UUID entry, String text, Owner owner, LocalDate due, Viewer by, LocalDate day) {
        return jdbc.sql("""
                        INSERT INTO match.cultivation_measure (entry, text, owner, due_on, made_by, made_name, made_on)
                        VALUES (:entry, :text, :owner, :due, :account, :name, :day) RETURNING id""")
                .param("entry", entry)
                .param("text", text)
                .param("owner", owner.code())
                .param("due", due)
                .param("account", by.account(), Types.OTHER)
                .param("name", by.name())
                .param("day", day)
                .query((rows, number) -> id(rows, "id"))
                .single();
    }

    /** Open ones first, by the day they are due. */
    public List<Measure> measures(UUID entry) {
        return jdbc.sql(MEASURE + "WHERE m.entry = :entry ORDER BY m.state <> 'open', m.due_on, m.id")
                .param("entry", entry)
                .query(CareStore::measure)
                .list();
    }

    public Optional<Measure> measureOf(UUID id) {
        return jdbc.sql(MEASURE + "WHERE m.id = :id")
                .param("id", id)
                .query(CareStore::measure)
                .optional();
    }

    void close(UUID measure, MeasureState state, String result, LocalDate day, String name) {
        jdbc.sql("""
                        UPDATE match.cultivation_measure SET version = version + 1, state = :state, result = :result,
                            closed_on = :day, closed_name = :name WHERE id = :id""")
                .param("id", measure)
                .param("state", state.code())
                .param("result", result)
                .param("day", day)
                .param("name", name)
                .update();
    }

    private static Measure measure(ResultSet rows, int number) throws SQLException {
        return new Measure(
                id(rows, "id"),
                id(rows, "entry"),
                rows.getInt("version"),
                text(rows, "text"),
                Coded.of(Owner.class, text(rows, "owner")),
                day(rows, "due_on"),
                Coded.of(MeasureState.class, text(rows, "state")),
                text(rows, "result"),
                dayOrNull(rows, "closed_on"),
                text(rows, "closed_name"),
                idOrNull(rows, "made_by"),
                text(rows, "made_name"),
                day(rows, "made_on"));
    }

    /** A measure that is due, with whom to tell. */
    record Due(
            UUID measure,
            UUID entry,
            UUID organisation,
            String name,
            String text,
            Owner owner,
            LocalDate dueOn,
            @Nullable UUID counsellor,
            @Nullable UUID madeBy) {}

    /** Open measures of firms in the store that are due up to the day. */
    List<Due> due(LocalDate until) {
        return jdbc.sql("""
                        SELECT m.id, m.entry, c.organisation, o.name, m.text, m.owner, m.due_on, c.counsellor, m.made_by
                        FROM match.cultivation_measure m
                        JOIN match.cultivation c ON c.id = m.entry AND c.left_on IS NULL
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        WHERE m.state = 'open' AND m.due_on <= :until ORDER BY m.due_on, m.id""")
                .param("until", until)
                .query((rows, number) -> new Due(
                        id(rows, "id"),
                        id(rows, "entry"),
                        id(rows, "organisation"),
                        text(rows, "name"),
                        text(rows, "text"),
                        Coded.of(Owner.class, text(rows, "owner")),
                        day(rows, "due_on"),
                        idOrNull(rows, "counsellor"),
                        idOrNull(rows, "made_by")))
                .list();
    }

    /** Measures that wait: of the firm's own for its people, and of the entries somebody counsels. */
    public int waiting(Viewer viewer, LocalDate until) {
        if (viewer.account() == null) return 0;
        boolean firm = !viewer.isOfficer() && viewer.organisation() != null;
        return jdbc.sql("""
                        SELECT count(*) FROM match.cultivation_measure m
                        JOIN match.cultivation c ON c.id = m.entry AND c.left_on IS NULL
                        WHERE m.state = 'open' AND m.due_on <= :until
                          AND (m.owner = 'counsellor' AND c.counsellor = :account""" + (firm ? " OR m.owner = 'firm' AND c.organisation = :own)" : ")"))
                .param("until", until)
                .param("account", viewer.account())
                .param("own", viewer.organisation(), Types.OTHER)
                .query(Integer.class)
                .single();
    }
}
