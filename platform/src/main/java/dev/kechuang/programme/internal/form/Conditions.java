package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.feel.Value;
import dev.kechuang.engine.syntax.Expr;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether conditions of a form fail. One that rests on a question not answered yet is undecided and does not fail, unless
 * another part of it decides (and, or, not by Kleene).
 *
 * @param known values by label
 * @param unanswered labels of questions that are asked and not answered yet
 */
record Conditions(Map<String, Value> known, Set<String> unanswered) {

    private static final Map<Expr, Set<String>> NAMES = new ConcurrentHashMap<>();

    boolean fails(String condition) {
        return !condition.isEmpty() && Boolean.FALSE.equals(decide(FilledForm.parsed(condition)));
    }

    /** Null while it cannot be decided. */
    private @Nullable Boolean decide(Expr expression) {
        if (expression instanceof Expr.Binary binary) {
            switch (binary.operator()) {
                case AND -> {
                    Boolean left = decide(binary.left());
                    Boolean right = decide(binary.right());
                    if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) return false;
                    return left == null || right == null ? null : Boolean.TRUE;
                }
                case OR -> {
                    Boolean left = decide(binary.left());
                    Boolean right = decide(binary.right());
                    if (Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right)) return true;
                    return left == null || right == null ? null : Boolean.FALSE;
                }
                default -> {
                    // A comparison: decided below as a whole.
                }
            }
        }
        if (expression instanceof Expr.Call call
                && call.function() instanceof Expr.Name function
                && function.name().equals("not")
                && call.arguments().size() == 1) {
            Boolean inner = decide(call.arguments().getFirst());
            return inner == null ? null : !inner;
        }
        for (String name : NAMES.computeIfAbsent(expression, Conditions::names)) {
            if (unanswered.contains(name)) return null;
        }
        Value value = FilledForm.evaluate(expression, known);
        return value.isTrue() ? Boolean.TRUE : value.isFalse() ? Boolean.FALSE : null;
    }

    private static Set<String> names(Expr expression) {
        var names = new HashSet<String>();
        collect(expression, names);
        return Set.copyOf(names);
    }

    /** Expressions are records of expressions: every name in them is found by looking into each part. */
    private static void collect(@Nullable Object part, Set<String> names) {
        if (part instanceof Expr.Name name) names.add(name.name());
        else if (part instanceof Collection<?> parts) parts.forEach(one -> collect(one, names));
        else if (part instanceof Record record && part.getClass().getName().startsWith(Expr.class.getName())) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    collect(component.getAccessor().invoke(record), names);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
