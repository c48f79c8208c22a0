package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Uses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A policy with its thresholds eased by a share (放宽), by which the distance of a refused firm is told (接近程度): the
 * smallest share at which the policy no longer refuses it.
 *
 * <p>A comparison of numbers {@code x >= t} becomes {@code x >= t - share·|t|}, {@code x <= t} becomes
 * {@code x <= t + share·|t|}, below {@code not} the other way round. The threshold is the side that reads no facts, or the
 * right one. Everything else stays as it is: equality, truths, texts, dates and calendar years, what entries of a list must
 * be, bands of a score (the points asked for are eased), the choice between thresholds, a threshold of zero, and a
 * comparison of facts that a firm can't change or that lie in past years.
 */
public final class Relaxation {
    private final Policy policy;
    private final Rational share;
    private final Uses uses;

    private Relaxation(Policy policy, Rational share) {
        this.policy = policy;
        this.share = share;
        this.uses = new Uses(policy.definitions(), policy.scores());
    }

    /**
     * The eased policy. A condition met by the policy is met by the eased one, and one met at a share is met at every
     * bigger one.
     *
     * @param share at least 0 and below 1
     * @throws IllegalArgumentException for any other share
     */
    public static Policy of(Policy policy, Rational share) {
        if (share.signum() < 0 || share.compareTo(Rational.ONE) >= 0) {
            throw new IllegalArgumentException("the share must be at least 0 and below 1, not " + share.toDecimal());
        }
        Relaxation relaxation = new Relaxation(policy, share);
        List<Policy.Condition> conditions = new ArrayList<>();
        for (Policy.Condition condition : policy.conditions()) {
            conditions.add(relaxation.condition(condition));
        }
        return policy.with(policy.parameters(), List.copyOf(conditions));
    }

    private Policy.Condition condition(Policy.Condition condition) {
        Node eased = ease(condition.expr(), true);
        return eased == condition.expr()
                ? condition
                : new Policy.Condition(
                        condition.id(),
                        condition.name(),
                        condition.english(),
                        eased,
                        condition.text(),
                        condition.clause(),
                        condition.uses(),
                        Uses.tests(eased));
    }

    /**
     * Whether a condition that is open can't become refused by easing it. It can where a score lies between bounds: easing
     * may decide that part, and leave an absent value beside it to refuse.
     */
    public static boolean keepsOpen(Policy policy, Policy.Condition condition) {
        Node root = condition.expr();
        while (root instanceof Node.Definition d) {
            root = policy.definitions().get(d.index()).expr();
        }
        boolean[] scored = {false};
        new Uses(policy.definitions(), policy.scores())
                .walk(root, new HashSet<>(), n -> scored[0] |= n instanceof Node.Score);
        return root instanceof Node.Compare || !scored[0];
    }

    /** Eases along the structure of truth only; {@code wanted} is false below a negation. */
    private Node ease(Node node, boolean wanted) {
        return switch (node) {
            case Node.Both b -> {
                Node left = ease(b.left(), wanted);
                Node right = ease(b.right(), wanted);
                yield left == b.left() && right == b.right() ? b : new Node.Both(b.type(), left, right);
            }
            case Node.Either e -> {
                Node left = ease(e.left(), wanted);
                Node right = ease(e.right(), wanted);
                yield left == e.left() && right == e.right() ? e : new Node.Either(e.type(), left, right);
            }
            case Node.Not n -> {
                Node operand = ease(n.operand(), !wanted);
                yield operand == n.operand() ? n : new Node.Not(n.type(), operand);
            }
            case Node.If i -> {
                Node then = ease(i.then(), wanted);
                Node otherwise = ease(i.otherwise(), wanted);
                yield then == i.then() && otherwise == i.otherwise()
                        ? i
                        : new Node.If(i.type(), i.condition(), then, otherwise);
            }
            case Node.Definition d -> {
                Node meaning = policy.definitions().get(d.index()).expr();
                Node eased = ease(meaning, wanted);
                yield eased == meaning ? d : eased;
            }
            case Node.Compare c -> compare(c, wanted);
            default -> node;
        };
    }

    private Node compare(Node.Compare c, boolean wanted) {
        boolean numbers = c.left().type() instanceof Type.Number && c.right().type() instanceof Type.Number;
        if (!numbers || c.operator() == Operator.EQUAL || c.operator() == Operator.NOT_EQUAL) {
            return c;
        }
        if (calendar(c.left()) || calendar(c.right()) || !changeable(c)) {
            return c;
        }
        if (!readsFacts(c.left())) {
            return eased(c.operator().mirrored(), c.right(), c.left(), wanted);
        }
        return eased(c.operator(), c.left(), c.right(), wanted);
    }

    private Node eased(Operator operator, Node value, Node threshold, boolean wanted) {
        boolean most = operator == Operator.LESS || operator == Operator.LESS_EQUAL;
        return new Node.Compare(Type.TRUTH, operator, value, moved(threshold, most == wanted));
    }

    /** The threshold moved away from what it asks, up or down, by the share of its size. */
    private Node moved(Node threshold, boolean up) {
        return switch (threshold) {
            case Node.Definition d -> moved(policy.definitions().get(d.index()).expr(), up);
            case Node.If i -> new Node.If(i.type(), i.condition(), moved(i.then(), up), moved(i.otherwise(), up));
            case Node.Constant(Type type, Val.Num(Rational n)) -> {
                Rational by = n.abs().multiply(share);
                yield new Node.Constant(number(type), new Val.Num(up ? n.add(by) : n.subtract(by)));
            }
            default -> {
                Type type = number(threshold.type());
                Node size = new Node.Apply(type, Node.Function.ABS, List.of(threshold));
                Node by = new Node.Arithmetic(
                        type, Operator.MULTIPLY, size, new Node.Constant(Type.SHARE, new Val.Num(share)));
                yield new Node.Arithmetic(type, up ? Operator.ADD : Operator.SUBTRACT, threshold, by);
            }
        };
    }

    private static Type number(Type type) {
        return type instanceof Type.Number n ? new Type.Number(n.unit(), false) : type;
    }

    /** Whether a number is a calendar year or made of one: no share of the year 2024 is a distance. */
    private boolean calendar(Node node) {
        return switch (node) {
            case Node.DatePart d -> true;
            case Node.BaseYear b -> true;
            case Node.Definition d ->
                calendar(policy.definitions().get(d.index()).expr());
            case Node.If i -> calendar(i.then()) || calendar(i.otherwise());
            case Node.Arithmetic a -> calendar(a.left()) || calendar(a.right());
            case Node.Negate n -> calendar(n.operand());
            case Node.ListOf l -> l.items().stream().anyMatch(this::calendar);
            case Node.Apply a -> a.arguments().stream().anyMatch(this::calendar);
            default -> false;
        };
    }

    private boolean readsFacts(Node node) {
        return !uses.facts(node).isEmpty();
    }

    private boolean changeable(Node node) {
        return uses.facts(node).stream().anyMatch(u -> u.fact().changeable() && u.yearsBack() == 0);
    }
}
