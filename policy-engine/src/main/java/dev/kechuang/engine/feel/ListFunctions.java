package dev.kechuang.engine.feel;

import static dev.kechuang.engine.feel.NumberFunctions.number;

import dev.kechuang.engine.syntax.Expr.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions on lists (DMN 1.5, table 75) and {@code sort}. */
final class ListFunctions {
    private static final int MAX_SIZE = 500_000;

    private ListFunctions() {}

    static void register() {
        aggregate("min", l -> extreme(l, -1));
        aggregate("max", l -> extreme(l, 1));
        aggregate("sum", ListFunctions::sum);
        aggregate("product", ListFunctions::product);
        aggregate("mean", ListFunctions::mean);
        aggregate("median", ListFunctions::median);
        aggregate("stddev", ListFunctions::stddev);
        aggregate("mode", ListFunctions::mode);
        aggregate("all", l -> truth(l, true));
        aggregate("any", l -> truth(l, false));
        Builtins.add("count(list: list)", a -> Value.of(items(a.getFirst()).size()));
        Builtins.add("list contains(list: list, element: any~)", a -> Value.of(index(a.get(0), a.get(1)) >= 0));
        Builtins.add("sublist(list: list, start position: number)", a -> sublist(a, null));
        Builtins.add("sublist(list: list, start position: number, length: number)", a -> {
            Integer length = Numbers.toInt(number(a, 2));
            return length == null || length < 1 ? Value.NULL : sublist(a, length);
        });
        Builtins.add("append(list: list, item: any~...)", a -> list(items(a.getFirst()), a.subList(1, a.size())));
        Builtins.add("concatenate(list: list...)", a -> new Value.Items(concatenated(a)));
        Builtins.add("union(list: list...)", a -> distinct(concatenated(a)));
        Builtins.add("distinct values(list: list)", a -> distinct(items(a.getFirst())));
        Builtins.add("flatten(list: list)", a -> flatten(items(a.getFirst())));
        Builtins.add(
                "reverse(list: list)", a -> new Value.Items(items(a.getFirst()).reversed()));
        Builtins.add("index of(list: list, match: any~)", ListFunctions::indexesOf);
        Builtins.add("insert before(list: list, position: number, newItem: any~)", a -> insert(a));
        Builtins.add("remove(list: list, position: number)", a -> change(a, (l, i) -> l.remove((int) i)));
        Builtins.add(
                "list replace(list: list, position: number, newItem: any~)",
                a -> change(a, (l, i) -> l.set(i, a.get(2))));
        Builtins.add("list replace(list: list, match: function, newItem: any~)", ListFunctions::replaceMatching);
        Builtins.add("sort(list: list)", a -> sort(a.getFirst(), null));
        Builtins.add(
                "sort(list: list, precedes: function)",
                a -> sort(a.get(0), a.get(1) instanceof Value.Function f ? f : null));
    }

    static List<Value> items(Value list) {
        return list instanceof Value.Items(List<Value> items) ? items : List.of(list);
    }

    private static void aggregate(String name, Function<List<Value>, Value> body) {
        Builtins.add(name + "(list: list)", a -> body.apply(items(a.getFirst())));
        Builtins.add(name + "(first: any~, rest: any~...)", body::apply);
    }

    private static Value list(List<Value> head, List<Value> tail) {
        List<Value> all = new ArrayList<>(head);
        all.addAll(tail);
        return sized(all);
    }

    private static Value sized(List<Value> items) {
        if (items.size() > MAX_SIZE) {
            throw new LimitException("a list grows beyond " + MAX_SIZE + " elements");
        }
        return new Value.Items(items);
    }

    private static @Nullable List<BigDecimal> numbers(List<Value> list) {
        List<BigDecimal> numbers = new ArrayList<>(list.size());
        for (Value value : list) {
            if (!(value instanceof Value.Num(BigDecimal n))) {
                return null;
            }
            numbers.add(n);
        }
        return numbers.isEmpty() ? null : numbers;
    }

    private static Value extreme(List<Value> list, int sign) {
        if (list.isEmpty()) {
            return Value.NULL;
        }
        Value best = list.getFirst();
        for (Value value : list) {
            Integer order = Values.compare(value, best);
            if (order == null) {
                return Value.NULL;
            }
            best = order * sign > 0 ? value : best;
        }
        return best;
    }

    private static Value sum(List<Value> list) {
        if (!list.isEmpty() && (list.getFirst() instanceof Value.Span || list.getFirst() instanceof Value.Months)) {
            return list.stream().reduce(Arithmetic::add).orElse(Value.NULL);
        }
        List<BigDecimal> numbers = numbers(list);
        return numbers == null ? Value.NULL : Value.of(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Value product(List<Value> list) {
        Value result = numbers(list) == null ? Value.NULL : Value.of(1);
        for (Value value : list) {
            result = Arithmetic.multiply(result, value);
        }
        return result;
    }

    private static Value mean(List<Value> list) {
        return Arithmetic.divide(sum(list), Value.of(list.size()));
    }

    private static Value median(List<Value> list) {
        List<BigDecimal> numbers = numbers(list);
        if (numbers == null) {
            return Value.NULL;
        }
        Collections.sort(numbers);
        int half = numbers.size() / 2;
        return numbers.size() % 2 == 1
                ? Value.of(numbers.get(half))
                : Numbers.divide(numbers.get(half - 1).add(numbers.get(half)), BigDecimal.TWO);
    }

    /** Of a sample: the squares are divided by n − 1. */
    private static Value stddev(List<Value> list) {
        List<BigDecimal> numbers = numbers(list);
        if (numbers == null || numbers.size() < 2 || !(mean(list) instanceof Value.Num(BigDecimal mean))) {
            return Value.NULL;
        }
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal n : numbers) {
            squares = squares.add(n.subtract(mean).pow(2), Numbers.PRECISION);
        }
        BigDecimal variance = squares.divide(BigDecimal.valueOf(numbers.size() - 1L), Numbers.PRECISION);
        return Value.of(variance.sqrt(Numbers.PRECISION));
    }

    private static Value mode(List<Value> list) {
        if (list.isEmpty()) {
            return new Value.Items(List.of());
        }
        List<BigDecimal> numbers = numbers(list);
        if (numbers == null) {
            return Value.NULL;
        }
        Collections.sort(numbers);
        List<Value> best = new ArrayList<>();
        int most = 0;
        int run = 0;
        for (int i = 0; i < numbers.size(); i++) {
            run = i > 0 && numbers.get(i).compareTo(numbers.get(i - 1)) == 0 ? run + 1 : 1;
            if (run > most) {
                best.clear();
                most = run;
            }
            if (run == most) {
                best.add(Value.of(numbers.get(i)));
            }
        }
        return new Value.Items(best);
    }

    /** {@code all} when {@code every}, else {@code any}. */
    private static Value truth(List<Value> list, boolean every) {
        Value result = Value.of(every);
        for (Value value : list) {
            Value known = value instanceof Value.Bool ? value : Value.NULL;
            result = every ? Interpreter.conjunction(result, known) : Interpreter.disjunction(result, known);
        }
        return result;
    }

    private static int index(Value list, Value element) {
        List<Value> items = items(list);
        for (int i = 0; i < items.size(); i++) {
            if (Values.same(items.get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    private static Value indexesOf(List<Value> a) {
        List<Value> items = items(a.getFirst());
        List<Value> found = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (Values.same(items.get(i), a.get(1))) {
                found.add(Value.of(i + 1));
            }
        }
        return new Value.Items(found);
    }

    private static Value sublist(List<Value> a, @Nullable Integer length) {
        List<Value> items = items(a.getFirst());
        int start = position(a.get(1), items.size());
        if (start < 0 || (length != null && length > items.size() - start)) {
            return Value.NULL;
        }
        return new Value.Items(items.subList(start, length == null ? items.size() : start + length));
    }

    /** A position counted from 1, or from the end when negative, as an index; −1 outside the list. */
    private static int position(Value position, int size) {
        Integer p = position instanceof Value.Num(BigDecimal n) ? Numbers.toInt(n) : null;
        if (p == null || p == 0 || Math.abs((long) p) > size) {
            return -1;
        }
        return p > 0 ? p - 1 : size + p;
    }

    private static List<Value> concatenated(List<Value> lists) {
        List<Value> all = new ArrayList<>();
        lists.forEach(l -> all.addAll(items(l)));
        sized(all);
        return all;
    }

    private static Value distinct(List<Value> list) {
        List<Value> kept = new ArrayList<>();
        for (Value value : list) {
            if (kept.stream().noneMatch(k -> Values.same(k, value))) {
                kept.add(value);
            }
        }
        return new Value.Items(kept);
    }

    private static Value flatten(List<Value> list) {
        List<Value> flat = new ArrayList<>();
        for (Value value : list) {
            if (value instanceof Value.Items(List<Value> inner)) {
                flat.addAll(items(flatten(inner)));
            } else {
                flat.add(value);
            }
        }
        return sized(flat);
    }

    private static Value insert(List<Value> a) {
        List<Value> items = new ArrayList<>(items(a.getFirst()));
        int at = position(a.get(1), items.size());
        if (at < 0) {
            return Value.NULL;
        }
        items.add(at, a.get(2));
        return sized(items);
    }

    private interface Change {
        void apply(List<Value> items, int index);
    }

    private static Value change(List<Value> a, Change change) {
        List<Value> items = new ArrayList<>(items(a.getFirst()));
        int at = position(a.get(1), items.size());
        if (at < 0) {
            return Value.NULL;
        }
        change.apply(items, at);
        return new Value.Items(items);
    }

    private static Value replaceMatching(List<Value> a) {
        if (!(a.get(1) instanceof Value.Function match) || match.parameters().size() != 2) {
            return Value.NULL;
        }
        List<Value> items = new ArrayList<>(items(a.getFirst()));
        for (int i = 0; i < items.size(); i++) {
            Value hit = match.call(List.of(items.get(i), a.get(2)));
            if (!(hit instanceof Value.Bool(boolean yes))) {
                return Value.NULL;
            }
            if (yes) {
                items.set(i, a.get(2));
            }
        }
        return new Value.Items(items);
    }

    /** A stable merge sort that also ends with an order that contradicts itself. */
    private static Value sort(Value list, Value.@Nullable Function precedes) {
        List<Value> sorted = merge(items(list), precedes);
        return sorted == null ? Value.NULL : new Value.Items(sorted);
    }

    private static @Nullable List<Value> merge(List<Value> list, Value.@Nullable Function precedes) {
        if (list.size() < 2) {
            return list;
        }
        List<Value> left = merge(list.subList(0, list.size() / 2), precedes);
        List<Value> right = merge(list.subList(list.size() / 2, list.size()), precedes);
        if (left == null || right == null) {
            return null;
        }
        List<Value> merged = new ArrayList<>(list.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            Value before = precedes == null
                    ? Interpreter.compare(Operator.LESS, right.get(j), left.get(i))
                    : precedes.call(List.of(right.get(j), left.get(i)));
            if (!(before instanceof Value.Bool(boolean rightFirst))) {
                return null;
            }
            merged.add(rightFirst ? right.get(j++) : left.get(i++));
        }
        merged.addAll(left.subList(i, left.size()));
        merged.addAll(right.subList(j, right.size()));
        return merged;
    }
}
