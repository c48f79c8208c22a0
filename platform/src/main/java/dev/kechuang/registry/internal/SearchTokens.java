package dev.kechuang.registry.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation is found by. Trigram indexes give nothing for a name of two characters, the commonest search
 * there is, so names are cut into pairs of characters (bigrams), and pinyin into initials and beginnings of syllables;
 * together with the codes people filter by they become hashed tokens in one inverted index. A token only narrows: every
 * query also compares the columns themselves, so a collision of hashes costs a moment and never a wrong row.
 */
public final class SearchTokens {

    /** Pairs that stand in nearly every name and narrow nothing. */
    private static final Set<String> COMMON_PAIRS = Set.of("有限", "限公", "公司", "限责", "责任", "任公", "股份", "份有");

    private static final List<String> LEGAL_FORMS = List.of("股份有限公司", "有限责任公司", "有限公司");

    private SearchTokens() {}

    /** Half-width, lower case, without spaces: the form in which names are compared. */
    public static String normalise(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return folded.replaceAll("\\s+", "");
    }

    /** What is stored with an organisation: sort key, text and tokens. */
    public record Entry(String nameKey, String text, int[] tokens) {}

    /** The codes an organisation is filtered by. */
    public record Codes(
            String kind,
            String region,
            @Nullable String zone,
            String industry,
            String scale,
            String technicalField,
            int foundedYear,
            String status) {}

    /** The sort key of a name alone: pinyin, by which lists stand in the order people look names up. */
    public static String nameKey(String name) {
        return addName(name, new StringBuilder(), new IntBag());
    }

    public static Entry entry(String name, List<String> formerNames, String englishName, Codes codes) {
        var tokens = new IntBag();
        var text = new StringBuilder();
        String key = addName(name, text, tokens);
        for (String former : formerNames) addName(former, text, tokens);
        if (!englishName.isEmpty()) {
            text.append(normalise(englishName)).append('\n');
            for (String word : englishName.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) beginnings(word, tokens);
        }
        tokens.add(hash('k', codes.kind));
        places(codes, tokens);
        if (!codes.technicalField.isEmpty()) tokens.add(hash('f', codes.technicalField));
        if (codes.foundedYear > 0) tokens.add(hash('y', String.valueOf(codes.foundedYear)));
        if (!codes.status.equals("confirmed")) tokens.add(hash('t', codes.status));
        return new Entry(key, text.toString(), tokens.distinct());
    }

    public static int kind(String code) {
        return hash('k', code);
    }

    /**
     * Place, industry and scale together, each empty for any: firms of a district, a section and a scale are one short
     * list in the index, where the three lists hold a third of all firms each.
     *
     * @param place a region or a zone
     * @param industry a section (one letter) or a division
     */
    public static int filters(String place, String industry, String scale) {
        return hash('c', place + '/' + industry + '/' + scale);
    }

    private static void places(Codes codes, IntBag tokens) {
        var places = new ArrayList<>(List.of("", codes.region));
        if (codes.zone != null) places.add(codes.zone);
        var industries = new ArrayList<>(List.of(""));
        if (!codes.industry.isEmpty()) industries.add(codes.industry.substring(0, 1));
        if (codes.industry.length() > 1) industries.add(codes.industry);
        for (String place : places) {
            for (String industry : industries) {
                if (!(place + industry).isEmpty()) tokens.add(filters(place, industry, ""));
                if (!codes.scale.isEmpty()) tokens.add(filters(place, industry, codes.scale));
            }
        }
    }

    public static int technicalField(String code) {
        return hash('f', code);
    }

    public static int foundedYear(int year) {
        return hash('y', String.valueOf(year));
    }

    /** Every status but confirmed, which nearly all have. */
    public static int status(String code) {
        return hash('t', code);
    }

    /**
     * What a typed name asks the index for.
     *
     * @param all tokens that have to be there
     * @param any tokens of which one has to be there; empty for no such condition
     * @param text what {@code search_text} has to contain, normalised
     */
    public record Query(int[] all, int[] any, String text) {}

    public static Query query(String typed) {
        String text = normalise(typed);
        var all = new IntBag();
        var any = new IntBag();
        if (text.length() == 1) {
            all.add(hash('1', text));
        } else if (text.chars().allMatch(c -> c < 128)) {
            String letters = text.replaceAll("[^a-z0-9]", "");
            if (letters.length() == 2) {
                for (char c = 'a'; c <= 'z'; c++) any.add(hash('p', letters + c));
                any.add(hash('p', letters));
            } else if (letters.length() >= 3) {
                any.add(hash('p', letters.substring(0, 3)));
            }
            if (letters.length() >= 6) any.add(hash('6', letters.substring(0, 6)));
            else if (letters.length() >= 4) any.add(hash('4', letters.substring(0, 4)));
            // Latin letters inside Chinese names: ABB, 3M.
            if (letters.length() >= 2) any.add(hash('b', letters.substring(0, 2)));
        } else {
            pairs(text, all::add);
        }
        return new Query(all.distinct(), any.distinct(), text);
    }

    private static String addName(String name, StringBuilder text, IntBag tokens) {
        String normal = normalise(name);
        text.append(normal).append('\n');
        pairs(normal, tokens::add);
        String brand = normal;
        for (String form : LEGAL_FORMS) {
            if (brand.endsWith(form)) {
                brand = brand.substring(0, brand.length() - form.length());
                break;
            }
        }
        brand.chars().filter(Character::isLetterOrDigit).forEach(c -> tokens.add(hash('1', String.valueOf((char) c))));
        var readings = Pinyin.readings(brand);
        for (var syllables : readings) {
            var initials = new StringBuilder();
            for (String syllable : syllables) initials.append(syllable, 0, Math.min(1, syllable.length()));
            String whole = String.join("", syllables);
            text.append(initials).append('\n').append(whole).append('\n');
            for (int i = 0; i + 1 < initials.length(); i++) {
                tokens.add(hash('p', initials.substring(i, Math.min(i + 3, initials.length()))));
            }
            int at = 0;
            for (String syllable : syllables) {
                beginnings(whole.substring(at), tokens);
                at += syllable.length();
            }
        }
        // The pinyin decides the order, the name itself between equal ones.
        return String.join(" ", readings.getFirst()) + " " + normal;
    }

    private static void beginnings(String text, IntBag tokens) {
        if (text.length() >= 4) tokens.add(hash('4', text.substring(0, 4)));
        if (text.length() >= 6) tokens.add(hash('6', text.substring(0, 6)));
    }

    private static void pairs(String text, IntConsumer tokens) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (!Character.isLetterOrDigit(text.charAt(i)) || !Character.isLetterOrDigit(text.charAt(i + 1))) continue;
            String pair = text.substring(i, i + 2);
            if (!COMMON_PAIRS.contains(pair)) tokens.accept(hash('b', pair));
        }
    }

    private static int hash(char kind, String text) {
        int h = kind;
        for (int i = 0; i < text.length(); i++) h = h * 0x01000193 ^ text.charAt(i);
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    private static final class IntBag {
        private final List<Integer> values = new ArrayList<>();

        void add(int value) {
            values.add(value);
        }

        int[] distinct() {
            return new TreeSet<>(values).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    static boolean same(int[] stored, int[] computed) {
        return Arrays.equals(stored, computed);
    }
}
