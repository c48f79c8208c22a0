package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Stage.Ranking.Quota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ranks candidates and draws the line under the budget. The order is that of the scores, ties by the rule of the
 * definition. First the least numbers of tracks and fields are served, best first, and where the best of one does not fit
 * the budget its next; then the others in order, until one does not fit the budget: behind it nobody is taken, however
 * little is asked. Whoever would exceed the most of a track or field, in number or in money, is passed over, also where it
 * is owed to another, and the next that fits is taken.
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
        /** 超出经费限额: what its track or field has left does not reach. */
        SHARE_SPENT,
        /** 缺评审结果: cannot be ranked. */
        NO_SCORE;

        public boolean isAbove() {
            return this == ABOVE || this == ABOVE_BY_QUOTA;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Place of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * The bound that stood against a candidate when its turn came.
     *
     * @param on {@code budget}, {@code track} or {@code field}
     * @param code of the track or field, empty for the budget
     * @param most what the bound allows: applications for {@link Place#QUOTA_FULL}, else fen
     * @param left what was left of it
     */
    public record Shortfall(String on, String code, long most, long left) {}

    /**
     * @param rank from 1; equal where the rule of ties does not tell two apart
     * @param tied whether another has the same rank
     * @param shortOf why it is passed over; null for whoever is taken or has no score
     */
    public record Ranked(
            Candidate candidate,
            int rank,
            boolean tied,
            Place place,
            @Nullable Shortfall shortOf) {}

    /**
     * @param ties what decides between equal scores, in order, as {@code Stage.Ranking} names them
     * @param scored whether scores are needed: not where no review counts
     */
    public static List<Ranked> draw(List<Candidate> candidates, List<String> ties, boolean scored, Bounds bounds) {
        Comparator<Candidate> rule = rule(ties);
        List<Candidate> order = order(candidates, ties);
        var line = new Line(bounds);
        line.draw(order, scored);
        var ranked = new ArrayList<Ranked>();
        int rank = 0;
        for (int i = 0; i < order.size(); i++) {
            Candidate each = order.get(i);
            boolean asBefore = i > 0 && rule.compare(order.get(i - 1), each) == 0;
            boolean asNext = i + 1 < order.size() && rule.compare(each, order.get(i + 1)) == 0;
            if (!asBefore) rank = i + 1;
            ranked.add(new Ranked(
                    each, rank, asBefore || asNext, Objects.requireNonNull(line.places.get(each)), line.why.get(each)));
        }
        return ranked;
    }

    /** Best first; what no rule tells apart, by number. */
    public static List<Candidate> order(List<Candidate> candidates, List<String> ties) {
        var order = new ArrayList<>(candidates);
        order.sort(rule(ties).thenComparing(Candidate::number).thenComparing(Candidate::application));
        return order;
    }

    /** The line while it is drawn. */
    private static final class Line {

        private final Bounds bounds;
        private final Bounds.Taken taken;
        private final Map<Candidate, Place> places = new HashMap<>();
        private final Map<Candidate, Shortfall> why = new HashMap<>();
        private long left;

        Line(Bounds bounds) {
            this.bounds = bounds;
            this.taken = bounds.taken().copy();
            Long budget = bounds.budgetFen();
            this.left = budget == null ? Long.MAX_VALUE : budget;
        }

        void draw(List<Candidate> order, boolean scored) {
            if (scored) for (Candidate each : order) if (each.score() == null) places.put(each, Place.NO_SCORE);
            for (Candidate each : order) {
                if (places.containsKey(each) || !owed(each) || full(each) != null || spent(each) != null) continue;
                if (each.fen() <= left) take(each, Place.ABOVE_BY_QUOTA);
            }
            boolean reached = false;
            for (Candidate each : order) {
                if (places.containsKey(each)) continue;
                Shortfall full = full(each);
                Shortfall spent = spent(each);
                if (full != null) passOver(each, Place.QUOTA_FULL, full);
                else if (spent != null) passOver(each, Place.SHARE_SPENT, spent);
                else if (reached || each.fen() > left) {
                    reached = true;
                    Long budget = bounds.budgetFen();
                    passOver(each, Place.BELOW, new Shortfall("budget", "", budget == null ? 0 : budget, left));
                } else take(each, Place.ABOVE);
            }
        }

        private void take(Candidate candidate, Place place) {
            places.put(candidate, place);
            left -= candidate.fen();
            taken.add(Bounds.group("track", candidate.track()), candidate.fen());
            taken.add(Bounds.group("field", candidate.field()), candidate.fen());
        }

        private void passOver(Candidate candidate, Place place, Shortfall reason) {
            places.put(candidate, place);
            why.put(candidate, reason);
        }

        /** Whether its track or field has not its least number yet. */
        private boolean owed(Candidate candidate) {
            return bounds.quotas().stream().anyMatch(quota -> in(candidate, quota) && number(quota) < quota.least());
        }

        private @Nullable Shortfall full(Candidate candidate) {
            for (Quota quota : bounds.quotas())
                if (quota.most() > 0 && in(candidate, quota) && number(quota) >= quota.most())
                    return new Shortfall(quota.on(), quota.code(), quota.most(), 0);
            return null;
        }

        private @Nullable Shortfall spent(Candidate candidate) {
            for (Bounds.Share share : bounds.shares()) {
                if (!share.holds(candidate)) continue;
                long rest = share.fen() - taken.fen(share);
                if (candidate.fen() > rest)
                    return new Shortfall(share.on(), share.code(), share.fen(), Math.max(0, rest));
            }
            return null;
        }

        private int number(Quota quota) {
            return taken.counts().getOrDefault(Bounds.group(quota.on(), quota.code()), 0);
        }
    }

    private static boolean in(Candidate candidate, Quota quota) {
        return quota.code().equals(quota.on().equals("track") ? candidate.track() : candidate.field());
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
}
