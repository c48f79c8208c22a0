package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One compiled score, whatever it is compared with: policies that differ in the points they ask for, and the eased forms
 * of each, share it. Rows that overflow longs are asked again with numbers of 128 bits, as conditions are.
 */
final class Points {
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_boolean,
            LONGS.arrayType(),
            ConstantDescs.CD_int.arrayType(),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            LONGS,
            LONGS);

    private final int number;
    private final Form form;
    private final Supplier<@Nullable Form> making;
    private volatile @Nullable Form wide;
    private volatile boolean made;

    /** A shape and its constants. */
    record Form(Kernel.Points program, long[] constants) {}

    private Points(int number, Form form, Supplier<@Nullable Form> making) {
        this.number = number;
        this.form = form;
        this.making = making;
    }

    /**
     * A score compiled, or null when it can't be.
     *
     * @param number its place among the scores of a survey
     */
    static @Nullable Points of(int number, Policy policy, int score, LocalDate day, Columns columns) {
        Form form = form(policy, score, day, columns, false);
        return form == null ? null : new Points(number, form, () -> form(policy, score, day, columns, true));
    }

    private static @Nullable Form form(Policy policy, int score, LocalDate day, Columns columns, boolean wide) {
        Helpers helpers = new Helpers();
        Constants constants = new Constants();
        Emitter emitter = new Emitter(policy, day, columns, helpers, constants, wide);
        try {
            Kernel.Points program = Shapes.of(Kernel.Points.class, c -> {
                c.withMethodBody("p", RUN, ClassFile.ACC_STATIC, code -> loop(code, emitter, score));
                helpers.write(c);
                c.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(1)
                                .aload(2)
                                .iload(3)
                                .iload(4)
                                .aload(5)
                                .aload(6)
                                .invokestatic(Shapes.SELF, "p", RUN)
                                .ireturn());
            });
            return new Form(program, constants.toArray());
        } catch (Unsupported e) {
            return null;
        }
    }

    /** Parameters: columns 0, rows 1, n 2, from 3, points 4, constants 5; then i 6, row 7, some can't be told 8; free from 10. */
    private static void loop(CodeBuilder code, Emitter emitter, int score) {
        emitter.begin(code, 10, 5);
        emitter.makeScratch();
        emitter.hoistScore(score);
        int handedOver = emitter.newInt();
        Label head = code.newLabel();
        Label end = code.newLabel();
        Label start = code.newLabel();
        Label stop = code.newLabel();
        Label handler = code.newLabel();
        Label untold = code.newLabel();
        Label next = code.newLabel();
        code.iconst_0().istore(6).iconst_0().istore(8);
        code.labelBinding(head).iload(6).iload(2).if_icmpge(end);
        code.aload(1).iload(6).iaload().istore(7);
        code.labelBinding(start).iconst_0().istore(handedOver);
        int packed = emitter.newLong();
        new Scores(emitter).packed(score, handedOver);
        code.lstore(packed).labelBinding(stop).iload(handedOver).ifne(untold);
        code.aload(4).iload(7).iload(3).isub().lload(packed).lastore().goto_(next);
        code.labelBinding(handler).pop();
        code.labelBinding(untold).iconst_1().istore(8);
        code.aload(4).iload(7).iload(3).isub();
        code.loadConstant(Kernel.NO_POINTS).lastore();
        code.exceptionCatch(
                start,
                stop,
                handler,
                ArithmeticException.class.describeConstable().orElseThrow());
        code.labelBinding(next).iinc(6, 1).goto_(head);
        code.labelBinding(end).iload(8).ireturn();
    }

    int number() {
        return number;
    }

    /** Writes the points of {@code rows[0..n)}; those that only the evaluator can tell are {@link Kernel#NO_POINTS}. */
    void find(long[][] columns, int[] rows, int n, int from, long[] points) {
        if (!form.program().run(columns, rows, n, from, points, form.constants())) {
            return;
        }
        int over = 0;
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            if (points[row - from] == Kernel.NO_POINTS) {
                rows[over++] = row;
            }
        }
        Form second = wide();
        if (second != null) {
            boolean unused = second.program().run(columns, rows, over, from, points, second.constants());
        }
    }

    private @Nullable Form wide() {
        if (!made) {
            synchronized (this) {
                if (!made) {
                    wide = making.get();
                    made = true;
                }
            }
        }
        return wide;
    }
}
