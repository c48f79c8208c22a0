package dev.kechuang.engine.eval;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.types.Node;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The value of a typed tree. Unknown is strict through operators and Kleene through and, or, if. */
public final class Evaluator {
    private static final int MAX_ELEMENTS = 100_000;

    private Evaluator() {}

    public static Val eval(Node node, Frame f) {
        return switch (node) {
            case Node.Constant n -> n.value();
            case Node.FactValue n -> f.facts.get(n.fact(), f.baseYear - n.yearsBack());
            case Node.Recent n -> recent(n, f);
            case Node.Parameter n -> f.policy.parameters().get(n.index()).on(f.day);
            case Node.Definition n -> definition(n.index(), f);
            case Node.Score n -> Scoring.points(n.index(), f);
            case Node.DecisionDay n -> new Val.Day(f.day);
            case Node.BaseYear n -> Val.of(f.baseYear);
            case Node.Variable n -> f.variable(n.depth());
            case Node.Field n -> field(eval(n.event(), f), n.name());
            case Node.Arithmetic n -> Operators.arithmetic(n.operator(), eval(n.left(), f), eval(n.right(), f), n);
            case Node.Negate n -> Operators.negate(eval(n.operand(), f));
            case Node.Compare n -> Operators.compare(n.operator(), eval(n.left(), f), eval(n.right(), f));
            case Node.IsAbsent n -> isAbsent(eval(n.operand(), f));
            case Node.Both n -> both(n, f);
            case Node.Either n -> either(n, f);
            case Node.Not n -> {
                Val value = eval(n.operand(), f);
                yield value instanceof Val.Truth(boolean b) ? Val.of(!b) : value;
            }
            case Node.If n -> conditional(n, f);
            case Node.ListOf n -> list(n.items(), f);
            case Node.Filter n -> filter(n, f);
            case Node.At n -> at(eval(n.list(), f), n.position());
            case Node.For n -> loop(n, f);
            case Node.Quantified n -> quantified(n, f);
            case Node.Apply n -> Functions.apply(n, arguments(n.arguments(), f));
            case Node.Library n -> Bridge.call(n.name(), arguments(n.arguments(), f));
            case Node.DatePart n -> part(eval(n.date(), f), n.part());
        };
    }

    private static List<Val> arguments(List<Node> nodes, Frame f) {
        List<Val> values = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            values.add(eval(node, f));
        }
        return values;
    }

    /** The value of a definition of the frame's policy. */
    public static Val definition(int index, Frame f) {
        Val value = f.definitions[index];
        if (value == null) {
            value = eval(f.policy.definitions().get(index).expr(), f);
            f.definitions[index] = value;
        }
        return value;
    }

    /** Years before the firm was founded are left out; until the founding date is known all are asked for. */
    private static Val recent(Node.Recent n, Frame f) {
        int first = f.baseYear - n.years() + 1;
        int founded = first;
        Fact founding = f.policy.dictionary().find("注册成立日期");
        if (founding != null && f.facts.get(founding, 0) instanceof Val.Day(LocalDate day)) {
            founded = day.getYear();
        }
        List<Val> values = new ArrayList<>(n.years());
        for (int year = Math.max(first, founded); year <= f.baseYear; year++) {
            values.add(f.facts.get(n.fact(), year));
        }
        return new Val.Items(values);
    }

    private static Val field(Val event, String name) {
        return switch (event) {
            case Val.Event(Map<String, Val> fields) -> fields.getOrDefault(name, Val.ABSENT);
            case Val.Unknown u -> u;
            default -> Val.ABSENT;
        };
    }

    private static Val isAbsent(Val value) {
        return switch (value) {
            case Val.Absent a -> Val.TRUE;
            case Val.Unknown u -> u;
            default -> Val.FALSE;
        };
    }

    private static Val both(Node.Both n, Frame f) {
        return and(eval(n.left(), f), eval(n.right(), f));
    }

    static Val and(Val left, Val right) {
        if (left.isFalse() || right.isFalse()) {
            return Val.FALSE;
        }
        return left.isTrue() ? right : right.isTrue() ? left : neither(left, right);
    }

    private static Val either(Node.Either n, Frame f) {
        return or(eval(n.left(), f), eval(n.right(), f));
    }

    static Val or(Val left, Val right) {
        if (left.isTrue() || right.isTrue()) {
            return Val.TRUE;
        }
        return left.isFalse() ? right : right.isFalse() ? left : neither(left, right);
    }

    /** Two values that are each unknown or absent. */
    private static Val neither(Val left, Val right) {
        if (left.isUnknown() || right.isUnknown()) {
            return new Val.Unknown(union(left, right));
        }
        return Val.ABSENT;
    }

    static SortedSet<String> union(Val left, Val right) {
        SortedSet<String> missing = new TreeSet<>(left.missing());
        missing.addAll(right.missing());
        return missing;
    }

    private static Val conditional(Node.If n, Frame f) {
        Val condition = eval(n.condition(), f);
        if (condition instanceof Val.Unknown) {
            Val then = eval(n.then(), f);
            Val otherwise = eval(n.otherwise(), f);
            if (then.equals(otherwise)) {
                return then;
            }
            SortedSet<String> missing = union(then, otherwise);
            missing.addAll(condition.missing());
            return new Val.Unknown(missing);
        }
        return eval(condition.isTrue() ? n.then() : n.otherwise(), f);
    }

    private static Val list(List<Node> items, Frame f) {
        return new Val.Items(arguments(items, f));
    }

    private static Val filter(Node.Filter n, Frame f) {
        Val list = eval(n.list(), f);
        if (!(list instanceof Val.Items(List<Val> items))) {
            return unlisted(list);
        }
        List<Val> kept = new ArrayList<>();
        SortedSet<String> missing = new TreeSet<>();
        for (Val item : items) {
            f.push(item);
            Val keep = eval(n.condition(), f);
            f.pop();
            if (keep.isTrue()) {
                kept.add(item);
            } else if (keep.isUnknown()) {
                missing.addAll(keep.missing());
            }
        }
        return missing.isEmpty() ? new Val.Items(kept) : new Val.Unknown(missing);
    }

    private static Val unlisted(Val value) {
        return value.isUnknown() ? value : Val.ABSENT;
    }

    private static Val at(Val list, int position) {
        if (!(list instanceof Val.Items(List<Val> items))) {
            return unlisted(list);
        }
        int index = position > 0 ? position - 1 : items.size() + position;
        return position != 0 && index >= 0 && index < items.size() ? items.get(index) : Val.ABSENT;
    }

    private static Val loop(Node.For n, Frame f) {
        Val list = eval(n.list(), f);
        if (!(list instanceof Val.Items(List<Val> items))) {
            return unlisted(list);
        }
        List<Val> results = new ArrayList<>(items.size());
        for (Val item : items) {
            f.push(item);
            results.add(eval(n.body(), f));
            f.pop();
            if (results.size() > MAX_ELEMENTS) {
                throw new ArithmeticException("a list of more than " + MAX_ELEMENTS + " elements");
            }
        }
        return new Val.Items(results);
    }

    private static Val quantified(Node.Quantified n, Frame f) {
        Val list = eval(n.list(), f);
        if (!(list instanceof Val.Items(List<Val> items))) {
            return unlisted(list);
        }
        Val result = Val.of(n.every());
        for (Val item : items) {
            f.push(item);
            Val one = eval(n.condition(), f);
            f.pop();
            result = n.every() ? and(result, one) : or(result, one);
        }
        return result;
    }

    private static Val part(Val date, String part) {
        if (!(date instanceof Val.Day(LocalDate day))) {
            return unlisted(date);
        }
        return Val.of(
                switch (part) {
                    case "year" -> day.getYear();
                    case "month" -> day.getMonthValue();
                    case "day" -> day.getDayOfMonth();
                    default -> day.getDayOfWeek().getValue();
                });
    }
}
