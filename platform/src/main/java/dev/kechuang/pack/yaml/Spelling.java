package dev.kechuang.pack.yaml;

import java.util.Collection;

/** Guesses which word was meant. */
public final class Spelling {

    private Spelling() {}

    /** The word at most two edits away, else empty. */
    public static String nearest(String typed, Collection<String> words) {
        String best = "";
        int least = Math.min(3, Math.max(2, typed.length()));
        for (String word : words) {
            int distance = distance(typed, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
