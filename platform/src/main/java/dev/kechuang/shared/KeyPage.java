package dev.kechuang.shared;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is paged by key, so that the 10,000th row costs what the first costs.
 *
 * @param next opaque key of the following page, null on the last
 * @param previous opaque key of the page before, null on the first
 * @param total number of rows the query finds, exact to {@link #COUNTED_TO} or what the list says
 */
public record KeyPage<T>(
        List<T> items, @Nullable String next, @Nullable String previous, Total total) {

    /** Lists count to here unless they say otherwise; beyond, a page says "1万条以上". */
    public static final int COUNTED_TO = 10_000;

    /**
     * Where a page starts: behind a key, before a key, or at the start of the list.
     *
     * @param key null at the start
     * @param backwards whether the page ends before the key; then the rows are read in the opposite order
     */
    public record At(@Nullable String key, boolean backwards) {
        public static final At START = new At(null, false);

        /** From {@code ?after=} and {@code ?before=}. */
        public static At of(@Nullable String after, @Nullable String before) {
            if (after != null && !after.isEmpty()) return new At(after, false);
            return before == null || before.isEmpty() ? START : new At(before, true);
        }
    }

    /**
     * Makes the page of what was read for it.
     *
     * @param read up to {@code size + 1} rows in the order in which they were read; one too many says that there are more
     * @param key key of a row
     */
    public static <T> KeyPage<T> of(List<T> read, int size, At at, Function<? super T, String> key, Total total) {
        boolean more = read.size() > size;
        List<T> shown = more ? read.subList(0, size) : read;
        List<T> items = List.copyOf(at.backwards() ? shown.reversed() : shown);
        if (items.isEmpty()) return new KeyPage<>(items, null, null, total);
        boolean before = at.backwards() ? more : at.key() != null;
        boolean behind = at.backwards() || more;
        return new KeyPage<>(
                items, behind ? key.apply(items.getLast()) : null, before ? key.apply(items.getFirst()) : null, total);
    }

    /** A count that may stop: {@code more} says that there are more rows than {@code count}. */
    public record Total(int count, boolean more) {
        /** From a count over at most {@code COUNTED_TO + 1} rows. */
        public static Total of(int counted) {
            return of(counted, COUNTED_TO);
        }

        /** From a count over at most {@code most + 1} rows. */
        public static Total of(int counted, int most) {
            return new Total(Math.min(counted, most), counted > most);
        }
    }
}
