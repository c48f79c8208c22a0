package dev.kechuang.shared.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table, ready to show. Built from rows of any type:
 *
 * {@snippet :
 * Table.of("企业名单", List.of(
 *         Column.title("名称", o -> Cell.link(o.name(), "/registry/organisations/" + o.id())).sortedBy("name"),
 *         Column.figure("营业收入", "万元", o -> Cell.money(o.revenue()))), organisations)
 * }
 *
 * @param caption what the table lists; read aloud, not shown
 * @param choice name of the check box before each row, empty for none
 * @param choices value of the check box, one a row; empty when {@code choice} is
 */
public record Table(String caption, List<Head> heads, List<List<Cell>> rows, String choice, List<String> choices) {

    /**
     * @param unit of the figures in the column, shown in brackets; empty for none
     * @param kind decides alignment and wrapping
     * @param sort key that {@code ?sort=} takes, null when the column is not sorted by
     */
    public record Head(
            String label, String unit, Kind kind, @Nullable String sort) {
        public String css() {
            return switch (kind) {
                case TEXT -> "";
                case TITLE -> "title";
                case FIGURE -> "figure";
                case ACTIONS -> "actions";
            };
        }

        /** The label with its unit, as a card on a narrow screen shows it before the value. */
        public String full(boolean english) {
            return unit.isEmpty() ? label : label + bracketed(english);
        }

        /** The unit in the brackets of the language. */
        public String bracketed(boolean english) {
            return english ? " (" + unit + ")" : "（" + unit + "）";
        }
    }

    public enum Kind {
        TEXT,
        /** The one column that may wrap. */
        TITLE,
        /** Right-aligned, tabular figures. */
        FIGURE,
        ACTIONS
    }

    /** One column over rows of type {@code T}. */
    public record Column<T>(Head head, Function<? super T, Cell> cell) {

        public static <T> Column<T> text(String label, Function<? super T, Cell> cell) {
            return new Column<>(new Head(label, "", Kind.TEXT, null), cell);
        }

        public static <T> Column<T> title(String label, Function<? super T, Cell> cell) {
            return new Column<>(new Head(label, "", Kind.TITLE, null), cell);
        }

        public static <T> Column<T> figure(String label, String unit, Function<? super T, Cell> cell) {
            return new Column<>(new Head(label, unit, Kind.FIGURE, null), cell);
        }

        public static <T> Column<T> actions(String label, Function<? super T, Cell> cell) {
            return new Column<>(new Head(label, "", Kind.ACTIONS, null), cell);
        }

        public Column<T> sortedBy(String key) {
            return new Column<>(new Head(head.label, head.unit, head.kind, key), cell);
        }
    }

    public static <T> Table of(String caption, List<Column<T>> columns, List<T> rows) {
        var cells = new ArrayList<List<Cell>>(rows.size());
        for (T row : rows) {
            var line = new ArrayList<Cell>(columns.size());
            for (var column : columns) line.add(column.cell.apply(row));
            cells.add(line);
        }
        return new Table(caption, columns.stream().map(Column::head).toList(), cells, "", List.of());
    }

    /** With a check box before each row, for what is done to several at once: post them in the form {@code rows}. */
    public Table chosenBy(String name, List<String> values) {
        if (values.size() != rows.size()) throw new IllegalArgumentException("one value a row");
        return new Table(caption, heads, rows, name, List.copyOf(values));
    }
}
