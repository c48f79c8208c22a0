package dev.kechuang.engine.columns;

import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Survey;
import dev.kechuang.engine.types.Node;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The first benefit of a policy, compiled; by the evaluator where it can't be, or where a row does not fit. */
final class Amounts {
    private static final ClassDesc KERNEL = Compiler.kernel();
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            LONG.arrayType().arrayType(),
            ConstantDescs.CD_int.arrayType(),
            ConstantDescs.CD_int,
            LONG.arrayType(),
            LONG.arrayType());

    private final Policy policy;
    private final LocalDate day;
    private final boolean none;
    private final Kernel.@Nullable Amount program;
    private final long[] values;

    Amounts(Policy policy, LocalDate day, Columns columns) {
        this.policy = policy;
        this.day = day;
        Node amount = policy.benefits().isEmpty()
                ? null
                : policy.benefits().getFirst().amount();
        this.none = amount == null;
        Constants constants = new Constants();
        this.program = amount == null ? null : compile(policy, amount, day, columns, constants);
        this.values = constants.toArray();
    }

    /** Whether every row is left to the evaluator. */
    boolean evaluated() {
        return !none && program == null;
    }

    /** Writes the amount of each row in fen, {@link Survey#NO_AMOUNT} where there is none or it is not known. */
    void run(Columns columns, long[][] cells, int[] rows, int n, long[] amounts) {
        if (program != null) {
            program.run(cells, rows, n, amounts, values);
        }
        for (int i = 0; i < n; i++) {
            if (none) {
                amounts[i] = Survey.NO_AMOUNT;
            } else if (program == null || amounts[i] == Kernel.UNKNOWN || columns.handedOver(rows[i])) {
                amounts[i] = Engine.firstAmount(policy, columns.facts(rows[i]), day);
            }
        }
    }

    private static Kernel.@Nullable Amount compile(
            Policy policy, Node amount, LocalDate day, Columns columns, Constants constants) {
        Helpers helpers = new Helpers();
        Emitter emitter = new Emitter(policy, day, columns, helpers, constants);
        try {
            return Shapes.of(Kernel.Amount.class, c -> {
                c.withMethodBody("a", RUN, ClassFile.ACC_STATIC, code -> loop(code, policy, amount, emitter));
                helpers.write(c);
                c.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(1)
                                .aload(2)
                                .iload(3)
                                .aload(4)
                                .aload(5)
                                .invokestatic(Shapes.SELF, "a", RUN)
                                .return_());
            });
        } catch (Unsupported e) {
            return null;
        }
    }

    /** Parameters: columns 0, rows 1, n 2, amounts 3, constants 4; then i 5, row 7; free from 10. */
    private static void loop(CodeBuilder code, Policy policy, Node amount, Emitter emitter) {
        Policy.Benefit benefit = policy.benefits().getFirst();
        emitter.begin(code, 10, 4);
        emitter.makeScratch();
        emitter.hoist(amount);
        benefit.caps().forEach(cap -> emitter.hoist(cap.amount()));
        Label head = code.newLabel();
        Label end = code.newLabel();
        Label start = code.newLabel();
        Label stop = code.newLabel();
        Label handler = code.newLabel();
        Label next = code.newLabel();
        code.iconst_0().istore(5);
        code.labelBinding(head).iload(5).iload(2).if_icmpge(end);
        code.aload(1).iload(5).iaload().istore(7);
        code.labelBinding(start);
        int fen = emitter.newLong();
        amount(emitter, benefit, amount, fen);
        code.aload(3).iload(5).lload(fen).lastore();
        code.labelBinding(stop).goto_(next);
        code.labelBinding(handler).pop();
        code.aload(3).iload(5).loadConstant(Kernel.UNKNOWN).lastore();
        code.exceptionCatch(
                start,
                stop,
                handler,
                ArithmeticException.class.describeConstable().orElseThrow());
        code.labelBinding(next).iinc(5, 1).goto_(head);
        code.labelBinding(end).return_();
    }

    /** Whole fen rounded down, never negative, at most the caps; a cap that is not known leaves the amount unknown. */
    private static void amount(Emitter emitter, Policy.Benefit benefit, Node amount, int fen) {
        CodeBuilder code = emitter.code();
        Label done = code.newLabel();
        Numbers numbers = new Numbers(emitter);
        code.loadConstant(Survey.NO_AMOUNT).lstore(fen);
        Numbers.Value value = numbers.value(amount);
        if (value.state() >= 0) {
            code.iload(value.state()).iconst_1().if_icmpne(done);
        }
        int least = emitter.newLong();
        whole(emitter, numbers, value);
        code.lstore(least);
        for (Policy.Cap cap : benefit.caps()) {
            Numbers.Value limit = numbers.value(cap.amount());
            Label over = code.newLabel();
            if (limit.state() >= 0) {
                code.iload(limit.state()).loadConstant(Kernel.OPEN).if_icmpeq(done);
                code.iload(limit.state()).iconst_1().if_icmpne(over);
            }
            whole(emitter, numbers, limit);
            code.lload(least).invokestatic(ClassDesc.of("java.lang.Math"), "min", MethodTypeDesc.of(LONG, LONG, LONG));
            code.lstore(least);
            code.labelBinding(over);
        }
        code.lload(least).lstore(fen);
        code.labelBinding(done);
    }

    /** Rounding down before or after taking the smaller of two comes to the same. */
    private static void whole(Emitter emitter, Numbers numbers, Numbers.Value value) {
        numbers.fractions().arithmetic().push(value.fraction().numerator());
        numbers.fractions().arithmetic().push(value.fraction().denominator());
        emitter.code().invokestatic(KERNEL, "fen", MethodTypeDesc.of(LONG, LONG, LONG));
    }
}
