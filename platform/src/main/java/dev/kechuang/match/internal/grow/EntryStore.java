package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;
import static dev.kechuang.shared.desk.Sql.time;

import dev.kechuang.match.internal.found.Found;
import dev.kechuang.match.internal.grow.CandidateStore.Firm;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.KeyPage;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Firms in the stores; officers see those of their regions, people of a firm their own. */
@Component
public class EntryStore {

    static final String VISITED = "(SELECT max(v.on_day) FROM match.cultivation_visit v WHERE v.entry = c.id)";

    static final String STAGE =
            "(SELECT max(s.stage) FROM match.cultivation_stage s WHERE s.entry = c.id AND s.undone_at IS NULL)";

    /** As for candidates; what nothing is stored about stands last. */
    private static final String NEARNESS = """
            (CASE m.state WHEN 'ELIGIBLE' THEN 0 WHEN 'NEAR' THEN 1000 + m.distance WHEN 'OPEN' THEN 2000 + m.missing
                ELSE 3000 END)::bigint""";

    private static final String COLUMNS = """
            SELECT c.id, c.ladder, c.year, c.version, c.organisation, o.name, o.credit_code, c.region, o.technical_field,
                   m.state AS now, coalesce(m.distance, 0) AS distance, coalesce(m.missing, 0) AS missing, c.found,
                   c.distance AS found_distance, c.why, c.entered_on, c.entered_at, c.entered_name, c.left_on, c.left_for,
                   c.left_note, c.counsellor, c.counsellor_name, p.id AS prereview, p.verdict,
                   p.on_day AS prereviewed_on, p.score_low, p.score_high,
                   (SELECT count(*) FROM match.cultivation_measure x WHERE x.entry = c.id AND x.state = 'open') AS measures,
                   \s""" + VISITED + " AS visited, coalesce(" + STAGE + ", 1) AS stage";

    private static final String FROM = """
             FROM match.cultivation c
             JOIN registry.published_organisation o ON o.id = c.organisation
             LEFT JOIN LATERAL (SELECT f.state, f.distance, f.missing FROM match.published_match f
                WHERE f.organisation = c.organisation AND f.policy = :policy LIMIT 1) m ON true
             LEFT JOIN LATERAL (SELECT r.id, r.verdict, r.on_day, r.score_low, r.score_high FROM match.prereview r
                WHERE r.entry = c.id ORDER BY r.made_at DESC, r.id DESC LIMIT 1) p ON true""";

    private final JdbcClient jdbc;
    private final CodeLists codes;
    private final Regions regions;
    private final Ladders ladders;

    public EntryStore(JdbcClient jdbc, CodeLists codes, Regions regions, Ladders ladders) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.regions = regions;
        this.ladders = ladders;
    }

    /**
     * @param state of the match today; empty for all
     * @param stage reached so far; empty for all
     * @param here {@code left} those that left, {@code all} both, else those in the store
     * @param counsellor {@code mine}, {@code none}; empty for all
     * @param visited as for candidates
     * @param sort {@code visited}, {@code entered}, else the nearest first
     */
    public record Query(
            int year,
            String q,
            String state,
            int distance,
            String field,
            String region,
            String stage,
            String here,
            String counsellor,
            String visited,
            String sort) {
        public static Query of(int year) {
            return new Query(year, "", "", 0, "", "", "", "", "", "", "");
        }
    }

    /**
     * Officers see firms of their regions; staff of a service organisation those given to them, as long as they are in the
     * store and the organisation is a service organisation in good standing.
     */
    static Sql scope(Viewer viewer) {
        if (viewer.isOfficer()) return GrowList.scope(viewer);
        if (viewer.account() == null) return new Sql().and("false");
        return new Sql().and("""
                c.left_on IS NULL AND c.counsellor = :me AND EXISTS (SELECT FROM identity.published_person w
                    JOIN registry.published_organisation s ON s.id = w.organisation
                    WHERE w.account = c.counsellor AND w.active AND s.kind = 'service' AND s.status = 'confirmed')""", "me", viewer.account());
    }

    private Sql where(Viewer viewer, Ladder ladder, Query query, LocalDate today) {
        var sql = scope(viewer)
                .and("c.ladder = :ladder", "ladder", ladder.id())
                .and("c.year = :year", "year", query.year())
                .like(query.q(), "o.name", "o.credit_code")
                .andIf(query.state(), "m.state = :state", "state");
        sql.parameters().put("policy", ladder.policy());
        if (query.distance() > 0) sql.and("m.distance <= :distance", "distance", query.distance());
        CandidateStore.field(sql, query.field(), codes);
        CandidateStore.region(sql, query.region(), regions);
        Coded.find(GrowStage.class, query.stage())
                .ifPresent(stage -> sql.and("coalesce(" + STAGE + ", 1) = :stage", "stage", stage.number()));
        if (query.here().equals("left")) sql.and("c.left_on IS NOT NULL");
        else if (!query.here().equals("all")) sql.and("c.left_on IS NULL");
        if (query.counsellor().equals("mine")) sql.and("c.counsellor = :me", "me", viewer.requireAccount());
        if (query.counsellor().equals("none")) sql.and("c.counsellor_name = ''");
        if (query.visited().equals("never")) sql.and(VISITED + " IS NULL");
        if (query.visited().equals("before"))
            sql.and("coalesce(" + VISITED + ", '-infinity') < :since", "since", today.minusMonths(6));
        return sql;
    }

    public KeyPage<Entry> page(Viewer viewer, Ladder ladder, Query query, LocalDate today, KeyPage.At at, int size) {
        String place = switch (query.sort()) {
            case "visited" -> "coalesce(" + VISITED + " - DATE '2000-01-01', 0)::bigint";
            case "entered" -> "(DATE '2200-01-01' - c.entered_on)::bigint";
            default -> NEARNESS;
        };
        return GrowList.page(
                jdbc,
                where(viewer, ladder, query, today),
                COLUMNS,
                FROM,
                GrowList.Order.by(place),
                "c.id",
                at,
                size,
                EntryStore::row);
    }

    /** Entries of a whole filter. */
    List<UUID> all(Viewer viewer, Ladder ladder, Query query, LocalDate today, int most) {
        Sql where = where(viewer, ladder, query, today);
        return jdbc.sql("SELECT c.id " + FROM + where.where() + " ORDER BY " + NEARNESS + ", c.id LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query((rows, number) -> id(rows, "id"))
                .list();
    }

    /** Those of the ids that the viewer sees, as ids. */
    List<UUID> seen(Viewer viewer, Ladder ladder, int year, List<UUID> ids) {
        Sql where = scope(viewer)
                .and("c.ladder = :ladder", "ladder", ladder.id())
                .and("c.year = :year", "year", year)
                .and("c.id = ANY(:ids)", "ids", ids.toArray(UUID[]::new));
        return jdbc.sql("SELECT c.id FROM match.cultivation c JOIN registry.published_organisation o"
                        + " ON o.id = c.organisation" + where.where() + " ORDER BY c.id")
                .params(where.parameters())
                .query((rows, number) -> id(rows, "id"))
                .list();
    }

    /** With its ladder's policy; empty where the packs no longer have the ladder. */
    private Optional<Entry> one(Sql where, UUID id) {
        var ladder = jdbc.sql("SELECT ladder FROM match.cultivation WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .flatMap(ladders::find);
        if (ladder.isEmpty()) return Optional.empty();
        return jdbc.sql(COLUMNS + ", 0::bigint AS place " + FROM + where.where())
                .params(where.parameters())
                .param("policy", ladder.get().policy())
                .query(EntryStore::row)
                .optional();
    }

    public Optional<Entry> find(Viewer viewer, UUID id) {
        return one(scope(viewer).and("c.id = :id", "id", id), id);
    }

    /** Not scoped: for what follows by itself. */
    Optional<Entry> any(UUID id) {
        return one(new Sql().and("c.id = :id", "id", id), id);
    }

    /** Holds the row until the transaction ends; then it is read. */
    Optional<Entry> lock(Viewer viewer, UUID id) {
        hold(id);
        return find(viewer, id);
    }

    void hold(UUID id) {
        jdbc.sql("SELECT 1 FROM match.cultivation WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
    }

    /** Of an organisation and those that became part of it, newest first; in every store it is or was in. */
    public List<Entry> of(UUID organisation) {
        return jdbc.sql("""
                        SELECT c.id FROM match.cultivation c
                        WHERE c.organisation = ANY (ARRAY (SELECT registry.published_predecessors(:organisation)))
                          AND c.left_for IS DISTINCT FROM 'mistake' ORDER BY c.year DESC, c.entered_at DESC LIMIT 20""").param("organisation", organisation).query((rows, number) -> id(rows, "id")).list().stream()
                .flatMap(id -> any(id).stream())
                .toList();
    }

    /**
     * Enters firms that are not in the store of the year, those that left among them.
     *
     * @return ids of the entries by organisation, in no order
     */
    List<Entered> enter(Ladder ladder, int year, List<Firm> firms, String why, LocalDate day, Instant at, Viewer by) {
        return jdbc.sql("""
                        INSERT INTO match.cultivation AS c (ladder, year, organisation, region, zone, found, distance,
                            missing, why, entered_on, entered_at, entered_by, entered_name)
                        SELECT :ladder, :year, f.id, f.region, f.zone, f.state, f.distance, f.missing, :why, :day, :at,
                               :account, :name
                        FROM unnest(:ids::uuid[], :regions::text[], :zones::text[], :states::text[],
                            :distances::smallint[], :missings::smallint[])
                            AS f (id, region, zone, state, distance, missing)
                        ON CONFLICT (ladder, year, organisation) DO UPDATE SET
                            version = c.version + 1, region = excluded.region, zone = excluded.zone,
                            found = excluded.found, distance = excluded.distance, missing = excluded.missing,
                            why = excluded.why, entered_on = excluded.entered_on, entered_at = excluded.entered_at,
                            entered_by = excluded.entered_by, entered_name = excluded.entered_name, left_on = NULL,
                            left_for = NULL, left_note = ''
                            WHERE c.left_on IS NOT NULL AND c.left_for <> 'recognised'
                        RETURNING id, organisation, region, zone""")
                .param("ladder", ladder.id())
                .param("year", year)
                .param("why", why)
                .param("day", day)
                .param("at", Timestamp.from(at))
                .param("account", by.account(), Types.OTHER)
                .param("name", by.name())
                .param("ids", firms.stream().map(Firm::id).toArray(UUID[]::new))
                .param("regions", firms.stream().map(Firm::region).toArray(String[]::new))
                .param("zones", firms.stream().map(Firm::zone).toArray(String[]::new))
                .param("states", firms.stream().map(Firm::state).toArray(String[]::new))
                .param("distances", firms.stream().map(Firm::distance).toArray(Integer[]::new))
                .param("missings", firms.stream().map(Firm::missing).toArray(Integer[]::new))
                .query((rows, number) -> new Entered(
                        id(rows, "id"), id(rows, "organisation"), text(rows, "region"), rows.getString("zone")))
                .list();
    }

    record Entered(
            UUID id,
            UUID organisation,
            String region,
            @Nullable String zone) {}

    void leave(UUID id, LeftFor reason, String note, LocalDate day) {
        jdbc.sql("""
                        UPDATE match.cultivation SET version = version + 1, left_on = :day, left_for = :reason,
                            left_note = :note WHERE id = :id""")
                .param("id", id)
                .param("day", day)
                .param("reason", reason.code())
                .param("note", note)
                .update();
    }

    void back(UUID id) {
        jdbc.sql("""
                        UPDATE match.cultivation SET version = version + 1, left_on = NULL, left_for = NULL, left_note = ''
                        WHERE id = :id""").param("id", id).update();
    }

    void assign(UUID id, @Nullable UUID account, String name) {
        jdbc.sql("""
                        UPDATE match.cultivation SET version = version + 1, counsellor = :account,
                            counsellor_name = :name WHERE id = :id""")
                .param("id", id)
                .param("account", account, Types.OTHER)
                .param("name", name)
                .update();
    }

    /** Years in which the ladder has or had somebody, newest first. */
    public List<Integer> years(Ladder ladder) {
        return jdbc.sql("SELECT DISTINCT year FROM match.cultivation WHERE ladder = :ladder ORDER BY year DESC")
                .param("ladder", ladder.id())
                .query((rows, number) -> rows.getInt(1))
                .list();
    }

    Set<UUID> inStore(Ladder ladder, int year, List<UUID> organisations) {
        return jdbc
                .sql("""
                        SELECT organisation FROM match.cultivation WHERE ladder = :ladder AND year = :year
                            AND organisation = ANY(:ids) AND left_on IS NULL""")
                .param("ladder", ladder.id())
                .param("year", year)
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> id(rows, "organisation"))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    private static Found.@Nullable State state(ResultSet rows, String column) throws SQLException {
        String state = rows.getString(column);
        return state == null ? null : Found.State.valueOf(state);
    }

    private static Entry row(ResultSet rows, int number) throws SQLException {
        String left = rows.getString("left_for");
        return new Entry(
                id(rows, "id"),
                text(rows, "ladder"),
                rows.getInt("year"),
                rows.getInt("version"),
                id(rows, "organisation"),
                text(rows, "name"),
                text(rows, "credit_code"),
                text(rows, "region"),
                text(rows, "technical_field"),
                state(rows, "now"),
                rows.getInt("distance"),
                rows.getInt("missing"),
                state(rows, "found"),
                rows.getInt("found_distance"),
                text(rows, "why"),
                day(rows, "entered_on"),
                time(rows, "entered_at"),
                text(rows, "entered_name"),
                dayOrNull(rows, "left_on"),
                left == null ? null : Coded.of(LeftFor.class, left),
                text(rows, "left_note"),
                idOrNull(rows, "counsellor"),
                text(rows, "counsellor_name"),
                GrowStage.of(rows.getInt("stage")),
                dayOrNull(rows, "visited"),
                rows.getInt("measures"),
                idOrNull(rows, "prereview"),
                rows.getString("verdict"),
                dayOrNull(rows, "prereviewed_on"),
                rows.getBigDecimal("score_low"),
                rows.getBigDecimal("score_high"),
                rows.getLong("place"));
    }
}
