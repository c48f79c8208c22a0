package dev.kechuang.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of a document. Texts are plain: whatever they hold is shown as it is. A line break in a text is kept. */
public sealed interface Block {

    /**
     * A heading with its own number in the text; in the official layout by level 黑体 一、, 楷体 （一）, 仿宋 1. and （1）
     * (GB/T 9704-2012, 7.3.3).
     *
     * @param level 1 to 4
     */
    record Heading(int level, String text) implements Block {
        public Heading {
            if (level < 1 || level > 4) throw new IllegalArgumentException("heading levels are 1 to 4: " + level);
        }
    }

    /** Whom an official document is for (主送机关), flush left. */
    record Addressee(String text) implements Block {}

    /** @param indent whether the first line stands two characters in */
    record Paragraph(List<Run> runs, Align align, boolean indent) implements Block {
        public Paragraph {
            runs = List.copyOf(runs);
        }

        public static Paragraph of(Run... runs) {
            return new Paragraph(Arrays.asList(runs), Align.LEFT, true);
        }

        public static Paragraph centred(String text) {
            return new Paragraph(List.of(Run.of(text)), Align.CENTRE, false);
        }
    }

    /** Text in one weight. */
    record Run(String text, boolean bold) {
        public static Run of(String text) {
            return new Run(text, false);
        }

        public static Run bold(String text) {
            return new Run(text, true);
        }
    }

    /**
     * Labels with their values in a ruled grid, as on the first page of a form; an empty value is an empty box.
     *
     * @param pairs how many pairs stand side by side, 1 or 2
     */
    record KeyValues(List<Entry> entries, int pairs) implements Block {
        public KeyValues {
            if (pairs < 1 || pairs > 2) throw new IllegalArgumentException("1 or 2 pairs side by side: " + pairs);
            entries = List.copyOf(entries);
        }

        public record Entry(String label, String value) {}

        /** Label, value, label, value, … */
        public static KeyValues of(int pairs, String... labelsAndValues) {
            if (labelsAndValues.length % 2 != 0) throw new IllegalArgumentException("a label without a value");
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < labelsAndValues.length; i += 2)
                entries.add(new Entry(labelsAndValues[i], labelsAndValues[i + 1]));
            return new KeyValues(entries, pairs);
        }
    }

    /**
     * A ruled table; its head is repeated on every page it runs over.
     *
     * @param caption above the table; empty for none
     * @param total last row in bold (合计), as long as the columns; null for none
     */
    record Table(
            String caption,
            List<Column> columns,
            List<List<String>> rows,
            @Nullable List<String> total) implements Block {
        public Table {
            if (columns.isEmpty()) throw new IllegalArgumentException("a table without columns");
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            total = total == null ? null : List.copyOf(total);
            for (int i = 0; i < rows.size(); i++) fits(columns, rows.get(i), "row " + (i + 1));
            if (total != null) fits(columns, total, "total");
        }

        private static void fits(List<Column> columns, List<String> cells, String where) {
            if (cells.size() != columns.size())
                throw new IllegalArgumentException(
                        where + " has " + cells.size() + " cells in a table of " + columns.size() + " columns");
        }

        public static Table of(List<Column> columns, List<List<String>> rows) {
            return new Table("", columns, rows, null);
        }

        /** The share of the width that column {@code index} takes, in hundredths of a per cent. */
        public int share(int index) {
            int sum = columns.stream().mapToInt(Column::width).sum();
            return columns.get(index).width() * 10_000 / sum;
        }
    }

    /** @param width in relation to the other columns, at least 1 */
    record Column(String header, int width, Align align) {
        public Column {
            if (width < 1) throw new IllegalArgumentException("column " + header + " has no width");
        }

        public static Column text(String header, int width) {
            return new Column(header, width, Align.LEFT);
        }

        public static Column centred(String header, int width) {
            return new Column(header, width, Align.CENTRE);
        }

        /** Numbers stand to the right, with the unit in the header. */
        public static Column number(String header, int width) {
            return new Column(header, width, Align.RIGHT);
        }
    }

    /**
     * A chart of one series, drawn as a picture; what is not known is left out and written as a dash.
     *
     * @param caption above the chart
     * @param decimals of the values as they are written
     */
    record Chart(String caption, Shape shape, String unit, List<Point> points, int decimals) implements Block {
        public Chart {
            points = List.copyOf(points);
        }

        /** @param value null where nothing is known */
        public record Point(String category, @Nullable BigDecimal value) {}

        public enum Shape {
            COLUMNS,
            LINE,
            /** From left to right, for long names. */
            BARS
        }
    }

    /** @param numbered 1. 2. 3. instead of points */
    record Listing(boolean numbered, List<String> items) implements Block {
        public Listing {
            items = List.copyOf(items);
        }
    }

    record PageBreak() implements Block {}

    /** Name of the unit with the date under it, its centre over the centre of the date (GB/T 9704-2012, 7.3.5). */
    record Signature(String unit, LocalDate date) implements Block {}

    /** 附件说明: the names of what is attached, without marks at their ends (GB/T 9704-2012, 7.3.4). */
    record Attachments(List<String> names) implements Block {
        public Attachments {
            names = List.copyOf(names);
        }
    }

    enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }
}
