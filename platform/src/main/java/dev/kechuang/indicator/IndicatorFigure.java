package dev.kechuang.indicator;

import dev.kechuang.record.RecordFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A figure (数字): what an indicator is at a place and a time, and what proves it.
 *
 * @param value in the indicator's unit, exact for everything that adds up, to twelve digits after the point for ratios; null where nothing is known
 * @param operands the series it is computed from, one for each; their values give the figure
 */
public record IndicatorFigure(FigureAt at, @Nullable BigDecimal value, List<Operand> operands) {

    public IndicatorFigure {
        operands = List.copyOf(operands);
    }

    /** One series at the place and time, with its evidence. */
    public sealed interface Operand {

        /** Code of the indicator whose source this is. */
        String indicator();

        /** In that indicator's unit; null where nothing is known. */
        @Nullable BigDecimal value();

        /** Each filter opens its records; the value is the sum over them. */
        record OfRecords(String indicator, @Nullable BigDecimal value, Indicator.Take take, List<RecordFilter> filters)
                implements Operand {
            public OfRecords {
                filters = List.copyOf(filters);
            }
        }

        /** @param organisations how many confirmed values it sums */
        record OfFacts(String indicator, @Nullable BigDecimal value, String fact, int year, long organisations)
                implements Operand {}

        /** @param observations confirmed revisions it is made of */
        record Observed(String indicator, @Nullable BigDecimal value, List<UUID> observations) implements Operand {
            public Observed {
                observations = List.copyOf(observations);
            }
        }
    }
}
