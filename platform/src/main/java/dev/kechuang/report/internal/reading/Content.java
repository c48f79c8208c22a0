package dev.kechuang.report.internal.reading;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is read: what a draft shows and a version keeps.
 *
 * @param period as text, e.g. {@code 2025} or {@code 2026Q3}
 * @param figures every figure once, numbered from 1 in the order in which the text first needs it
 * @param aims the targets that the text compares with, as they stood
 */
public record Content(
        String title, String region, String period, List<Section> sections, List<Used> figures, List<Aim> aims) {

    /** Versions frozen before targets were kept have none. */
    public Content {
        sections = List.copyOf(sections);
        figures = List.copyOf(figures);
        aims = aims == null ? List.of() : List.copyOf(aims);
    }

    public record Section(String id, String heading, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Prose.class, name = "prose"),
        @JsonSubTypes.Type(value = Table.class, name = "table"),
        @JsonSubTypes.Type(value = Chart.class, name = "chart"),
        @JsonSubTypes.Type(value = Listing.class, name = "list")
    })
    public sealed interface Block {}

    /** @param level of a heading, 0 for a paragraph */
    public record Prose(int level, List<Piece> pieces) implements Block {
        public Prose {
            pieces = List.copyOf(pieces);
        }

        public String text() {
            var out = new StringBuilder();
            for (Piece piece : pieces) out.append(piece.text);
            return out.toString();
        }
    }

    /** @param numbers for each column whether it holds figures */
    public record Table(String title, List<String> heads, List<Boolean> numbers, List<List<Piece>> rows)
            implements Block {
        public Table {
            heads = List.copyOf(heads);
            numbers = List.copyOf(numbers);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * @param ranking whether regions are compared; otherwise years follow each other
     * @param points one a category
     */
    public record Chart(
            String title, String unit, int decimals, boolean ranking, List<String> categories, List<Point> points)
            implements Block {
        public Chart {
            categories = List.copyOf(categories);
            points = List.copyOf(points);
        }
    }

    /** @param value null where nothing is known */
    public record Point(@Nullable BigDecimal value, int figure) {}

    /** @param links local path of what a row is about, one a row, empty for none */
    public record Listing(
            String title, List<String> heads, List<List<String>> rows, List<String> links, int figure, String note)
            implements Block {
        public Listing {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
            links = List.copyOf(links);
        }
    }

    /**
     * Text as it is read.
     *
     * @param token as typed between the braces; empty for text that people wrote
     * @param figures numbers of the figures it says something about
     */
    public record Piece(String text, String token, List<Integer> figures) {
        public Piece {
            figures = List.copyOf(figures);
        }

        public static Piece plain(String text) {
            return new Piece(text, "", List.of());
        }
    }

    /** What of a figure is used. */
    public enum Measure {
        VALUE,
        /** Percent of the region above. */
        SHARE,
        /** Place among its neighbours. */
        RANK,
        /** What a plan wants; stated by the plan, not measured. */
        TARGET
    }

    /**
     * A figure that the text uses, with what proves it.
     *
     * @param value exact, null where nothing was known
     * @param of how many are ranked, 0 for other measures
     * @param basis definition: where the indicator's values come from, and its clause
     * @param path page that shows the evidence
     * @param digest first 16 hexadecimal digits of SHA-256 over what is stated
     */
    public record Used(
            int number,
            Measure measure,
            String indicator,
            String name,
            String region,
            String place,
            String period,
            boolean toDate,
            @Nullable BigDecimal value,
            int of,
            String unit,
            int decimals,
            String basis,
            String path,
            String digest) {

        /** Where to read it again. */
        public FigureAt at(@Nullable Snapshot snapshot) {
            return new FigureAt(indicator, region, Period.parse(period).orElseThrow(), toDate, snapshot);
        }
    }

    /**
     * A target of a plan as it stood when the report was read: what was wanted, what was reached, which light it had
     * (目标、实际与亮灯), with what proves it.
     *
     * @param version of the plan; released versions never change
     * @param number of the version
     * @param bound {@code atLeast}, {@code more}, {@code exact}, {@code atMost} or {@code about}
     * @param valueTo upper end of a range, else null
     * @param actual in the target's unit, null while nothing was known
     * @param sources figures whose sum the actual value is; empty where the lead reported it
     * @param ruled the rule's light
     * @param light the light as it showed
     * @param overruledBy name, empty where the rule held
     * @param on day it was judged for
     * @param basis everything the rule judged by, as JSON
     */
    public record Aim(
            String plan,
            String planTitle,
            String version,
            int number,
            String item,
            String name,
            String bound,
            BigDecimal value,
            @Nullable BigDecimal valueTo,
            String unit,
            String region,
            String lead,
            String dueOn,
            @Nullable BigDecimal actual,
            List<Source> sources,
            String ruled,
            String light,
            String reason,
            String overruledBy,
            String on,
            String basis) {
        public Aim {
            sources = List.copyOf(sources);
        }

        /** ≥ 300 家; a range with both ends. */
        public String wanted() {
            String sign = switch (bound) {
                case "atLeast" -> "≥ ";
                case "more" -> "> ";
                case "atMost" -> "≤ ";
                case "about" -> "≈ ";
                default -> "";
            };
            return sign + plain(value) + (valueTo == null ? "" : "–" + plain(valueTo)) + " " + unit;
        }

        /** With all its digits; empty while nothing was known. */
        public String reached() {
            return actual == null ? "" : plain(actual) + " " + unit;
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
    }

    /** Where a figure is read. */
    public record Source(String indicator, String region, String period, boolean toDate) {
        public FigureAt at(@Nullable Snapshot snapshot) {
            return new FigureAt(indicator, region, Period.parse(period).orElseThrow(), toDate, snapshot);
        }
    }

    public Optional<Used> figure(int number) {
        return number >= 1 && number <= figures.size() ? Optional.of(figures.get(number - 1)) : Optional.empty();
    }
}
