package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Lists of dated events: how many pass a filter, whether some or every passes. */
final class Events {
    private static final MethodTypeDesc TWO =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final Emitter emitter;

    Events(Emitter emitter) {
        this.emitter = emitter;
    }

    private CodeBuilder code() {
        return emitter.code();
    }

    /** The fact below a chain of filters, and the filters. */
    private record Chain(Fact fact, List<Node> filters) {}

    private Chain chain(Node list) {
        List<Node> filters = new ArrayList<>();
        Node at = emitter.folding.resolve(list);
        while (at instanceof Node.Filter f) {
            filters.addFirst(f.condition());
            at = emitter.folding.resolve(f.list());
        }
        if (at instanceof Node.FactValue v
                && v.fact().kind() == Fact.Kind.EVENTS
                && emitter.columns.starts(v.fact()) >= 0) {
            return new Chain(v.fact(), filters);
        }
        throw new Unsupported("list");
    }

    /**
     * How many entries a list has, in locals.
     *
     * @param state whether the count is a value, open, absent, or for the evaluator: where a filter is open for an entry
     */
    record Tally(int count, int state) {}

    Tally tally(Node list) {
        Chain chain = chain(list);
        int count = emitter.newInt();
        int state = emitter.newInt();
        code().iconst_0().istore(count).iconst_1().istore(state);
        Label end = code().newLabel();
        each(chain.fact(), end, () -> {
            for (int i = 0; i < chain.filters().size(); i++) {
                emitter.truth(chain.filters().get(i));
                if (i > 0) {
                    // A later filter sees only what the earlier kept; an earlier open one leaves all open anyway.
                    code().invokestatic(Compiler.kernel(), "and", TWO);
                }
            }
            if (chain.filters().isEmpty()) {
                code().iconst_1();
            }
            int hit = emitter.newInt();
            code().istore(hit);
            Label counted = code().newLabel();
            Label other = code().newLabel();
            code().iload(hit).iconst_1().if_icmpne(other).iinc(count, 1).goto_(counted);
            code().labelBinding(other);
            Label open = code().newLabel();
            code().iload(hit).iconst_2().if_icmpeq(open);
            code().iload(hit).loadConstant(Kernel.HAND_OVER).if_icmpne(counted);
            code().labelBinding(open).loadConstant(Kernel.HAND_OVER).istore(state);
            code().labelBinding(counted);
        });
        code().iload(state);
        code().labelBinding(end).istore(state);
        return new Tally(count, state);
    }

    /** {@code count(list[filter]) op n}. */
    void count(Node list, Operator operator, long bound) {
        Tally tally = tally(list);
        Label plain = code().newLabel();
        Label end = code().newLabel();
        code().iload(tally.state()).iconst_1().if_icmpeq(plain);
        code().iload(tally.state()).goto_(end);
        code().labelBinding(plain);
        code().iload(tally.count()).i2l();
        emitter.push(bound);
        code().lcmp();
        emitter.sign(operator);
        code().labelBinding(end);
    }

    void quantified(Node.Quantified q) {
        Chain chain = chain(q.list());
        if (!chain.filters().isEmpty()) {
            throw new Unsupported("filtered quantifier");
        }
        int result = emitter.newInt();
        code().loadConstant(q.every() ? Kernel.TRUE : Kernel.FALSE).istore(result);
        Label end = code().newLabel();
        each(chain.fact(), end, () -> {
            emitter.truth(q.condition());
            code().iload(result)
                    .invokestatic(Compiler.kernel(), q.every() ? "and" : "or", TWO)
                    .istore(result);
        });
        code().iload(result);
        code().labelBinding(end);
    }

    /** Runs {@code body} for each event of the row; leaves open or null at {@code end} when there is no list. */
    private void each(Fact fact, Label end, Runnable body) {
        int length = emitter.newLong();
        code().aload(emitter.array(emitter.columns.column(fact, 0)))
                .iload(7)
                .laload()
                .lstore(length);
        Label values = code().newLabel();
        code().lload(length).loadConstant(Kernel.LIMIT).lcmp().ifge(values);
        emitter.openOrNull(List.of(length));
        code().goto_(end);
        code().labelBinding(values);
        int index = emitter.newInt();
        int stop = emitter.newInt();
        code().aload(emitter.array(emitter.columns.starts(fact)))
                .iload(7)
                .laload()
                .l2i()
                .istore(index);
        code().iload(index).lload(length).l2i().iadd().istore(stop);
        Label head = code().newLabel();
        Label out = code().newLabel();
        code().labelBinding(head).iload(index).iload(stop).if_icmpge(out);
        emitter.within(new Emitter.EventLoop(fact, index), body);
        code().iinc(index, 1).goto_(head);
        code().labelBinding(out);
    }
}
