package dev.kechuang.engine.syntax;

import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.syntax.Expr.TypeName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent over FEEL's grammar (DMN 1.5, 10.3.1.2). Depth and size are bounded. */
public final class Parser {
    private static final int MAX_DEPTH = 150;
    private static final int MAX_NODES = 4_000;
    /** Largest decimal exponent of a number, as in IEEE 754 decimal128. */
    private static final int MAX_EXPONENT = 6_144;

    private static final Set<String> RESERVED = Set.of(
            "if",
            "then",
            "else",
            "for",
            "in",
            "return",
            "some",
            "every",
            "satisfies",
            "and",
            "or",
            "between",
            "instance",
            "function",
            "true",
            "false",
            "null");

    private final Cursor cursor;
    private final NameScope scope;
    private int depth;
    private int nodes;

    private Parser(String text, boolean units, Collection<String> names) {
        this.cursor = new Cursor(text, new Lexer(text, units).tokens());
        this.scope = new NameScope(names);
    }

    /** Parses plain FEEL; {@code names} are the names of several words (functions above all) that may occur. */
    public static Expr feel(String text, Collection<String> names) {
        return new Parser(text, false, names).whole();
    }

    /** Parses FEEL with our extension: percent and units directly after a number. */
    public static Expr policy(String text, Collection<String> names) {
        return new Parser(text, true, names).whole();
    }

    /** Parses one test of a value, such as {@code >= 30%}, {@code [25%..30%)} or {@code 5项}. */
    public static Expr policyTest(String text, Collection<String> names) {
        Parser parser = new Parser(text, true, names);
        Expr test = parser.test(true);
        if (!parser.cursor.atEnd()) {
            throw parser.cursor.unexpected("结尾", "the end");
        }
        return test;
    }

    private Expr whole() {
        Expr expr = expression();
        if (!cursor.atEnd()) {
            throw cursor.unexpected("运算符或结尾", "an operator or the end");
        }
        return expr;
    }

    private Expr expression() {
        if (++depth > MAX_DEPTH) {
            throw cursor.error("表达式嵌套超过" + MAX_DEPTH + "层", "the expression is nested deeper than " + MAX_DEPTH);
        }
        Expr expr = disjunction();
        depth--;
        return expr;
    }

    private <E extends Expr> E node(E expr) {
        if (++nodes > MAX_NODES) {
            throw cursor.error("表达式超过" + MAX_NODES + "个节点", "the expression has more than " + MAX_NODES + " nodes");
        }
        return expr;
    }

    private Expr disjunction() {
        Expr left = conjunction();
        while (cursor.at("or")) {
            Position position = cursor.advance().position();
            left = node(new Expr.Binary(position, Operator.OR, left, conjunction()));
        }
        return left;
    }

    private Expr conjunction() {
        Expr left = comparison();
        while (cursor.at("and")) {
            Position position = cursor.advance().position();
            left = node(new Expr.Binary(position, Operator.AND, left, comparison()));
        }
        return left;
    }

    private Expr comparison() {
        Expr left = additive();
        while (true) {
            Position position = cursor.position();
            Operator operator = cursor.comparisonOperator();
            if (operator != null) {
                cursor.advance();
                left = node(new Expr.Binary(position, operator, left, additive()));
            } else if (cursor.take("between")) {
                Expr from = additive();
                cursor.expect("and");
                left = node(new Expr.Between(position, left, from, additive()));
            } else if (cursor.at("in")) {
                cursor.advance();
                left = node(new Expr.In(position, left, tests()));
            } else {
                return left;
            }
        }
    }

    /** What may follow {@code in}: one test or several in brackets; {@code (1..5)} is one range, not a list of tests. */
    private List<Expr> tests() {
        if (cursor.at("(")) {
            int mark = cursor.mark();
            Expr range = rangeOrNull();
            if (range != null) {
                return List.of(range);
            }
            cursor.reset(mark);
            cursor.expect("(");
            List<Expr> tests = new ArrayList<>();
            do {
                tests.add(test(true));
            } while (cursor.take(","));
            cursor.expect(")");
            if (tests.size() > 1 || !cursor.continuesExpression()) {
                return List.copyOf(tests);
            }
            cursor.reset(mark);
        }
        return List.of(test(false));
    }

    private Expr test(boolean bracketed) {
        Position position = cursor.position();
        Operator operator = cursor.comparisonOperator();
        if (operator != null) {
            cursor.advance();
            return node(new Expr.UnaryTest(position, operator, additive()));
        }
        return bracketed ? expression() : additive();
    }

    private Expr additive() {
        Expr left = multiplicative();
        while (cursor.at("+") || cursor.at("-")) {
            Token token = cursor.advance();
            Operator operator = token.is("+") ? Operator.ADD : Operator.SUBTRACT;
            left = node(new Expr.Binary(token.position(), operator, left, multiplicative()));
        }
        return left;
    }

    private Expr multiplicative() {
        Expr left = power();
        while (cursor.at("*") || cursor.at("/")) {
            Token token = cursor.advance();
            Operator operator = token.is("*") ? Operator.MULTIPLY : Operator.DIVIDE;
            left = node(new Expr.Binary(token.position(), operator, left, power()));
        }
        return left;
    }

    private Expr power() {
        Expr left = unary();
        while (cursor.at("**")) {
            Position position = cursor.advance().position();
            left = node(new Expr.Binary(position, Operator.POWER, left, unary()));
        }
        return left;
    }

    private Expr unary() {
        if (cursor.at("-")) {
            if (++depth > MAX_DEPTH) {
                throw cursor.error("表达式嵌套超过" + MAX_DEPTH + "层", "the expression is nested deeper than " + MAX_DEPTH);
            }
            Position position = cursor.advance().position();
            Expr operand = node(new Expr.Negate(position, unary()));
            depth--;
            return operand;
        }
        return postfix(primary());
    }

    private Expr postfix(Expr start) {
        Expr expr = start;
        while (true) {
            Position position = cursor.position();
            if (cursor.take(".")) {
                expr = node(new Expr.Path(position, expr, pathName()));
            } else if (cursor.at("[") && !cursor.opensRange()) {
                cursor.advance();
                scope.enter();
                scope.add("item");
                Expr filter = expression();
                scope.leave();
                cursor.expect("]");
                expr = node(new Expr.Filter(position, expr, filter));
            } else if (cursor.at("(")) {
                expr = call(expr);
            } else if (cursor.at("instance") && cursor.peekIs(1, "of")) {
                cursor.advance();
                cursor.advance();
                expr = node(new Expr.InstanceOf(position, expr, type()));
            } else {
                return expr;
            }
        }
    }

    private String pathName() {
        String known = scope.match(cursor);
        if (known != null) {
            return known;
        }
        if (cursor.current().kind() != Token.Kind.NAME) {
            throw cursor.unexpected("属性名", "a property name");
        }
        return cursor.advance().text();
    }

    private Expr call(Expr function) {
        Position position = cursor.position();
        cursor.expect("(");
        List<String> names = new ArrayList<>();
        List<Expr> arguments = new ArrayList<>();
        while (!cursor.at(")")) {
            String name = cursor.parameterName();
            if (name != null) {
                names.add(name);
            }
            arguments.add(expression());
            if (!cursor.take(",")) {
                break;
            }
        }
        cursor.expect(")");
        if (!names.isEmpty() && names.size() != arguments.size()) {
            throw new SyntaxException(position, "参数要么都带名称，要么都不带", "arguments are either all named or all positional");
        }
        return node(new Expr.Call(position, function, List.copyOf(names), List.copyOf(arguments)));
    }

    private Expr primary() {
        Token token = cursor.current();
        return switch (token.kind()) {
            case NUMBER -> number();
            case STRING -> node(new Expr.TextLiteral(cursor.advance().position(), token.text()));
            case NAME -> word(token);
            case SYMBOL -> symbol(token);
            case UNIT, END -> throw cursor.unexpected("一个值", "a value");
        };
    }

    private Expr number() {
        Token token = cursor.advance();
        String unit =
                cursor.current().kind() == Token.Kind.UNIT ? cursor.advance().text() : "";
        try {
            BigDecimal value = new BigDecimal(token.text());
            long exponent = (long) value.precision() - value.scale() - 1;
            if (Math.abs(exponent) <= MAX_EXPONENT) {
                return node(new Expr.NumberLiteral(token.position(), value, unit));
            }
        } catch (NumberFormatException tooLarge) {
            // reported below
        }
        throw new SyntaxException(token.position(), "数字超出范围", "the number is out of range");
    }

    private Expr word(Token token) {
        String known = scope.match(cursor);
        if (known != null) {
            return node(new Expr.Name(token.position(), known));
        }
        return switch (token.text()) {
            case "true", "false" -> {
                cursor.advance();
                yield node(
                        new Expr.BooleanLiteral(token.position(), token.text().equals("true")));
            }
            case "null" -> node(new Expr.NullLiteral(cursor.advance().position()));
            case "if" -> condition();
            case "for" -> loop();
            case "some", "every" -> quantified();
            case "function" -> function();
            default -> {
                if (RESERVED.contains(token.text())) {
                    throw cursor.unexpected("一个值", "a value");
                }
                cursor.advance();
                yield node(new Expr.Name(token.position(), token.text()));
            }
        };
    }

    private Expr condition() {
        Position position = cursor.advance().position();
        Expr condition = expression();
        cursor.expect("then");
        Expr then = expression();
        cursor.expect("else");
        return node(new Expr.If(position, condition, then, expression()));
    }

    private Expr loop() {
        Position position = cursor.advance().position();
        scope.enter();
        scope.add("partial");
        List<Expr.Iterator> iterators = iterators();
        cursor.expect("return");
        Expr body = expression();
        scope.leave();
        return node(new Expr.For(position, iterators, body));
    }

    private Expr quantified() {
        Token token = cursor.advance();
        scope.enter();
        List<Expr.Iterator> iterators = iterators();
        cursor.expect("satisfies");
        Expr body = expression();
        scope.leave();
        return node(new Expr.Quantified(token.position(), token.is("every"), iterators, body));
    }

    private List<Expr.Iterator> iterators() {
        List<Expr.Iterator> iterators = new ArrayList<>();
        do {
            Position position = cursor.position();
            String name = cursor.nameUntil("in");
            cursor.expect("in");
            Expr domain = expression();
            if (cursor.take("..")) {
                domain = node(new Expr.RangeLiteral(position, true, domain, expression(), true, true));
            }
            iterators.add(new Expr.Iterator(position, name, domain));
            scope.add(name);
        } while (cursor.take(","));
        return List.copyOf(iterators);
    }

    private Expr function() {
        Position position = cursor.advance().position();
        cursor.expect("(");
        scope.enter();
        List<Expr.Parameter> parameters = new ArrayList<>();
        while (!cursor.at(")")) {
            String name = cursor.nameUntil(":", ",", ")");
            TypeName type = cursor.take(":") ? type() : TypeName.ANY;
            parameters.add(new Expr.Parameter(name, type));
            scope.add(name);
            if (!cursor.take(",")) {
                break;
            }
        }
        cursor.expect(")");
        if (cursor.at("external")) {
            throw cursor.error("不支持外部函数", "external functions are not supported");
        }
        Expr body = expression();
        scope.leave();
        return node(new Expr.FunctionLiteral(position, List.copyOf(parameters), body));
    }

    private Expr symbol(Token token) {
        return switch (token.text()) {
            case "@" -> at();
            case "{" -> context();
            case "?" -> node(new Expr.Name(cursor.advance().position(), "?"));
            case "[", "]" -> listOrRange();
            case "(" -> parenthesised();
            default -> throw cursor.unexpected("一个值", "a value");
        };
    }

    private Expr at() {
        Position position = cursor.advance().position();
        if (cursor.current().kind() != Token.Kind.STRING) {
            throw cursor.unexpected("@ 后的字符串", "a string after @");
        }
        return node(new Expr.AtLiteral(position, cursor.advance().text()));
    }

    private Expr context() {
        Position position = cursor.advance().position();
        scope.enter();
        List<Expr.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (!cursor.at("}")) {
            Position at = cursor.position();
            String key = cursor.current().kind() == Token.Kind.STRING
                    ? cursor.advance().text()
                    : cursor.nameUntil(":");
            cursor.expect(":");
            if (!keys.add(key)) {
                throw new SyntaxException(at, "键“" + key + "”重复", "the key '" + key + "' occurs twice");
            }
            entries.add(new Expr.Entry(at, key, expression()));
            scope.add(key);
            scope.remember(key);
            if (!cursor.take(",")) {
                break;
            }
        }
        scope.leave();
        cursor.expect("}");
        return node(new Expr.ContextLiteral(position, List.copyOf(entries)));
    }

    private Expr listOrRange() {
        int mark = cursor.mark();
        Expr range = rangeOrNull();
        if (range != null) {
            return range;
        }
        cursor.reset(mark);
        Position position = cursor.position();
        cursor.expect("[");
        List<Expr> items = new ArrayList<>();
        while (!cursor.at("]")) {
            items.add(test(true));
            if (!cursor.take(",")) {
                break;
            }
        }
        cursor.expect("]");
        return node(new Expr.ListLiteral(position, List.copyOf(items)));
    }

    private Expr parenthesised() {
        int mark = cursor.mark();
        Expr range = rangeOrNull();
        if (range != null) {
            return range;
        }
        cursor.reset(mark);
        cursor.expect("(");
        Expr inner = test(true);
        cursor.expect(")");
        return inner;
    }

    /** A range if the tokens from here are one: an opening, an expression, {@code ..}, an expression, a closing. */
    private @Nullable Expr rangeOrNull() {
        if (!cursor.rangeAhead()) {
            return null;
        }
        Token open = cursor.advance();
        Expr from = additive();
        cursor.expect("..");
        Expr to = additive();
        Token close = cursor.advance();
        if (!close.is(")") && !close.is("]") && !close.is("[")) {
            throw new SyntaxException(close.position(), "区间应以 ) ] [ 结束", "a range ends with ) ] or [");
        }
        return node(new Expr.RangeLiteral(open.position(), open.is("["), from, to, close.is("]"), false));
    }

    private TypeName type() {
        if (++depth > MAX_DEPTH) {
            throw cursor.error("类型嵌套过深", "the type is nested too deep");
        }
        TypeName type = TypeNames.parse(cursor, this::type);
        depth--;
        return type;
    }
}
