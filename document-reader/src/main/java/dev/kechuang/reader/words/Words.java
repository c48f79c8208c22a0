package dev.kechuang.reader.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A gazetteer: words kept in a resource file, one or several a line, {@code #} starting a comment. All look-ups cost
 * at most the length of the longest word, wherever they are asked.
 */
public final class Words {
    private final Set<String> words;
    private final int longest;
    private final Set<Character> firsts = new HashSet<>();
    private final Set<Character> lasts = new HashSet<>();

    private Words(Set<String> words) {
        this.words = Set.copyOf(words);
        int max = 0;
        for (String word : words) {
            max = Math.max(max, word.length());
            firsts.add(word.charAt(0));
            lasts.add(word.charAt(word.length() - 1));
        }
        this.longest = max;
    }

    /** The gazetteer {@code name.txt} beside this class. */
    public static Words of(String name) {
        Set<String> words = new HashSet<>();
        for (String line : lines(name)) words.addAll(List.of(line.split("\\s+")));
        return new Words(words);
    }

    /** The lines of a gazetteer without comments and blank lines. */
    public static List<String> lines(String name) {
        String file = name + ".txt";
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException("gazetteer " + file + " is missing");
            List<String> lines = new ArrayList<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int comment = line.indexOf('#');
                String kept = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!kept.isEmpty()) lines.add(kept);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String word) {
        return words.contains(word);
    }

    /** Length of the longest word that starts at {@code at} and ends by {@code limit}; 0 when none does. */
    public int at(String text, int at, int limit) {
        if (at >= limit || !firsts.contains(text.charAt(at))) return 0;
        for (int n = Math.min(longest, limit - at); n > 0; n--)
            if (words.contains(text.substring(at, at + n))) return n;
        return 0;
    }

    /** Length of the longest word that the text starts with. */
    public int startOf(String text) {
        return at(text, 0, text.length());
    }

    /** Length of the longest word that ends at {@code end} and starts no earlier than {@code from}; 0 when none. */
    public int before(String text, int end, int from) {
        if (end <= from || !lasts.contains(text.charAt(end - 1))) return 0;
        for (int n = Math.min(longest, end - from); n > 0; n--)
            if (words.contains(text.substring(end - n, end))) return n;
        return 0;
    }

    /** Length of the longest word that the text ends with. */
    public int endOf(String text) {
        return before(text, text.length(), 0);
    }

    /** Position of the first word in the text at or after {@code from}; -1 when there is none. */
    public int first(String text, int from) {
        for (int i = from; i < text.length(); i++) if (at(text, i, text.length()) > 0) return i;
        return -1;
    }

    public boolean in(String text) {
        return first(text, 0) >= 0;
    }
}
