package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.consistency.Operand.Printed;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.reader.Bound;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What observations made of a document's figures say since (文件数字的更正). A document stays as it was published; a
 * figure of it that was taken as an observation and corrected there counts with the confirmed value.
 */
@Component
class DocumentCorrections {

    private final JdbcClient jdbc;

    DocumentCorrections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param unit of the observation */
    record Correction(BigDecimal value, String unit) {

        /** In the unit of the figure; the same number where the units do not fit. */
        BigDecimal as(Figure figure) {
            return Units.fit(unit, figure.unit()) ? Units.convert(value, unit, figure.unit()) : value;
        }

        boolean alters(Figure figure) {
            return (unit.isEmpty() || Units.fit(unit, figure.unit()))
                    && as(figure).compareTo(figure.value()) != 0;
        }
    }

    /** Confirmed values of all figures that were taken; the last taking of a figure counts. */
    Map<Printed, Correction> confirmed() {
        var found = new HashMap<Printed, Correction>();
        jdbc.sql("""
                        SELECT r.document, r.span_start, r.span_end, s.unit, c.value
                        FROM indicator.revision r
                        JOIN indicator.decision d ON d.revision = r.id AND d.outcome <> 'returned'
                        JOIN indicator.current c ON (c.indicator, c.region, c.first_day, c.months)
                                                  = (r.indicator, r.region, r.first_day, r.months)
                        JOIN indicator.revision s ON s.id = c.revision AND s.sequence >= r.sequence
                        WHERE r.document IS NOT NULL AND r.span_start IS NOT NULL AND c.value IS NOT NULL
                        ORDER BY r.id
                        """)
                .query((row, number) -> found.put(
                        new Printed(
                                row.getObject("document", UUID.class),
                                row.getInt("span_start"),
                                row.getInt("span_end")),
                        new Correction(row.getBigDecimal("value"), row.getString("unit"))))
                .list();
        return found;
    }

    /** Whether any of the cells ever had a figure of a document. */
    boolean taken(Collection<Cell> cells) {
        var wanted = new HashSet<>(cells);
        return jdbc
                .sql("""
                        SELECT DISTINCT indicator, region, period FROM indicator.revision WHERE document IS NOT NULL
                        """)
                .query((row, number) -> new Cell(
                        row.getString("indicator"),
                        row.getString("region"),
                        Period.parse(row.getString("period")).orElseThrow()))
                .list()
                .stream()
                .anyMatch(wanted::contains);
    }

    /** The reading with the corrected figures; their characters are those of the value that counts. */
    static Reading corrected(Reading reading, Map<Figure, Correction> corrections) {
        var figures = reading.figures().stream()
                .map(figure -> {
                    Correction correction = corrections.get(figure);
                    if (correction == null) return figure;
                    BigDecimal value = correction.as(figure);
                    return new Figure(
                            figure.span(),
                            value.toPlainString() + figure.unit(),
                            figure.measure(),
                            value,
                            figure.valueTo(),
                            figure.unit(),
                            Bound.EXACT,
                            figure.role(),
                            figure.time(),
                            figure.period(),
                            figure.per(),
                            figure.region());
                })
                .toList();
        return new Reading(
                reading.name(),
                reading.text(),
                reading.front(),
                reading.parts(),
                reading.sections(),
                figures,
                reading.tasks());
    }
}
