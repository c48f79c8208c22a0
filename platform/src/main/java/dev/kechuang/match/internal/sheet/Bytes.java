package dev.kechuang.match.internal.sheet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whole numbers in as few bytes as they need, one after the other. */
final class Bytes {

    private byte[] bytes;
    private int at;
    private int end;

    /** To be written. */
    Bytes() {
        this.bytes = new byte[512];
    }

    /** To be read. */
    Bytes(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Reads others from now on. */
    void read(byte[] from, int offset, int length) {
        bytes = from;
        at = offset;
        end = offset + length;
    }

    boolean more() {
        return at < end;
    }

    int position() {
        return at;
    }

    void position(int to) {
        at = to;
    }

    void number(long value) {
        if (at + 10 > bytes.length) bytes = Arrays.copyOf(bytes, bytes.length * 2);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
    }

    void text(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        int length = (int) number();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Others' bytes behind their length. */
    void put(Bytes other) {
        put(Arrays.copyOf(other.bytes, other.at));
    }

    private void put(byte[] more) {
        number(more.length);
        if (at + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more.length));
        }
        System.arraycopy(more, 0, bytes, at, more.length);
        at += more.length;
    }

    byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    void clear() {
        at = 0;
    }
}
