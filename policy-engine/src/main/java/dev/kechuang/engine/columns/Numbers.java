package dev.kechuang.engine.columns;

import dev.kechuang.engine.columns.Fractions.Fraction;
import dev.kechuang.engine.columns.Fractions.Part;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers with choices and extremes, as amounts are written: beside the fraction of each part stands its state, a value,
 * open or absent. Slower than {@link Fractions}, which takes what needs no state of its own.
 */
final class Numbers {
    private static final ClassDesc KERNEL = Compiler.kernel();
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final Part ONE = new Part.Known(1);

    private final Emitter emitter;
    private final Fractions fractions;
    private final Arithmetic arithmetic;
    /** What has been computed on every way to here. */
    private final Deque<Map<Node, Value>> known = new ArrayDeque<>();

    Numbers(Emitter emitter) {
        this.emitter = emitter;
        this.fractions = Fractions.overflowing(emitter);
        this.arithmetic = fractions.arithmetic();
        known.push(new HashMap<>());
    }

    /** @param state the local of the state, or −1 for what is always a value; the fraction counts only for a value */
    record Value(int state, Fraction fraction) {}

    private CodeBuilder code() {
        return emitter.code();
    }

    /** Leaves the truth of a comparison. */
    void compare(Operator operator, Node left, Node right) {
        Value a = value(left);
        Value b = value(right);
        int state = joined(List.of(a, b));
        Label end = code().newLabel();
        if (state >= 0) {
            Label values = code().newLabel();
            code().iload(state).iconst_1().if_icmpeq(values);
            code().iload(state).goto_(end);
            code().labelBinding(values);
        }
        arithmetic.order(a.fraction(), b.fraction());
        emitter.sign(operator);
        code().labelBinding(end);
    }

    Fractions fractions() {
        return fractions;
    }

    /** Emits the value of a node, or names where it already is. */
    Value value(Node written) {
        Node node = separate(written) ? written : emitter.folding.resolve(written);
        for (Map<Node, Value> scope : known) {
            Value value = scope.get(node);
            if (value != null) {
                return value;
            }
        }
        Value value = node instanceof Node.Definition d ? defined(d) : emit(node);
        known.element().put(node, value);
        return value;
    }

    /** Whether a definition is worth a method of its own: one that chooses, below which most code stands. */
    private boolean separate(Node node) {
        return node instanceof Node.Definition d
                && !emitter.folding.isConstant(d)
                && !Fractions.plain(emitter, d)
                && d.type() instanceof Type.Number;
    }

    private Value defined(Node.Definition definition) {
        Node meaning = emitter.policy().definitions().get(definition.index()).expr();
        Place place = place();
        code().aload(0).iload(7).aload(emitter.scratch());
        emitter.pushValues();
        emitter.helpers().number(code(), definition.index(), emitter.wide(), code -> {
            Emitter inside = emitter.inside(code, true);
            inside.hoist(meaning);
            new Numbers(inside).body(meaning);
        });
        code().istore(place.state());
        code().aload(emitter.scratch()).iconst_0();
        arithmetic.loadElement();
        arithmetic.store(place.numerator());
        code().aload(emitter.scratch()).iconst_1();
        arithmetic.loadElement();
        arithmetic.store(place.denominator());
        return value(place);
    }

    private void body(Node meaning) {
        Value value = value(meaning);
        code().aload(emitter.scratch()).iconst_0();
        arithmetic.push(value.fraction().numerator());
        arithmetic.storeElement();
        code().aload(emitter.scratch()).iconst_1();
        arithmetic.push(value.fraction().denominator());
        arithmetic.storeElement();
        if (value.state() >= 0) {
            code().iload(value.state()).ireturn();
        } else {
            code().iconst_1().ireturn();
        }
    }

    private Value emit(Node node) {
        if (emitter.folding.isConstant(node)) {
            return constant(emitter.folding.constant(node));
        }
        if (!(node.type() instanceof Type.Number)) {
            throw new Unsupported("not a number");
        }
        return switch (node) {
            case Node.FactValue f -> cell(node, new Part.Known(Columns.scale(f.fact())));
            case Node.Field f -> cell(node, fractions.fieldScale(f));
            case Node.DatePart d when d.part().equals("year") -> year(d);
            case Node.Negate n -> {
                Value value = value(n.operand());
                yield guarded(List.of(value), absent -> {
                    Fraction f = value.fraction();
                    return new Fraction(arithmetic.times(f.numerator(), new Part.Known(-1)), f.denominator());
                });
            }
            case Node.Arithmetic a -> arithmetic(a);
            case Node.If i -> choice(i);
            case Node.Apply a -> apply(a);
            default -> throw new Unsupported(node.getClass().getSimpleName());
        };
    }

    private Value constant(Val value) {
        if (value instanceof Val.Absent) {
            int state = emitter.newInt();
            code().loadConstant(Kernel.NULL).istore(state);
            return new Value(state, new Fraction(new Part.Known(0), ONE));
        }
        Rational n = Folding.number(value);
        return new Value(
                -1,
                new Fraction(
                        new Part.Known(n.numerator().longValueExact()),
                        new Part.Known(n.denominator().longValueExact())));
    }

    private Value cell(Node node, Part scale) {
        int slot = emitter.newLong();
        emitter.cell(node);
        code().lstore(slot);
        return loaded(slot, scale);
    }

    private Value loaded(int slot, Part scale) {
        int state = emitter.newInt();
        code().lload(slot)
                .invokestatic(KERNEL, "state", MethodTypeDesc.of(INT, LONG))
                .istore(state);
        return new Value(state, new Fraction(new Part.Local(slot), scale));
    }

    private Value year(Node.DatePart d) {
        int slot = emitter.newLong();
        emitter.cell(d.date());
        code().invokestatic(KERNEL, "year", MethodTypeDesc.of(LONG, LONG)).lstore(slot);
        return loaded(slot, ONE);
    }

    private interface Computation {
        /** The fraction, when all parts are values; jumps to {@code absent} when it does not exist. */
        Fraction of(Label absent);
    }

    /** The local with the joint state of some values, or −1 when all are always values. */
    private int joined(List<Value> values) {
        int state = -1;
        for (Value value : values) {
            if (value.state() >= 0 && state < 0) {
                state = emitter.newInt();
                code().iload(value.state()).istore(state);
            } else if (value.state() >= 0) {
                code().iload(state)
                        .iload(value.state())
                        .invokestatic(KERNEL, "join", MethodTypeDesc.of(INT, INT, INT))
                        .istore(state);
            }
        }
        return state;
    }

    /** Computes where all parts are values; otherwise the result is open or absent as they are. */
    private Value guarded(List<Value> parts, Computation computation) {
        int joined = joined(parts);
        int state = emitter.newInt();
        int numerator = arithmetic.slot();
        int denominator = arithmetic.slot();
        Label absent = code().newLabel();
        Label end = code().newLabel();
        if (joined >= 0) {
            code().iload(joined).istore(state);
        } else {
            code().iconst_1().istore(state);
        }
        arithmetic.start(numerator, 0);
        arithmetic.start(denominator, 1);
        if (joined >= 0) {
            code().iload(joined).iconst_1().if_icmpne(end);
        }
        Fraction result = computation.of(absent);
        arithmetic.push(result.numerator());
        arithmetic.store(numerator);
        boolean fixed = result.denominator() instanceof Part.Known;
        if (!fixed) {
            arithmetic.push(result.denominator());
            arithmetic.store(denominator);
        }
        code().goto_(end);
        code().labelBinding(absent).loadConstant(Kernel.NULL).istore(state);
        code().labelBinding(end);
        return new Value(
                state,
                new Fraction(arithmetic.part(numerator), fixed ? result.denominator() : arithmetic.part(denominator)));
    }

    private Value arithmetic(Node.Arithmetic node) {
        if (node.operator() == Operator.POWER) {
            throw new Unsupported("power");
        }
        Value a = value(node.left());
        Value b = value(node.right());
        return guarded(List.of(a, b), absent -> fractions.operate(node.operator(), a.fraction(), b.fraction(), absent));
    }

    /** Both ways are taken while the condition is open: two equal values do not need it. */
    private Value choice(Node.If node) {
        Place then = place();
        Place otherwise = place();
        Place result = place();
        int condition = emitter.newInt();
        emitter.truth(node.condition());
        code().invokestatic(KERNEL, "decided", MethodTypeDesc.of(INT, INT)).istore(condition);
        Label second = code().newLabel();
        Label select = code().newLabel();
        Label other = code().newLabel();
        Label open = code().newLabel();
        Label end = code().newLabel();
        code().iload(condition).ifeq(second);
        branch(node.then(), then);
        code().labelBinding(second);
        code().iload(condition).iconst_1().if_icmpeq(select);
        branch(node.otherwise(), otherwise);
        code().labelBinding(select);
        code().iload(condition).ifeq(other);
        code().iload(condition).loadConstant(Kernel.OPEN).if_icmpeq(open);
        copy(then, result);
        code().goto_(end);
        code().labelBinding(other);
        copy(otherwise, result);
        code().goto_(end);
        code().labelBinding(open);
        copy(then, result);
        push(then);
        push(otherwise);
        arithmetic.same();
        code().istore(result.state()).labelBinding(end);
        return value(result);
    }

    /** Where a value is put that comes by several ways; absent until it is. */
    private record Place(int state, int numerator, int denominator) {}

    private Value value(Place place) {
        return new Value(
                place.state(), new Fraction(arithmetic.part(place.numerator()), arithmetic.part(place.denominator())));
    }

    private void push(Place place) {
        code().iload(place.state());
        arithmetic.load(place.numerator());
        arithmetic.load(place.denominator());
    }

    private Place place() {
        Place place = new Place(emitter.newInt(), arithmetic.slot(), arithmetic.slot());
        code().loadConstant(Kernel.NULL).istore(place.state());
        arithmetic.start(place.numerator(), 0);
        arithmetic.start(place.denominator(), 1);
        return place;
    }

    private void branch(Node node, Place into) {
        known.push(new HashMap<>());
        Value value = value(node);
        known.pop();
        if (value.state() >= 0) {
            code().iload(value.state()).istore(into.state());
        } else {
            code().iconst_1().istore(into.state());
        }
        put(value.fraction(), into);
    }

    private void put(Fraction fraction, Place into) {
        arithmetic.push(fraction.numerator());
        arithmetic.store(into.numerator());
        arithmetic.push(fraction.denominator());
        arithmetic.store(into.denominator());
    }

    private void copy(Place from, Place into) {
        code().iload(from.state()).istore(into.state());
        put(value(from).fraction(), into);
    }

    private Value apply(Node.Apply node) {
        Node argument = emitter.folding.resolve(node.arguments().getFirst());
        return switch (node.function()) {
            case ABS -> {
                Value value = value(argument);
                yield guarded(
                        List.of(value),
                        absent -> new Fraction(
                                arithmetic.size(value.fraction().numerator()),
                                value.fraction().denominator()));
            }
            case COUNT -> argument instanceof Node.Recent r ? years(r) : events(argument);
            case SUM, MIN, MAX, MEAN -> {
                if (argument instanceof Node.Recent r) {
                    yield recent(node.function(), r);
                }
                if (argument instanceof Node.ListOf l && !l.items().isEmpty()) {
                    yield aggregate(
                            node.function(), l.items().stream().map(this::value).toList());
                }
                throw new Unsupported("aggregate");
            }
            default -> throw new Unsupported(node.function().name());
        };
    }

    private Value events(Node list) {
        Events.Tally tally = new Events(emitter).tally(list);
        int state = emitter.newInt();
        int count = emitter.newLong();
        code().iload(tally.state())
                .invokestatic(KERNEL, "sure", MethodTypeDesc.of(INT, INT))
                .istore(state);
        code().iload(tally.count()).i2l().lstore(count);
        return new Value(state, new Fraction(new Part.Local(count), ONE));
    }

    private int founded() {
        int founded = emitter.newLong();
        code().aload(emitter.array(emitter.founding())).iload(7).laload().lstore(founded);
        return founded;
    }

    private Value years(Node.Recent recent) {
        int count = emitter.newLong();
        code().lload(founded())
                .loadConstant((long) emitter.baseYear() - recent.years() + 1)
                .loadConstant(recent.years())
                .invokestatic(KERNEL, "recentCount", MethodTypeDesc.of(LONG, LONG, LONG, INT))
                .lstore(count);
        return new Value(-1, new Fraction(new Part.Local(count), ONE));
    }

    /** A sum or mean of a series; the years before the founding count nothing. */
    private Value recent(Node.Function function, Node.Recent recent) {
        if (function == Node.Function.MIN || function == Node.Function.MAX) {
            throw new Unsupported("extreme of a series");
        }
        int founded = founded();
        Part scale = new Part.Known(Columns.scale(recent.fact()));
        List<Value> values = new ArrayList<>();
        for (int year = emitter.baseYear() - recent.years() + 1; year <= emitter.baseYear(); year++) {
            int slot = emitter.newLong();
            code().aload(emitter.array(emitter.columns.column(recent.fact(), year)))
                    .iload(7)
                    .laload();
            code().lload(founded).loadConstant(LocalDate.of(year + 1, 1, 1).toEpochDay());
            code().loadConstant(year == emitter.baseYear() ? 1 : 0);
            code().invokestatic(KERNEL, "recent", MethodTypeDesc.of(LONG, LONG, LONG, LONG, ConstantDescs.CD_boolean));
            code().lstore(slot);
            values.add(loaded(slot, scale));
        }
        if (values.isEmpty()) {
            throw new Unsupported("empty series");
        }
        Value sum = aggregate(Node.Function.SUM, values);
        if (function == Node.Function.SUM) {
            return sum;
        }
        Value years = years(recent);
        return guarded(
                List.of(sum, years),
                absent -> fractions.operate(Operator.DIVIDE, sum.fraction(), years.fraction(), absent));
    }

    private Value aggregate(Node.Function function, List<Value> values) {
        return guarded(values, absent -> {
            Fraction result = values.getFirst().fraction();
            for (Value next : values.subList(1, values.size())) {
                result = function == Node.Function.MIN || function == Node.Function.MAX
                        ? extreme(function, result, next.fraction())
                        : fractions.operate(Operator.ADD, result, next.fraction(), absent);
            }
            return function == Node.Function.MEAN
                    ? new Fraction(
                            result.numerator(), arithmetic.times(result.denominator(), new Part.Known(values.size())))
                    : result;
        });
    }

    private Fraction extreme(Node.Function function, Fraction a, Fraction b) {
        int numerator = arithmetic.slot();
        int denominator = arithmetic.slot();
        Place result = new Place(-1, numerator, denominator);
        Label second = code().newLabel();
        Label end = code().newLabel();
        arithmetic.order(a, b);
        if (function == Node.Function.MIN) {
            code().ifgt(second);
        } else {
            code().iflt(second);
        }
        put(a, result);
        code().goto_(end);
        code().labelBinding(second);
        put(b, result);
        code().labelBinding(end);
        return a.denominator().equals(b.denominator())
                ? new Fraction(arithmetic.part(numerator), a.denominator())
                : value(result).fraction();
    }
}
