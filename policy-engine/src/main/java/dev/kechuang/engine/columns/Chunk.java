package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rows of one layout, filled by {@link #begin} and what follows it, decided, cleared and filled again over the same arrays.
 * A cell is a long: money in fen, a date in days since 1970, a truth as 0 or 1, whole numbers as they are, decimals and
 * shares in millionths, a text by {@link #code}. What is not set is unknown. One thread fills a chunk; nobody decides it
 * meanwhile.
 */
public final class Chunk {
    private static final int FIRST_EVENTS = 1_024;

    private final Layout layout;
    private final Columns columns;
    private final int capacity;
    /** By the column of a list: how many events all rows have, and the columns of its fields. */
    private final int[] events;

    private final int[][] fields;
    private final long[][] cells;
    private int row = -1;

    Chunk(Layout layout, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("a chunk holds at least one row, not " + capacity);
        }
        this.layout = layout;
        this.capacity = capacity;
        this.columns = new Columns(layout.columns(), capacity);
        this.cells = columns.all();
        this.events = new int[cells.length];
        this.fields = new int[cells.length][];
        for (Layout.EventList list : layout.lists()) {
            fields[list.column()] =
                    list.fields().stream().mapToInt(Layout.Slot::column).toArray();
        }
    }

    public Layout layout() {
        return layout;
    }

    /** The filled columns, for {@link dev.kechuang.engine.Population}. */
    public Columns columns() {
        return columns;
    }

    public int rows() {
        return columns.rows();
    }

    public boolean full() {
        return columns.rows() == capacity;
    }

    /** Takes all rows away; the codes of texts given before are void. */
    public void clear() {
        columns.clear();
        Arrays.fill(events, 0);
        row = -1;
    }

    /**
     * Begins the next row, with everything unknown.
     *
     * @return its index
     * @throws IllegalStateException when the chunk is full
     */
    public int begin() {
        row = columns.addRow();
        return row;
    }

    /**
     * Sets a value of the row.
     *
     * @throws IllegalArgumentException for the two smallest longs, which no cell holds: give the row's facts instead
     */
    public void set(int column, long value) {
        if (value < Kernel.LIMIT) {
            throw new IllegalArgumentException("a cell does not hold " + value);
        }
        cells[column][row] = value;
    }

    public void set(int column, boolean value) {
        cells[column][row] = value ? 1 : 0;
    }

    public void set(int column, String text) {
        cells[column][row] = columns.code(text);
    }

    /** Sets a fact as known not to exist. */
    public void absent(int column) {
        cells[column][row] = Kernel.ABSENT;
    }

    /** The text of a row, or "" when it is absent or unknown. */
    public String text(int column, int row) {
        long code = cells[column][row];
        return code < Kernel.LIMIT ? "" : columns.text(code);
    }

    /** The code of a text in this chunk, until it is cleared. */
    public long code(String text) {
        return columns.code(text);
    }

    /** Makes a list known and empty, as it is before its first {@link #event}. */
    public void list(int list) {
        cells[list][row] = 0;
        cells[list + 1][row] = events[list];
    }

    /**
     * Adds an entry to a list of the row, which {@link #list} began; its fields are absent until set.
     *
     * @return where the fields of the entry are set
     */
    public int event(int list) {
        long[] lengths = cells[list];
        if (lengths[row] < 0) {
            throw new IllegalStateException("begin the list before its entries");
        }
        int at = events[list]++;
        lengths[row]++;
        for (int field : fields[list]) {
            if (at >= cells[field].length) {
                cells[field] = Arrays.copyOf(cells[field], Math.max(FIRST_EVENTS, at * 2));
                columns.replace(field, cells[field]);
            }
            cells[field][at] = Kernel.ABSENT;
        }
        return at;
    }

    /** Sets a field of an entry, with the column of the field and what {@link #event} returned. */
    public void field(int column, int event, long value) {
        if (value < Kernel.LIMIT) {
            throw new IllegalArgumentException("a cell does not hold " + value);
        }
        cells[column][event] = value;
    }

    public void field(int column, int event, String text) {
        cells[column][event] = columns.code(text);
    }

    /** Has the row decided on these facts by the evaluator, whatever its cells: for values that no cell holds. */
    public void exactly(Facts facts) {
        columns.exactly(row, facts);
    }

    /** A whole row from facts, handed over where a value does not fit its cell. */
    public int add(Facts facts) {
        begin();
        for (Layout.Slot slot : layout.slots()) {
            Val value = facts.get(slot.fact(), slot.year());
            if (!value.isUnknown()) {
                cells[slot.column()][row] = columns.cell(row, slot.fact(), value);
            }
        }
        for (Layout.EventList list : layout.lists()) {
            switch (facts.get(list.fact(), 0)) {
                case Val.Items(List<Val> items) -> events(list, items);
                case Val.Absent a -> absent(list.column());
                default -> {}
            }
        }
        if (columns.handedOver(row)) {
            columns.exactly(row, facts);
        }
        return row;
    }

    private void events(Layout.EventList list, List<Val> items) {
        list(list.column());
        for (Val item : items) {
            int event = event(list.column());
            if (item instanceof Val.Event(Map<String, Val> entry)) {
                for (Layout.Slot field : list.fields()) {
                    Fact fact = field.fact();
                    Val value = entry.getOrDefault(fact.name(), Val.ABSENT);
                    cells[field.column()][event] = columns.cell(row, fact, value);
                }
            }
        }
    }
}
