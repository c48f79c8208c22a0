package dev.kechuang.shared.web.ui;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chart with the table it is drawn from. The table is the truth and needs no script; the drawing is added to it.
 *
 * @param id unique on the page
 * @param unit of all values
 * @param asOf where the figures come from and their date, e.g. 数据截至 2026-11-21
 * @param category header of the first column of the table, e.g. 区县
 */
public record Chart(
        String id,
        String title,
        String unit,
        String asOf,
        Type type,
        String category,
        List<String> categories,
        List<Series> series) {

    public Chart {
        for (var one : series) {
            if (one.values.size() != categories.size())
                throw new IllegalArgumentException("a value, or null, for each category");
        }
    }

    public enum Type {
        BAR,
        /** Bars from left to right, for long names. */
        RANKING,
        STACKED,
        LINE,
        /** Parts of one whole: one series only. */
        PIE
    }

    /** @param values one a category; null where nothing is known, which is not zero */
    public record Series(String name, List<@Nullable BigDecimal> values) {
        public static Series of(String name, long... values) {
            return new Series(
                    name,
                    Arrays.stream(values)
                            .<@Nullable BigDecimal>mapToObj(BigDecimal::valueOf)
                            .toList());
        }
    }

    /** What {@code kc.js} draws from, safe inside a script element. */
    public String json() {
        return Json.write(this);
    }

    /** The same figures as a table: a row a category. */
    public Table table() {
        var heads = Stream.concat(
                        Stream.of(new Table.Head(category, "", Table.Kind.TEXT, null)),
                        series.stream().map(one -> new Table.Head(one.name, unit, Table.Kind.FIGURE, null)))
                .toList();
        var rows = java.util.stream.IntStream.range(0, categories.size())
                .mapToObj(i -> Stream.<Cell>concat(
                                Stream.of(Cell.text(categories.get(i))),
                                series.stream().map(one -> cell(one.values.get(i))))
                        .toList())
                .toList();
        return new Table(title, heads, rows, "", List.of());
    }

    private static Cell cell(@Nullable BigDecimal value) {
        return value == null ? Cell.NONE : new Cell.Figure(Figures.exact(value), "", "");
    }
}
