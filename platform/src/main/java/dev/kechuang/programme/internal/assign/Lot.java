package dev.kechuang.programme.internal.assign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The lot (抽签) of a pair: a number of 20 bits that decides between assignments of equal cost, the sum of all lots being
 * the smaller. Anybody can compute it from the published seed and the two ids:
 *
 * <pre>
 * h(text) = first 8 bytes of SHA-256(UTF-8 of text), big-endian
 * mix(z)  = z ^= z >>> 30; z *= 0xbf58476d1ce4e5b9; z ^= z >>> 27; z *= 0x94d049bb133111eb; z ^ (z >>> 31)
 * lot     = mix(mix(h(seed) + h(item)) + h(reviewer)) >>> 44
 * </pre>
 */
public final class Lot {

    /** Bits of a lot. */
    static final int BITS = 20;

    private Lot() {}

    /** h of the description. */
    public static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An item's part, to be kept for all its pairs. */
    static long item(long seed, long item) {
        return mix(seed + item);
    }

    static long of(long itemPart, long reviewer) {
        return mix(itemPart + reviewer) >>> (64 - BITS);
    }

    public static long of(String seed, String item, String reviewer) {
        return of(item(hash(seed), hash(item)), hash(reviewer));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
