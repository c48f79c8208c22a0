package dev.kechuang.reader.audit;

import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.structure.Years;
import dev.kechuang.reader.text.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All figures of the readings, made comparable and findable by measure and year. */
public final class Facts {
    private static final double ALIKE = 0.78;
    private static final int MANY = 2_000;
    private static final int SAME_MEASURE = 64;

    private final List<Fact> all;
    private final Map<String, List<Fact>> byKey = new HashMap<>();
    private final Map<String, List<Fact>> byBare = new HashMap<>();
    private final Map<Integer, List<Fact>> byYear = new HashMap<>();

    private Facts(List<Fact> all) {
        this.all = all;
        for (Fact fact : all) {
            add(byKey.computeIfAbsent(fact.key(), k -> new ArrayList<>()), fact);
            add(byBare.computeIfAbsent(fact.bare(), k -> new ArrayList<>()), fact);
            byYear.computeIfAbsent(fact.year(), k -> new ArrayList<>()).add(fact);
        }
    }

    /** A measure stated over and over is looked at a bounded number of times. */
    private static void add(List<Fact> facts, Fact fact) {
        if (facts.size() < SAME_MEASURE) facts.add(fact);
    }

    public static Facts of(List<Reading> readings) {
        List<Fact> facts = new ArrayList<>();
        for (int d = 0; d < readings.size(); d++) {
            Reading reading = readings.get(d);
            String folded = Fold.fold(reading.text());
            int at = 0;
            int segment = d << 22;
            int sentence = d << 22;
            for (Figure figure : reading.figures()) {
                for (; at < figure.span().start(); at++) {
                    char c = folded.charAt(at);
                    boolean stop = "。!?\n".indexOf(c) >= 0;
                    boolean goesOn = stop && folded.startsWith("其中", skipBlanks(folded, at + 1));
                    if (goesOn) continue;
                    if (stop) sentence++;
                    if (stop || c == ';') segment++;
                }
                String key = Keys.key(figure.measure());
                int year = figure.period().length() == 4 ? Years.last(figure.period()) : 0;
                facts.add(new Fact(
                        reading, figure, d, key, Keys.bare(key), Keys.unit(figure.unit()), year, segment, sentence));
            }
        }
        return new Facts(List.copyOf(facts));
    }

    private static int skipBlanks(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) == ' ') i++;
        return i;
    }

    List<Fact> all() {
        return all;
    }

    /** Reported figures of the same measure, unit and given year. */
    List<Fact> same(Fact fact, int year) {
        return byKey.getOrDefault(fact.key(), List.of()).stream()
                .filter(f -> f.year() == year
                        && f.unit().equals(fact.unit())
                        && f.figure().time() == Tense.ACTUAL)
                .toList();
    }

    /** Reported figures of the given year whose measure differs at most in its level. */
    List<Fact> sameButLevel(Fact fact, int year) {
        return byBare.getOrDefault(fact.bare(), List.of()).stream()
                .filter(f -> f.year() == year
                        && f.unit().equals(fact.unit())
                        && f.figure().time() == Tense.ACTUAL)
                .toList();
    }

    /** The reported value of the given year whose measure is worded almost the same; null when there is none or too many figures to look through. */
    @Nullable Fact alike(Fact fact, boolean rate, int year) {
        List<Fact> candidates = byYear.getOrDefault(year, List.of());
        if (candidates.size() > MANY) return null;
        Fact best = null;
        double bestScore = ALIKE;
        for (Fact f : candidates) {
            boolean level = f.figure().role() == Role.LEVEL
                    || f.figure().role() == Role.CUMULATIVE
                    || f.figure().role() == Role.SHARE;
            if (!level || f.figure().time() != Tense.ACTUAL || rate != f.unit().equals("%")) continue;
            // 发明专利申请量 narrows 专利申请量: that is another measure, however alike the words.
            if (f.key().endsWith(fact.key()) || fact.key().endsWith(f.key())) continue;
            double score = Keys.similarity(f.key(), fact.key());
            if (score > bestScore) {
                best = f;
                bestScore = score;
            }
        }
        return best;
    }

    List<Fact> named(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The words between two figures of one document. */
    static String between(Fact first, Fact second) {
        int from = first.figure().span().end();
        int to = second.figure().span().start();
        return from <= to ? Fold.fold(first.reading().text().substring(from, to)) : "";
    }

    /** The words of the clause before a figure. */
    static String clauseBefore(Fact fact) {
        String text = fact.reading().text();
        int end = fact.figure().span().start();
        int from = end;
        while (from > 0 && end - from < 60 && "，,；;。：:\n".indexOf(text.charAt(from - 1)) < 0) from--;
        return text.substring(from, end);
    }
}
