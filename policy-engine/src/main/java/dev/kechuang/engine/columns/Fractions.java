package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as exact fractions, compared by cross-multiplication. An overflow throws and ends this form of the condition.
 * All cells of an expression are loaded first: one unknown cell makes the whole open, whatever the others are.
 */
final class Fractions {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc KERNEL = Compiler.kernel();

    private final Emitter emitter;
    private final Map<Node, Part> cells = new HashMap<>();
    private final List<Integer> guarded = new ArrayList<>();

    private final Arithmetic arithmetic;

    Fractions(Emitter emitter) {
        this(emitter, MATH);
    }

    /** @param exact whose operations overflow: those of Math are faster, those of Kernel are cheaper to fail */
    private Fractions(Emitter emitter, ClassDesc exact) {
        this.emitter = emitter;
        this.arithmetic = new Arithmetic(emitter, exact);
    }

    /** For numbers of several divisions, where an overflow is nothing rare. */
    static Fractions overflowing(Emitter emitter) {
        return new Fractions(emitter, KERNEL);
    }

    /** A whole number that is known now, or stands in a local as a long or as a {@link Wide}. */
    sealed interface Part {
        record Known(long value) implements Part {}

        record Local(int slot) implements Part {}

        record Large(int slot) implements Part {}
    }

    /** The denominator is always positive. */
    record Fraction(Part numerator, Part denominator) {}

    private static final Part ONE = new Part.Known(1);

    private CodeBuilder code() {
        return emitter.code();
    }

    /** Whether a node needs no state of its own: one unknown or absent cell makes the whole so. */
    static boolean plain(Emitter emitter, Node written) {
        Node node = emitter.folding.resolve(written);
        if (emitter.folding.isConstant(node)) {
            return !(emitter.folding.constant(node) instanceof Val.Absent);
        }
        return switch (node) {
            case Node.FactValue f -> true;
            case Node.Field f -> true;
            case Node.DatePart d -> true;
            case Node.Negate n -> plain(emitter, n.operand());
            case Node.Arithmetic a -> plain(emitter, a.left()) && plain(emitter, a.right());
            case Node.Apply a
            when a.function() == Node.Function.ABS ->
                plain(emitter, a.arguments().getFirst());
            case Node.Apply a ->
                (a.function() == Node.Function.SUM || a.function() == Node.Function.COUNT)
                        && emitter.folding.resolve(a.arguments().getFirst()) instanceof Node.Recent;
            default -> false;
        };
    }

    /** The same, or a choice between two constants. */
    static boolean comparable(Emitter emitter, Node node) {
        return emitter.folding.resolve(node) instanceof Node.If i && !emitter.folding.isConstant(i)
                ? emitter.folding.isConstant(i.then())
                        && plain(emitter, i.then())
                        && emitter.folding.isConstant(i.otherwise())
                        && plain(emitter, i.otherwise())
                : plain(emitter, node);
    }

    void compare(Operator operator, Node left, Node right) {
        Node conditional = conditional(left) != null ? left : right;
        Node.If branch = conditional(conditional);
        if (branch != null) {
            branches(operator, left, right, branch);
            return;
        }
        load(left);
        load(right);
        Label end = code().newLabel();
        Label absent = code().newLabel();
        guard(end);
        Fraction a = fraction(left, absent);
        Fraction b = fraction(right, absent);
        arithmetic.order(a, b);
        emitter.sign(operator);
        code().goto_(end);
        code().labelBinding(absent).loadConstant(Kernel.NULL);
        code().labelBinding(end);
    }

    /** A choice directly under the comparison. */
    private Node.@Nullable If conditional(Node node) {
        return emitter.folding.resolve(node) instanceof Node.If i && !emitter.folding.isConstant(i) ? i : null;
    }

    /** {@code (if c then x else y) op z} is decided branch by branch; while c is open only two different constants are safe. */
    private void branches(Operator operator, Node left, Node right, Node.If branch) {
        boolean onLeft = conditional(left) != null;
        emitter.truth(branch.condition());
        int condition = emitter.newInt();
        code().istore(condition);
        Label otherwise = code().newLabel();
        Label open = code().newLabel();
        Label end = code().newLabel();
        code().iload(condition).loadConstant(Kernel.OPEN).if_icmpeq(open);
        code().iload(condition).loadConstant(Kernel.HAND_OVER).if_icmpeq(open);
        code().iload(condition).loadConstant(Kernel.TRUE).if_icmpne(otherwise);
        new Fractions(emitter).compare(operator, onLeft ? branch.then() : left, onLeft ? right : branch.then());
        code().goto_(end);
        code().labelBinding(otherwise);
        new Fractions(emitter)
                .compare(operator, onLeft ? branch.otherwise() : left, onLeft ? right : branch.otherwise());
        code().goto_(end);
        code().labelBinding(open);
        code().loadConstant(different(branch) ? Kernel.OPEN : Kernel.HAND_OVER);
        code().labelBinding(end);
    }

    private boolean different(Node.If branch) {
        return !emitter.folding.resolve(branch.condition()).type().equals(Type.NOTHING)
                && emitter.folding.isConstant(branch.then())
                && emitter.folding.isConstant(branch.otherwise())
                && !emitter.folding.constant(branch.then()).equals(emitter.folding.constant(branch.otherwise()))
                && !(emitter.folding.resolve(branch.condition()) instanceof Node.If);
    }

    /** Loads every cell below a node into a local and notes it for the guard. */
    void load(Node written) {
        Node node = emitter.folding.resolve(written);
        if (emitter.folding.isConstant(node) || cells.containsKey(node)) {
            return;
        }
        switch (node) {
            case Node.FactValue f -> cells.put(node, loaded(node));
            case Node.Field f -> cells.put(node, loaded(node));
            case Node.Arithmetic a -> {
                load(a.left());
                load(a.right());
            }
            case Node.Negate n -> load(n.operand());
            case Node.DatePart d
            when d.part().equals("year") -> {
                int slot = emitter.newLong();
                emitter.cell(d.date());
                code().invokestatic(Compiler.kernel(), "year", MethodTypeDesc.of(LONG, LONG))
                        .lstore(slot);
                guarded.add(slot);
                cells.put(node, new Part.Local(slot));
            }
            case Node.Apply a when recent(a) -> recents(a);
            case Node.Apply a
            when a.function() == Node.Function.ABS -> load(a.arguments().getFirst());
            default -> throw new Unsupported(node.getClass().getSimpleName());
        }
    }

    private Part loaded(Node node) {
        int slot = emitter.newLong();
        emitter.cell(node);
        code().lstore(slot);
        guarded.add(slot);
        return new Part.Local(slot);
    }

    private boolean recent(Node.Apply a) {
        return (a.function() == Node.Function.SUM || a.function() == Node.Function.COUNT)
                && emitter.folding.resolve(a.arguments().getFirst()) instanceof Node.Recent;
    }

    private void recents(Node.Apply a) {
        Node.Recent recent = (Node.Recent) emitter.folding.resolve(a.arguments().getFirst());
        int founded = emitter.newLong();
        code().aload(emitter.array(emitter.founding())).iload(7).laload().lstore(founded);
        int first = emitter.baseYear() - recent.years() + 1;
        if (a.function() == Node.Function.COUNT) {
            int slot = emitter.newLong();
            code().lload(founded).loadConstant((long) first).loadConstant(recent.years());
            code().invokestatic(
                            Compiler.kernel(),
                            "recentCount",
                            MethodTypeDesc.of(LONG, LONG, LONG, ConstantDescs.CD_int));
            code().lstore(slot);
            cells.put(a, new Part.Local(slot));
            return;
        }
        Part sum = new Part.Known(0);
        List<Part> values = new ArrayList<>();
        for (int year = first; year <= emitter.baseYear(); year++) {
            int slot = emitter.newLong();
            code().aload(emitter.array(emitter.columns.column(recent.fact(), year)))
                    .iload(7)
                    .laload();
            code().lload(founded).loadConstant(LocalDate.of(year + 1, 1, 1).toEpochDay());
            code().loadConstant(year == emitter.baseYear() ? 1 : 0);
            code().invokestatic(
                            Compiler.kernel(),
                            "recent",
                            MethodTypeDesc.of(LONG, LONG, LONG, LONG, ConstantDescs.CD_boolean));
            code().lstore(slot);
            guarded.add(slot);
            values.add(new Part.Local(slot));
        }
        sums.put(a, values);
        cells.put(a, sum);
    }

    private final Map<Node, List<Part>> sums = new HashMap<>();

    /** Leaves open or null and jumps to {@code end} unless every cell loaded is a value. */
    void guard(Label end) {
        if (guarded.isEmpty()) {
            return;
        }
        Label values = code().newLabel();
        Label slow = code().newLabel();
        for (int slot : guarded) {
            code().lload(slot).loadConstant(Kernel.LIMIT).lcmp().iflt(slow);
        }
        code().goto_(values);
        code().labelBinding(slow);
        emitter.openOrNull(guarded);
        code().goto_(end);
        code().labelBinding(values);
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    List<Integer> guardedCells() {
        return guarded;
    }

    /** The value of a node whose cells are loaded; jumps to {@code absent} on a division by zero. */
    Fraction fraction(Node written, Label absent) {
        Node node = emitter.folding.resolve(written);
        if (emitter.folding.isConstant(node)) {
            if (emitter.folding.constant(node) instanceof Val.Absent) {
                throw new Unsupported("absent constant");
            }
            Rational n = Folding.number(emitter.folding.constant(node));
            return new Fraction(
                    new Part.Known(n.numerator().longValueExact()),
                    new Part.Known(n.denominator().longValueExact()));
        }
        return switch (node) {
            case Node.FactValue f -> new Fraction(cell(node), scale(f.fact()));
            case Node.Field f -> new Fraction(cell(node), fieldScale(f));
            case Node.DatePart d -> new Fraction(cell(node), ONE);
            case Node.Apply a
            when a.function() == Node.Function.ABS -> {
                Fraction f = fraction(a.arguments().getFirst(), absent);
                yield new Fraction(arithmetic.size(f.numerator()), f.denominator());
            }
            case Node.Apply a -> applied(a);
            case Node.Negate n -> {
                Fraction f = fraction(n.operand(), absent);
                yield new Fraction(arithmetic.times(f.numerator(), new Part.Known(-1)), f.denominator());
            }
            case Node.Arithmetic a -> arithmetic(a, absent);
            default -> throw new Unsupported(node.getClass().getSimpleName());
        };
    }

    private Part cell(Node node) {
        Part part = cells.get(node);
        if (part == null) {
            throw new Unsupported("not loaded");
        }
        return part;
    }

    private static Part scale(Fact fact) {
        return new Part.Known(Columns.scale(fact));
    }

    Part fieldScale(Node.Field field) {
        Emitter.EventLoop loop = emitter.eventLoop();
        Fact fact = loop == null ? null : loop.fact().field(field.name());
        return fact == null ? ONE : scale(fact);
    }

    private Fraction applied(Node.Apply a) {
        List<Part> values = sums.get(a);
        if (values == null) {
            return new Fraction(cell(a), ONE);
        }
        Part sum = new Part.Known(0);
        for (Part value : values) {
            sum = arithmetic.plus(sum, value);
        }
        Node.Recent recent = (Node.Recent) emitter.folding.resolve(a.arguments().getFirst());
        return new Fraction(sum, scale(recent.fact()));
    }

    private Fraction arithmetic(Node.Arithmetic node, Label absent) {
        Fraction a = fraction(node.left(), absent);
        Fraction b = fraction(node.right(), absent);
        return operate(node.operator(), a, b, absent);
    }

    /** An operation on two fractions; jumps to {@code absent} on a division by zero. */
    Fraction operate(Operator operator, Fraction a, Fraction b, Label absent) {
        return switch (operator) {
            case ADD, SUBTRACT -> {
                Fraction other = operator == Operator.ADD
                        ? b
                        : new Fraction(arithmetic.times(b.numerator(), new Part.Known(-1)), b.denominator());
                yield a.denominator().equals(other.denominator())
                        ? new Fraction(arithmetic.plus(a.numerator(), other.numerator()), a.denominator())
                        : new Fraction(
                                arithmetic.plus(
                                        arithmetic.times(a.numerator(), other.denominator()),
                                        arithmetic.times(other.numerator(), a.denominator())),
                                arithmetic.times(a.denominator(), other.denominator()));
            }
            case MULTIPLY ->
                new Fraction(
                        arithmetic.times(a.numerator(), b.numerator()),
                        arithmetic.times(a.denominator(), b.denominator()));
            case DIVIDE ->
                arithmetic.positive(
                        arithmetic.times(a.numerator(), b.denominator()),
                        arithmetic.times(a.denominator(), b.numerator()),
                        absent);
            default -> throw new Unsupported("power");
        };
    }
}
