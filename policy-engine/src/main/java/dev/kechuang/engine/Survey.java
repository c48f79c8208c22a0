package dev.kechuang.engine;

import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Layout;
import dev.kechuang.engine.columns.Surveyor;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which policies matter to which firm (普查): of every firm and policy at most one match, and nothing about the rest. A firm
 * is eligible, or near (refused, but not by the policy eased by some per cent, see {@link Relaxation}), or open (undecided
 * for want of a few facts). Compiled once for policies and day, it decides chunk after chunk, or a single firm by the
 * evaluator with the same result. Immutable; used by many threads at once.
 */
public final class Survey {
    /** What an eligible match carries when the policy's first benefit has no amount, or none that is known. */
    public static final long NO_AMOUNT = -1;

    public enum Kind {
        /** Every condition is met; the value is the first benefit in fen, or {@link Survey#NO_AMOUNT}. */
        ELIGIBLE,
        /** Refused; the value is the smallest of the per cents by which easing the policy no longer refuses. */
        NEAR,
        /** Undecided; the value is how many facts are missing at most. */
        OPEN
    }

    /** One match; {@code policy} is its place among the policies of the survey. */
    public record Match(int policy, Kind kind, long value) {}

    /**
     * What is a match.
     *
     * @param percents how far policies are eased, ascending whole per cents from 1 to 99; none for no near matches
     * @param missing most facts an open match may lack; 0 for no open matches
     */
    public record Limits(List<Integer> percents, int missing) {
        public static final Limits USUAL = new Limits(List.of(5, 10, 20, 30), 3);

        public Limits {
            percents = List.copyOf(percents);
            int before = 0;
            for (int percent : percents) {
                if (percent <= before || percent > 99) {
                    throw new IllegalArgumentException("per cents must ascend from 1 to 99: " + percents);
                }
                before = percent;
            }
            if (missing < 0) {
                throw new IllegalArgumentException("missing must not be negative: " + missing);
            }
        }
    }

    private final List<Policy> policies;
    private final List<List<Policy>> eased;
    private final List<List<Trait>> traits;
    private final LocalDate day;
    private final Limits limits;
    private final Surveyor surveyor;

    /**
     * What is asked of a condition again and again.
     *
     * @param fixed whether it is the same in every eased form
     * @param keepsOpen whether easing never refuses what it leaves open
     */
    private record Trait(boolean fixed, boolean keepsOpen, List<Layout.Read> reads) {}

    /**
     * @param policies at least one, all of one dictionary; in force or not is the caller's business
     * @param also facts without year that chunks carry besides what the policies read
     */
    public Survey(List<Policy> policies, LocalDate day, Limits limits, List<Fact> also) {
        this.policies = List.copyOf(policies);
        this.day = day;
        this.limits = limits;
        this.eased = this.policies.stream()
                .map(policy -> limits.percents().stream()
                        .map(percent -> Relaxation.of(policy, Rational.of(percent, 100)))
                        .toList())
                .toList();
        this.traits = new ArrayList<>();
        for (int policy = 0; policy < this.policies.size(); policy++) {
            traits.add(traits(policy));
        }
        this.surveyor = new Surveyor(this, also);
    }

    private List<Trait> traits(int policy) {
        Policy strict = policies.get(policy);
        List<Trait> all = new ArrayList<>();
        for (int c = 0; c < strict.conditions().size(); c++) {
            Policy.Condition condition = strict.conditions().get(c);
            boolean fixed = eased.get(policy).isEmpty()
                    || eased.get(policy).getLast().conditions().get(c) == condition;
            all.add(new Trait(fixed, Relaxation.keepsOpen(strict, condition), Layout.reads(strict, condition, day)));
        }
        return all;
    }

    public List<Policy> policies() {
        return policies;
    }

    /** A policy eased by each of the per cents, in their order. */
    public List<Policy> eased(int policy) {
        return eased.get(policy);
    }

    public LocalDate day() {
        return day;
    }

    public Limits limits() {
        return limits;
    }

    /** What chunks of this survey hold. */
    public Layout layout() {
        return surveyor.layout();
    }

    /** Conditions that only the evaluator decides, by policy: none for a policy that is compiled whole. */
    public List<List<Policy.Condition>> evaluated() {
        return surveyor.evaluated();
    }

    /** The matches of a chunk of this survey's layout, where every policy counts for every row. */
    public Matches decide(Chunk chunk) {
        return surveyor.run(chunk, null);
    }

    /**
     * The matches of a chunk of this survey's layout.
     *
     * @param scope for each policy the rows it counts for as bits, or null where it counts for all; null for all policies
     */
    public Matches decide(Chunk chunk, long @Nullable [] @Nullable [] scope) {
        return surveyor.run(chunk, scope);
    }

    /** The matches of one firm, in the order of the policies. */
    public List<Match> decide(Facts facts, IntPredicate scope) {
        List<Match> matches = new ArrayList<>();
        for (int policy = 0; policy < policies.size(); policy++) {
            Match match = scope.test(policy) ? decide(policy, facts) : null;
            if (match != null) {
                matches.add(match);
            }
        }
        return matches;
    }

    /** The match of one firm with one policy, decided by the evaluator; null when there is none. */
    public @Nullable Match decide(int policy, Facts facts) {
        Policy strict = policies.get(policy);
        Frame frame = new Frame(strict, facts, day);
        List<Integer> doubtful = new ArrayList<>();
        boolean refused = false;
        boolean open = false;
        for (int c = 0; c < strict.conditions().size(); c++) {
            Trait trait = traits.get(policy).get(c);
            Val value = Evaluator.eval(strict.conditions().get(c).expr(), frame);
            boolean fails = !value.isTrue() && !value.isUnknown();
            if (fails && trait.fixed()) {
                return null;
            }
            if (fails || (value.isUnknown() && !trait.keepsOpen())) {
                doubtful.add(c);
            }
            refused |= fails;
            open |= value.isUnknown();
        }
        if (refused) {
            int percent = distance(policy, frame, doubtful);
            return percent > 0 ? new Match(policy, Kind.NEAR, percent) : null;
        }
        if (open) {
            int missing = limits.missing() == 0 ? Integer.MAX_VALUE : missing(policy, facts);
            return missing <= limits.missing() ? new Match(policy, Kind.OPEN, missing) : null;
        }
        return new Match(policy, Kind.ELIGIBLE, Engine.firstAmount(strict, facts, day));
    }

    /**
     * From the furthest easing down, so that a firm is as near as all that is eased further agrees. What is met stays met,
     * so only the other conditions are asked; the forms of a policy share what definitions and scores come to.
     */
    private int distance(int policy, Frame frame, List<Integer> doubtful) {
        int nearest = 0;
        for (int level = limits.percents().size() - 1; level >= 0; level--) {
            for (int c : doubtful) {
                Policy.Condition condition =
                        eased.get(policy).get(level).conditions().get(c);
                Val value = Evaluator.eval(condition.expr(), frame);
                if (!value.isTrue() && !value.isUnknown()) {
                    return nearest;
                }
            }
            nearest = limits.percents().get(level);
        }
        return nearest;
    }

    /**
     * How many facts an undecided policy lacks at most: the unknown ones that its open conditions read, but for years of a
     * series before the founding and for points that reviewers give; at least 1.
     */
    public int missing(int policy, Facts facts) {
        Policy strict = policies.get(policy);
        Frame frame = new Frame(strict, facts, day);
        Fact founding = strict.dictionary().find(Layout.FOUNDING);
        int founded = founding != null && facts.get(founding, 0) instanceof Val.Day(LocalDate on) ? on.getYear() : 0;
        Set<String> missing = new HashSet<>();
        for (int c = 0; c < strict.conditions().size(); c++) {
            if (Evaluator.eval(strict.conditions().get(c).expr(), frame).isUnknown()) {
                for (Layout.Read read : traits.get(policy).get(c).reads()) {
                    boolean before = read.series() && read.year() < founded;
                    if (!before && facts.get(read.fact(), read.year()).isUnknown()) {
                        missing.add(read.fact().name() + "@" + read.year());
                    }
                }
            }
        }
        return Math.max(1, missing.size());
    }
}
