package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of many organisations in columns of longs: money in fen, dates as days since 1970, truth as 0 and 1, texts by
 * dictionary, decimals and shares in millionths. A list of events is three kinds of columns: how many, where they
 * begin, and one per field. A cell that does not fit makes its row one for the evaluator.
 */
public final class Columns {
    /** Decimals and shares are stored in millionths. */
    static final long MILLION = 1_000_000;

    private final FactDictionary dictionary;
    private final int capacity;
    private int rows;
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<long[]> data = new ArrayList<>();
    private final Texts texts;
    private final Map<Integer, Facts> exact = new HashMap<>();
    private final long[] handOver;

    /** Where a column comes from; {@code year} is 0 for facts without year. */
    private record Source(Fact fact, int year, @Nullable Fact field) {}

    public Columns(FactDictionary dictionary, int rows) {
        this.dictionary = dictionary;
        this.capacity = rows;
        this.rows = rows;
        this.texts = new Texts();
        this.handOver = new long[(rows + 63) / 64];
    }

    /** Empty columns at the same places as those of another, for up to {@code capacity} rows. */
    Columns(Columns layout, int capacity) {
        this.dictionary = layout.dictionary;
        this.capacity = capacity;
        this.rows = 0;
        this.texts = new Texts(layout.texts);
        this.handOver = new long[(capacity + 63) / 64];
        this.index.putAll(layout.index);
        this.sources.addAll(layout.sources);
        for (Source source : sources) {
            data.add(new long[source.field() == null ? capacity : 0]);
        }
        clear();
    }

    /** Makes every cell unknown and takes all rows away. */
    void clear() {
        rows = 0;
        exact.clear();
        texts.reset();
        Arrays.fill(handOver, 0);
        for (int c = 0; c < data.size(); c++) {
            if (sources.get(c).field() == null) {
                Arrays.fill(data.get(c), Kernel.UNKNOWN);
            }
        }
    }

    int addRow() {
        if (rows == capacity) {
            throw new IllegalStateException("the columns are full: they hold " + capacity + " rows");
        }
        return rows++;
    }

    /** Has a row decided by the evaluator on these facts. */
    void exactly(int row, Facts facts) {
        handOver[row >> 6] |= 1L << row;
        exact.put(row, facts);
    }

    void replace(int column, long[] cells) {
        data.set(column, cells);
    }

    public int rows() {
        return rows;
    }

    public FactDictionary dictionary() {
        return dictionary;
    }

    private static String key(Fact fact, int year) {
        return year == 0 ? fact.name() : fact.name() + "@" + year;
    }

    /** The column of a fact, made with all cells unknown when it is new. */
    public int column(Fact fact, int year) {
        int of = fact.period() == Fact.Period.YEAR ? year : 0;
        Integer known = index.get(key(fact, of));
        if (known == null) {
            long[] cells = new long[rows];
            Arrays.fill(cells, Kernel.UNKNOWN);
            known = add(key(fact, of), new Source(fact, of, null), cells);
        }
        return known;
    }

    private int add(String key, Source source, long[] cells) {
        index.put(key, data.size());
        sources.add(source);
        data.add(cells);
        return data.size() - 1;
    }

    /** The column where an event list begins, and those of its fields. */
    public int starts(Fact fact) {
        return index.getOrDefault(fact.name() + "#", -1);
    }

    public int field(Fact fact, String field) {
        return index.getOrDefault(fact.name() + "#" + field, -1);
    }

    public long[] cells(int column) {
        return data.get(column);
    }

    long[][] all() {
        return data.toArray(new long[0][]);
    }

    /** The text of a fact in a row, empty when it is not known. */
    public String label(String fact, int row) {
        Integer column = index.get(fact);
        if (column == null || data.get(column)[row] < Kernel.LIMIT) {
            return "";
        }
        return text(data.get(column)[row]);
    }

    /** Rows with a cell that columns can't hold exactly. */
    boolean handedOver(int row) {
        return (handOver[row >> 6] >>> row & 1) != 0;
    }

    /** Which of the 64 rows of a word are handed over. */
    long handOver(int word) {
        return handOver[word];
    }

    boolean anyHandedOver(int from, int to) {
        for (int word = from >> 6; word < (to + 63) >> 6; word++) {
            if (handOver[word] != 0) {
                return true;
            }
        }
        return false;
    }

    public int code(String text) {
        return texts.code(text);
    }

    /** The text of a cell of a text fact. */
    public String text(long code) {
        return texts.text(code);
    }

    /** Columns of an event list, without any event. */
    void list(Fact fact) {
        if (!index.containsKey(fact.name())) {
            long[] lengths = new long[rows];
            Arrays.fill(lengths, Kernel.UNKNOWN);
            events(fact, lengths, Map.of());
        }
    }

    /** Whole events of a list fact, for loaders: lengths per row and the cells of each field in order. */
    public void events(Fact fact, long[] lengths, Map<String, long[]> fields) {
        long[] starts = new long[rows];
        long at = 0;
        for (int row = 0; row < rows; row++) {
            starts[row] = at;
            at += Math.max(0, lengths[row]);
        }
        add(fact.name(), new Source(fact, 0, null), lengths);
        add(fact.name() + "#", new Source(fact, 0, null), starts);
        fact.fields()
                .forEach(f -> add(
                        fact.name() + "#" + f.name(), new Source(fact, 0, f), fields.getOrDefault(f.name(), absent((int)
                                sum(lengths)))));
    }

    private static long sum(long[] lengths) {
        long sum = 0;
        for (long length : lengths) {
            sum += Math.max(0, length);
        }
        return sum;
    }

    private static long[] absent(int size) {
        long[] cells = new long[size];
        Arrays.fill(cells, Kernel.ABSENT);
        return cells;
    }

    /** Columns of the given organisations, for as many years as they have facts. */
    public static Columns of(FactDictionary dictionary, List<Facts> organisations) {
        Columns columns = new Columns(dictionary, organisations.size());
        for (int row = 0; row < organisations.size(); row++) {
            Facts facts = organisations.get(row);
            int at = row;
            facts.yearly().forEach((name, years) -> years.forEach((year, value) -> columns.set(at, name, year, value)));
            facts.asOf().forEach((name, value) -> columns.set(at, name, 0, value));
        }
        for (Fact fact : dictionary.facts()) {
            if (fact.kind() == Fact.Kind.EVENTS) {
                columns.collect(fact, organisations);
            }
        }
        for (int row = 0; row < organisations.size(); row++) {
            if (columns.handedOver(row)) {
                columns.exact.put(row, organisations.get(row));
            }
        }
        return columns;
    }

    private void set(int row, String name, int year, Val value) {
        Fact fact = dictionary.find(name);
        if (fact != null && fact.kind() != Fact.Kind.EVENTS) {
            cells(column(fact, year))[row] = cell(row, fact, value);
        }
    }

    long cell(int row, Fact fact, Val value) {
        switch (value) {
            case Val.Absent a -> {
                return Kernel.ABSENT;
            }
            case Val.Truth(boolean b) -> {
                return b ? 1 : 0;
            }
            case Val.Text(String s) -> {
                return code(s);
            }
            case Val.Day(LocalDate day) -> {
                return day.toEpochDay();
            }
            case Val.Num(Rational n) -> {
                Rational scaled = n.multiply(Rational.of(scale(fact)));
                if (scaled.isWhole() && scaled.fitsLong() && scaled.numerator().longValue() >= Kernel.LIMIT) {
                    return scaled.numerator().longValue();
                }
            }
            default -> {}
        }
        handOver[row >> 6] |= 1L << row;
        return Kernel.UNKNOWN;
    }

    static long scale(Fact fact) {
        return fact.kind() == Fact.Kind.DECIMAL || fact.kind() == Fact.Kind.RATIO ? MILLION : 1;
    }

    private void collect(Fact fact, List<Facts> organisations) {
        long[] lengths = new long[rows];
        List<Val> all = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            switch (organisations.get(row).get(fact, 0)) {
                case Val.Items(List<Val> items) -> {
                    lengths[row] = items.size();
                    for (Val item : items) {
                        all.add(item);
                        owners.add(row);
                    }
                }
                case Val.Absent a -> lengths[row] = Kernel.ABSENT;
                default -> lengths[row] = Kernel.UNKNOWN;
            }
        }
        Map<String, long[]> fields = new HashMap<>();
        for (Fact field : fact.fields()) {
            long[] cells = new long[all.size()];
            for (int i = 0; i < cells.length; i++) {
                Val value = all.get(i) instanceof Val.Event(Map<String, Val> entry)
                        ? entry.getOrDefault(field.name(), Val.ABSENT)
                        : Val.ABSENT;
                cells[i] = cell(owners.get(i), field, value);
            }
            fields.put(field.name(), cells);
        }
        events(fact, lengths, fields);
    }

    /** The facts of one row, as the evaluator takes them. */
    public Facts facts(int row) {
        Facts kept = exact.get(row);
        if (kept != null) {
            return kept;
        }
        Facts.Builder facts = Facts.builder();
        for (int c = 0; c < data.size(); c++) {
            Source source = sources.get(c);
            Fact fact = source.fact();
            if (fact.kind() == Fact.Kind.EVENTS) {
                if (c == index.getOrDefault(fact.name(), -1)) {
                    events(facts, fact, row, data.get(c)[row]);
                }
            } else if (data.get(c)[row] != Kernel.UNKNOWN) {
                facts.set(fact, source.year(), value(fact, data.get(c)[row]));
            }
        }
        return facts.build();
    }

    private void events(Facts.Builder facts, Fact fact, int row, long length) {
        if (length == Kernel.UNKNOWN) {
            return;
        }
        if (length == Kernel.ABSENT) {
            facts.set(fact.name(), Val.ABSENT);
            return;
        }
        int start = (int) cells(starts(fact))[row];
        List<Map<String, Val>> events = new ArrayList<>();
        for (int i = start; i < start + length; i++) {
            Map<String, Val> event = new HashMap<>();
            for (Fact field : fact.fields()) {
                long cell = cells(field(fact, field.name()))[i];
                if (cell >= Kernel.LIMIT) {
                    event.put(field.name(), value(field, cell));
                }
            }
            events.add(event);
        }
        facts.events(fact.name(), events);
    }

    private Val value(Fact fact, long cell) {
        if (cell == Kernel.ABSENT) {
            return Val.ABSENT;
        }
        return switch (fact.kind()) {
            case BOOLEAN -> Val.of(cell == 1);
            case DATE -> new Val.Day(LocalDate.ofEpochDay(cell));
            case TEXT, ENUM -> new Val.Text(text(cell));
            case DECIMAL, RATIO -> new Val.Num(Rational.of(cell, MILLION));
            default -> Val.of(cell);
        };
    }
}
