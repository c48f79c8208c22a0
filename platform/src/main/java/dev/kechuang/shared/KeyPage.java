package dev.kechuang.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is paged by key, so that the 10,000th row costs what the first costs.
 *
 * @param next opaque key of the following page, null on the last
 * @param previous opaque key of the page before, null on the first
 * @param total number of rows the query finds, exact to {@link #COUNTED_TO}
 */
public record KeyPage<T>(
        List<T> items, @Nullable String next, @Nullable String previous, Total total) {

    /** Lists count to here; beyond, a page says "1万条以上". */
    public static final int COUNTED_TO = 10_000;

    /** A count that may stop at {@link #COUNTED_TO}: {@code more} says that there are more rows than {@code count}. */
    public record Total(int count, boolean more) {
        /** From a count over at most {@code COUNTED_TO + 1} rows. */
        public static Total of(int counted) {
            return new Total(Math.min(counted, COUNTED_TO), counted > COUNTED_TO);
        }
    }
}
