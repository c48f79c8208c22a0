package dev.kechuang.engine.columns;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What of a policy's expressions is known before any firm is looked at (常量折叠): definitions written out, values that
 * hang on no fact, and the whole number that points and counts are compared with.
 */
final class Folding {

    private final Policy policy;
    private final Frame constants;

    Folding(Policy policy, LocalDate day) {
        this.policy = policy;
        this.constants = new Frame(policy, Facts.builder().build(), day);
    }

    /** Definitions are written out where they are used. */
    Node resolve(Node node) {
        Node at = node;
        while (at instanceof Node.Definition d) {
            at = policy.definitions().get(d.index()).expr();
        }
        return at;
    }

    boolean isConstant(Node node) {
        return switch (resolve(node)) {
            case Node.FactValue f -> false;
            case Node.Recent r -> false;
            case Node.Score s -> false;
            case Node.Variable v -> false;
            case Node n -> n.children().stream().allMatch(this::isConstant);
        };
    }

    Val constant(Node node) {
        return Evaluator.eval(node, constants);
    }

    /**
     * A comparison of points with a number.
     *
     * @param bound a whole number that points compare with as they do with what is asked for
     */
    record Scored(int score, Operator operator, long bound) {}

    /** Null for every other condition. */
    @Nullable Scored scored(Node written) {
        if (!(resolve(written) instanceof Node.Compare c)) {
            return null;
        }
        boolean mirrored = isConstant(c.left());
        Node left = resolve(mirrored ? c.right() : c.left());
        Node right = mirrored ? c.left() : c.right();
        Operator operator = mirrored ? c.operator().mirrored() : c.operator();
        return left instanceof Node.Score s && isConstant(right)
                ? new Scored(s.index(), operator, whole(operator, constant(right)))
                : null;
    }

    /** What a count of entries or points are compared with, as a whole number; null for every other comparison. */
    @Nullable Long wholeBound(Node.Compare c) {
        Node left = resolve(c.left());
        boolean count = left instanceof Node.Apply a
                && a.function() == Node.Function.COUNT
                && !(resolve(a.arguments().getFirst()) instanceof Node.Recent);
        if (!(left instanceof Node.Score) && !count || !isConstant(c.right())) {
            return null;
        }
        return constant(c.right()) instanceof Val.Num(Rational n)
                        && n.fitsLong()
                        && (n.isWhole() || (c.operator() != Operator.EQUAL && c.operator() != Operator.NOT_EQUAL))
                ? whole(c.operator(), constant(c.right()))
                : null;
    }

    /** The whole number that a whole number compares with as it does with the given bound. */
    static long whole(Operator operator, Val bound) {
        Rational n = number(bound);
        if (n.isWhole()) {
            return n.numerator().longValueExact();
        }
        RoundingMode mode = switch (operator) {
            case GREATER_EQUAL, LESS -> RoundingMode.CEILING;
            case GREATER, LESS_EQUAL -> RoundingMode.FLOOR;
            default -> throw new Unsupported("equal to a fraction");
        };
        return n.round(0, mode).numerator().longValueExact();
    }

    static Rational number(Val value) {
        if (value instanceof Val.Num(Rational n) && n.fitsLong()) {
            return n;
        }
        throw new Unsupported("constant");
    }
}
