package dev.kechuang.engine.eval;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Scoring tables. Points are an interval from the lowest to the highest still possible until everything is known. */
public final class Scoring {
    private Scoring() {}

    static Val points(int index, Frame f) {
        Val points = f.scores[index];
        if (points == null) {
            points = compute(f.policy.scores().get(index), f);
            f.scores[index] = points;
        }
        return points;
    }

    private static Val compute(Policy.Score score, Frame f) {
        return switch (score.kind()) {
            case SUM -> combined(score, f, true);
            case BEST -> combined(score, f, false);
            case POINTS -> points(score, f);
            case BANDS -> bands(score, f);
        };
    }

    private static Val combined(Policy.Score score, Frame f, boolean sum) {
        Rational low = Rational.ZERO;
        Rational high = Rational.ZERO;
        SortedSet<String> missing = new TreeSet<>();
        for (int part : score.parts()) {
            Val points = points(part, f);
            Rational[] bounds = Operators.bounds(points);
            if (bounds != null) {
                low = sum ? low.add(bounds[0]) : low.max(bounds[0]);
                high = sum ? high.add(bounds[1]) : high.max(bounds[1]);
                missing.addAll(points.missing());
            }
        }
        return Operators.of(low.min(score.max()), high.min(score.max()), missing);
    }

    private static Val points(Policy.Score score, Frame f) {
        Val value = score.value() == null ? Val.ABSENT : Evaluator.eval(score.value(), f);
        Rational[] bounds = Operators.bounds(value);
        if (bounds == null) {
            return value.isUnknown()
                    ? Operators.of(Rational.ZERO, score.max(), value.missing())
                    : new Val.Num(Rational.ZERO);
        }
        return Operators.of(
                clamp(bounds[0], Rational.ZERO, score.max()),
                clamp(bounds[1], Rational.ZERO, score.max()),
                new TreeSet<>(value.missing()));
    }

    private static Rational clamp(Rational value, Rational low, Rational high) {
        return value.max(low).min(high);
    }

    /** The bands that may still be the first that holds, and what is missing to know. */
    private record Candidates(List<Policy.Band> bands, SortedSet<String> missing) {}

    private static Candidates candidates(Policy.Score score, Frame f) {
        List<Policy.Band> possible = new ArrayList<>(2);
        SortedSet<String> missing = new TreeSet<>();
        Node value = score.value();
        if (value != null) {
            f.push(Evaluator.eval(value, f));
        }
        for (Policy.Band band : score.bands()) {
            Val holds = band.test() == null ? Val.TRUE : Evaluator.eval(band.test(), f);
            if (holds.isTrue() || holds.isUnknown()) {
                possible.add(band);
                missing.addAll(holds.missing());
            }
            if (holds.isTrue()) {
                break;
            }
        }
        if (value != null) {
            f.pop();
        }
        return new Candidates(possible, missing);
    }

    private static Val bands(Policy.Score score, Frame f) {
        Candidates candidates = candidates(score, f);
        Val given = score.given() == null ? null : Evaluator.eval(score.given(), f);
        Rational low = null;
        Rational high = null;
        SortedSet<String> missing = candidates.missing();
        for (Policy.Band band : candidates.bands()) {
            Rational from = band.low();
            Rational to = band.high();
            if (given instanceof Val.Num(Rational points)) {
                from = clamp(points, from, to);
                to = from;
            } else if (given != null && !from.equals(to)) {
                missing.addAll(given.missing());
            }
            low = low == null ? from : low.min(from);
            high = high == null ? to : high.max(to);
        }
        return low == null || high == null
                ? new Val.Num(Rational.ZERO)
                : Operators.of(low.min(score.max()), high.min(score.max()), missing);
    }

    /** The score with its parts, for an explanation. */
    public static Decision.ScoreResult explain(int index, Frame f) {
        Policy.Score score = f.policy.scores().get(index);
        List<Decision.ScoreResult> parts = new ArrayList<>(score.parts().size());
        for (int part : score.parts()) {
            parts.add(explain(part, f));
        }
        @Nullable Val value = score.value() == null ? null : Evaluator.eval(score.value(), f);
        String band = "";
        if (score.kind() == Policy.Score.Kind.BANDS) {
            Candidates candidates = candidates(score, f);
            band = candidates.bands().size() == 1
                    ? candidates.bands().getFirst().text()
                    : "";
        }
        return new Decision.ScoreResult(score, points(index, f), value, band, parts);
    }
}
