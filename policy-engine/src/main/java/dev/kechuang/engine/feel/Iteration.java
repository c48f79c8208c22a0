package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code for}, {@code some}, {@code every} and filters: whatever runs over elements. */
final class Iteration {
    private static final int MAX_ELEMENTS = 500_000;

    private Iteration() {}

    static Value loop(Interpreter interpreter, Expr.For loop, Scope scope) {
        List<Value> results = new ArrayList<>();
        Map<String, Value> variables = new HashMap<>();
        variables.put("partial", new Value.Items(results));
        boolean iterable = each(interpreter, loop.iterators(), 0, variables, new Scope(scope, variables), inner -> {
                    variables.put("partial", new Value.Items(new Prefix(results, results.size())));
                    results.add(interpreter.evaluate(loop.body(), inner));
                    return true;
                })
                != null;
        return iterable ? new Value.Items(results) : Value.NULL;
    }

    static Value quantify(Interpreter interpreter, Expr.Quantified quantified, Scope scope) {
        Map<String, Value> variables = new HashMap<>();
        Value[] result = {Value.of(quantified.every())};
        Boolean finished =
                each(interpreter, quantified.iterators(), 0, variables, new Scope(scope, variables), inner -> {
                    Value one = interpreter.evaluate(quantified.condition(), inner);
                    Value known = one instanceof Value.Bool ? one : Value.NULL;
                    result[0] = quantified.every()
                            ? Interpreter.conjunction(result[0], known)
                            : Interpreter.disjunction(result[0], known);
                    return true;
                });
        return finished == null ? Value.NULL : result[0];
    }

    /** The results so far, without copying them: the list only grows. */
    private static final class Prefix extends AbstractList<Value> {
        private final List<Value> list;
        private final int size;

        Prefix(List<Value> list, int size) {
            this.list = list;
            this.size = size;
        }

        @Override
        public Value get(int index) {
            return list.get(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }

    private interface Body {
        boolean run(Scope scope);
    }

    /** Null when a domain can't be run over. */
    private static @Nullable Boolean each(
            Interpreter interpreter,
            List<Expr.Iterator> iterators,
            int index,
            Map<String, Value> variables,
            Scope scope,
            Body body) {
        if (index == iterators.size()) {
            return body.run(scope);
        }
        Expr.Iterator iterator = iterators.get(index);
        List<Value> elements = elements(interpreter.evaluate(iterator.domain(), scope), bare(iterator.domain()));
        if (elements == null) {
            return null;
        }
        for (Value element : elements) {
            variables.put(iterator.name(), element);
            if (each(interpreter, iterators, index + 1, variables, scope, body) == null) {
                return null;
            }
        }
        variables.remove(iterator.name());
        return true;
    }

    private static boolean bare(Expr domain) {
        return domain instanceof Expr.RangeLiteral r && r.bare();
    }

    private static @Nullable List<Value> elements(Value domain, boolean bare) {
        return switch (domain) {
            case Value.Null n -> null;
            case Value.Items(List<Value> items) -> items;
            case Value.Range range -> elements(range, bare);
            default -> List.of(domain);
        };
    }

    private static @Nullable List<Value> elements(Value.Range range, boolean bare) {
        List<Value> elements = new ArrayList<>();
        if (range.from() instanceof Value.Num(BigDecimal from) && range.to() instanceof Value.Num(BigDecimal to)) {
            int step = from.compareTo(to) <= 0 ? 1 : -1;
            if (!bare && step < 0) {
                return null;
            }
            check(to.subtract(from).abs());
            for (BigDecimal i = from; i.compareTo(to) * step <= 0; i = i.add(BigDecimal.valueOf(step))) {
                add(elements, range, new Value.Num(i));
            }
            return elements;
        }
        if (range.from() instanceof Value.Date(LocalDate from) && range.to() instanceof Value.Date(LocalDate to)) {
            int step = from.compareTo(to) <= 0 ? 1 : -1;
            if (!bare && step < 0) {
                return null;
            }
            check(BigDecimal.valueOf(Math.abs(to.toEpochDay() - from.toEpochDay())));
            for (LocalDate d = from; d.compareTo(to) * step <= 0; d = d.plusDays(step)) {
                add(elements, range, new Value.Date(d));
            }
            return elements;
        }
        return null;
    }

    private static void check(BigDecimal size) {
        if (size.compareTo(BigDecimal.valueOf(MAX_ELEMENTS)) > 0) {
            throw new LimitException("a range of more than " + MAX_ELEMENTS + " elements is run over");
        }
    }

    private static void add(List<Value> elements, Value.Range range, Value value) {
        boolean first = Values.same(value, range.from()) && !range.fromIncluded();
        boolean last = Values.same(value, range.to()) && !range.toIncluded();
        if (!first && !last) {
            elements.add(value);
        }
    }

    /** {@code list[3]}, {@code list[-1]} and {@code list[item > 2]}; a single value counts as a list of one. */
    static Value filter(Interpreter interpreter, Expr.Filter filter, Scope scope) {
        Value target = interpreter.evaluate(filter.value(), scope);
        List<Value> items =
                target instanceof Value.Items(List<Value> list) ? list : target.isNull() ? List.of() : List.of(target);
        Value first = items.isEmpty() ? Value.NULL : items.getFirst();
        Value probe = interpreter.evaluate(filter.filter(), within(scope, first));
        if (probe instanceof Value.Num(BigDecimal index)) {
            return at(items, index);
        }
        if (target.isNull()) {
            return Value.NULL;
        }
        List<Value> chosen = new ArrayList<>();
        for (Value item : items) {
            Value keep = interpreter.evaluate(filter.filter(), within(scope, item));
            if (keep.isTrue()) {
                chosen.add(item);
            } else if (!keep.isFalse() && !keep.isNull()) {
                return Value.NULL;
            }
        }
        return new Value.Items(chosen);
    }

    private static Scope within(Scope scope, Value item) {
        Scope named = new Scope(scope, Map.of("item", item));
        return item instanceof Value.Context(Map<String, Value> entries) ? new Scope(named, entries) : named;
    }

    private static Value at(List<Value> items, BigDecimal index) {
        Integer position = index.stripTrailingZeros().scale() > 0 ? null : Numbers.toInt(index);
        if (position == null || position == 0 || Math.abs((long) position) > items.size()) {
            return Value.NULL;
        }
        return position > 0 ? items.get(position - 1) : items.get(items.size() + position);
    }
}
