package dev.kechuang.record.internal;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads figures, each in one statement and so in one snapshot: cells for whole years and months, unsealed records for
 * what the cells do not hold yet, and the records themselves for days outside of whole months and for past positions.
 */
@Component
public class JdbcFigures implements Figures {

    /** What no cell holds yet: few records, looked up one by one whatever the planner thinks of their number. */
    static final String UNSEALED = " AND r.id = ANY (ARRAY(SELECT record FROM record.unsealed))";

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final DistinctOrganisations distinct;

    public JdbcFigures(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.distinct = new DistinctOrganisations(jdbc);
    }

    @Override
    public Figure total(RecordFilter filter) {
        return total(filter, new Scope.All());
    }

    Figure total(RecordFilter filter, Scope scope) {
        return sums(filter, scope, Key.NONE, Key.NONE).stream()
                .findFirst()
                .map(cross -> new Figure(cross.count(), cross.amountFen(), cross.records()))
                .orElse(Figure.ZERO);
    }

    @Override
    public List<Group> breakdown(RecordFilter filter, Cut cut) {
        return sums(filter, new Scope.All(), Key.of(cut), Key.NONE).stream()
                .map(cross -> new Group(cross.row(), cross.count(), cross.amountFen(), cross.records()))
                .toList();
    }

    @Override
    public List<Cross> cross(RecordFilter filter, Cut rows, Cut columns) {
        if (rows instanceof Cut.Dimension && columns instanceof Cut.Dimension) {
            throw new IllegalArgumentException("a table is cut by one dimension at most");
        }
        return sums(filter, new Scope.All(), Key.of(rows), Key.of(columns));
    }

    @Override
    public List<Cross> stocks(RecordFilter filter, YearMonth first, YearMonth last, Cut columns) {
        var moves = sums(filter.upTo(last.atEndOfMonth()), new Scope.All(), Key.since(first), Key.of(columns));
        Map<String, List<Cross>> byMonth = moves.stream().collect(Collectors.groupingBy(Cross::row));
        var standing = new TreeMap<String, Figure>();
        var all = new ArrayList<Cross>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            for (Cross move : byMonth.getOrDefault(month.toString(), List.of())) {
                standing.merge(
                        move.column(),
                        new Figure(move.count(), move.amountFen(), move.records()),
                        (a, b) -> new Figure(
                                a.count() + b.count(), a.amountFen() + b.amountFen(), a.records() + b.records()));
            }
            String row = month.toString();
            standing.forEach((column, stock) ->
                    all.add(new Cross(row, column, stock.count(), stock.amountFen(), stock.records())));
        }
        return all;
    }

    private List<Cross> sums(RecordFilter filter, Scope scope, Key row, Key column) {
        var selection = new Selection(filter, scope);
        var span = Span.of(filter.from(), filter.until());
        var parts = new ArrayList<String>();
        if (selection.answeredByCells() && span.months() != null) {
            var folded = folded(selection, row, column);
            var years = Key.years(row, column, span.months());
            var months = new ArrayList<Span.Range>();
            if (years == null) {
                months.add(span.months());
            } else {
                parts.add(folded.years() + selection.within(folded.year(), years) + " GROUP BY 1, 2");
                months.addAll(Span.monthsOutside(span.months(), years));
            }
            for (var range : months) {
                parts.add(folded.months() + selection.within(folded.month(), range) + " GROUP BY 1, 2");
            }
            parts.add(records(selection, row, column, span.months(), UNSEALED));
            for (var edge : span.edges()) parts.add(records(selection, row, column, edge, ""));
        } else {
            parts.add(records(selection, row, column, Span.whole(filter), ""));
        }
        var params = selection.params();
        if (row.dimension() != null) params.put("dimension", row.dimension());
        if (column.dimension() != null) params.put("dimension", column.dimension());
        return jdbc.sql("SELECT " + row.shown().formatted("row_key") + " AS row, "
                        + column.shown().formatted("column_key") + " AS \"column\", sum(count)::bigint AS count,"
                        + " sum(amount)::bigint AS amount_fen, sum(records)::bigint AS records FROM ("
                        + String.join(" UNION ALL ", parts)
                        + ") AS part GROUP BY row_key, column_key ORDER BY row_key, column_key")
                .params(params)
                .query(DataClassRowMapper.newInstance(Cross.class))
                .list();
    }

    /**
     * Where the sums of whole years and months are read.
     *
     * @param years statement up to its condition on the year, which is the column {@code year}
     */
    private record Folded(String years, String year, String months, String month) {}

    private static Folded folded(Selection selection, Key row, Key column) {
        boolean dimensions = row.dimension() != null || column.dimension() != null;
        var only = selection.onlyDimension();
        if (selection.answeredByMargins() && !dimensions && row.inMargins() && column.inMargins()) {
            selection.params().put("marginDimension", only.getKey());
            selection.params().put("marginValue", only.getValue());
            String from = " FROM record.margin c WHERE " + selection.onMargin()
                    + " AND c.dimension = :marginDimension AND c.value = :marginValue AND c.grain = '";
            return new Folded(
                    sums(row.ofPeriod(row.ofYear()), column.ofPeriod(column.ofYear())) + from + "Y'",
                    "c.period",
                    sums(row.ofPeriod(row.ofCell()), column.ofPeriod(column.ofCell())) + from + "M'",
                    "c.period");
        }
        String join = dimensions ? " JOIN record.combination k ON k.id = c.combination" : "";
        return new Folded(
                sums(row.ofYear(), column.ofYear()) + " FROM record.year_cell c" + join + " WHERE "
                        + selection.onCell(),
                "c.year",
                sums(row.ofCell(), column.ofCell()) + " FROM record.cell c" + join + " WHERE " + selection.onCell(),
                "c.month");
    }

    private static String sums(@Nullable String row, @Nullable String column) {
        return "SELECT " + row + " AS row_key, " + column + " AS column_key, sum(c.count) AS count,"
                + " sum(c.amount_fen) AS amount, sum(c.records) AS records";
    }

    private static String records(Selection selection, Key row, Key column, Span.Range range, String also) {
        return "SELECT " + row.ofRecord() + " AS row_key, " + column.ofRecord() + " AS column_key,"
                + " sum(r.count) AS count, sum(r.amount_fen) AS amount, count(*) AS records FROM record.record r WHERE "
                + selection.onRecord() + selection.within("r.business_date", range) + also + " GROUP BY 1, 2";
    }

    @Override
    public long organisations(RecordFilter filter) {
        return distinct.within(filter);
    }

    @Override
    public List<Distinct> organisations(RecordFilter filter, Cut period, boolean byRegion) {
        return distinct.inPeriods(filter, period, byRegion);
    }

    @Override
    public List<Distinct> organisationsInStock(RecordFilter filter, YearMonth first, YearMonth last, boolean byRegion) {
        return distinct.inStock(filter, first, last, byRegion);
    }

    @Override
    public List<String> dimensions(String kind) {
        return jdbc.sql("""
                        SELECT DISTINCT dimension FROM record.margin
                        WHERE kind = :kind AND grain = 'Y' AND dimension <> '' ORDER BY 1
                        """)
                .param("kind", kind)
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Override
    public long freeze() {
        var unused = sealing.run();
        return jdbc.sql("SELECT coalesce(max(position), 0) FROM record.position")
                .query(Long.class)
                .single();
    }
}
