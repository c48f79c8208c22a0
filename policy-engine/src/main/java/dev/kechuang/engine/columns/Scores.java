package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/** Points as two longs, the lowest and the highest still possible, in whole points. */
final class Scores {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc TWO_LONGS =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private final Emitter emitter;

    Scores(Emitter emitter) {
        this.emitter = emitter;
    }

    private record Bounds(int low, int high) {}

    private CodeBuilder code() {
        return emitter.code();
    }

    void compare(int score, Operator operator, long bound) {
        int handedOver = emitter.newInt();
        code().iconst_0().istore(handedOver);
        Bounds bounds = points(score, handedOver);
        Label fine = code().newLabel();
        Label end = code().newLabel();
        code().iload(handedOver).ifeq(fine).loadConstant(Kernel.HAND_OVER).goto_(end);
        code().labelBinding(fine)
                .loadConstant(operator.ordinal())
                .lload(bounds.low())
                .lload(bounds.high());
        emitter.push(bound);
        code().invokestatic(
                        Compiler.kernel(),
                        "compare",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_int,
                                ConstantDescs.CD_int,
                                ConstantDescs.CD_long,
                                ConstantDescs.CD_long,
                                ConstantDescs.CD_long));
        code().labelBinding(end);
    }

    private static long whole(Rational points) {
        if (!points.isWhole() || !points.fitsLong()) {
            throw new Unsupported("fraction of points");
        }
        return points.numerator().longValueExact();
    }

    private Bounds points(int index, int handedOver) {
        Policy.Score score = emitter.policy().scores().get(index);
        Bounds own = new Bounds(emitter.newLong(), emitter.newLong());
        switch (score.kind()) {
            case SUM, BEST -> combined(score, own, handedOver);
            case BANDS, POINTS -> single(index, own, handedOver);
        }
        cap(own.low(), score);
        cap(own.high(), score);
        return own;
    }

    /** A score without parts is a helper, which returns both bounds in one long, or the least long to hand the row over. */
    private void single(int index, Bounds own, int handedOver) {
        Label fine = code().newLabel();
        int packed = emitter.newLong();
        code().aload(0).iload(7);
        emitter.pushValues();
        emitter.helpers().points(code(), index, code -> new Scores(emitter.inside(code, false)).body(index));
        code().lstore(packed);
        code().lload(packed).loadConstant(32).lshr().lstore(own.low());
        code().lload(packed).l2i().i2l().lstore(own.high());
        code().lload(packed).loadConstant(Long.MIN_VALUE).lcmp().ifne(fine);
        code().iconst_1().istore(handedOver);
        code().labelBinding(fine);
    }

    /** Leaves the bounds of a score in one long. */
    void packed(int index, int handedOver) {
        fitsInt(emitter.policy().scores().get(index));
        pack(points(index, handedOver));
    }

    private static void fitsInt(Policy.Score score) {
        if (whole(score.max()) > Integer.MAX_VALUE) {
            throw new Unsupported("more points than an int holds");
        }
    }

    private void pack(Bounds bounds) {
        code().lload(bounds.low()).loadConstant(32).lshl();
        code().lload(bounds.high()).loadConstant(0xFFFF_FFFFL).land().lor();
    }

    private void body(int index) {
        Policy.Score score = emitter.policy().scores().get(index);
        fitsInt(score);
        emitter.makeScratch();
        emitter.hoistScore(index);
        int handedOver = emitter.newInt();
        code().iconst_0().istore(handedOver);
        Bounds own = new Bounds(emitter.newLong(), emitter.newLong());
        if (score.kind() == Policy.Score.Kind.BANDS) {
            bands(score, own, handedOver);
        } else {
            formula(score, own);
        }
        cap(own.low(), score);
        cap(own.high(), score);
        Label fine = code().newLabel();
        code().iload(handedOver).ifeq(fine);
        code().loadConstant(Long.MIN_VALUE).lreturn();
        code().labelBinding(fine);
        pack(own);
        code().lreturn();
    }

    private void cap(int slot, Policy.Score score) {
        code().lload(slot)
                .loadConstant(whole(score.max()))
                .invokestatic(MATH, "min", TWO_LONGS)
                .lstore(slot);
    }

    private void combined(Policy.Score score, Bounds own, int handedOver) {
        code().lconst_0().lstore(own.low()).lconst_0().lstore(own.high());
        for (int part : score.parts()) {
            Bounds bounds = points(part, handedOver);
            combine(score, own.low(), bounds.low());
            combine(score, own.high(), bounds.high());
        }
    }

    private void combine(Policy.Score score, int into, int from) {
        code().lload(into).lload(from);
        if (score.kind() == Policy.Score.Kind.SUM) {
            code().ladd();
        } else {
            code().invokestatic(MATH, "max", TWO_LONGS);
        }
        code().lstore(into);
    }

    /** Points by formula: the value itself, within nothing and the most; while it is open, anything between. */
    private void formula(Policy.Score score, Bounds own) {
        Node value = score.value();
        if (value == null) {
            throw new Unsupported("no value");
        }
        Numbers numbers = new Numbers(emitter);
        Numbers.Value number = numbers.value(value);
        code().lconst_0().lstore(own.low()).lconst_0().lstore(own.high());
        Label known = code().newLabel();
        Label end = code().newLabel();
        if (number.state() >= 0) {
            code().iload(number.state()).iconst_1().if_icmpeq(known);
            code().iload(number.state()).loadConstant(Kernel.OPEN).if_icmpne(end);
            code().loadConstant(whole(score.max())).lstore(own.high()).goto_(end);
        }
        code().labelBinding(known);
        Arithmetic arithmetic = numbers.fractions().arithmetic();
        arithmetic.push(number.fraction().numerator());
        arithmetic.push(number.fraction().denominator());
        arithmetic.points();
        code().dup2().lstore(own.low()).lstore(own.high());
        code().labelBinding(end);
    }

    /** The first band that holds gives the points; while the value is open, all bands are possible. */
    private void bands(Policy.Score score, Bounds own, int handedOver) {
        int given = given(score);
        int seen = emitter.newInt();
        Label done = code().newLabel();
        code().lconst_0()
                .lstore(own.low())
                .lconst_0()
                .lstore(own.high())
                .iconst_0()
                .istore(seen);
        Node value = score.value();
        if (value == null) {
            cases(score, own, seen, given, handedOver, done);
        } else {
            values(score, value, own, seen, given, done);
        }
        code().labelBinding(done);
    }

    /** The local with the experts' points, or −1 when there are none to give. */
    private int given(Policy.Score score) {
        Node given = score.given();
        if (given == null) {
            return -1;
        }
        int slot = emitter.newLong();
        emitter.cell(given);
        code().lstore(slot);
        return slot;
    }

    private void cases(Policy.Score score, Bounds own, int seen, int given, int handedOver, Label done) {
        for (Policy.Band band : score.bands()) {
            int result = emitter.newInt();
            if (band.test() == null) {
                code().iconst_1().istore(result);
            } else {
                emitter.truth(band.test());
                code().istore(result);
            }
            Label next = code().newLabel();
            Label candidate = code().newLabel();
            Label hand = code().newLabel();
            code().iload(result).iconst_1().if_icmpeq(candidate);
            code().iload(result).iconst_2().if_icmpeq(candidate);
            code().iload(result).loadConstant(Kernel.HAND_OVER).if_icmpeq(hand);
            code().goto_(next);
            code().labelBinding(hand).iconst_1().istore(handedOver).goto_(done);
            code().labelBinding(candidate);
            include(own, seen, band, given);
            code().iload(result).iconst_1().if_icmpeq(done);
            code().labelBinding(next);
        }
    }

    /** Widens the bounds by a band, within which given points decide; the first band sets them. */
    private void include(Bounds own, int seen, Policy.Band band, int given) {
        long least = whole(band.low());
        long most = whole(band.high());
        int low = emitter.newLong();
        int high = emitter.newLong();
        code().loadConstant(least).lstore(low).loadConstant(most).lstore(high);
        if (given >= 0 && least != most) {
            Label open = code().newLabel();
            code().lload(given).loadConstant(Kernel.LIMIT).lcmp().iflt(open);
            code().lload(given).loadConstant(least).invokestatic(MATH, "max", TWO_LONGS);
            code().loadConstant(most)
                    .invokestatic(MATH, "min", TWO_LONGS)
                    .dup2()
                    .lstore(low)
                    .lstore(high);
            code().labelBinding(open);
        }
        Label widen = code().newLabel();
        Label end = code().newLabel();
        code().iload(seen).ifne(widen);
        code().lload(low).lstore(own.low()).lload(high).lstore(own.high()).goto_(end);
        code().labelBinding(widen);
        code().lload(own.low()).lload(low).invokestatic(MATH, "min", TWO_LONGS).lstore(own.low());
        code().lload(own.high())
                .lload(high)
                .invokestatic(MATH, "max", TWO_LONGS)
                .lstore(own.high());
        code().labelBinding(end).iconst_1().istore(seen);
    }

    private void values(Policy.Score score, Node value, Bounds own, int seen, int given, Label done) {
        Label known = code().newLabel();
        Label absent = code().newLabel();
        Label state = code().newLabel();
        Fractions fractions;
        Fractions.Fraction fraction;
        if (Fractions.plain(emitter, value)) {
            fractions = new Fractions(emitter);
            fractions.load(value);
            if (fractions.guardedCells().isEmpty()) {
                throw new Unsupported("value of bands");
            }
            fractions.guard(state);
            fraction = fractions.fraction(value, absent);
            code().goto_(known);
        } else {
            Numbers numbers = new Numbers(emitter);
            Numbers.Value number = numbers.value(value);
            fractions = numbers.fractions();
            fraction = number.fraction();
            if (number.state() < 0) {
                throw new Unsupported("value of bands");
            }
            code().iload(number.state()).iconst_1().if_icmpeq(known);
            code().iload(number.state()).goto_(state);
        }
        // open: every band is possible; null: only "otherwise" holds
        code().labelBinding(state).loadConstant(Kernel.OPEN).if_icmpne(absent);
        for (Policy.Band band : score.bands()) {
            include(own, seen, band, given);
        }
        code().goto_(done);
        code().labelBinding(absent);
        for (Policy.Band band : score.bands()) {
            if (band.test() == null) {
                include(own, seen, band, given);
            }
        }
        code().goto_(done);
        code().labelBinding(known);
        for (Policy.Band band : score.bands()) {
            Label next = code().newLabel();
            test(fractions.arithmetic(), fraction, band.test(), next);
            include(own, seen, band, given);
            code().goto_(done);
            code().labelBinding(next);
        }
    }

    /** Jumps to {@code next} when the value is outside the band. */
    private void test(Arithmetic arithmetic, Fractions.Fraction value, @Nullable Node test, Label next) {
        switch (test) {
            case null -> {}
            case Node.Both b -> {
                test(arithmetic, value, b.left(), next);
                test(arithmetic, value, b.right(), next);
            }
            case Node.Compare c
            when c.left() instanceof Node.Variable && emitter.folding.isConstant(c.right()) -> {
                Rational bound = Folding.number(emitter.folding.constant(c.right()));
                Fractions.Part numerator =
                        new Fractions.Part.Known(bound.numerator().longValueExact());
                Fractions.Part denominator =
                        new Fractions.Part.Known(bound.denominator().longValueExact());
                arithmetic.order(value, new Fractions.Fraction(numerator, denominator));
                emitter.sign(c.operator());
                code().ifeq(next);
            }
            default -> throw new Unsupported("band");
        }
    }
}
