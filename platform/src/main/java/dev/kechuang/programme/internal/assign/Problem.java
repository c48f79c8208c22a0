package dev.kechuang.programme.internal.assign;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be assigned.
 *
 * @param items what is to be reviewed: an application, or a panel that looks at several together
 * @param reviewers who may review
 * @param above the field above a field, for fields of the second level
 * @param forbidden pairs that recusal (回避) forbids, with the reason
 * @param fixed pairs that stand already and are not touched
 * @param existing pairs of an earlier draw that are better kept
 * @param unitLimit most reviewers of one unit on one item, 0 for no bound
 * @param seed published before the draw; decides between equals
 */
public record Problem(
        List<Item> items,
        List<Reviewer> reviewers,
        Map<String, String> above,
        Map<Pair, Exclusion> forbidden,
        Set<Pair> fixed,
        Set<Pair> existing,
        int unitLimit,
        Weights weights,
        String seed) {

    public Problem {
        items = List.copyOf(items);
        reviewers = List.copyOf(reviewers);
        above = Map.copyOf(above);
        forbidden = Map.copyOf(forbidden);
        fixed = Set.copyOf(fixed);
        existing = Set.copyOf(existing);
        if (unitLimit < 0) throw new IllegalArgumentException("unitLimit " + unitLimit);
        for (Pair pair : fixed) {
            if (forbidden.containsKey(pair)) throw new IllegalArgumentException("fixed and forbidden: " + pair);
        }
        unique(items.stream().map(Item::id).toList());
        unique(reviewers.stream().map(Reviewer::id).toList());
    }

    private static void unique(List<String> ids) {
        var seen = new HashSet<String>();
        for (String id : ids) if (!seen.add(id)) throw new IllegalArgumentException("twice: " + id);
    }

    /**
     * @param fields the main field first
     * @param need how many reviewers
     */
    public record Item(String id, List<String> fields, int need) {
        public Item {
            fields = List.copyOf(fields);
            if (need < 0 || need > 1_000) throw new IllegalArgumentException("need " + need);
        }
    }

    /**
     * @param unit two of the same unit are better not on one item; empty for none
     * @param fields the main field first
     * @param limit most items
     * @param past items of earlier draws that count as burden already
     */
    public record Reviewer(String id, String unit, List<String> fields, int limit, int past) {
        public Reviewer {
            fields = List.copyOf(fields);
            if (limit < 0 || limit > 10_000) throw new IllegalArgumentException("limit " + limit);
            if (past < 0 || past > 10_000) throw new IllegalArgumentException("past " + past);
        }
    }

    public record Pair(String item, String reviewer) {}

    /** @param evidence what shows it, in words */
    public record Exclusion(Reason reason, String evidence) {}

    /** Why recusal forbids a pair. */
    public enum Reason {
        /** 同一单位. */
        SAME_UNIT,
        /** 近年合作. */
        COOPERATION,
        /** 同批申报人. */
        OWN_APPLICATION,
        /** 本人申请回避. */
        DECLARED,
        /** 亲属关系. */
        KINSHIP,
        /** 已谢绝本次评审. */
        DECLINED
    }

    /**
     * What a step away from the ideal costs; whole numbers of 0 to 1,000.
     *
     * @param load the burden of a reviewer counts as its square: the n-th item costs {@code (2n − 1) · load}
     * @param match a step away from the item's field; exactly the field is no step
     * @param unit each reviewer of a unit after the first on an item
     * @param move a pair that was not there in the earlier draw, where there was one
     */
    public record Weights(int load, int match, int unit, int move) {
        public static final Weights STANDARD = new Weights(1, 10, 15, 40);

        public Weights {
            for (int weight : new int[] {load, match, unit, move}) {
                if (weight < 0 || weight > 1_000) throw new IllegalArgumentException("weight " + weight);
            }
        }
    }

    /** The same with one more pair that stands. */
    Problem with(Pair pair) {
        var more = new HashSet<>(fixed);
        more.add(pair);
        return new Problem(items, reviewers, above, forbidden, more, existing, unitLimit, weights, seed);
    }
}
