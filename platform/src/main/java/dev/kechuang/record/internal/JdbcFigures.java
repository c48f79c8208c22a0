package dev.kechuang.record.internal;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
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
        return sums(filter, scope, Key.NONE).stream()
                .findFirst()
                .map(group -> new Figure(group.count(), group.amountFen(), group.records()))
                .orElse(Figure.ZERO);
    }

    @Override
    public List<Group> breakdown(RecordFilter filter, Cut cut) {
        return sums(filter, new Scope.All(), Key.of(cut));
    }

    private List<Group> sums(RecordFilter filter, Scope scope, Key key) {
        var selection = new Selection(filter, scope);
        var span = Span.of(filter.from(), filter.until());
        var parts = new ArrayList<String>();
        if (selection.answeredByCells() && span.months() != null) {
            var folded = folded(selection, key);
            var years = key.years(span.months());
            var months = new ArrayList<Span.Range>();
            if (years == null) {
                months.add(span.months());
            } else {
                parts.add(folded.years() + selection.within(folded.year(), years) + " GROUP BY 1");
                months.addAll(Span.monthsOutside(span.months(), years));
            }
            for (var range : months) {
                parts.add(folded.months() + selection.within(folded.month(), range) + " GROUP BY 1");
            }
            parts.add(records(selection, key, span.months(), UNSEALED, ""));
            for (var edge : span.edges()) parts.add(records(selection, key, edge.days(), "", edge.sign()));
        } else {
            parts.add(records(selection, key, Span.whole(filter), "", ""));
        }
        var params = selection.params();
        if (key.dimension() != null) params.put("dimension", key.dimension());
        // What was in a month only on the days that do not count leaves an empty group behind.
        return jdbc.sql("SELECT " + key.shown().formatted("group_key")
                        + " AS key, sum(count)::bigint AS count, sum(amount)::bigint AS amount_fen,"
                        + " sum(records)::bigint AS records FROM (" + String.join(" UNION ALL ", parts)
                        + ") AS part GROUP BY group_key HAVING sum(records) > 0 ORDER BY group_key")
                .params(params)
                .query(DataClassRowMapper.newInstance(Group.class))
                .list();
    }

    /**
     * Where the sums of whole years and months are read.
     *
     * @param years statement up to its condition on the year, which is the column {@code year}
     */
    private record Folded(String years, String year, String months, String month) {}

    private static Folded folded(Selection selection, Key key) {
        if (selection.answeredByMargins() && key.inMargins()) {
            var only = selection.onlyDimension();
            selection.params().put("marginDimension", only.getKey());
            selection.params().put("marginValue", only.getValue());
            String from = " FROM record.margin c WHERE " + selection.onMargin()
                    + " AND c.dimension = :marginDimension AND c.value = :marginValue AND c.grain = '";
            return new Folded(
                    sums(key.ofPeriod(key.ofYear())) + from + "Y'",
                    "c.period",
                    sums(key.ofPeriod(key.ofCell())) + from + "M'",
                    "c.period");
        }
        if (selection.answeredByMargins()
                && key.dimension() != null
                && selection.onlyDimension().getKey().isEmpty()) {
            // What has no value of the dimension is everything less what has one.
            String from =
                    "SELECT k.key AS group_key, sum(k.sign * c.count) AS count, sum(k.sign * c.amount_fen) AS amount,"
                            + " sum(k.sign * c.records) AS records FROM record.margin c CROSS JOIN LATERAL (VALUES (c.value, 1),"
                            + " ('', CASE c.dimension WHEN '' THEN 0 ELSE -1 END)) AS k (key, sign) WHERE "
                            + selection.onMargin()
                            + " AND c.dimension = ANY (ARRAY['', :dimension]) AND c.grain = '";
            return new Folded(from + "Y'", "c.period", from + "M'", "c.period");
        }
        String join = key.dimension() == null ? "" : " JOIN record.combination k ON k.id = c.combination";
        return new Folded(
                sums(key.ofYear()) + " FROM record.year_cell c" + join + " WHERE " + selection.onCell(),
                "c.year",
                sums(key.ofCell()) + " FROM record.cell c" + join + " WHERE " + selection.onCell(),
                "c.month");
    }

    private static String sums(@Nullable String key) {
        return "SELECT " + key + " AS group_key, sum(c.count) AS count, sum(c.amount_fen) AS amount,"
                + " sum(c.records) AS records";
    }

    private static String records(Selection selection, Key key, Span.Range range, String also, String sign) {
        return "SELECT " + key.ofRecord() + " AS group_key, " + sign + "sum(r.count) AS count, " + sign
                + "sum(r.amount_fen) AS amount, " + sign + "count(*) AS records FROM record.record r WHERE "
                + selection.onRecord() + selection.within("r.business_date", range) + also + " GROUP BY 1";
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
    public List<String> organisationRegions(String kind) {
        return distinct.regions(kind);
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
