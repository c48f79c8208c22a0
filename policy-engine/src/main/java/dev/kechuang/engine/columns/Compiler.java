package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Uses;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compiles a policy to a hidden class with one small method per condition, so that HotSpot compiles each. Conditions
 * that can't be compiled are listed; the evaluator decides them on the rows the others leave.
 */
final class Compiler {
    private static final ClassDesc KERNEL = Kernel.class.describeConstable().orElseThrow();
    private static final ClassDesc PROGRAM =
            Kernel.Program.class.describeConstable().orElseThrow();
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    private static final MethodTypeDesc LOOP = MethodTypeDesc.of(
            ConstantDescs.CD_int,
            LONGS.arrayType(),
            ConstantDescs.CD_int.arrayType(),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_byte.arrayType());
    private static final MethodTypeDesc RUN = LOOP.insertParameterTypes(0, ConstantDescs.CD_int);

    private static final int KEPT = 1 << Kernel.TRUE | 1 << Kernel.OPEN | 1 << Kernel.HAND_OVER;

    private Compiler() {}

    /**
     * A compiled policy.
     *
     * @param keys the meaning of each compiled condition, by which policies share it
     * @param evaluated conditions left to the evaluator
     */
    record Compiled(
            Policy policy, Kernel.Program program, int[] costs, String[] keys, List<Policy.Condition> evaluated) {}

    static Compiled compile(Policy policy, LocalDate day, Columns columns) {
        Assembly assembly = new Assembly(policy.id(), day, columns);
        List<Policy.Condition> evaluated = new ArrayList<>();
        List<Integer> costs = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Policy.Condition condition : policy.conditions()) {
            if (assembly.add(policy, condition) < 0) {
                evaluated.add(condition);
            } else {
                costs.add(cost(policy, condition));
                keys.add(Canonical.of(policy, condition, day, columns));
            }
        }
        int[] weights = costs.stream().mapToInt(Integer::intValue).toArray();
        return new Compiled(policy, assembly.define(), weights, keys.toArray(new String[0]), List.copyOf(evaluated));
    }

    /** Conditions put together to one program; not for reuse once it is defined. */
    static final class Assembly {
        private static final ClassDesc SELF = ClassDesc.of("dev.kechuang.engine.columns.Compiled");

        private final String name;
        private final LocalDate day;
        private final Columns columns;
        private final List<Consumer<CodeBuilder>> loops = new ArrayList<>();
        private final Helpers helpers = new Helpers(SELF);

        Assembly(String name, LocalDate day, Columns columns) {
            this.name = name;
            this.day = day;
            this.columns = columns;
        }

        /** The index of the condition in the program, or −1 when it can't be compiled. */
        int add(Policy policy, Policy.Condition condition) {
            Helpers tried = new Helpers(SELF);
            Emitter probe = new Emitter(policy, day, columns, tried);
            try {
                // A dry run on a throw-away class tells whether everything in the condition can be compiled.
                ClassFile.of().build(SELF, c -> {
                    c.withMethodBody("probe", LOOP, ClassFile.ACC_STATIC, code -> loop(code, probe, condition));
                    tried.write(c);
                });
            } catch (Unsupported e) {
                return -1;
            }
            loops.add(code -> loop(code, new Emitter(policy, day, columns, helpers), condition));
            return loops.size() - 1;
        }

        Kernel.Program define() {
            return Compiler.define(name, SELF, loops, helpers);
        }
    }

    private static Kernel.Program define(
            String name, ClassDesc self, List<Consumer<CodeBuilder>> loops, Helpers helpers) {
        byte[] bytes = ClassFile.of().build(self, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_PUBLIC);
            c.withInterfaceSymbols(PROGRAM);
            c.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            for (int i = 0; i < loops.size(); i++) {
                c.withMethodBody("c" + i, LOOP, ClassFile.ACC_STATIC, loops.get(i));
            }
            helpers.write(c);
            c.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> dispatch(code, self, loops.size()));
        });
        try {
            Class<?> type =
                    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (Kernel.Program) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled policy " + name + " can't be loaded", e);
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

    private static void dispatch(CodeBuilder code, ClassDesc self, int count) {
        Label otherwise = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Label label = code.newLabel();
            labels.add(label);
            cases.add(SwitchCase.of(i, label));
        }
        code.iload(1).tableswitch(0, Math.max(0, count - 1), otherwise, cases);
        for (int i = 0; i < count; i++) {
            code.labelBinding(labels.get(i));
            code.aload(2)
                    .aload(3)
                    .iload(4)
                    .iload(5)
                    .aload(6)
                    .invokestatic(self, "c" + i, LOOP)
                    .ireturn();
        }
        code.labelBinding(otherwise).iload(4).ireturn();
    }

    /** Parameters: columns 0, rows 1, n 2, from 3, flags 4; then i 5, kept 6, row 7, result 8; free from 9. */
    private static void loop(CodeBuilder code, Emitter emitter, Policy.Condition condition) {
        emitter.begin(code, 9);
        emitter.makeScratch();
        emitter.hoist(condition.expr());
        code.iconst_0().istore(5).iconst_0().istore(6);
        Label head = code.newLabel();
        Label end = code.newLabel();
        Label start = code.newLabel();
        Label stop = code.newLabel();
        Label handler = code.newLabel();
        Label decided = code.newLabel();
        code.labelBinding(head).iload(5).iload(2).if_icmpge(end);
        code.aload(1).iload(5).iaload().istore(7);
        code.labelBinding(start);
        emitter.truth(condition.expr());
        code.istore(8).labelBinding(stop).goto_(decided);
        code.labelBinding(handler).pop().loadConstant(Kernel.HAND_OVER).istore(8);
        code.exceptionCatch(
                start,
                stop,
                handler,
                ArithmeticException.class.describeConstable().orElseThrow());
        code.labelBinding(decided);
        // Without branches, since which rows stay can't be predicted: open (2) marks 1, hand over (4) marks 2, and a
        // row
        // stays for 1, 2 and 4, the bits of KEPT.
        code.aload(4).iload(7).iload(3).isub().dup2().baload();
        code.iload(8).iconst_1().ishr().iconst_3().iand().ior().i2b().bastore();
        code.aload(1).iload(6).iload(7).iastore();
        code.iload(6)
                .loadConstant(KEPT)
                .iload(8)
                .iushr()
                .iconst_1()
                .iand()
                .iadd()
                .istore(6);
        code.iinc(5, 1).goto_(head);
        code.labelBinding(end).iload(6).ireturn();
    }

    static ClassDesc kernel() {
        return KERNEL;
    }
}
