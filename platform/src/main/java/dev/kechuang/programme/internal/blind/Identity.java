package dev.kechuang.programme.internal.blind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What tells who applies (身份信息): names of units and people, numbers, ways to reach them. Finds it in texts however it is
 * spaced, broken over lines or set in full width, and puts it out of sight.
 */
public final class Identity {

    /** Stands where a name stood. */
    public static final String HIDDEN = "〔隐去〕";

    private static final int CONTEXT = 14;
    private static final int FEWEST_DIGITS = 7;

    /** Endings that many firms share: without them the name gives the firm away as well. */
    private static final Pattern FORM = Pattern.compile("（.*?）|\\(.*?\\)|(股份)?有限(责任)?公司$");

    /** What a term is. */
    public enum Kind {
        UNIT,
        FORMER_NAME,
        CREDIT_CODE,
        PERSON,
        ID_NUMBER,
        PHONE,
        EMAIL;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Term(Kind kind, String text) {}

    /**
     * A term where it stands.
     *
     * @param place as {@link AttachmentText.Passage#place}
     * @param context what stands around it, without blanks
     */
    public record Finding(Kind kind, String term, String place, String context) {}

    private record Needle(Term term, String text) {}

    private final List<Needle> needles;

    private Identity(Collection<Needle> needles) {
        // The longer first, so that none is found or left in parts.
        this.needles = needles.stream()
                .sorted(Comparator.comparingInt((Needle needle) -> needle.text().length())
                        .reversed()
                        .thenComparing(Needle::text))
                .toList();
    }

    /** Collects terms; those too short to tell anything are left out. */
    public static final class Builder {
        private final Map<String, Needle> needles = new LinkedHashMap<>();

        public Builder add(Kind kind, String text) {
            String bare = bare(text);
            boolean tells = switch (kind) {
                case UNIT, FORMER_NAME -> bare.length() >= 4;
                case PERSON -> bare.length() >= (bare.chars().allMatch(c -> c < 128) ? 4 : 2);
                case CREDIT_CODE, ID_NUMBER -> bare.length() >= 8;
                case PHONE -> bare.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS;
                case EMAIL -> bare.length() >= 6 && bare.indexOf('@') > 0;
            };
            if (tells) needles.putIfAbsent(bare, new Needle(new Term(kind, text.strip()), bare));
            return this;
        }

        /** The name, and the part of it that is the firm's alone. */
        public Builder addUnit(Kind kind, String name) {
            return add(kind, name).add(kind, FORM.matcher(name).replaceAll(""));
        }

        public Builder addAll(Kind kind, Collection<String> texts) {
            texts.forEach(text -> add(kind, text));
            return this;
        }

        public Identity build() {
            return new Identity(needles.values());
        }
    }

    public List<Term> terms() {
        return needles.stream().map(Needle::term).toList();
    }

    /** Where a term stands in a folded text; ends before {@code end}. */
    private record Place(Needle needle, int start, int end) {}

    /** Every place of every term; of a shorter one only where it is not part of a longer one found. */
    private List<Place> places(String folded) {
        var places = new ArrayList<Place>();
        for (Needle needle : needles) {
            int length = needle.text().length();
            for (int at = folded.indexOf(needle.text()); at >= 0; at = folded.indexOf(needle.text(), at + 1)) {
                int start = at;
                if (places.stream().noneMatch(other -> start < other.end() && start + length > other.start()))
                    places.add(new Place(needle, start, start + length));
            }
        }
        return places;
    }

    /** Each term once for each place; a shorter one only where it is not part of a longer one found. */
    public List<Finding> in(AttachmentText.Passage passage) {
        String text = bare(passage.text());
        var found = new LinkedHashMap<Needle, Finding>();
        for (Place place : places(text)) {
            var term = place.needle().term();
            found.computeIfAbsent(
                    place.needle(),
                    needle -> new Finding(
                            term.kind(),
                            term.text(),
                            passage.place(),
                            around(text, place.start(), place.end() - place.start())));
        }
        return List.copyOf(found.values());
    }

    /** The text with every term put out of sight. */
    public String hide(String text) {
        var folded = Folded.of(text);
        var places = places(folded.text());
        if (places.isEmpty()) return text;
        places.sort(Comparator.comparingInt(Place::start));
        var hidden = new StringBuilder(text.length());
        int shown = 0;
        for (Place place : places) {
            // Two may meet in a sign that stands for several.
            hidden.append(text, shown, Math.max(shown, folded.from(place.start())))
                    .append(HIDDEN);
            shown = folded.to(place.end() - 1);
        }
        return hidden.append(text, shown, text.length()).toString();
    }

    private static String around(String text, int at, int length) {
        int from = Math.max(0, at - CONTEXT);
        int to = Math.min(text.length(), at + length + CONTEXT);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    /** Half width, small letters, without blanks and hyphens. */
    static String bare(String text) {
        return Folded.of(text).text();
    }
}
