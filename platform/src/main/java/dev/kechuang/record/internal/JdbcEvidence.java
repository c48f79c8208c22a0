package dev.kechuang.record.internal;

import dev.kechuang.record.Evidence;
import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists records, scoped to the viewer in SQL, in three statements a page. */
@Component
public class JdbcEvidence implements Evidence {

    static final int PAGE = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    private static final String COLUMNS = """
            SELECT r.id, r.kind, r.business_date, r.recorded_at, r.region, r.zone, r.organisation, r.dimensions, r.count,
                   r.amount_fen, r.subject, r.reverses, r.reason, back.id AS reversed_by, p.position,
                   l.record IS NOT NULL AS late
            """;
    private static final String JOINS = """
             LEFT JOIN record.record back ON back.reverses = r.id
            LEFT JOIN record.position p ON p.record = r.id
            LEFT JOIN record.late l ON l.record = r.id
            """;

    private final JdbcClient jdbc;
    private final JdbcFigures figures;

    public JdbcEvidence(JdbcClient jdbc, JdbcFigures figures) {
        this.jdbc = jdbc;
        this.figures = figures;
    }

    @Override
    public Page records(RecordFilter filter, Viewer viewer, KeyPage.At at) {
        Scope scope = Scope.of(viewer);
        var selection = new Selection(filter, scope);
        var range = Span.whole(filter);
        var key = parse(at.key());
        if (key.isPresent()) range = from(range, key.get().date(), at.backwards());
        String where = selection.onRecord() + selection.within("r.business_date", range);
        var figure = figures.total(filter);
        var inside = inside(filter, scope, figure);
        List<Item> read = read("FROM record.record r", where, selection.params(), at);
        int counted = (int) Math.min(inside.records(), KeyPage.COUNTED_TO + 1);
        return new Page(
                KeyPage.of(read, PAGE, at, JdbcEvidence::key, KeyPage.Total.of(counted)),
                figure,
                Math.max(0, figure.records() - inside.records()));
    }

    @Override
    public Summary summary(RecordFilter filter, Viewer viewer) {
        var figure = figures.total(filter);
        long inside = inside(filter, Scope.of(viewer), figure).records();
        return new Summary(figure, Math.max(0, figure.records() - inside));
    }

    /** A page deep inside starts at its key: the index is entered at the bound of the date, not of the pair. */
    private static Span.Range from(Span.Range range, LocalDate date, boolean backwards) {
        if (backwards) {
            LocalDate start = range.start();
            return new Span.Range(start == null || start.isBefore(date) ? date : start, range.end());
        }
        LocalDate end = range.end();
        return new Span.Range(range.start(), end == null || end.isAfter(date) ? date.plusDays(1) : end);
    }

    /** Officers of the whole city are told first by their regions alone, without looking at zones. */
    private Figures.Figure inside(RecordFilter filter, Scope scope, Figures.Figure all) {
        if (scope instanceof Scope.Regions(var codes) && filter.regions().isEmpty() && !codes.isEmpty()) {
            var byRegion = figures.total(filter.in(codes));
            if (byRegion.records() == all.records()) return byRegion;
        }
        if (scope instanceof Scope.Regions(var codes)
                && codes.containsAll(filter.regions())
                && !filter.regions().isEmpty()) {
            return all;
        }
        return figures.total(filter, scope);
    }

    @Override
    public KeyPage<Item> late(Viewer viewer, KeyPage.At at) {
        var params = new java.util.HashMap<String, Object>();
        String where = "r.id IN (SELECT record FROM record.late)"
                + switch (Scope.of(viewer)) {
                    case Scope.All() -> "";
                    case Scope.Regions(var codes) -> {
                        params.put("scope", codes.toArray(String[]::new));
                        yield " AND (r.region = ANY (:scope) OR r.zone = ANY (:scope))";
                    }
                    case Scope.Organisation(var id) -> {
                        params.put("own", id);
                        yield " AND r.organisation = :own";
                    }
                    case Scope.Nothing() -> " AND false";
                };
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM record.record r WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .params(params)
                .query(Integer.class)
                .single();
        List<Item> read = read("FROM record.record r", where, params, at);
        return KeyPage.of(read, PAGE, at, JdbcEvidence::key, KeyPage.Total.of(counted));
    }

    private List<Item> read(String from, String where, Map<String, Object> given, KeyPage.At at) {
        var params = new java.util.HashMap<>(given);
        String bound = "";
        var key = parse(at.key());
        if (key.isPresent()) {
            params.put("keyDate", key.get().date());
            params.put("keyId", key.get().id());
            bound = " AND (r.business_date, r.id) " + (at.backwards() ? ">" : "<") + " (:keyDate, :keyId)";
        }
        String order = at.backwards() ? " ORDER BY r.business_date, r.id" : " ORDER BY r.business_date DESC, r.id DESC";
        // The page is cut from the index before anything else is read, so that only its own records are.
        return jdbc.sql(COLUMNS + "FROM (SELECT r.id " + from + " WHERE " + where + bound + order + " LIMIT "
                        + (PAGE + 1) + ") AS page JOIN record.record r ON r.id = page.id" + JOINS + order)
                .params(params)
                .query((row, number) -> item(row))
                .list();
    }

    private record Key(LocalDate date, UUID id) {}

    private static String key(Item item) {
        return item.businessDate() + "_" + item.id();
    }

    /** Empty for what is no key: a list that was opened with a broken address starts at its start. */
    private static Optional<Key> parse(@Nullable String key) {
        if (key == null || key.length() < 12) return Optional.empty();
        try {
            return Optional.of(new Key(LocalDate.parse(key.substring(0, 10)), UUID.fromString(key.substring(11))));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("business_date", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("region"),
                row.getString("zone"),
                row.getObject("organisation", UUID.class),
                JSON.readValue(row.getString("dimensions"), DIMENSIONS),
                row.getInt("count"),
                row.getLong("amount_fen"),
                row.getString("subject"),
                row.getObject("reverses", UUID.class),
                row.getString("reason"),
                row.getObject("reversed_by", UUID.class),
                row.getObject("position", Long.class),
                row.getBoolean("late"));
    }
}
