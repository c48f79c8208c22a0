package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Stage.Ranking.Quota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ranks candidates and draws the line under the budget. The order is that of the scores, ties by the rule of the
 * definition. First the least numbers of tracks and fields are served, best first, and where the best of one does not fit
 * the budget its next; then the others in order, until one does not fit the budget: behind it nobody is taken, however
 * little is asked. Whoever would exceed the most of a track or field is passed over, also where it is owed to another.
 */
public final class CutLine {

    private CutLine() {}

    /** Why a candidate stands where it stands. */
    public enum Place {
        /** 入选线以上. */
        ABOVE,
        /** 入选线以上，按名额下限保障: taken because its track or field has a least number. */
        ABOVE_BY_QUOTA,
        /** 入选线以下: the budget does not reach. */
        BELOW,
        /** 超出名额: its track or field has as many as it may. */
        QUOTA_FULL,
        /** 缺评审结果: cannot be ranked. */
        NO_SCORE;

        public boolean isAbove() {
            return this == ABOVE || this == ABOVE_BY_QUOTA;
        }
    }

    /**
     * @param rank from 1; equal where the rule of ties does not tell two apart
     * @param tied whether another has the same rank
     */
    public record Ranked(Candidate candidate, int rank, boolean tied, Place place) {}

    /**
     * @param ties what decides between equal scores, in order, as {@code Stage.Ranking} names them
     * @param scored whether scores are needed: not where no review counts
     * @param budgetFen what may be given, null where no money is given
     * @param taken how many are approved already, by {@link #group}
     */
    public static List<Ranked> draw(
            List<Candidate> candidates,
            List<String> ties,
            boolean scored,
            @Nullable Long budgetFen,
            List<Quota> quotas,
            Map<String, Integer> taken) {
        Comparator<Candidate> rule = rule(ties);
        List<Candidate> order = order(candidates, ties);
        Map<Candidate, Place> places = places(order, scored, budgetFen, quotas, taken);
        var ranked = new ArrayList<Ranked>();
        int rank = 0;
        for (int i = 0; i < order.size(); i++) {
            Candidate each = order.get(i);
            boolean asBefore = i > 0 && rule.compare(order.get(i - 1), each) == 0;
            boolean asNext = i + 1 < order.size() && rule.compare(each, order.get(i + 1)) == 0;
            if (!asBefore) rank = i + 1;
            Place place = places.getOrDefault(each, Place.BELOW);
            ranked.add(new Ranked(each, rank, asBefore || asNext, place));
        }
        return ranked;
    }

    /** Best first; what no rule tells apart, by number. */
    public static List<Candidate> order(List<Candidate> candidates, List<String> ties) {
        var order = new ArrayList<>(candidates);
        order.sort(rule(ties).thenComparing(Candidate::number).thenComparing(Candidate::application));
        return order;
    }

    private static Map<Candidate, Place> places(
            List<Candidate> order,
            boolean scored,
            @Nullable Long budgetFen,
            List<Quota> quotas,
            Map<String, Integer> taken) {
        var places = new HashMap<Candidate, Place>();
        var counts = new HashMap<>(taken);
        long left = budgetFen == null ? Long.MAX_VALUE : budgetFen;
        if (scored) for (Candidate each : order) if (each.score() == null) places.put(each, Place.NO_SCORE);
        for (Candidate each : order) {
            boolean owed = !places.containsKey(each) && owed(each, quotas, counts) && !full(each, quotas, counts);
            if (!owed || each.fen() > left) continue;
            places.put(each, Place.ABOVE_BY_QUOTA);
            left -= each.fen();
            count(each, quotas, counts);
        }
        for (Candidate each : order) {
            if (places.containsKey(each)) continue;
            if (full(each, quotas, counts)) {
                places.put(each, Place.QUOTA_FULL);
                continue;
            }
            if (each.fen() > left) break;
            places.put(each, Place.ABOVE);
            left -= each.fen();
            count(each, quotas, counts);
        }
        return places;
    }

    /** Whether its track or field has not its least number yet. */
    private static boolean owed(Candidate candidate, List<Quota> quotas, Map<String, Integer> counts) {
        return quotas.stream()
                .anyMatch(quota -> in(candidate, quota) && counts.getOrDefault(group(quota), 0) < quota.least());
    }

    private static boolean full(Candidate candidate, List<Quota> quotas, Map<String, Integer> counts) {
        return quotas.stream()
                .anyMatch(quota -> quota.most() > 0
                        && in(candidate, quota)
                        && counts.getOrDefault(group(quota), 0) >= quota.most());
    }

    private static void count(Candidate candidate, List<Quota> quotas, Map<String, Integer> counts) {
        quotas.stream()
                .filter(quota -> in(candidate, quota))
                .map(CutLine::group)
                .distinct()
                .forEach(group -> counts.merge(group, 1, Integer::sum));
    }

    private static boolean in(Candidate candidate, Quota quota) {
        return quota.code().equals(quota.on().equals("track") ? candidate.track() : candidate.field());
    }

    /** A track or field as {@code taken} counts it. */
    public static String group(Quota quota) {
        return quota.on() + ":" + quota.code();
    }

    private static Comparator<Candidate> rule(List<String> ties) {
        Comparator<Candidate> rule = best(Candidate::score);
        for (String tie : ties) {
            rule = rule.thenComparing(
                    switch (tie) {
                        case "score" -> best(Candidate::first);
                        case "requested-least" -> Comparator.comparingLong(Candidate::requestedFen);
                        case "submitted" ->
                            Comparator.comparing(
                                    Candidate::submittedAt, Comparator.nullsLast(Comparator.naturalOrder()));
                        case "founded-latest" ->
                            Comparator.comparing(Candidate::founded, Comparator.nullsLast(Comparator.reverseOrder()));
                        default -> throw new IllegalArgumentException("no rule of ties is called " + tie);
                    });
        }
        return rule;
    }

    private static Comparator<Candidate> best(Function<Candidate, @Nullable BigDecimal> score) {
        return Comparator.comparing(score, Comparator.nullsLast(Comparator.reverseOrder()));
    }

    /** How many stand where. */
    public static Map<Place, Integer> counts(List<Ranked> ranked) {
        var counts = new EnumMap<Place, Integer>(Place.class);
        ranked.forEach(each -> counts.merge(each.place(), 1, Integer::sum));
        return counts;
    }
}
