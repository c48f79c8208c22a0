package dev.kechuang.engine.columns;

import java.util.Arrays;

/** The constants of one condition or amount, in the order its generated code names them. */
final class Constants {
    private long[] values = new long[8];
    private int size;

    int add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size] = value;
        return size++;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
