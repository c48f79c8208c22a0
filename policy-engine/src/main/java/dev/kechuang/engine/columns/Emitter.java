package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the code of one condition. Truth is an int of {@link Kernel}; numbers are fractions of longs, or of wider ones. */
final class Emitter {
    private static final ClassDesc KERNEL = Compiler.kernel();
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final MethodTypeDesc TWO_INTS = MethodTypeDesc.of(INT, INT, INT);
    private static final int ROW = 7;

    private final Policy policy;
    private final LocalDate day;
    final Columns columns;
    final Folding folding;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Helpers helpers;
    private final Constants values;
    private final boolean wide;
    private int valuesLocal = -1;
    private @Nullable CodeBuilder builder;
    private int free;
    private int scratch = -1;
    private @Nullable EventLoop loop;

    /** The list being run over: the fact and the local that holds the index of the present event. */
    record EventLoop(Fact fact, int index) {}

    Emitter(Policy policy, LocalDate day, Columns columns, Helpers helpers, Constants values) {
        this(policy, day, columns, helpers, values, false);
    }

    /** @param wide whether numbers are {@link Wide} */
    Emitter(Policy policy, LocalDate day, Columns columns, Helpers helpers, Constants values, boolean wide) {
        this.wide = wide;
        this.values = values;
        this.policy = policy;
        this.helpers = helpers;
        this.day = day;
        this.columns = columns;
        this.folding = new Folding(policy, day);
    }

    /** @param values the local with the array of constants */
    void begin(CodeBuilder code, int firstFree, int values) {
        // A method that turns out to need wide jumps is written a second time.
        arrays.clear();
        builder = code;
        free = firstFree;
        valuesLocal = values;
    }

    CodeBuilder code() {
        if (builder == null) {
            throw new IllegalStateException("not begun");
        }
        return builder;
    }

    /** Pushes a constant of the policy, which is handed to the code and not part of it. */
    void push(long value) {
        code().aload(valuesLocal).loadConstant(values.add(value)).laload();
    }

    void pushValues() {
        code().aload(valuesLocal);
    }

    /** An emitter for the body of a helper: columns 0, row 1, scratch 2 where it returns more than one long, constants. */
    Emitter inside(CodeBuilder code, boolean returnsMore) {
        Emitter inside = new Emitter(policy, day, columns, helpers, values, wide);
        inside.begin(code, 10, returnsMore ? 3 : 2);
        code.iload(1).istore(ROW);
        if (returnsMore) {
            inside.scratch = 2;
        }
        return inside;
    }

    boolean wide() {
        return wide;
    }

    Helpers helpers() {
        return helpers;
    }

    /** The local of the array in which helpers return what is more than one long, made before the loop. */
    int scratch() {
        if (scratch < 0) {
            throw new IllegalStateException("no scratch");
        }
        return scratch;
    }

    void makeScratch() {
        scratch = newInt();
        code().iconst_2();
        if (wide) {
            code().anewarray(Arithmetic.WIDES.componentType());
        } else {
            code().newarray(TypeKind.LONG);
        }
        code().astore(scratch);
    }

    int newLong() {
        free += 2;
        return free - 2;
    }

    int newInt() {
        return free++;
    }

    int baseYear() {
        return policy.baseYear(day);
    }

    Policy policy() {
        return policy;
    }

    @Nullable EventLoop eventLoop() {
        return loop;
    }

    /** Puts every column a condition reads into a local before the loop. */
    void hoist(Node node) {
        Node resolved = folding.resolve(node);
        if (folding.isConstant(resolved)) {
            return;
        }
        switch (resolved) {
            case Node.FactValue f -> {
                array(columns.column(f.fact(), baseYear() - f.yearsBack()));
                if (f.fact().kind() == Fact.Kind.EVENTS) {
                    hoistEvents(f.fact());
                }
            }
            case Node.Recent r -> {
                for (int back = 0; back < r.years(); back++) {
                    array(columns.column(r.fact(), baseYear() - back));
                }
                array(founding());
            }
            case Node.Score s -> hoistScore(s.index());
            default -> resolved.children().forEach(this::hoist);
        }
    }

    private void hoistEvents(Fact fact) {
        if (columns.starts(fact) < 0) {
            columns.cells(columns.column(fact, 0));
            return;
        }
        array(columns.starts(fact));
        fact.fields().forEach(field -> array(columns.field(fact, field.name())));
    }

    void hoistScore(int index) {
        Policy.Score score = policy.scores().get(index);
        if (score.value() != null) {
            hoist(score.value());
        }
        if (score.given() != null) {
            hoist(score.given());
        }
        score.bands().forEach(b -> {
            if (b.test() != null) {
                hoist(b.test());
            }
        });
        score.parts().forEach(this::hoistScore);
    }

    int founding() {
        Fact fact = policy.dictionary().find("注册成立日期");
        if (fact == null) {
            throw new Unsupported("no founding date");
        }
        return columns.column(fact, 0);
    }

    /** The local that holds a column. */
    int array(int column) {
        Integer local = arrays.get(column);
        if (local == null) {
            local = newInt();
            arrays.put(column, local);
            code().aload(0).loadConstant(column).aaload().astore(local);
        }
        return local;
    }

    /** The code of a truth value; leaves an int of {@link Kernel}. */
    void truth(Node written) {
        Node node = folding.resolve(written);
        if (folding.isConstant(node)) {
            Val value = folding.constant(node);
            code().loadConstant(value.isTrue() ? Kernel.TRUE : value.isFalse() ? Kernel.FALSE : Kernel.NULL);
            return;
        }
        switch (node) {
            case Node.Both b -> pair(b.left(), b.right(), "and");
            case Node.Either e -> pair(e.left(), e.right(), "or");
            case Node.Not n -> {
                truth(n.operand());
                code().invokestatic(KERNEL, "not", MethodTypeDesc.of(INT, INT));
            }
            case Node.FactValue f -> {
                cell(f);
                code().invokestatic(KERNEL, "truth", MethodTypeDesc.of(INT, LONG));
            }
            case Node.Field f -> {
                cell(f);
                code().invokestatic(KERNEL, "truth", MethodTypeDesc.of(INT, LONG));
            }
            case Node.IsAbsent a -> {
                cell(a.operand());
                code().invokestatic(KERNEL, "absent", MethodTypeDesc.of(INT, LONG));
            }
            case Node.Compare c -> compare(c);
            case Node.Quantified q -> new Events(this).quantified(q);
            default -> throw new Unsupported(node.getClass().getSimpleName());
        }
    }

    private void pair(Node left, Node right, String operation) {
        truth(left);
        truth(right);
        code().invokestatic(KERNEL, operation, TWO_INTS);
    }

    /** One cell as a long: of a fact in the row, or of a field of the present event. */
    void cell(Node written) {
        switch (folding.resolve(written)) {
            case Node.FactValue f
            when f.fact().kind() != Fact.Kind.EVENTS ->
                code().aload(array(columns.column(f.fact(), baseYear() - f.yearsBack())))
                        .iload(ROW)
                        .laload();
            case Node.Field(Type t, Node.Variable(Type v, int depth), String name)
            when loop != null && depth == 0 -> {
                int column = columns.field(loop.fact(), name);
                if (column < 0) {
                    throw new Unsupported("no events");
                }
                code().aload(array(column)).iload(loop.index()).laload();
            }
            default -> throw new Unsupported("not a cell");
        }
    }

    void within(EventLoop events, Runnable body) {
        EventLoop outer = loop;
        if (outer != null) {
            throw new Unsupported("nested lists");
        }
        loop = events;
        body.run();
        loop = null;
    }

    private void compare(Node.Compare c) {
        Node left = folding.resolve(c.left());
        Node right = folding.resolve(c.right());
        if (folding.isConstant(left)) {
            compare(new Node.Compare(c.type(), c.operator().mirrored(), right, left));
            return;
        }
        if (left instanceof Node.Score s && folding.isConstant(right)) {
            new Scores(this).compare(s.index(), c.operator(), Folding.whole(c.operator(), folding.constant(right)));
            return;
        }
        if (left instanceof Node.Apply a && a.function() == Node.Function.COUNT && folding.isConstant(right)) {
            Node list = folding.resolve(a.arguments().getFirst());
            if (!(list instanceof Node.Recent)) {
                new Events(this).count(list, c.operator(), Folding.whole(c.operator(), folding.constant(right)));
                return;
            }
        }
        switch (left.type()) {
            case Type.Number n -> {
                if (Fractions.comparable(this, left) && Fractions.comparable(this, right)) {
                    new Fractions(this).compare(c.operator(), left, right);
                } else {
                    new Numbers(this).compare(c.operator(), left, right);
                }
            }
            case Type.Day d -> days(c.operator(), left, right);
            case Type.Text t -> cells(c.operator(), left, right);
            case Type.Truth t -> cells(c.operator(), left, right);
            default -> throw new Unsupported("compare");
        }
    }

    /** A comparison of two cells, or of one with a constant, by their codes. */
    private void cells(Operator operator, Node left, Node right) {
        int a = newLong();
        cell(left);
        code().lstore(a);
        int b = newLong();
        if (folding.isConstant(right)) {
            push(code(folding.constant(right)));
            code().lstore(b);
        } else {
            cell(right);
            code().lstore(b);
        }
        guarded(a, b, () -> {
            code().lload(a).lload(b).lcmp();
            sign(operator);
        });
    }

    private long code(Val value) {
        return switch (value) {
            case Val.Text(String s) -> columns.code(s);
            case Val.Truth(boolean b) -> b ? 1 : 0;
            case Val.Day(LocalDate d) -> d.toEpochDay();
            default -> throw new Unsupported("constant");
        };
    }

    /** {@code cell + duration <= constant day} becomes a comparison of the cell with the last day that passes. */
    private void days(Operator operator, Node left, Node right) {
        if (left instanceof Node.Arithmetic a
                && folding.isConstant(a.right())
                && folding.isConstant(right)
                && folding.constant(right) instanceof Val.Day(LocalDate bound)
                && (operator == Operator.LESS_EQUAL || operator == Operator.GREATER)) {
            long last = Shift.lastDay(
                    a.operator(), folding.constant(a.right()), a.right().type(), bound);
            int cell = newLong();
            cell(a.left());
            code().lstore(cell);
            guarded(cell, cell, () -> {
                code().lload(cell);
                push(last);
                code().lcmp();
                sign(operator);
            });
            return;
        }
        cells(operator, left, right);
    }

    /** Runs {@code body} when both longs are values; otherwise leaves open or null. */
    void guarded(int a, int b, Runnable body) {
        Label values = code().newLabel();
        Label slow = code().newLabel();
        Label end = code().newLabel();
        code().lload(a).loadConstant(Kernel.LIMIT).lcmp().iflt(slow);
        if (a != b) {
            code().lload(b).loadConstant(Kernel.LIMIT).lcmp().iflt(slow);
        }
        code().goto_(values);
        code().labelBinding(slow);
        openOrNull(List.of(a, b));
        code().goto_(end);
        code().labelBinding(values);
        body.run();
        code().labelBinding(end);
    }

    /** Open when any of the cells is unknown, else null. */
    void openOrNull(List<Integer> cells) {
        Label open = code().newLabel();
        Label done = code().newLabel();
        for (int cell : cells) {
            code().lload(cell).loadConstant(Kernel.UNKNOWN).lcmp().ifeq(open);
        }
        code().loadConstant(Kernel.NULL).goto_(done);
        code().labelBinding(open).loadConstant(Kernel.OPEN);
        code().labelBinding(done);
    }

    /** Turns the result of a three-way comparison into truth. */
    void sign(Operator operator) {
        Label yes = code().newLabel();
        Label end = code().newLabel();
        switch (operator) {
            case EQUAL -> code().ifeq(yes);
            case NOT_EQUAL -> code().ifne(yes);
            case LESS -> code().iflt(yes);
            case LESS_EQUAL -> code().ifle(yes);
            case GREATER -> code().ifgt(yes);
            default -> code().ifge(yes);
        }
        code().iconst_0().goto_(end);
        code().labelBinding(yes).iconst_1();
        code().labelBinding(end);
    }
}
