package dev.kechuang.programme.internal.check;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * How much two texts share: the Jaccard coefficient of their character trigrams. Candidates come from MinHash bands
 * (Broder 1997): 24 bands of 4 rows, so that texts that share half of their trigrams meet in a band with a probability of
 * 79 %, those that share 60 % with 96 %, those that share 80 % practically always.
 */
public final class Similarity {

    /** From here on two texts are shown to the officer. */
    public static final double NOTABLE = 0.5;

    private static final int GRAM = 3;
    private static final int BANDS = 24;
    private static final int ROWS = 4;
    private static final int[] FACTORS = new int[BANDS * ROWS];
    private static final int[] OFFSETS = new int[BANDS * ROWS];

    static {
        // Fixed for ever: bands stand in the database.
        var random = new Random(20_080_808);
        for (int i = 0; i < FACTORS.length; i++) {
            FACTORS[i] = random.nextInt() | 1;
            OFFSETS[i] = random.nextInt();
        }
    }

    private Similarity() {}

    /** Letters and digits alone, in one width and case. */
    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Hashes of the distinct trigrams, ascending. */
    public static int[] shingles(String text) {
        int[] points = plain(text).codePoints().toArray();
        return java.util.stream.IntStream.rangeClosed(0, points.length - GRAM)
                .map(i -> mix(mix(mix(0x9E3779B9 ^ points[i]) ^ points[i + 1]) ^ points[i + 2]))
                .sorted()
                .distinct()
                .toArray();
    }

    private static int mix(int x) {
        int h = x * 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    /** Bands of the trigrams, and one more of the title alone. */
    public static int[] bands(int[] shingles, String title) {
        int[] bands = new int[shingles.length == 0 ? 1 : BANDS + 1];
        String plain = plain(title);
        bands[0] = mix(plain.hashCode() ^ 0x7171E);
        if (shingles.length == 0) return bands;
        int[] least = new int[FACTORS.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int shingle : shingles) {
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], mix(shingle * FACTORS[i] + OFFSETS[i]));
            }
        }
        for (int band = 0; band < BANDS; band++) {
            int hash = band + 1;
            for (int row = 0; row < ROWS; row++) hash = mix(hash) ^ least[band * ROWS + row];
            bands[band + 1] = mix(hash);
        }
        return bands;
    }

    /** Shared trigrams of all trigrams, from 0 to 1; both ascending. */
    public static double jaccard(int[] one, int[] other) {
        if (one.length == 0 || other.length == 0) return 0;
        int shared = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            if (one[i] == other[j]) {
                shared++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) shared / (one.length + other.length - shared);
    }

    /** A part of a text that the other one has too, or not. */
    public record Part(String text, boolean shared) {}

    /** The text cut where passages of at least eight characters begin and end that stand in the other too. */
    public static List<Part> parts(String text, String other) {
        int run = 8;
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + run <= other.length(); i++) grams.add(other.substring(i, i + run));
        boolean[] shared = new boolean[text.length()];
        for (int i = 0; i + run <= text.length(); i++) {
            if (grams.contains(text.substring(i, i + run))) Arrays.fill(shared, i, i + run, true);
        }
        var parts = new ArrayList<Part>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || shared[i] != shared[from]) {
                parts.add(new Part(text.substring(from, i), shared[from]));
                from = i;
            }
        }
        return parts;
    }
}
