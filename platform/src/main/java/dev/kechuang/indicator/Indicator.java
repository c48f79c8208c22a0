package dev.kechuang.indicator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An indicator (指标) as a pack defines it.
 *
 * @param code e.g. {@code hnte.valid}; lower case, parts separated by dots
 * @param aliases other names under which documents state it
 * @param group heading it stands under in the dictionary, a code named in the pack
 * @param unit as printed after the value: {@code 家}, {@code 万元}, {@code %}
 * @param decimals digits after the point when it is printed, 0 to 6
 * @param shortest the shortest period it is stated for
 * @param published whether the public page shows it
 * @param clause where the definition comes from, null when the pack names none
 * @param note what is counted and what is not, null for none
 */
public record Indicator(
        String code,
        String name,
        String en,
        List<String> aliases,
        String group,
        String unit,
        int decimals,
        Better better,
        Nature nature,
        Period.Kind shortest,
        Source source,
        boolean published,
        @Nullable String clause,
        @Nullable String note) {

    public Indicator {
        aliases = List.copyOf(aliases);
    }

    /** Direction (方向) in which the figure is wanted to go. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** Flow (流量): adds up over periods. Stock (存量): stands at a period's end. */
    public enum Nature {
        FLOW,
        STOCK
    }

    /** Where the values come from. */
    public sealed interface Source {

        /**
         * Records of a kind.
         *
         * @param where value the records have in each of these dimensions; any of the listed ones
         */
        record OfRecords(String kind, Map<String, List<String>> where, Take take) implements Source {
            public OfRecords {
                where = Map.copyOf(where);
            }
        }

        /**
         * Confirmed yearly facts of organisations, summed.
         *
         * @param title only organisations that hold this title on the last day of the year; null for all
         */
        record OfFacts(String fact, @Nullable String title) implements Source {}

        /**
         * Numbers observed elsewhere, entered or imported and confirmed.
         *
         * @param byUnits whether units report them and the total is the sum of its parts; otherwise each place is stated by itself
         */
        record Observed(boolean byUnits) implements Source {}

        /** Ratio: the indicators' figures are aggregated first, then divided, then multiplied by the factor (100 for %). */
        record Ratio(String numerator, String denominator, int factor) implements Source {}

        /** Sum of indicators of the same unit, each with its sign. */
        record Sum(List<String> plus, List<String> minus) implements Source {
            public Sum {
                plus = List.copyOf(plus);
                minus = List.copyOf(minus);
            }
        }
    }

    /** What of the records is taken. */
    public enum Take {
        /** Sum of counts. */
        COUNT,
        /** Sum of amounts, in the indicator's unit of money. */
        AMOUNT,
        /** Distinct organisations. */
        ORGANISATIONS
    }
}
