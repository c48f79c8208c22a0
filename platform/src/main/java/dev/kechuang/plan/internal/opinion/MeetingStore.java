package dev.kechuang.plan.internal.opinion;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Meetings with firms, who came to them, and the firms that can come. */
@Component
public class MeetingStore {

    private static final String MEETING = """
            SELECT s.id, s.version, s.title, s.place, s.held_on, s.region, s.minutes, s.created_name,
                   (SELECT count(*) FROM plan.opinion_attendance a WHERE a.meeting = s.id) AS firms,
                   (SELECT count(*) FROM plan.opinion o WHERE o.meeting = s.id) AS opinions
            """;

    private final JdbcClient jdbc;

    public MeetingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A meeting with firms (座谈会).
     *
     * @param firms that came
     */
    public record Meeting(
            UUID id,
            int version,
            String title,
            String place,
            LocalDate heldOn,
            String region,
            String minutes,
            String createdName,
            int firms,
            int opinions) {}

    public KeyPage<Meeting> meetings(Viewer viewer, String q, KeyPage.At at, int size) {
        return CollectionStore.scope(viewer)
                .like(q, "s.title", "s.place")
                .page(
                        jdbc,
                        MEETING,
                        " FROM plan.opinion_meeting s ",
                        "s.id",
                        at,
                        size,
                        MeetingStore::meeting,
                        Meeting::id);
    }

    public Optional<Meeting> meeting(Viewer viewer, UUID id) {
        Sql where = CollectionStore.scope(viewer).and("s.id = :id", "id", id);
        return jdbc.sql(MEETING + " FROM plan.opinion_meeting s " + where.where())
                .params(where.parameters())
                .query(MeetingStore::meeting)
                .optional();
    }

    boolean same(String title, LocalDate day, String region) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM plan.opinion_meeting
                        WHERE title = :title AND held_on = :day AND region = :region)""")
                .param("title", title)
                .param("day", day)
                .param("region", region)
                .query(Boolean.class)
                .single();
    }

    void insert(
            UUID id,
            String title,
            String place,
            LocalDate day,
            String region,
            @Nullable UUID unit,
            String minutes,
            UUID record,
            Viewer by,
            Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.opinion_meeting (id, title, place, held_on, region, unit, minutes, record,
                            created_by, created_name, created_at)
                        VALUES (:id, :title, :place, :day, :region, :unit, :minutes, :record, :account, :name, :at)""")
                .param("id", id)
                .param("title", title)
                .param("place", place)
                .param("day", day)
                .param("region", region)
                .param("unit", unit, Types.OTHER)
                .param("minutes", minutes)
                .param("record", record)
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void attend(UUID meeting, UUID organisation) {
        jdbc.sql("INSERT INTO plan.opinion_attendance (meeting, organisation) VALUES (:meeting, :organisation)")
                .param("meeting", meeting)
                .param("organisation", organisation)
                .update();
    }

    public record Firm(
            UUID id,
            String name,
            String creditCode,
            String region,
            @Nullable String zone) {}

    public List<Firm> attendance(UUID meeting) {
        return jdbc.sql("""
                        SELECT f.id, f.name, f.credit_code, f.region, f.zone FROM plan.opinion_attendance a
                        JOIN registry.published_organisation f ON f.id = a.organisation
                        WHERE a.meeting = :meeting ORDER BY f.name""").param("meeting", meeting).query(MeetingStore::firm).list();
    }

    /** Confirmed organisations of the viewer's regions by name or credit code. */
    List<Firm> named(Viewer viewer, Collection<String> words) {
        return jdbc.sql("""
                        SELECT id, name, credit_code, region, zone FROM registry.published_organisation
                        WHERE status = 'confirmed' AND (region = ANY(:scope) OR zone = ANY(:scope))
                          AND (name = ANY(:words) OR credit_code = ANY(:words))""")
                .param("scope", viewer.regionArray())
                .param("words", words.toArray(String[]::new))
                .query(MeetingStore::firm)
                .list();
    }

    Optional<Firm> firm(UUID organisation) {
        return jdbc.sql("""
                        SELECT id, name, credit_code, region, zone FROM registry.published_organisation
                        WHERE id = :id AND status = 'confirmed'""").param("id", organisation).query(MeetingStore::firm).optional();
    }

    private static Firm firm(ResultSet rows, int number) throws SQLException {
        return new Firm(
                id(rows, "id"),
                text(rows, "name"),
                text(rows, "credit_code"),
                text(rows, "region"),
                rows.getString("zone"));
    }

    private static Meeting meeting(ResultSet rows, int number) throws SQLException {
        return new Meeting(
                id(rows, "id"),
                rows.getInt("version"),
                text(rows, "title"),
                text(rows, "place"),
                day(rows, "held_on"),
                text(rows, "region"),
                text(rows, "minutes"),
                text(rows, "created_name"),
                rows.getInt("firms"),
                rows.getInt("opinions"));
    }
}
