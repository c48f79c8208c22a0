package dev.kechuang.programme.internal.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.assign.Problem.Exclusion;
import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Problem.Weights;
import dev.kechuang.programme.internal.assign.Solution.Why;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reviewers are assigned at least cost, by the published seed, and everything about it can be explained. */
class AssignerTest {

    private static final Map<String, String> ABOVE = Map.of("x-1", "x", "x-2", "x", "y-1", "y");

    private static Problem problem(List<Item> items, List<Reviewer> reviewers, Map<Pair, Exclusion> forbidden) {
        return new Problem(
                items, reviewers, ABOVE, forbidden, Set.of(), Set.of(), 0, Weights.STANDARD, "2026-11-21 中奖号码");
    }

    private static Item item(String id, int need, String... fields) {
        return new Item(id, List.of(fields), need);
    }

    private static Reviewer reviewer(String id, String unit, int limit, String... fields) {
        return new Reviewer(id, unit, List.of(fields), limit, 0);
    }

    private static Set<String> of(Solution solution, String item) {
        return solution.pairs().stream()
                .filter(pair -> pair.item().equals(item))
                .map(Pair::reviewer)
                .collect(Collectors.toSet());
    }

    @Test
    void whoKnowsTheFieldBestReviews() {
        var solution = new Assigner(problem(
                        List.of(item("A", 1, "x-1"), item("B", 1, "x-2"), item("C", 1, "y")),
                        List.of(
                                reviewer("ann", "u1", 5, "x-2"),
                                reviewer("bob", "u2", 5, "x-1"),
                                reviewer("eve", "u3", 5, "y-1", "x")),
                        Map.of()))
                .solve();
        assertThat(solution.pairs())
                .containsExactlyInAnyOrder(new Pair("A", "bob"), new Pair("B", "ann"), new Pair("C", "eve"));
        assertThat(solution.missing()).isZero();
    }

    @Test
    void burdensAreShared() {
        var items = new ArrayList<Item>();
        for (int i = 0; i < 12; i++) items.add(item("A" + i, 2, "x"));
        var reviewers = new ArrayList<Reviewer>();
        for (int r = 0; r < 6; r++) reviewers.add(reviewer("r" + r, "u" + r, 20, "x"));
        var solution = new Assigner(problem(items, reviewers, Map.of())).solve();
        var loads = solution.pairs().stream().collect(Collectors.groupingBy(Pair::reviewer, Collectors.counting()));
        assertThat(loads.values()).hasSize(6).containsOnly(4L);
    }

    @Test
    void recusalIsKeptWhateverItCosts() {
        var forbidden = Map.of(new Pair("A", "ann"), new Exclusion(Reason.COOPERATION, "联合项目 2025"));
        var assigner = new Assigner(problem(
                List.of(item("A", 1, "x-1")),
                List.of(reviewer("ann", "u1", 5, "x-1"), reviewer("bob", "u2", 5, "y", "x-2")),
                forbidden));
        assertThat(of(assigner.solve(), "A")).containsExactly("bob");
        assertThat(assigner.why("A"))
                .containsExactly(
                        new Why.Excluded(new Exclusion(Reason.COOPERATION, "联合项目 2025")),
                        new Why.Assigned(false, 3, Lot.of("2026-11-21 中奖号码", "A", "bob")));
    }

    @Test
    void twoOfAUnitMeetOnlyWhereItIsWorthIt() {
        var reviewers = List.of(
                reviewer("a1", "same", 5, "x"), reviewer("a2", "same", 5, "x"), reviewer("b", "other", 5, "x-1"));
        var items = List.of(item("A", 2, "x"));
        assertThat(of(new Assigner(problem(items, reviewers, Map.of())).solve(), "A"))
                .contains("b")
                .hasSize(2);
        var cheapUnits =
                new Problem(items, reviewers, ABOVE, Map.of(), Set.of(), Set.of(), 0, new Weights(1, 10, 5, 0), "s");
        assertThat(of(new Assigner(cheapUnits).solve(), "A")).containsExactlyInAnyOrder("a1", "a2");
        var bounded =
                new Problem(items, reviewers, ABOVE, Map.of(), Set.of(), Set.of(), 1, new Weights(1, 10, 5, 0), "s");
        assertThat(of(new Assigner(bounded).solve(), "A")).contains("b").hasSize(2);
    }

    @Test
    void aReplacementLeavesTheOthersWhereTheyAre() {
        var random = new Random(4);
        var before = random(random, 12, 9, 3, 0.1);
        var drawn = new Assigner(before).solve();
        var gone = drawn.pairs().getFirst();
        var forbidden = new HashMap<>(before.forbidden());
        forbidden.put(gone, new Exclusion(Reason.DECLINED, "出差"));
        var stay = new HashSet<>(drawn.pairs());
        stay.remove(gone);
        var after = new Assigner(new Problem(
                        before.items(),
                        before.reviewers(),
                        ABOVE,
                        forbidden,
                        stay,
                        Set.of(),
                        0,
                        Weights.STANDARD,
                        "second"))
                .solve();
        assertThat(after.pairs()).containsAll(stay).hasSize(stay.size() + 1).doesNotContain(gone);
    }

    @Test
    void anEarlierDrawIsChangedAsLittleAsPossible() {
        var before = random(new Random(8), 15, 10, 3, 0.1);
        var drawn = new Assigner(before).solve();
        var forbidden = new HashMap<>(before.forbidden());
        var gone = drawn.pairs().get(3);
        forbidden.put(gone, new Exclusion(Reason.DECLARED, "本人申请"));
        var again = new Problem(
                before.items(),
                before.reviewers(),
                ABOVE,
                forbidden,
                Set.of(),
                new HashSet<>(drawn.pairs()),
                0,
                new Weights(1, 10, 15, 1_000),
                "other seed");
        var after = new HashSet<>(new Assigner(again).solve().pairs());
        assertThat(after).doesNotContain(gone);
        after.removeAll(drawn.pairs());
        assertThat(after).hasSize(1);
    }

    @Test
    void theSeedDecidesAndNothingElse() {
        var problem = random(new Random(15), 30, 12, 3, 0.1);
        var one = new Assigner(problem).solve();
        assertThat(new Assigner(problem).solve().pairs()).isEqualTo(one.pairs());
        var items = new ArrayList<>(problem.items());
        var reviewers = new ArrayList<>(problem.reviewers());
        Collections.shuffle(items, new Random(1));
        Collections.shuffle(reviewers, new Random(2));
        var shuffled = new Problem(
                items, reviewers, ABOVE, problem.forbidden(), Set.of(), Set.of(), 0, Weights.STANDARD, problem.seed());
        assertThat(new Assigner(shuffled).solve().pairs()).containsExactlyInAnyOrderElementsOf(one.pairs());
        var other = new Problem(
                items, reviewers, ABOVE, problem.forbidden(), Set.of(), Set.of(), 0, Weights.STANDARD, "another");
        var two = new Assigner(other).solve();
        assertThat(two.cost()).isEqualTo(one.cost());
        assertThat(new HashSet<>(two.pairs())).isNotEqualTo(new HashSet<>(one.pairs()));
    }

    @Test
    void whatIsMissingIsNamedWithTheSmallestWayOut() {
        var items = List.of(item("A", 3, "x-1"), item("B", 3, "x-1"), item("C", 3, "x-1"), item("D", 1, "y"));
        var reviewers =
                List.of(reviewer("ann", "u1", 2, "x"), reviewer("bob", "u2", 3, "x"), reviewer("eve", "u3", 3, "y"));
        var solution = new Assigner(problem(items, reviewers, Map.of())).solve();
        assertThat(solution.missing()).isEqualTo(4);
        assertThat(solution.shortages()).singleElement().satisfies(shortage -> {
            assertThat(shortage.field()).isEqualTo("x");
            assertThat(shortage.missing()).isEqualTo(4);
            assertThat(shortage.items()).isEqualTo(3);
            // Ann could take a third one; the other three need somebody new, who can take all.
            assertThat(shortage.raiseLimits()).isEqualTo(1);
            assertThat(shortage.stillMissing()).isEqualTo(3);
            assertThat(shortage.newReviewers()).isEqualTo(2);
            assertThat(shortage.full()).contains("ann");
        });
        assertThat(of(solution, "D")).containsExactly("eve");
    }

    @Test
    void whyNotIsAnsweredForEveryPairAndTheDifferenceIsExact() {
        var problem = random(new Random(23), 14, 8, 2, 0.15);
        var assigner = new Assigner(problem);
        var solution = assigner.solve();
        int dearer = 0;
        for (Item item : problem.items()) {
            var answers = assigner.why(item.id());
            for (int r = 0; r < answers.size(); r++) {
                var pair = new Pair(item.id(), problem.reviewers().get(r).id());
                switch (answers.get(r)) {
                    case Why.Assigned assigned -> assertThat(solution.pairs()).contains(pair);
                    case Why.Excluded excluded ->
                        assertThat(excluded.exclusion())
                                .isEqualTo(problem.forbidden().get(pair));
                    case Why.OtherField other ->
                        assertThat(new Candidates(problem).of(item).steps(r)).isNegative();
                    case Why.Full full -> assertThat(solution.pairs()).doesNotContain(pair);
                    case Why.Dearer(int steps, long atLeast, long lot) -> {
                        dearer++;
                        var extra = assigner.extra(pair);
                        assertThat(extra.missing() * 1_000_000L + extra.cost()).isGreaterThanOrEqualTo(atLeast);
                        if (extra.missing() == 0 && extra.cost() == 0)
                            assertThat(extra.lots()).isPositive();
                    }
                }
            }
        }
        assertThat(dearer).isGreaterThan(10);
    }

    /** Everything that could be chosen is tried. */
    @Test
    void nothingCheaperExists() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var problem = random(random, 1 + random.nextInt(4), 2 + random.nextInt(4), 1 + random.nextInt(2), 0.2);
            if (random.nextBoolean()) {
                problem = new Problem(
                        problem.items(),
                        problem.reviewers(),
                        ABOVE,
                        problem.forbidden(),
                        Set.of(),
                        Set.of(),
                        1 + random.nextInt(2),
                        new Weights(random.nextInt(3), random.nextInt(20), random.nextInt(30), 0),
                        "s" + seed);
            }
            var solution = new Assigner(problem).solve();
            var best = new EveryAssignment(problem).best();
            assertThat(List.of(solution.missing(), solution.cost(), solution.lots()))
                    .as("seed " + seed)
                    .isEqualTo(List.of(best.missing(), best.cost(), best.lots()));
        }
    }

    /** The prices prove it, without looking into the method that found them. */
    @Test
    void thePricesProveThatNothingIsCheaper() {
        for (int seed = 0; seed < 12; seed++) {
            var random = new Random(seed);
            var problem = random(random, 60 + random.nextInt(60), 20 + random.nextInt(20), 3, 0.05 + 0.2 * (seed % 3));
            if (seed % 2 == 1) {
                problem = new Problem(
                        problem.items(),
                        problem.reviewers().stream()
                                .map(r -> new Reviewer(r.id(), r.unit(), r.fields(), 4, r.past()))
                                .toList(),
                        ABOVE,
                        problem.forbidden(),
                        Set.of(),
                        Set.of(),
                        seed % 4 == 1 ? 1 : 0,
                        problem.weights(),
                        problem.seed());
            }
            var solution = new Assigner(problem).solve();
            assertThat(Certificate.problems(problem, solution))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void aProofThatDoesNotHoldIsFound() {
        var problem = random(new Random(3), 20, 8, 3, 0.1);
        var solution = new Assigner(problem).solve();
        var pairs = new ArrayList<>(solution.pairs());
        var given = pairs.removeFirst();
        for (Reviewer reviewer : problem.reviewers()) {
            var other = new Pair(given.item(), reviewer.id());
            if (!solution.pairs().contains(other) && !problem.forbidden().containsKey(other)) {
                pairs.add(other);
                break;
            }
        }
        var worse = new Solution(
                pairs,
                solution.cost(),
                solution.lots(),
                solution.missing(),
                solution.shortages(),
                solution.proof(),
                1,
                0);
        assertThat(Certificate.problems(problem, worse)).isNotEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> item("A", -1, "x")).hasMessageContaining("need");
        assertThatThrownBy(() -> problem(List.of(item("A", 1, "x"), item("A", 1, "x")), List.of(), Map.of()))
                .hasMessageContaining("twice: A");
        assertThatThrownBy(() -> new Weights(1, 2, 3, 4_000)).hasMessageContaining("4000");
    }

    @Test
    void anEmptyDrawIsEmpty() {
        assertThat(new Assigner(problem(List.of(), List.of(), Map.of())).solve().pairs())
                .isEmpty();
        var nobody = new Assigner(problem(List.of(item("A", 2, "x")), List.of(), Map.of())).solve();
        assertThat(nobody.missing()).isEqualTo(2);
        assertThat(nobody.shortages())
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.newReviewers()).isEqualTo(2));
    }

    static Problem random(Random random, int items, int reviewers, int need, double forbidden) {
        String[] fields = {"x", "x-1", "x-2", "y", "y-1"};
        var all = new ArrayList<Item>();
        for (int i = 0; i < items; i++) {
            all.add(item("A" + i, need, fields[random.nextInt(fields.length)]));
        }
        var people = new ArrayList<Reviewer>();
        for (int r = 0; r < reviewers; r++) {
            String main = fields[random.nextInt(fields.length)];
            String second = fields[random.nextInt(fields.length)];
            people.add(new Reviewer(
                    "r" + r,
                    "u" + random.nextInt(Math.max(1, reviewers / 2)),
                    List.of(main, second),
                    1 + random.nextInt(2 * items * need / reviewers + 2),
                    random.nextInt(4)));
        }
        var excluded = new HashMap<Pair, Exclusion>();
        for (Item item : all) {
            for (Reviewer reviewer : people) {
                if (random.nextDouble() < forbidden) {
                    excluded.put(new Pair(item.id(), reviewer.id()), new Exclusion(Reason.SAME_UNIT, reviewer.unit()));
                }
            }
        }
        return new Problem(
                all, people, ABOVE, excluded, Set.of(), Set.of(), 0, Weights.STANDARD, "seed " + random.nextInt());
    }
}
