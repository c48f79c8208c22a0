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
 */
public record Content(String title, String region, String period, List<Section> sections, List<Used> figures) {

    public Content {
        sections = List.copyOf(sections);
        figures = List.copyOf(figures);
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

    public Optional<Used> figure(int number) {
        return number >= 1 && number <= figures.size() ? Optional.of(figures.get(number - 1)) : Optional.empty();
    }
}
