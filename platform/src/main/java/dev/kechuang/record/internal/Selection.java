package dev.kechuang.record.internal;

import dev.kechuang.record.RecordFilter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import tools.jackson.databind.json.JsonMapper;

/** A filter and a scope as SQL conditions on records ({@code r}) and cells ({@code c}), with their parameters. */
final class Selection {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RecordFilter filter;
    private final Scope scope;
    private final Map<String, Object> params = new HashMap<>();

    Selection(RecordFilter filter, Scope scope) {
        this.filter = filter;
        this.scope = scope;
        params.put("kind", filter.kind());
        if (!filter.regions().isEmpty()) params.put("regions", filter.regions().toArray(String[]::new));
        if (filter.zone() != null) params.put("zone", filter.zone());
        if (filter.organisation() != null) params.put("organisation", filter.organisation());
        if (!filter.dimensions().isEmpty()) params.put("dimensions", json(filter.dimensions()));
        if (filter.asOf() != null) params.put("asOf", filter.asOf());
        switch (scope) {
            case Scope.Regions(var codes) -> params.put("scope", codes.toArray(String[]::new));
            case Scope.Organisation(var id) -> params.put("own", id);
            case Scope.All(), Scope.Nothing() -> {}
        }
    }

    /** Of its own type: a text would be read as JSON again for each record it is compared with. */
    private static PGobject json(Map<String, String> dimensions) {
        var json = new PGobject();
        json.setType("jsonb");
        try {
            json.setValue(JSON.writeValueAsString(dimensions));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return json;
    }

    Map<String, Object> params() {
        return params;
    }

    /** Cells know months, regions, zones and dimensions, but no organisation and no position. */
    boolean answeredByCells() {
        return filter.organisation() == null && filter.asOf() == null && !(scope instanceof Scope.Organisation);
    }

    /** Margins know one dimension at most, and no zone. */
    boolean answeredByMargins() {
        return answeredByCells()
                && filter.zone() == null
                && filter.dimensions().size() <= 1
                && scope instanceof Scope.All;
    }

    /** Reference counts know months, years and regions only. */
    boolean answeredByPresence() {
        return answeredByCells()
                && filter.zone() == null
                && filter.dimensions().isEmpty()
                && scope instanceof Scope.All;
    }

    /** Conditions on a record, without its date. */
    String onRecord() {
        var sql = new StringBuilder("r.kind = :kind");
        if (!filter.regions().isEmpty()) sql.append(" AND r.region = ANY (:regions)");
        if (filter.zone() != null) sql.append(" AND r.zone = :zone");
        if (filter.organisation() != null) sql.append(" AND r.organisation = :organisation");
        if (!filter.dimensions().isEmpty()) sql.append(" AND r.dimensions @> :dimensions");
        if (filter.asOf() != null) {
            sql.append(" AND EXISTS (SELECT FROM record.position p WHERE p.record = r.id AND p.position <= :asOf)");
        }
        return sql.append(
                        switch (scope) {
                            case Scope.All() -> "";
                            case Scope.Regions(var codes) -> " AND (r.region = ANY (:scope) OR r.zone = ANY (:scope))";
                            case Scope.Organisation(var id) -> " AND r.organisation = :own";
                            case Scope.Nothing() -> " AND false";
                        })
                .toString();
    }

    /** Conditions on a cell, without its month. */
    String onCell() {
        var sql = new StringBuilder("c.kind = :kind");
        if (!filter.regions().isEmpty()) sql.append(" AND c.region = ANY (:regions)");
        if (filter.zone() != null) sql.append(" AND c.zone = :zone");
        if (!filter.dimensions().isEmpty()) {
            sql.append(
                    " AND c.combination IN" + " (SELECT id FROM record.combination WHERE dimensions @> :dimensions)");
        }
        return sql.append(
                        switch (scope) {
                            case Scope.All() -> "";
                            case Scope.Regions(var codes) -> " AND (c.region = ANY (:scope) OR c.zone = ANY (:scope))";
                            case Scope.Organisation(var id) ->
                                throw new IllegalStateException("cells know no organisation");
                            case Scope.Nothing() -> " AND false";
                        })
                .toString();
    }

    /** Conditions on a margin ({@code c}), without its dimension and period. */
    String onMargin() {
        return "c.kind = :kind" + (filter.regions().isEmpty() ? "" : " AND c.region = ANY (:regions)");
    }

    /** The dimension that is filtered by and its value; both empty for none. For margins. */
    Map.Entry<String, String> onlyDimension() {
        return filter.dimensions().isEmpty()
                ? Map.entry("", "")
                : filter.dimensions().entrySet().iterator().next();
    }

    /** Condition that a date lies in the range; the bounds become parameters of their own. */
    String within(String column, Span.@Nullable Range range) {
        if (range == null) return " AND false";
        var sql = new StringBuilder();
        if (range.start() != null)
            sql.append(" AND ").append(column).append(" >= ").append(bind(range.start()));
        if (range.end() != null)
            sql.append(" AND ").append(column).append(" < ").append(bind(range.end()));
        return sql.toString();
    }

    private String bind(Object value) {
        String name = "bound" + params.size();
        params.put(name, value);
        return ":" + name;
    }
}
