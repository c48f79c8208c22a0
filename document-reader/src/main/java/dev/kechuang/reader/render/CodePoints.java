package dev.kechuang.reader.render;

import java.util.Arrays;

/** Translates positions in a Java string to counts of Unicode characters. */
public final class CodePoints {
    /** Positions of the second halves of surrogate pairs, ascending. */
    private final int[] seconds;

    public CodePoints(String text) {
        int[] found = new int[16];
        int count = 0;
        for (int i = 1; i < text.length(); i++) {
            if (!Character.isLowSurrogate(text.charAt(i)) || !Character.isHighSurrogate(text.charAt(i - 1))) continue;
            if (count == found.length) found = Arrays.copyOf(found, count * 2);
            found[count++] = i;
        }
        this.seconds = Arrays.copyOf(found, count);
    }

    public int at(int index) {
        if (seconds.length == 0) return index;
        int before = Arrays.binarySearch(seconds, index);
        return index - (before < 0 ? -before - 1 : before);
    }
}
