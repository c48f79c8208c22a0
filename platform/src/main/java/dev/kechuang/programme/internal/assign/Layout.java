package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A problem by places instead of ids: who stands where, who may, and what a pair costs. */
final class Layout {

    final Problem problem;
    final Candidates candidates;
    final int items;
    final int reviewers;
    final Map<String, Integer> itemAt = new HashMap<>();
    final Map<String, Integer> reviewerAt = new HashMap<>();
    final int[] unitOf;
    final List<String> units = new ArrayList<>();
    final List<Set<Integer>> forbiddenOf;
    final List<Set<Integer>> fixedOf;
    final List<Set<Integer>> existingOf;
    final int[] fixedLoad;
    final boolean someExisting;
    final long[] itemHash;
    final long[] reviewerHash;
    final long scale;
    final long lack;

    /** Groups that were needed: for an item, the units whose number is priced. */
    final List<Set<Integer>> grouped;

    Layout(Problem problem) {
        this.problem = problem;
        this.candidates = new Candidates(problem);
        this.items = problem.items().size();
        this.reviewers = problem.reviewers().size();
        this.unitOf = new int[reviewers];
        this.fixedLoad = new int[reviewers];
        this.itemHash = new long[items];
        this.reviewerHash = new long[reviewers];
        long seed = Lot.hash(problem.seed());
        for (int i = 0; i < items; i++) {
            itemAt.put(problem.items().get(i).id(), i);
            itemHash[i] = Lot.item(seed, Lot.hash(problem.items().get(i).id()));
        }
        var unitAt = new HashMap<String, Integer>();
        for (int r = 0; r < reviewers; r++) {
            Reviewer reviewer = problem.reviewers().get(r);
            reviewerAt.put(reviewer.id(), r);
            reviewerHash[r] = Lot.hash(reviewer.id());
            Integer unit = reviewer.unit().isEmpty() ? null : unitAt.get(reviewer.unit());
            if (unit == null) {
                unit = units.size();
                units.add(reviewer.unit());
                if (!reviewer.unit().isEmpty()) unitAt.put(reviewer.unit(), unit);
            }
            unitOf[r] = unit;
        }
        this.forbiddenOf = sets(problem.forbidden().keySet());
        this.fixedOf = sets(problem.fixed());
        this.existingOf = sets(problem.existing());
        this.someExisting = !problem.existing().isEmpty();
        this.grouped = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            grouped.add(new HashSet<>());
            // One who stands on the item already makes the next of the unit dearer.
            for (int r : fixedOf.get(i)) {
                fixedLoad[r]++;
                grouped.get(i).add(unitOf[r]);
            }
        }
        long needed = 0;
        for (Item item : problem.items()) needed += item.need();
        this.scale = Long.highestOneBit(Math.max(1, needed)) << (Lot.BITS + 1);
        this.lack = lack();
    }

    List<Set<Integer>> sets(Set<Pair> pairs) {
        var sets = new ArrayList<Set<Integer>>(items);
        for (int i = 0; i < items; i++) sets.add(new HashSet<>());
        for (Pair pair : pairs) {
            Integer item = itemAt.get(pair.item());
            Integer reviewer = reviewerAt.get(pair.reviewer());
            if (item != null && reviewer != null) sets.get(item).add(reviewer);
        }
        return sets;
    }

    /** More than any way round by which one more unit could get through. */
    long lack() {
        var weights = problem.weights();
        long dearest = 0;
        for (Reviewer reviewer : problem.reviewers()) {
            dearest = Math.max(dearest, 2L * (reviewer.past() + reviewer.limit()) * weights.load());
        }
        long step = 8L * weights.match() + weights.move() + 2L * weights.unit() + dearest + 2;
        try {
            return Math.multiplyExact(Math.multiplyExact(step, scale), reviewers + 2L);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("weights too large for so many items and reviewers", e);
        }
    }

    long pairCost(int item, int reviewer, int steps) {
        long cost = (long) steps * problem.weights().match();
        if (someExisting && !existingOf.get(item).contains(reviewer)) {
            cost += problem.weights().move();
        }
        return cost * scale + Lot.of(itemHash[item], reviewerHash[reviewer]);
    }

    int need(int item) {
        return Math.max(0, problem.items().get(item).need() - fixedOf.get(item).size());
    }

    int room(int reviewer) {
        return Math.max(0, problem.reviewers().get(reviewer).limit() - fixedLoad[reviewer]);
    }

    boolean open(int item, int reviewer) {
        return room(reviewer) > 0
                && !forbiddenOf.get(item).contains(reviewer)
                && !fixedOf.get(item).contains(reviewer);
    }

    /** What one more of a unit costs where so many are there. */
    long sameUnit(long already) {
        return already == 0 ? 0 : problem.weights().unit();
    }

    static int place(Map<String, Integer> places, String id) {
        Integer place = places.get(id);
        if (place == null) throw new IllegalArgumentException("not in the problem: " + id);
        return place;
    }

    static long key(int item, int unit) {
        return ((long) item << 32) | unit;
    }
}
