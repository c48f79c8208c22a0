package dev.kechuang.plan.internal.opinion;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.plan.internal.opinion.Opinion.Satisfaction;
import dev.kechuang.plan.internal.opinion.Opinion.Source;
import dev.kechuang.plan.internal.opinion.Opinion.State;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opinions; officers see those of their regions and those their unit answers, firms their own. */
@Component
public class OpinionStore {

    private static final String COLUMNS = """
            SELECT o.id, o.number, o.version, o.organisation, f.name AS organisation_name, o.region, o.zone, o.source,
                   o.form, o.meeting, coalesce(s.title, m.title, '') AS origin, o.topic, o.text, o.stated_on, o.state,
                   o.unit, coalesce(u.name, '') AS unit_name, o.due_on, o.answer, o.answered_on, o.answered_name,
                   o.satisfaction, o.comment, o.reopened
            """;

    private static final String FROM = """
            FROM plan.opinion o JOIN registry.published_organisation f ON f.id = o.organisation
            LEFT JOIN identity.published_unit u ON u.unit = o.unit
            LEFT JOIN plan.opinion_form s ON s.id = o.form LEFT JOIN plan.opinion_meeting m ON m.id = o.meeting
            """;

    private final JdbcClient jdbc;

    public OpinionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param q part of number, text or firm
     * @param state empty for all; {@code late} for those past their due date
     * @param year 0 for all
     */
    public record Query(String q, String state, String topic, String source, int year, boolean mine) {
        public static final Query ALL = new Query("", "", "", "", 0, false);
    }

    static Sql scope(Viewer viewer) {
        var sql = new Sql();
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER)) {
            sql.and("(o.region = ANY(:scope) OR o.zone = ANY(:scope) OR o.unit = :own)", "scope", viewer.regionArray());
            sql.parameters().put("own", unit(viewer));
        } else if (viewer.is(Role.APPLICANT) && viewer.organisation() != null) {
            sql.and("o.organisation = :own", "own", viewer.organisation());
        } else {
            sql.and("false");
        }
        return sql;
    }

    /** Of nobody where the viewer has no unit. */
    static UUID unit(Viewer viewer) {
        UUID unit = viewer.unit();
        return unit == null ? new UUID(0, 0) : unit;
    }

    private static Sql where(Viewer viewer, Query query, LocalDate today) {
        var sql = scope(viewer)
                .like(query.q(), "o.number", "o.text", "f.name")
                .andIf(query.topic(), "o.topic = :topic", "topic")
                .andIf(query.source(), "o.source = :source", "source");
        if (query.state().equals("late"))
            sql.and("o.state = 'assigned' AND o.due_on < CAST(:today AS date)", "today", today);
        else sql.andIf(query.state(), "o.state = :state", "state");
        if (query.year() > 0) sql.and("extract(year FROM o.stated_on) = :year", "year", query.year());
        if (query.mine()) sql.and("o.unit = :mine", "mine", unit(viewer));
        return sql;
    }

    public KeyPage<Opinion> page(Viewer viewer, Query query, LocalDate today, KeyPage.At at, int size) {
        return where(viewer, query, today).page(jdbc, COLUMNS, FROM, "o.id", at, size, OpinionStore::row, Opinion::id);
    }

    public Optional<Opinion> find(Viewer viewer, UUID id) {
        Sql where = scope(viewer).and("o.id = :id", "id", id);
        return jdbc.sql(COLUMNS + FROM + where.where())
                .params(where.parameters())
                .query(OpinionStore::row)
                .optional();
    }

    public List<Opinion> of(Viewer viewer, String column, UUID id) {
        String by = column.equals("meeting") ? "o.meeting = :id" : "o.form = :id";
        Sql where = scope(viewer).and(by, "id", id);
        return jdbc.sql(COLUMNS + FROM + where.where() + " ORDER BY o.id LIMIT 500")
                .params(where.parameters())
                .query(OpinionStore::row)
                .list();
    }

    /** Holds the opinion until the transaction ends; empty when the viewer may not see it. */
    Optional<Opinion> lock(Viewer viewer, UUID id) {
        jdbc.sql("SELECT 1 FROM plan.opinion WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(viewer, id);
    }

    UUID record(UUID id) {
        return jdbc.sql("SELECT record FROM plan.opinion WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> id(rows, "record"))
                .single();
    }

    /** A new one; a key that the firm used already changes nothing. */
    record New(
            UUID id,
            String number,
            UUID organisation,
            String region,
            @Nullable String zone,
            Source source,
            @Nullable UUID form,
            @Nullable UUID response,
            @Nullable UUID meeting,
            String topic,
            String text,
            LocalDate statedOn,
            UUID record,
            @Nullable UUID key,
            UUID account,
            Instant at) {}

    void insert(New o) {
        jdbc.sql("""
                        INSERT INTO plan.opinion (id, number, organisation, region, zone, source, form, response, meeting,
                            topic, text, stated_on, record, key, created_by, created_at)
                        VALUES (:id, :number, :organisation, :region, :zone, :source, :form, :response, :meeting, :topic,
                            :text, :stated, :record, :key, :account, :at)""")
                .param("id", o.id())
                .param("number", o.number())
                .param("organisation", o.organisation())
                .param("region", o.region())
                .param("zone", o.zone(), Types.VARCHAR)
                .param("source", o.source().code())
                .param("form", o.form(), Types.OTHER)
                .param("response", o.response(), Types.OTHER)
                .param("meeting", o.meeting(), Types.OTHER)
                .param("topic", o.topic())
                .param("text", o.text())
                .param("stated", o.statedOn())
                .param("record", o.record())
                .param("key", o.key(), Types.OTHER)
                .param("account", o.account())
                .param("at", Timestamp.from(o.at()))
                .update();
    }

    Optional<UUID> byKey(UUID organisation, UUID key) {
        return jdbc.sql("SELECT id FROM plan.opinion WHERE organisation = :organisation AND key = :key")
                .param("organisation", organisation)
                .param("key", key)
                .query((rows, number) -> id(rows, "id"))
                .optional();
    }

    void assign(UUID id, String topic, UUID unit, LocalDate due, UUID record) {
        jdbc.sql("""
                        UPDATE plan.opinion SET version = version + 1, state = 'assigned', topic = :topic, unit = :unit,
                            due_on = :due, record = :record WHERE id = :id""")
                .param("id", id)
                .param("topic", topic)
                .param("unit", unit)
                .param("due", due)
                .param("record", record)
                .update();
    }

    void answer(UUID id, String answer, LocalDate day, String name) {
        jdbc.sql("""
                        UPDATE plan.opinion SET version = version + 1, state = 'answered', answer = :answer,
                            answered_on = :day, answered_name = :name, satisfaction = '', comment = '' WHERE id = :id""")
                .param("id", id)
                .param("answer", answer)
                .param("day", day)
                .param("name", name)
                .update();
    }

    void close(UUID id, String satisfaction, String comment) {
        jdbc.sql("""
                        UPDATE plan.opinion SET version = version + 1, state = 'closed', satisfaction = :satisfaction,
                            comment = :comment WHERE id = :id""")
                .param("id", id)
                .param("satisfaction", satisfaction)
                .param("comment", comment)
                .update();
    }

    /** Back to the unit: the answer stays in the history. */
    void reopen(UUID id, LocalDate due, String comment) {
        jdbc.sql("""
                        UPDATE plan.opinion SET version = version + 1, state = 'assigned', answer = '', answered_on = NULL,
                            answered_name = '', satisfaction = 'unsatisfied', comment = :comment, due_on = :due,
                            reopened = reopened + 1 WHERE id = :id""")
                .param("id", id)
                .param("comment", comment)
                .param("due", due)
                .update();
    }

    /** What waits: for the unit to answer, or for the office of the region to assign. */
    public int countWaiting(Viewer viewer) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM plan.opinion WHERE state = 'assigned' AND unit = :own)
                             + (SELECT count(*) FROM plan.opinion WHERE state = 'received' AND region = ANY(:scope))""")
                .param("own", unit(viewer))
                .param("scope", viewer.is(Role.BUREAU_LEADER) ? new String[0] : viewer.regionArray())
                .query(Integer.class)
                .single();
    }

    /** The most urgent of what waits for the viewer. */
    public List<Opinion> waiting(Viewer viewer, int most) {
        Sql where = scope(viewer).and("(o.state = 'assigned' AND o.unit = :own OR o.state = 'received')");
        return jdbc.sql(COLUMNS + FROM + where.where() + " ORDER BY o.due_on NULLS LAST, o.id LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query(OpinionStore::row)
                .list();
    }

    /** Assigned ones due up to a day, for reminders. */
    List<Opinion> due(LocalDate until) {
        return jdbc.sql(COLUMNS + FROM + " WHERE o.state = 'assigned' AND o.due_on <= :until ORDER BY o.due_on, o.id")
                .param("until", until)
                .query(OpinionStore::row)
                .list();
    }

    /** Counts of a line of the statistics; the key is empty for the total. */
    public record Line(
            String key, long opinions, long firms, long answered, long closed, long late, long rated, long satisfied) {}

    /** @param by {@code topic}, {@code region} or {@code unit} */
    public List<Line> statistics(Viewer viewer, int year, String by, LocalDate today) {
        String column = switch (by) {
            case "region" -> "o.region";
            case "unit" -> "coalesce(u.name, '')";
            default -> "o.topic";
        };
        Sql where = where(viewer, new Query("", "", "", "", year, false), today);
        return jdbc.sql("SELECT CASE WHEN grouping(" + column + ") = 1 THEN '*' ELSE " + column + " END AS key,"
                        + """
                         count(*) AS opinions, count(DISTINCT o.organisation) AS firms,
                               count(*) FILTER (WHERE o.state IN ('answered', 'closed')) AS answered,
                               count(*) FILTER (WHERE o.state = 'closed') AS closed,
                               count(*) FILTER (WHERE o.state = 'assigned' AND o.due_on < CAST(:now AS date)) AS late,
                               count(*) FILTER (WHERE o.satisfaction <> '') AS rated,
                               count(*) FILTER (WHERE o.satisfaction IN ('satisfied', 'fair')) AS satisfied
                        """ + FROM + where.where() + " GROUP BY GROUPING SETS ((" + column
                        + "), ()) ORDER BY grouping("
                        + column + ") DESC, opinions DESC, key")
                .params(where.parameters())
                .param("now", today)
                .query((rows, number) -> new Line(
                        text(rows, "key"),
                        rows.getLong("opinions"),
                        rows.getLong("firms"),
                        rows.getLong("answered"),
                        rows.getLong("closed"),
                        rows.getLong("late"),
                        rows.getLong("rated"),
                        rows.getLong("satisfied")))
                .list();
    }

    /**
     * How wide firms were heard.
     *
     * @param meetings held
     * @param firms distinct, at meetings, by forms and by themselves
     */
    public record Heard(long meetings, long firms, long opinions) {}

    public Heard heard(Viewer viewer, int year) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM plan.opinion_meeting m WHERE m.region = ANY(:scope)
                                AND (:year = 0 OR extract(year FROM m.held_on) = :year)) AS meetings,
                               (SELECT count(DISTINCT r.organisation) FROM record.published_record r
                                WHERE r.kind = 'plan.firmHeard' AND r.region = ANY(:scope)
                                AND (:year = 0 OR extract(year FROM r.business_date) = :year)) AS firms,
                               (SELECT count(*) FROM plan.opinion o WHERE o.region = ANY(:scope)
                                AND (:year = 0 OR extract(year FROM o.stated_on) = :year)) AS opinions""")
                .param("scope", viewer.regionArray())
                .param("year", year)
                .query((rows, number) ->
                        new Heard(rows.getLong("meetings"), rows.getLong("firms"), rows.getLong("opinions")))
                .single();
    }

    private static Opinion row(ResultSet rows, int number) throws SQLException {
        return new Opinion(
                id(rows, "id"),
                text(rows, "number"),
                rows.getInt("version"),
                id(rows, "organisation"),
                text(rows, "organisation_name"),
                text(rows, "region"),
                rows.getString("zone"),
                Coded.of(Source.class, text(rows, "source")),
                idOrNull(rows, "form"),
                idOrNull(rows, "meeting"),
                text(rows, "origin"),
                text(rows, "topic"),
                text(rows, "text"),
                day(rows, "stated_on"),
                Coded.of(State.class, text(rows, "state")),
                idOrNull(rows, "unit"),
                text(rows, "unit_name"),
                dayOrNull(rows, "due_on"),
                text(rows, "answer"),
                dayOrNull(rows, "answered_on"),
                text(rows, "answered_name"),
                Coded.find(Satisfaction.class, text(rows, "satisfaction")).orElse(null),
                text(rows, "comment"),
                rows.getInt("reopened"));
    }
}
