package dev.kechuang.record.internal;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads figures, each in one statement and so in one snapshot: cells for whole months, unsealed records for what the
 * cells do not hold yet, and the records themselves for days outside of whole months and for past positions.
 */
@Component
public class JdbcFigures implements Figures {

    /** What no cell holds yet. */
    private static final String UNSEALED = " AND r.id IN (SELECT record FROM record.unsealed)";

    private final JdbcClient jdbc;
    private final Sealing sealing;

    public JdbcFigures(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
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
            parts.add("SELECT " + key.ofCell() + " AS key, sum(c.count) AS count, sum(c.amount_fen) AS amount,"
                    + " sum(c.records) AS records FROM record.cell c"
                    + (key.needsDimensions() ? " JOIN record.combination k ON k.id = c.combination" : "")
                    + " WHERE " + selection.onCell() + selection.within("c.month", span.months()) + " GROUP BY 1");
            parts.add(records(selection, key, span.months(), UNSEALED));
            for (var edge : span.edges()) parts.add(records(selection, key, edge, ""));
        } else {
            parts.add(records(selection, key, whole(filter), ""));
        }
        var params = selection.params();
        if (key.dimension() != null) params.put("dimension", key.dimension());
        return jdbc.sql("SELECT key, sum(count)::bigint AS count, sum(amount)::bigint AS amount_fen,"
                        + " sum(records)::bigint AS records FROM (" + String.join(" UNION ALL ", parts)
                        + ") AS part GROUP BY key ORDER BY key")
                .params(params)
                .query(DataClassRowMapper.newInstance(Group.class))
                .list();
    }

    private static String records(Selection selection, Key key, Span.Range range, String also) {
        return "SELECT " + key.ofRecord() + " AS key, sum(r.count) AS count, sum(r.amount_fen) AS amount,"
                + " count(*) AS records FROM record.record r WHERE " + selection.onRecord()
                + selection.within("r.business_date", range) + also + " GROUP BY 1";
    }

    @Override
    public long organisations(RecordFilter filter) {
        var selection = new Selection(filter, new Scope.All());
        var span = Span.of(filter.from(), filter.until());
        var parts = new ArrayList<String>();
        if (selection.answeredByPresence() && span.months() != null) {
            var years = Span.years(span.months());
            if (years == null) {
                parts.add(presence(selection, filter, "M", span.months()));
            } else {
                parts.add(presence(selection, filter, "Y", years));
                for (var months : Span.monthsOutside(span.months(), years)) {
                    parts.add(presence(selection, filter, "M", months));
                }
            }
            parts.add(references(selection, span.months(), UNSEALED));
            for (var edge : span.edges()) parts.add(references(selection, edge, ""));
        } else {
            parts.add(references(selection, whole(filter), ""));
        }
        return jdbc.sql("SELECT count(*) FROM (SELECT organisation FROM (" + String.join(" UNION ALL ", parts)
                        + ") AS part GROUP BY organisation HAVING sum(refs) > 0) AS present")
                .params(selection.params())
                .query(Long.class)
                .single();
    }

    private static String presence(Selection selection, RecordFilter filter, String grain, Span.Range range) {
        return "SELECT c.organisation, c.refs FROM record.presence c WHERE c.kind = :kind AND c.grain = '" + grain
                + "' AND " + (filter.regions().isEmpty() ? "c.region = ''" : "c.region = ANY (:regions)")
                + selection.within("c.period", range);
    }

    private static String references(Selection selection, Span.Range range, String also) {
        return "SELECT r.organisation, r.count AS refs FROM record.record r WHERE " + selection.onRecord()
                + " AND r.organisation IS NOT NULL" + selection.within("r.business_date", range) + also;
    }

    private static Span.Range whole(RecordFilter filter) {
        var until = filter.until();
        return new Span.Range(filter.from(), until == null ? null : until.plusDays(1));
    }

    @Override
    public long freeze() {
        var unused = sealing.run();
        return jdbc.sql("SELECT coalesce(max(position), 0) FROM record.position")
                .query(Long.class)
                .single();
    }
}
