package dev.kechuang.reader;

import dev.kechuang.reader.text.Fold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scoring of an annotation, step by step as the evaluation script does it. */
final class Score {
    private static final Pattern NAMES = Pattern.compile("[0-9a-z]+");

    private Score() {}

    /** F1 of figures: each step on what the step before kept. */
    record Figures(double span, double value, double role, double time, double measure, double full) {}

    private record Pair(Map<String, Object> gold, Map<String, Object> found, int overlap) {}

    static Figures figures(List<Map<String, Object>> gold, List<Map<String, Object>> found) {
        List<Pair> alive = align(gold, found);
        double all = gold.size() + found.size();
        double span = 2 * alive.size() / all;
        alive = alive.stream().filter(Score::sameValue).toList();
        double value = 2 * alive.size() / all;
        alive = alive.stream().filter(p -> same(p, "role")).toList();
        double role = 2 * alive.size() / all;
        alive = alive.stream().filter(p -> same(p, "time")).toList();
        double time = 2 * alive.size() / all;
        alive = alive.stream()
                .filter(p -> alike(text(p.gold, "measure"), text(p.found, "measure")))
                .toList();
        double measure = 2 * alive.size() / all;
        alive = alive.stream()
                .filter(p -> same(p, "bound") && same(p, "period") && same(p, "per"))
                .toList();
        return new Figures(span, value, role, time, measure, 2 * alive.size() / all);
    }

    /** F1 of task clauses and of their owners. */
    static double[] tasks(List<Map<String, Object>> gold, List<Map<String, Object>> found) {
        List<Pair> pairs = align(gold, found);
        double hits = 0;
        double owners = 0;
        for (Pair pair : pairs) {
            Set<Object> common = new HashSet<>((List<?>) pair.gold.getOrDefault("owners", List.of()));
            common.retainAll(new HashSet<>((List<?>) pair.found.getOrDefault("owners", List.of())));
            hits += common.size();
        }
        for (Map<String, Object> task : gold) owners += ((List<?>) task.getOrDefault("owners", List.of())).size();
        for (Map<String, Object> task : found) owners += ((List<?>) task.getOrDefault("owners", List.of())).size();
        return new double[] {2.0 * pairs.size() / (gold.size() + found.size()), 2 * hits / owners};
    }

    private static List<Pair> align(List<Map<String, Object>> gold, List<Map<String, Object>> found) {
        List<Pair> candidates = new ArrayList<>();
        for (Map<String, Object> g : gold)
            for (Map<String, Object> f : found) {
                int overlap =
                        Math.min(number(g, "end"), number(f, "end")) - Math.max(number(g, "start"), number(f, "start"));
                int longer = Math.max(number(g, "end") - number(g, "start"), number(f, "end") - number(f, "start"));
                if (2 * overlap >= longer) candidates.add(new Pair(g, f, overlap));
            }
        candidates.sort(Comparator.comparingInt(p -> -p.overlap));
        Set<Map<String, Object>> taken = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : candidates)
            if (!taken.contains(pair.gold) && !taken.contains(pair.found)) {
                taken.add(pair.gold);
                taken.add(pair.found);
                pairs.add(pair);
            }
        return pairs;
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.getOrDefault(name, ""));
    }

    private static int number(Map<String, Object> object, String name) {
        return object.get(name) instanceof Number n ? n.intValue() : 0;
    }

    private static boolean same(Pair pair, String name) {
        return String.valueOf(pair.gold.get(name)).equals(String.valueOf(pair.found.get(name)));
    }

    private static boolean sameValue(Pair pair) {
        return sameNumber(pair, "value")
                && sameNumber(pair, "value_to")
                && norm(text(pair.gold, "unit")).equals(norm(text(pair.found, "unit")));
    }

    private static boolean sameNumber(Pair pair, String name) {
        Object a = pair.gold.get(name);
        Object b = pair.found.get(name);
        if (!(a instanceof Number x) || !(b instanceof Number y)) return a == null && b == null;
        double largest = Math.max(1, Math.max(Math.abs(x.doubleValue()), Math.abs(y.doubleValue())));
        return Math.abs(x.doubleValue() - y.doubleValue()) <= 1e-6 * largest;
    }

    /** The same measure: characters in common, the same head noun, the same numbers and Latin names. */
    static boolean alike(String first, String second) {
        String a = norm(first);
        String b = norm(second);
        if (a.isEmpty() || b.isEmpty()) return a.equals(b);
        boolean heads = b.contains(a.substring(Math.max(0, a.length() - 2)))
                || a.contains(b.substring(Math.max(0, b.length() - 2)));
        return heads && names(a).equals(names(b)) && characters(a, b) >= 0.6;
    }

    private static double characters(String a, String b) {
        StringBuilder rest = new StringBuilder(b);
        int common = 0;
        for (int i = 0; i < a.length(); i++) {
            int at = rest.indexOf(a.substring(i, i + 1));
            if (at < 0) continue;
            rest.deleteCharAt(at);
            common++;
        }
        return 2.0 * common / (a.length() + b.length());
    }

    private static Set<String> names(String text) {
        Set<String> names = new HashSet<>();
        Matcher m = NAMES.matcher(text);
        while (m.find()) names.add(m.group());
        return names;
    }

    private static String norm(String text) {
        StringBuilder out = new StringBuilder();
        Fold.fold(text)
                .chars()
                .filter(c -> Character.isLetterOrDigit(c) || c == '%')
                .forEach(c -> out.append((char) c));
        return out.toString().toLowerCase(Locale.ROOT);
    }
}
