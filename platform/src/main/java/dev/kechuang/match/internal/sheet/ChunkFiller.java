package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Layout.EventList;
import dev.kechuang.engine.columns.Layout.Slot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills a chunk from sheets without a fact being made: only what the chunk's policies read is looked at. For one thread.
 */
public final class ChunkFiller {

    private static final long NO_CODE = Long.MIN_VALUE;
    private static final int YEARS = 120;

    private final SheetCodec codec;
    private final Words words;
    private final Chunk chunk;
    private final @Nullable Target[] targets;
    private final Bytes sheet = new Bytes(new byte[0]);
    private long[] codes;
    private boolean exact;

    /**
     * Where a fact goes.
     *
     * @param column of a fact without year
     * @param years columns by year since {@link SheetCodec#FIRST_YEAR}, −1 for those not read; null without years
     * @param list null unless it is a list of events
     */
    private record Target(
            Fact fact,
            int column,
            int @Nullable [] years,
            @Nullable EventList list) {}

    ChunkFiller(Layout layout, Words words, Chunk chunk) {
        this.codec = new SheetCodec(layout, words);
        this.words = words;
        this.chunk = chunk;
        this.codes = new long[words.size()];
        Arrays.fill(codes, NO_CODE);
        var numbers = layout.numbers();
        int most = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        this.targets = new Target[most + 1];
        for (Slot slot : chunk.layout().slots()) {
            int number = layout.number(slot.fact().name());
            if (number < 0) continue;
            if (slot.year() == 0) {
                targets[number] = new Target(slot.fact(), slot.column(), null, null);
                continue;
            }
            Target known = targets[number];
            int[] years = known == null ? null : known.years();
            if (years == null) {
                years = new int[YEARS];
                Arrays.fill(years, -1);
                targets[number] = new Target(slot.fact(), -1, years, null);
            }
            int place = slot.year() - SheetCodec.FIRST_YEAR;
            if (place >= 0 && place < YEARS) years[place] = slot.column();
        }
        for (EventList list : chunk.layout().lists()) {
            int number = layout.number(list.fact().name());
            if (number >= 0) targets[number] = new Target(list.fact(), list.column(), null, list);
        }
    }

    public Chunk chunk() {
        return chunk;
    }

    /** Takes all rows away. */
    public void clear() {
        chunk.clear();
        Arrays.fill(codes, NO_CODE);
    }

    /** Adds an organisation as the next row. */
    public void add(byte[] packed) {
        chunk.begin();
        exact = false;
        sheet.read(packed, 0, packed.length);
        SheetCodec.begin(sheet);
        while (sheet.more()) {
            int number = (int) sheet.number();
            int length = (int) sheet.number();
            int end = sheet.position() + length;
            Target target = number < targets.length ? targets[number] : null;
            if (target != null) entry(target, end);
            sheet.position(end);
        }
        if (exact) chunk.exactly(codec.unpack(packed));
    }

    private void entry(Target target, int end) {
        EventList list = target.list();
        int[] years = target.years();
        if (list != null) {
            events(list);
        } else if (years == null) {
            cell(target.fact(), target.column());
        } else {
            int year = 0;
            while (sheet.position() < end) {
                year += (int) sheet.number();
                cell(target.fact(), year < YEARS ? years[year] : -1);
            }
        }
    }

    private void cell(Fact fact, int column) {
        long packed = sheet.number();
        if (packed == SheetCodec.WRITTEN || packed == SheetCodec.EXACT) {
            String text = sheet.text();
            if (column < 0) return;
            if (packed == SheetCodec.EXACT) exact = true;
            else chunk.set(column, text);
        } else if (column >= 0) {
            if (packed == SheetCodec.ABSENT) chunk.absent(column);
            else chunk.set(column, value(fact, packed - SheetCodec.VALUES));
        }
    }

    private void events(EventList list) {
        int count = (int) sheet.number();
        if (count == SheetCodec.ABSENT) {
            chunk.absent(list.column());
            return;
        }
        chunk.list(list.column());
        for (int i = 1; i < count; i++) {
            int event = chunk.event(list.column());
            for (Slot field : list.fields()) {
                long packed = sheet.number();
                if (packed == SheetCodec.WRITTEN) chunk.field(field.column(), event, sheet.text());
                else if (packed == SheetCodec.EXACT) {
                    String unused = sheet.text();
                    exact = true;
                } else if (packed != SheetCodec.ABSENT) {
                    chunk.field(field.column(), event, value(field.fact(), packed - SheetCodec.VALUES));
                }
            }
        }
    }

    private long value(Fact fact, long value) {
        return switch (fact.kind()) {
            case BOOLEAN -> value;
            case TEXT, ENUM -> code((int) value);
            default -> SheetCodec.unfolded(value);
        };
    }

    private long code(int word) {
        if (word >= codes.length) {
            int before = codes.length;
            codes = Arrays.copyOf(codes, Math.max(word + 1, before * 2));
            Arrays.fill(codes, before, codes.length, NO_CODE);
        }
        if (codes[word] == NO_CODE) codes[word] = chunk.code(words.text(word));
        return codes[word];
    }
}
