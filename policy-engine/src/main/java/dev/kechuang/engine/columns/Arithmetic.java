package dev.kechuang.engine.columns;

import dev.kechuang.engine.columns.Fractions.Fraction;
import dev.kechuang.engine.columns.Fractions.Part;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The code of single operations on whole numbers: on longs, or in the second form of a condition on {@link Wide} ones. */
final class Arithmetic {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc WIDE = Wide.class.describeConstable().orElseThrow();
    static final ClassDesc WIDES = WIDE.arrayType();
    private static final Part ZERO = new Part.Known(0);
    private static final Part ONE = new Part.Known(1);

    private final Emitter emitter;
    private final boolean wide;
    private final ClassDesc number;
    private final ClassDesc exact;

    /** @param exact whose operations on longs end a row that overflows */
    Arithmetic(Emitter emitter, ClassDesc exact) {
        this.emitter = emitter;
        this.wide = emitter.wide();
        this.number = wide ? WIDE : LONG;
        this.exact = wide ? WIDE : exact;
    }

    private CodeBuilder code() {
        return emitter.code();
    }

    /** A local for a number, and what stands in it. */
    int slot() {
        return wide ? emitter.newInt() : emitter.newLong();
    }

    Part part(int slot) {
        return wide ? new Part.Large(slot) : new Part.Local(slot);
    }

    void push(Part part) {
        switch (part) {
            case Part.Large(int slot) -> code().aload(slot);
            case Part.Local(int slot) -> {
                code().lload(slot);
                widen();
            }
            case Part.Known(long value) -> {
                emitter.push(value);
                widen();
            }
        }
    }

    private void widen() {
        if (wide) {
            code().invokestatic(WIDE, "of", MethodTypeDesc.of(WIDE, LONG));
        }
    }

    void store(int slot) {
        if (wide) {
            code().astore(slot);
        } else {
            code().lstore(slot);
        }
    }

    void load(int slot) {
        push(part(slot));
    }

    /** Sets a local to a number that belongs to the code and not to the policy. */
    void start(int slot, long value) {
        code().loadConstant(value);
        widen();
        store(slot);
    }

    /** Between an array and an index pushed before, and the stack. */
    void loadElement() {
        if (wide) {
            code().aaload();
        } else {
            code().laload();
        }
    }

    void storeElement() {
        if (wide) {
            code().aastore();
        } else {
            code().lastore();
        }
    }

    Part times(Part a, Part b) {
        if (a instanceof Part.Known(long x) && b instanceof Part.Known(long y)) {
            try {
                return new Part.Known(Math.multiplyExact(x, y));
            } catch (ArithmeticException overflow) {
                throw new Unsupported("constant overflow");
            }
        }
        if (a.equals(ONE)) {
            return b;
        }
        return b.equals(ONE) ? a : operate("multiplyExact", a, b);
    }

    Part plus(Part a, Part b) {
        if (a.equals(ZERO)) {
            return b;
        }
        return b.equals(ZERO) ? a : operate("addExact", a, b);
    }

    private Part operate(String name, Part a, Part b) {
        push(a);
        push(b);
        int slot = slot();
        code().invokestatic(exact, name, MethodTypeDesc.of(number, number, number));
        store(slot);
        return part(slot);
    }

    Part size(Part part) {
        push(part);
        int slot = slot();
        code().invokestatic(exact, "absExact", MethodTypeDesc.of(number, number));
        store(slot);
        return part(slot);
    }

    void negate(int slot) {
        load(slot);
        code().invokestatic(exact, "negateExact", MethodTypeDesc.of(number, number));
        store(slot);
    }

    /** Leaves an int as great or small beside zero as the number in a local. */
    void sign(int slot) {
        load(slot);
        if (wide) {
            code().invokestatic(WIDE, "sign", MethodTypeDesc.of(INT, WIDE));
        } else {
            code().lconst_0().lcmp();
        }
    }

    /** Leaves the three-way comparison of two fractions. */
    void order(Fraction a, Fraction b) {
        push(times(a.numerator(), b.denominator()));
        push(times(b.numerator(), a.denominator()));
        if (wide) {
            code().invokestatic(WIDE, "compare", MethodTypeDesc.of(INT, WIDE, WIDE));
        } else {
            code().lcmp();
        }
    }

    /** Calls a method of {@link Kernel} that {@link Wide} has too, with numbers for its longs. */
    void points() {
        code().invokestatic(wide ? WIDE : Compiler.kernel(), "points", MethodTypeDesc.of(LONG, number, number));
    }

    void same() {
        code().invokestatic(
                        wide ? WIDE : Compiler.kernel(),
                        "same",
                        MethodTypeDesc.of(INT, INT, number, number, INT, number, number));
    }

    /** Moves the sign into the numerator; a zero denominator is absent. */
    Fraction positive(Part numerator, Part denominator, Label absent) {
        if (denominator instanceof Part.Known(long d)) {
            if (d == 0) {
                throw new Unsupported("division by zero");
            }
            return d > 0
                    ? new Fraction(numerator, denominator)
                    : new Fraction(times(numerator, new Part.Known(-1)), new Part.Known(Math.negateExact(d)));
        }
        int n = slot();
        int d = slot();
        push(numerator);
        store(n);
        push(denominator);
        store(d);
        Label fine = code().newLabel();
        sign(d);
        code().ifeq(absent);
        sign(d);
        code().ifgt(fine);
        negate(n);
        negate(d);
        code().labelBinding(fine);
        return new Fraction(part(n), part(d));
    }
}
