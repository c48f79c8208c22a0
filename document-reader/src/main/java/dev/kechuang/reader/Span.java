package dev.kechuang.reader;

/**
 * A stretch of a document's text: {@code text.substring(start, end)}.
 *
 * <p>Both ends are indices into the Java string, that is UTF-16 units; {@link Reading#jsonLines()} counts Unicode
 * characters instead, as the exchange format asks.
 *
 * @param start index of the first character
 * @param end index after the last character, not before {@code start}
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) throw new IllegalArgumentException("span " + start + ".." + end);
    }

    public int length() {
        return end - start;
    }

    public boolean contains(int index) {
        return start <= index && index < end;
    }

    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    public String of(String text) {
        return text.substring(start, end);
    }
}
