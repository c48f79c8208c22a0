package dev.kechuang.bench.assign;

import dev.kechuang.programme.internal.assign.Problem;
import dev.kechuang.programme.internal.assign.Problem.Exclusion;
import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Problem.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Calls as skewed as life: one field holds 40 % of the applications, units of very different size, 2 % recusals. */
final class Cases {

    private static final int FIELDS = 8;
    private static final int BELOW = 6;

    private Cases() {}

    /**
     * @param anyField everybody may review everything: the widest network there is
     * @param room how much more the limits hold in all than is needed
     */
    static Problem call(int items, int reviewers, int need, boolean anyField, double room, long seed) {
        var random = new Random(seed);
        Map<String, String> above = new HashMap<>();
        for (int f = 0; f < FIELDS; f++) {
            for (int b = 0; b < BELOW; b++) above.put("f" + f + "-" + b, anyField ? "all" : "f" + f);
        }
        var all = new ArrayList<Item>();
        for (int i = 0; i < items; i++) all.add(new Item("application-" + i, List.of(field(random)), need));
        int limit = (int) Math.ceil(room * items * need / reviewers);
        var people = new ArrayList<Reviewer>();
        for (int r = 0; r < reviewers; r++) {
            String main = field(random);
            String second = field(random);
            double at = random.nextDouble();
            people.add(new Reviewer(
                    "expert-" + r,
                    "unit-" + (int) (at * at * reviewers / 3),
                    main.equals(second) ? List.of(main) : List.of(main, second),
                    Math.max(1, limit - limit / 4 + random.nextInt(limit / 2 + 1)),
                    random.nextInt(5)));
        }
        Map<Pair, Exclusion> forbidden = new HashMap<>();
        for (Item item : all) {
            for (int n = 0; n < reviewers / 50; n++) {
                forbidden.put(
                        new Pair(item.id(), people.get(random.nextInt(reviewers)).id()),
                        new Exclusion(Reason.COOPERATION, ""));
            }
        }
        return new Problem(all, people, above, forbidden, Set.of(), Set.of(), 0, Weights.STANDARD, "seed " + seed);
    }

    /** Four of ten in the first field, the others ever fewer. */
    private static String field(Random random) {
        double at = random.nextDouble();
        int field = at < 0.4 ? 0 : 1 + (int) ((at - 0.4) * (at - 0.4) / 0.36 * (FIELDS - 1));
        return "f" + field + "-" + random.nextInt(BELOW);
    }
}
