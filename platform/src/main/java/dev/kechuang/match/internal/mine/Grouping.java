package dev.kechuang.match.internal.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.policy.Decided;
import dev.kechuang.programme.PolicyCalls;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How near each policy is, without looking for ways: those are looked for where they are shown. */
final class Grouping {

    /** What is worth most and nearest first, within the groups. */
    static final Comparator<Match> ORDER = Comparator.<Match, Group>comparing(Match::group)
            .thenComparing(Grouping::steps)
            .thenComparing(Grouping::waiting)
            .thenComparing(Comparator.comparingLong(Match::worthFen).reversed())
            .thenComparing(match -> match.calls().isEmpty())
            .thenComparing(Match::gap)
            .thenComparing(Match::policy);

    private Grouping() {}

    /** Answers still to give, at most those that make no difference to how near it feels; conditions still to meet. */
    private static int steps(Match match) {
        return switch (match.group()) {
            case OPEN -> match.decided().decision().missing().size() <= Questions.FEW ? 0 : 1;
            case NEAR, FAR -> match.failing().size();
            case ELIGIBLE, LATER -> 0;
        };
    }

    /** Days to wait for; the same for all that nobody waits for. */
    private static LocalDate waiting(Match match) {
        return match.group() == Group.LATER && match.later() != null ? match.later() : LocalDate.MAX;
    }

    /**
     * @param now by the version in force; null where none is
     * @param coming by the versions to come, the earliest first
     * @return null for a policy that is not in force and will not help: nobody needs to hear of it yet
     */
    static @Nullable Match of(@Nullable Decided now, List<Decided> coming, List<PolicyCalls.Open> calls) {
        Match match = now == null ? null : current(now, coming, calls);
        if (match != null && match.group() == Group.ELIGIBLE) return warned(match, coming);
        for (Decided then : coming) {
            if (then.decision().verdict() == Verdict.ELIGIBLE) return later(then, calls);
        }
        for (Decided then : coming) {
            if (then.decision().verdict() != Verdict.UNKNOWN) continue;
            if (match == null || match.group() == Group.FAR) return later(then, calls);
        }
        return match == null ? null : warned(match, coming);
    }

    private static Match later(Decided then, List<PolicyCalls.Open> calls) {
        Decision decision = then.decision();
        return new Match(then, Group.LATER, then.on(), decision.verdict(), Match.worth(decision), 0, calls);
    }

    /** With the day from which a version to come will decide otherwise. */
    private static Match warned(Match match, List<Decided> coming) {
        if (match.later() != null) return match;
        Verdict now = match.decided().decision().verdict();
        for (Decided then : coming) {
            Verdict verdict = then.decision().verdict();
            if (verdict == now) continue;
            return new Match(
                    match.decided(), match.group(), then.on(), verdict, match.worthFen(), match.gap(), match.calls());
        }
        return match;
    }

    private static Match current(Decided decided, List<Decided> coming, List<PolicyCalls.Open> calls) {
        long worth = Match.worth(decided.decision());
        return switch (decided.decision().verdict()) {
            case ELIGIBLE -> new Match(decided, Group.ELIGIBLE, null, null, worth, 0, calls);
            case UNKNOWN -> new Match(decided, Group.OPEN, null, null, worth, 0, calls);
            case NOT_ELIGIBLE -> refused(decided, coming, worth, calls);
        };
    }

    private static Match refused(Decided decided, List<Decided> coming, long worth, List<PolicyCalls.Open> calls) {
        double gap = gap(decided.decision());
        LocalDate from = holdsFrom(decided);
        // On a day on which another version decides, what this one would say is of no use.
        if (from != null
                && decided.version().policy().inForce(from)
                && (coming.isEmpty() || from.isBefore(coming.getFirst().on()))) {
            Verdict then = on(decided, from);
            if (then != Verdict.NOT_ELIGIBLE) return new Match(decided, Group.LATER, from, then, worth, gap, calls);
        }
        boolean near = failing(decided.decision()).stream().allMatch(Grouping::canBeMended);
        return new Match(decided, near ? Group.NEAR : Group.FAR, null, null, worth, gap, calls);
    }

    private static Verdict on(Decided decided, LocalDate day) {
        return Engine.verdict(decided.version().policy(), decided.facts(), day);
    }

    private static List<Decision.ConditionResult> failing(Decision decision) {
        return decision.conditions().stream()
                .filter(result -> result.met() == Decision.Met.NOT_MET)
                .toList();
    }

    /** Rests on a fact of this year or without year that a firm can change. */
    private static boolean canBeMended(Decision.ConditionResult result) {
        return result.condition().uses().stream().anyMatch(use -> use.fact().changeable() && use.yearsBack() == 0);
    }

    /** The day on which the last failing condition holds by itself; null where one does not. */
    private static @Nullable LocalDate holdsFrom(Decided decided) {
        // Only conditions on days can: asking them all would cost a hundred evaluations each.
        boolean timeAlone = failing(decided.decision()).stream()
                .allMatch(result -> result.condition().uses().stream().allMatch(use -> waits(use.fact())));
        if (!timeAlone) return null;
        NearestWay.Result way = decided.withWay().way();
        if (way == null) return null;
        LocalDate last = null;
        for (NearestWay.Gap gap : way.gaps()) {
            LocalDate from = gap.holdsFrom();
            if (from == null) return null;
            if (last == null || from.isAfter(last)) last = from;
        }
        return last;
    }

    private static boolean waits(Fact fact) {
        return fact.kind() == Fact.Kind.DATE || fact.kind() == Fact.Kind.EVENTS;
    }

    private static double gap(Decision decision) {
        double largest = 0;
        for (Decision.ConditionResult result : failing(decision)) {
            for (Decision.Test test : result.tests()) {
                Rational margin = test.margin();
                if (test.met() != Decision.Met.NOT_MET || margin == null) continue;
                if (!(test.threshold() instanceof Val.Num(Rational threshold)) || threshold.signum() == 0) continue;
                largest = Math.max(largest, margin.divide(threshold).abs().toDouble());
            }
        }
        return largest;
    }
}
