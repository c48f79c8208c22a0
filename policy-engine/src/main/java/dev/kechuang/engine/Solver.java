package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The smallest change of one fact that makes a condition hold, up and down. Facts live on a grid (fen, persons, one
 * ten-thousandth of a share), so bracketing between a value that fails and one that holds ends at the exact grid point,
 * linear or not.
 */
final class Solver {
    private static final int FIRST_SHIFT_LIMIT = 44;
    private static final Rational SHARE_STEP = Rational.of(1, 10_000);
    /** Money is priced by ten thousand yuan. */
    private static final Rational MONEY_STEP = Rational.of(1_000_000);

    private final Fact fact;
    private final Predicate<Val> holds;

    Solver(Fact fact, Predicate<Val> holds) {
        this.fact = fact;
        this.holds = holds;
    }

    List<Val> solve(Val now) {
        List<Val> solutions = new ArrayList<>(2);
        if (now instanceof Val.Truth(boolean b)) {
            Val other = Val.of(!b);
            if (holds.test(other)) {
                solutions.add(other);
            }
        } else if (now instanceof Val.Num(Rational n)) {
            Rational up = search(n, 1);
            Rational down = search(n, -1);
            if (up != null) {
                solutions.add(new Val.Num(up));
            }
            if (down != null) {
                solutions.add(new Val.Num(down));
            }
        }
        return solutions;
    }

    private Rational step() {
        return switch (fact.kind()) {
            case DECIMAL -> Rational.of(1, 100);
            case RATIO -> SHARE_STEP;
            default -> Rational.ONE;
        };
    }

    private @Nullable Rational search(Rational start, int sign) {
        Rational step = step();
        BigInteger reach = reach(start, sign, step);
        BigInteger failing = BigInteger.ZERO;
        BigInteger jump = firstJump(start, step);
        while (true) {
            BigInteger tried = jump.min(reach);
            if (tried.compareTo(failing) <= 0) {
                return null;
            }
            if (holds.test(new Val.Num(at(start, sign, step, tried)))) {
                return at(start, sign, step, bisect(start, sign, step, failing, tried));
            }
            failing = tried;
            jump = jump.shiftLeft(3);
        }
    }

    /** A thousandth of the present value to begin with: far changes are rare, tiny ones are found by bisection. */
    private static BigInteger firstJump(Rational start, Rational step) {
        BigInteger size = start.abs().divide(step).numerator().shiftRight(7);
        return size.max(BigInteger.ONE);
    }

    private BigInteger bisect(Rational start, int sign, Rational step, BigInteger failing, BigInteger holding) {
        BigInteger low = failing;
        BigInteger high = holding;
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (holds.test(new Val.Num(at(start, sign, step, middle)))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static Rational at(Rational start, int sign, Rational step, BigInteger steps) {
        return start.add(step.multiply(Rational.of(steps.multiply(BigInteger.valueOf(sign)), BigInteger.ONE)));
    }

    /** How many steps the fact may move: to its bound, or to 2^44 (some 176 billion yuan). */
    private BigInteger reach(Rational start, int sign, Rational step) {
        BigInteger most = BigInteger.ONE.shiftLeft(FIRST_SHIFT_LIMIT);
        Rational bound = sign > 0 ? fact.max() : fact.min();
        if (bound == null) {
            return most;
        }
        Rational room = bound.subtract(start).divide(step).abs();
        boolean inside = bound.subtract(start).signum() * sign > 0;
        return inside ? room.numerator().divide(room.denominator()).min(most) : BigInteger.ZERO;
    }

    /** What a change costs by the dictionary's weights. */
    static Rational cost(Fact fact, Val from, Val to) {
        if (from instanceof Val.Num(Rational a) && to instanceof Val.Num(Rational b)) {
            Rational unit = fact.kind() == Fact.Kind.MONEY ? MONEY_STEP : Rational.ONE;
            return b.subtract(a).abs().divide(unit).multiply(fact.cost());
        }
        return fact.cost();
    }
}
