package dev.kechuang.engine.eval;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One evaluation: the facts, the day, what has been computed so far and the variables in sight. */
public final class Frame {
    final Policy policy;
    final Facts facts;
    final LocalDate day;
    final int baseYear;
    final @Nullable Val[] definitions;
    final @Nullable Val[] scores;
    private Val[] stack = new Val[8];
    private int depth;

    public Frame(Policy policy, Facts facts, LocalDate day) {
        this.policy = policy;
        this.facts = facts;
        this.day = day;
        this.baseYear = policy.baseYear(day);
        this.definitions = new Val[policy.definitions().size()];
        this.scores = new Val[policy.scores().size()];
    }

    void push(Val value) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = value;
    }

    void pop() {
        depth--;
    }

    Val variable(int back) {
        return stack[depth - 1 - back];
    }

    public int baseYear() {
        return baseYear;
    }
}
