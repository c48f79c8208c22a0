package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who knows an item's field, and how many steps away. Found once for all items of the same fields.
 *
 * <p>From field to field: the same is 0, one above the other 1, both below the same one 2, others do not count. To this
 * comes 1 where it is not the item's main field, and 1 where it is not the reviewer's.
 */
final class Candidates {

    private final Problem problem;
    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<List<String>, Known> known = new HashMap<>();
    private final int[][] fieldsOf;

    Candidates(Problem problem) {
        this.problem = problem;
        this.fieldsOf = new int[problem.reviewers().size()][];
        for (int r = 0; r < fieldsOf.length; r++) {
            List<String> codes = problem.reviewers().get(r).fields();
            fieldsOf[r] = new int[codes.size()];
            for (int f = 0; f < codes.size(); f++) fieldsOf[r][f] = number(codes.get(f));
        }
    }

    /**
     * @param reviewers their places in the problem, ascending
     * @param steps how far each is away
     */
    record Known(int[] reviewers, byte[] steps) {
        int steps(int reviewer) {
            int at = Arrays.binarySearch(reviewers, reviewer);
            return at < 0 ? -1 : steps[at];
        }
    }

    Known of(Item item) {
        return known.computeIfAbsent(item.fields(), this::find);
    }

    private int number(String code) {
        return fields.computeIfAbsent(code, key -> fields.size());
    }

    private Known find(List<String> wanted) {
        // Steps from every field that reviewers name, so that a reviewer costs a look-up for each.
        int[] steps = new int[fields.size()];
        Arrays.fill(steps, Integer.MAX_VALUE);
        fields.forEach((code, number) -> {
            for (int w = 0; w < wanted.size(); w++) {
                int apart = apart(wanted.get(w), code);
                if (apart >= 0) steps[number] = Math.min(steps[number], apart + (w == 0 ? 0 : 1));
            }
        });
        var found = new ArrayList<Integer>();
        byte[] best = new byte[fieldsOf.length];
        for (int r = 0; r < fieldsOf.length; r++) {
            int least = Integer.MAX_VALUE;
            for (int f = 0; f < fieldsOf[r].length; f++) {
                int step = steps[fieldsOf[r][f]];
                if (step < Integer.MAX_VALUE) least = Math.min(least, step + (f == 0 ? 0 : 1));
            }
            if (least == Integer.MAX_VALUE) continue;
            best[found.size()] = (byte) least;
            found.add(r);
        }
        return new Known(found.stream().mapToInt(Integer::intValue).toArray(), Arrays.copyOf(best, found.size()));
    }

    private int apart(String one, String other) {
        if (one.equals(other)) return 0;
        String aboveOne = problem.above().get(one);
        String aboveOther = problem.above().get(other);
        if (one.equals(aboveOther) || other.equals(aboveOne)) return 1;
        return aboveOne != null && aboveOne.equals(aboveOther) ? 2 : -1;
    }
}
