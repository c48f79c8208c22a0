package dev.kechuang.engine.types;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.types.Node.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Types of function calls: the typed core, our two functions on years, and the FEEL library for the rest. */
final class Calls {
    private static final Map<String, Function> LISTS = Map.of(
            "sum", Function.SUM,
            "min", Function.MIN,
            "max", Function.MAX,
            "mean", Function.MEAN);
    private static final Map<String, Function> ROUNDING = Map.of(
            "floor", Function.FLOOR,
            "ceiling", Function.CEILING,
            "round up", Function.ROUND_UP,
            "round down", Function.ROUND_DOWN,
            "round half up", Function.ROUND_HALF_UP);
    /** Library functions with the type of their result; numbers among them carry no unit. */
    private static final Map<String, Type> LIBRARY = Map.ofEntries(
            Map.entry("string length", Type.SHARE),
            Map.entry("upper case", Type.TEXT),
            Map.entry("lower case", Type.TEXT),
            Map.entry("substring", Type.TEXT),
            Map.entry("substring before", Type.TEXT),
            Map.entry("substring after", Type.TEXT),
            Map.entry("contains", Type.TRUTH),
            Map.entry("starts with", Type.TRUTH),
            Map.entry("ends with", Type.TRUTH),
            Map.entry("matches", Type.TRUTH),
            Map.entry("replace", Type.TEXT),
            Map.entry("string join", Type.TEXT),
            Map.entry("list contains", Type.TRUTH),
            Map.entry("all", Type.TRUTH),
            Map.entry("any", Type.TRUTH),
            Map.entry("modulo", Type.SHARE),
            Map.entry("even", Type.TRUTH),
            Map.entry("odd", Type.TRUTH),
            Map.entry("decimal", Type.SHARE),
            Map.entry("round half down", Type.SHARE),
            Map.entry("sqrt", Type.SHARE),
            Map.entry("exp", Type.SHARE),
            Map.entry("log", Type.SHARE),
            Map.entry("median", Type.SHARE),
            Map.entry("product", Type.SHARE),
            Map.entry("stddev", Type.SHARE),
            Map.entry("day of year", Type.SHARE),
            Map.entry("day of week", Type.TEXT),
            Map.entry("month of year", Type.TEXT),
            Map.entry("week of year", Type.SHARE),
            Map.entry("before", Type.TRUTH),
            Map.entry("after", Type.TRUTH));

    private final Typer typer;

    Calls(Typer typer) {
        this.typer = typer;
    }

    Node call(Expr.Call call) {
        if (!(call.function() instanceof Expr.Name name)) {
            throw new TypeException(call.position(), "只能调用标准函数", "only standard functions can be called");
        }
        if (!call.names().isEmpty()) {
            throw new TypeException(call.position(), "政策条款中的参数按位置给出", "arguments are positional in a policy");
        }
        String function = name.name();
        if (function.equals("近年") || function.equals("年度")) {
            return years(call, function);
        }
        List<Node> arguments = new ArrayList<>();
        call.arguments().forEach(a -> arguments.add(typer.type(a)));
        if (LISTS.containsKey(function)) {
            return aggregate(call, LISTS.get(function), arguments);
        }
        if (ROUNDING.containsKey(function)) {
            return rounding(call, ROUNDING.get(function), arguments);
        }
        return switch (function) {
            case "not" -> {
                arity(call, 1);
                yield new Node.Not(Type.TRUTH, typer.truth(call.arguments().getFirst(), arguments.getFirst()));
            }
            case "count" -> {
                arity(call, 1);
                Type element = Typer.element(call.position(), arguments.getFirst());
                Unit unit = element instanceof Type.EventOf ? Unit.of("项") : Unit.NONE;
                yield new Node.Apply(new Type.Number(unit, true), Function.COUNT, arguments);
            }
            case "abs" -> {
                arity(call, 1);
                number(call, arguments.getFirst());
                yield new Node.Apply(arguments.getFirst().type(), Function.ABS, arguments);
            }
            case "years and months duration" -> {
                arity(call, 2);
                days(call, arguments);
                yield new Node.Apply(Type.SPAN, Function.MONTHS_BETWEEN, arguments);
            }
            case "date" -> date(call, arguments);
            default -> library(call, function, arguments);
        };
    }

    /** {@code 近年(营业收入, 3)}: the values of the last years; {@code 年度(营业收入, 1)}: the year before the base year. */
    private Node years(Expr.Call call, String function) {
        arity(call, 2);
        if (call.arguments().get(0) instanceof Expr.Name name
                && call.arguments().get(1) instanceof Expr.NumberLiteral n
                && n.value().stripTrailingZeros().scale() <= 0
                && n.value().intValue() >= 0
                && n.value().intValue() <= 20) {
            Fact fact = typer.names.fact(name.name());
            if (fact != null && fact.period() == Fact.Period.YEAR) {
                int count = n.value().intValue();
                return function.equals("近年")
                        ? new Node.Recent(new Type.ListOf(fact.type()), fact, count)
                        : new Node.FactValue(fact.type(), fact, count);
            }
        }
        throw new TypeException(
                call.position(),
                function + " 的参数应为一个年度事实和0至20的整数",
                function + " takes a yearly fact and a whole number between 0 and 20");
    }

    private Node aggregate(Expr.Call call, Function function, List<Node> arguments) {
        Node list = arguments.getFirst();
        if (arguments.size() > 1 || !(list.type() instanceof Type.ListOf)) {
            Type element = arguments.getFirst().type();
            for (int i = 1; i < arguments.size(); i++) {
                element = Typer.isZero(arguments.get(i - 1)) && i == 1
                        ? typer.common(call.position(), arguments.get(i).type(), element, arguments.getFirst())
                        : typer.common(
                                call.position(), element, arguments.get(i).type(), arguments.get(i));
            }
            list = new Node.ListOf(new Type.ListOf(element), arguments);
        }
        Type element = Typer.element(call.position(), list);
        boolean extreme = function == Function.MIN || function == Function.MAX;
        if (!(element instanceof Type.Number) && !(extreme && element instanceof Type.Day)) {
            throw new TypeException(
                    call.position(), "此函数的列表应为数" + (extreme ? "或日期" : ""), "the list is not one of numbers");
        }
        Type result = function == Function.MEAN && element instanceof Type.Number n
                ? new Type.Number(n.unit(), false)
                : element;
        return new Node.Apply(result, function, List.of(list));
    }

    private Node rounding(Expr.Call call, Function function, List<Node> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            arity(call, 2);
        }
        Type.Number type = number(call, arguments.getFirst());
        return new Node.Apply(
                new Type.Number(type.unit(), type.unit().scale().equals(Rational.ONE) && arguments.size() == 1),
                function,
                arguments);
    }

    private Node date(Expr.Call call, List<Node> arguments) {
        if (arguments.size() == 1 && call.arguments().getFirst() instanceof Expr.TextLiteral text) {
            return typer.type(new Expr.AtLiteral(text.position(), text.value()));
        }
        return new Node.Library(Type.DAY, "date", arguments);
    }

    private Node library(Expr.Call call, String function, List<Node> arguments) {
        Type result = LIBRARY.get(function);
        if (result == null) {
            throw new TypeException(
                    call.position(), "政策条款中没有函数“" + function + "”", "a policy has no function '" + function + "'");
        }
        return new Node.Library(result, function, arguments);
    }

    private static void arity(Expr.Call call, int count) {
        if (call.arguments().size() != count) {
            throw new TypeException(
                    call.position(), "此函数需要" + count + "个参数", "the function takes " + count + " arguments");
        }
    }

    private static Type.Number number(Expr.Call call, Node node) {
        if (node.type() instanceof Type.Number n) {
            return n;
        }
        throw new TypeException(
                call.position(),
                "此处应为数，而不是" + node.type(),
                "expected a number instead of " + node.type().english());
    }

    private static void days(Expr.Call call, List<Node> nodes) {
        if (!nodes.stream().allMatch(n -> n.type() instanceof Type.Day)) {
            throw new TypeException(call.position(), "此函数的参数应为日期", "the function takes dates");
        }
    }
}
