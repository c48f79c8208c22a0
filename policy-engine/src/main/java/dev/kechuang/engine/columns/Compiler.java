package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Uses;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles each condition of a policy to a small method of a hidden class, so that HotSpot compiles each. Conditions
 * that can't be compiled are listed; the evaluator decides them on the rows the others leave.
 */
final class Compiler {
    private static final ClassDesc KERNEL = Kernel.class.describeConstable().orElseThrow();
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    private static final MethodTypeDesc LOOP = MethodTypeDesc.of(
            ConstantDescs.CD_int,
            LONGS.arrayType(),
            ConstantDescs.CD_int.arrayType(),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_byte.arrayType(),
            LONGS);

    private static final int KEPT = 1 << Kernel.TRUE | 1 << Kernel.OPEN | 1 << Kernel.HAND_OVER | 1 << Kernel.OVERFLOW;

    private Compiler() {}

    /**
     * A compiled policy.
     *
     * @param keys the meaning of each compiled condition, by which policies share it
     * @param evaluated conditions left to the evaluator
     */
    record Compiled(Policy policy, List<Unit> units, List<String> keys, List<Policy.Condition> evaluated) {}

    static Compiled compile(Policy policy, LocalDate day, Columns columns) {
        List<Policy.Condition> evaluated = new ArrayList<>();
        List<Unit> units = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Policy.Condition condition : policy.conditions()) {
            Unit unit = unit(policy, condition, day, columns);
            if (unit == null) {
                evaluated.add(condition);
            } else {
                units.add(unit);
                keys.add(Canonical.of(policy, condition, day));
            }
        }
        return new Compiled(policy, List.copyOf(units), List.copyOf(keys), List.copyOf(evaluated));
    }

    /** A condition compiled, or null when it can't be. */
    static @Nullable Unit unit(Policy policy, Policy.Condition condition, LocalDate day, Columns columns) {
        Unit.Form form = form(policy, condition, day, columns, false);
        return form == null
                ? null
                : new Unit(cost(policy, condition), form, () -> form(policy, condition, day, columns, true));
    }

    private static Unit.@Nullable Form form(
            Policy policy, Policy.Condition condition, LocalDate day, Columns columns, boolean wide) {
        Helpers helpers = new Helpers();
        Constants constants = new Constants();
        Emitter emitter = new Emitter(policy, day, columns, helpers, constants, wide);
        try {
            Kernel.Program program = Shapes.of(Kernel.Program.class, c -> {
                c.withMethodBody("c", LOOP, ClassFile.ACC_STATIC, code -> loop(code, emitter, condition));
                helpers.write(c);
                c.withMethodBody(
                        "run",
                        LOOP,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(1)
                                .aload(2)
                                .iload(3)
                                .iload(4)
                                .aload(5)
                                .aload(6)
                                .invokestatic(Shapes.SELF, "c", LOOP)
                                .ireturn());
            });
            return new Unit.Form(program, constants.toArray());
        } catch (Unsupported e) {
            return null;
        }
    }

    /** Roughly how long a condition takes for a row: cells read, divisions, lists. */
    static int cost(Policy policy, Policy.Condition condition) {
        int[] cost = {3};
        new Uses(policy.definitions(), policy.scores())
                .walk(
                        condition.expr(),
                        new HashSet<>(),
                        n -> cost[0] += switch (n) {
                            case Node.Quantified q -> 6;
                            case Node.Filter f -> 6;
                            case Node.Score s -> 6;
                            case Node.Recent r -> 3 * r.years();
                            case Node.Arithmetic a when a.operator() == Operator.DIVIDE -> 3;
                            case Node.FactValue f -> 1;
                            default -> 0;
                        });
        return cost[0];
    }

    /** Parameters: columns 0, rows 1, n 2, from 3, flags 4, constants 5; then i 6, row 7, kept 8, result 9; free from 10. */
    private static void loop(CodeBuilder code, Emitter emitter, Policy.Condition condition) {
        emitter.begin(code, 10, 5);
        emitter.makeScratch();
        emitter.hoist(condition.expr());
        int overflow = emitter.newInt();
        code.iconst_0().istore(overflow).iconst_0().istore(6).iconst_0().istore(8);
        Label head = code.newLabel();
        Label end = code.newLabel();
        Label start = code.newLabel();
        Label stop = code.newLabel();
        Label handler = code.newLabel();
        Label decided = code.newLabel();
        code.labelBinding(head).iload(6).iload(2).if_icmpge(end);
        code.aload(1).iload(6).iaload().istore(7);
        code.labelBinding(start);
        emitter.truth(condition.expr());
        code.istore(9).labelBinding(stop).goto_(decided);
        code.labelBinding(handler).pop();
        if (emitter.wide()) {
            code.loadConstant(Kernel.HAND_OVER).istore(9);
        } else {
            code.loadConstant(Kernel.OVERFLOW).istore(9);
            code.loadConstant(Kernel.SOME_OVERFLOW).istore(overflow);
        }
        code.exceptionCatch(
                start,
                stop,
                handler,
                ArithmeticException.class.describeConstable().orElseThrow());
        code.labelBinding(decided);
        // Without branches, since which rows stay can't be predicted: open (2) marks 1, hand over (4) marks 2, overflow
        // (8) marks 4, and a row stays for 1, 2, 4 and 8, the bits of KEPT.
        code.aload(4).iload(7).iload(3).isub().dup2().baload();
        code.iload(9).iconst_1().ishr().loadConstant(7).iand().ior().i2b().bastore();
        code.aload(1).iload(8).iload(7).iastore();
        code.iload(8)
                .loadConstant(KEPT)
                .iload(9)
                .iushr()
                .iconst_1()
                .iand()
                .iadd()
                .istore(8);
        code.iinc(6, 1).goto_(head);
        code.labelBinding(end).iload(8).iload(overflow).ior().ireturn();
    }

    static ClassDesc kernel() {
        return KERNEL;
    }
}
