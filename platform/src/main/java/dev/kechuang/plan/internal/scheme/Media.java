package dev.kechuang.plan.internal.scheme;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.scheme.Scheme.Level;
import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Sql;
import dev.kechuang.shared.desk.Typed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Media reports (媒体报道): entered one by one or from a workbook, counted, withdrawn where they were entered by mistake. */
@Service
public class Media {

    /** Kind of the record of a report. */
    public static final String RECORD = "plan.mediaReport";

    /** In the order of form and workbook. */
    public static final List<String> FIELDS = List.of("title", "medium", "level", "publishedOn", "link");

    private static final Map<String, Level> LEVELS =
            Map.of("国家级", Level.STATE, "省级", Level.PROVINCE, "市级", Level.CITY, "县区级", Level.COUNTY);

    public record Report(
            UUID id,
            String title,
            String medium,
            Level level,
            LocalDate publishedOn,
            String link,
            String region,
            String createdName) {}

    private static final String COLUMNS =
            "SELECT s.id, s.title, s.medium, s.level, s.published_on, s.link, s.region, s.created_name ";
    private static final String FROM = " FROM plan.media_report s ";

    private final JdbcClient jdbc;
    private final Desk desk;
    private final Units units;
    private final Regions regions;

    public Media(JdbcClient jdbc, Desk desk, Units units, Regions regions) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.units = units;
        this.regions = regions;
    }

    /** @param year 0 for all */
    public record Query(String q, String level, int year) {}

    private static Sql where(Viewer viewer, Query query) {
        var sql = new Sql().and("s.withdrawn = ''");
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER))
            sql.and("s.region = ANY(:scope)", "scope", viewer.regionArray());
        else sql.and("false");
        sql.like(query.q(), "s.title", "s.medium").andIf(query.level(), "s.level = :level", "level");
        if (query.year() > 0) sql.and("extract(year FROM s.published_on) = :year", "year", query.year());
        return sql;
    }

    public KeyPage<Report> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        return where(viewer, query).page(jdbc, COLUMNS, FROM, "s.id", at, size, Media::row, Report::id);
    }

    public Optional<Report> find(Viewer viewer, UUID id) {
        Sql where = where(viewer, new Query("", "", 0)).and("s.id = :id", "id", id);
        return jdbc.sql(COLUMNS + FROM + where.where())
                .params(where.parameters())
                .query(Media::row)
                .optional();
    }

    /** @param level code of the level, {@code *} for all */
    public record Line(String level, long reports, long media) {}

    public List<Line> statistics(Viewer viewer, int year) {
        Sql where = where(viewer, new Query("", "", year));
        return jdbc.sql("""
                        SELECT CASE WHEN grouping(s.level) = 1 THEN '*' ELSE s.level END AS level, count(*) AS reports,
                               count(DISTINCT s.medium) AS media
                        """ + FROM + where.where()
                        + " GROUP BY GROUPING SETS ((s.level), ()) ORDER BY grouping(s.level) DESC, reports DESC")
                .params(where.parameters())
                .query((rows, number) -> new Line(text(rows, "level"), rows.getLong("reports"), rows.getLong("media")))
                .list();
    }

    private record Data(String title, String medium, Level level, LocalDate publishedOn, String link) {}

    private Outcome<Data> read(Map<String, String> typed) {
        var read = new Typed(typed);
        String title = read.text("title", 2, 120);
        String medium = read.text("medium", 2, 60);
        String word = typed.getOrDefault("level", "").strip();
        Level level = Coded.find(Level.class, word)
                .or(() -> Optional.ofNullable(LEVELS.get(word)))
                .orElse(Level.CITY);
        if (Coded.find(Level.class, word).isEmpty() && !LEVELS.containsKey(word))
            read.wrong("level", "scheme.error.level");
        LocalDate day = read.day("publishedOn");
        if (day.isAfter(desk.today())) read.wrong("publishedOn", "scheme.error.publishedOn");
        String link = read.optional("link", 500);
        if (!link.isEmpty() && !link.matches("https?://\\S+")) read.wrong("link", "scheme.error.link");
        return read.clean() ? Outcome.done(new Data(title, medium, level, day, link)) : read.refused();
    }

    private Optional<UUID> same(Data data) {
        return jdbc.sql("""
                        SELECT id FROM plan.media_report WHERE title = :title AND medium = :medium
                        AND published_on = :day AND withdrawn = ''""")
                .param("title", data.title())
                .param("medium", data.medium())
                .param("day", data.publishedOn())
                .query((rows, number) -> id(rows, "id"))
                .optional();
    }

    public Outcome<UUID> enter(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            var read = read(typed);
            if (read instanceof Outcome.Refused<Data>(var errors)) return Outcome.refused(errors);
            Data data = ((Outcome.Done<Data>) read).value();
            if (same(data).isPresent()) return Outcome.refused(FieldError.of("title", "scheme.error.mediaTwice"));
            return Outcome.done(insert(officer, data));
        });
    }

    private UUID insert(Viewer officer, Data data) {
        UUID id = desk.id();
        String region = officer.is(Role.COUNTY_OFFICER)
                ? Optional.ofNullable(officer.unit())
                        .flatMap(units::find)
                        .map(Units.Unit::region)
                        .orElseGet(() -> officer.regions().getFirst())
                : regions.city().code();
        String subject = "plan/mediaReport/" + id;
        UUID record = desk.records()
                .append(new NewRecord(
                        RECORD,
                        data.publishedOn(),
                        region,
                        null,
                        null,
                        Map.of("level", data.level().code()),
                        1,
                        0,
                        subject,
                        subject));
        jdbc.sql("""
                        INSERT INTO plan.media_report (id, title, medium, level, published_on, link, region, record,
                            created_by, created_name, created_at)
                        VALUES (:id, :title, :medium, :level, :day, :link, :region, :record, :account, :name, :at)""")
                .param("id", id)
                .param("title", data.title())
                .param("medium", data.medium())
                .param("level", data.level().code())
                .param("day", data.publishedOn())
                .param("link", data.link())
                .param("region", region)
                .param("record", record)
                .param("account", officer.requireAccount())
                .param("name", officer.name())
                .param("at", Timestamp.from(desk.now()))
                .update();
        desk.log(officer, "plan.mediaEntered", "mediaReport", id, data.title(), Map.of("medium", data.medium()));
        return id;
    }

    /** A row of a workbook. */
    public record Row(int number, Map<String, String> fields) {}

    /** @param known rows that were there already */
    public record Imported(int created, int known) {}

    /** Every row or none; the field of an error is {@code file}, and it names the row. */
    public Outcome<Imported> load(Viewer officer, List<Row> rows) {
        return desk.run(() -> {
            var errors = new ArrayList<FieldError>();
            int created = 0;
            int known = 0;
            for (Row row : rows) {
                switch (read(row.fields())) {
                    case Outcome.Refused<Data>(var wrong) -> {
                        for (FieldError error : wrong)
                            errors.add(FieldError.of("file", "scheme.error.row." + error.field(), row.number()));
                    }
                    case Outcome.Done<Data>(var data) -> {
                        if (same(data).isPresent()) {
                            known++;
                        } else {
                            insert(officer, data);
                            created++;
                        }
                    }
                }
            }
            return errors.isEmpty()
                    ? Outcome.done(new Imported(created, known))
                    : Outcome.refused(errors.stream().limit(100).toList());
        });
    }

    /** Takes back what was entered by mistake; its record is reversed. */
    public Outcome<UUID> withdraw(Viewer officer, UUID id, String reason) {
        return desk.run(() -> {
            if (reason.strip().length() < 2 || reason.length() > 500)
                return Outcome.refused(FieldError.of("reason", "desk.error.length", 2, 500));
            var record = jdbc.sql("SELECT record FROM plan.media_report WHERE id = :id AND withdrawn = '' FOR UPDATE")
                    .param("id", id)
                    .query((rows, number) -> id(rows, "record"))
                    .optional();
            var found = find(officer, id);
            if (record.isEmpty() || found.isEmpty()) return Outcome.refused(FieldError.of("", "scheme.error.gone"));
            desk.records().reverse(record.get(), found.get().publishedOn(), "withdrawn");
            jdbc.sql("UPDATE plan.media_report SET withdrawn = :reason WHERE id = :id")
                    .param("id", id)
                    .param("reason", reason.strip())
                    .update();
            desk.log(
                    officer,
                    "plan.mediaWithdrawn",
                    "mediaReport",
                    id,
                    found.get().title(),
                    Map.of("reason", reason.strip()));
            return Outcome.done(id);
        });
    }

    private static Report row(ResultSet rows, int number) throws SQLException {
        return new Report(
                id(rows, "id"),
                text(rows, "title"),
                text(rows, "medium"),
                Coded.of(Level.class, text(rows, "level")),
                day(rows, "published_on"),
                text(rows, "link"),
                text(rows, "region"),
                text(rows, "created_name"));
    }
}
