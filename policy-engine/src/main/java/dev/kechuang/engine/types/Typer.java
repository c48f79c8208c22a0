package dev.kechuang.engine.types;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.syntax.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns a syntax tree into a typed one, or says what does not fit. */
public final class Typer {
    /** Names that every policy may use: the day it is decided on, and the last full year before it. */
    public static final String DECISION_DAY = "申请日";

    public static final String BASE_YEAR = "基准年度";

    final Names names;
    private final List<Variable> variables = new ArrayList<>();

    private record Variable(String name, Type type) {}

    public Typer(Names names) {
        this.names = names;
    }

    /** @throws TypeException when a name, type or unit is wrong */
    public Node type(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> number(n);
            case Expr.TextLiteral t -> new Node.Constant(Type.TEXT, new Val.Text(t.value()));
            case Expr.BooleanLiteral b -> new Node.Constant(Type.TRUTH, Val.of(b.value()));
            case Expr.NullLiteral n -> new Node.Constant(Type.NOTHING, Val.ABSENT);
            case Expr.AtLiteral a -> Temporals.literal(a);
            case Expr.Name n -> name(n);
            case Expr.ListLiteral l -> list(l);
            case Expr.Binary b -> binary(b);
            case Expr.Negate n -> negate(n);
            case Expr.Between b -> {
                Node value = type(b.value());
                yield both(
                        compare(b.position(), Operator.GREATER_EQUAL, value, type(b.from())),
                        compare(b.position(), Operator.LESS_EQUAL, value, type(b.to())));
            }
            case Expr.In in -> in(in);
            case Expr.If i -> conditional(i);
            case Expr.For f -> loop(f);
            case Expr.Quantified q -> quantified(q);
            case Expr.Call c -> new Calls(this).call(c);
            case Expr.Path p -> path(p);
            case Expr.Filter f -> filter(f);
            case Expr.InstanceOf i -> throw unsupported(i.position(), "instance of");
            case Expr.ContextLiteral c -> throw unsupported(c.position(), "{…}");
            case Expr.RangeLiteral r -> throw unsupported(r.position(), "[a..b]");
            case Expr.UnaryTest t ->
                throw unsupported(t.position(), t.operator().text());
            case Expr.FunctionLiteral f -> throw unsupported(f.position(), "function");
        };
    }

    private static TypeException unsupported(Position position, String what) {
        return new TypeException(position, "政策条款中此处不能使用 " + what, what + " can't stand here in a policy");
    }

    private static Node number(Expr.NumberLiteral n) {
        Rational value = Rational.of(n.value());
        if (n.unit().isEmpty()) {
            return new Node.Constant(new Type.Number(Unit.NONE, value.isWhole()), new Val.Num(value));
        }
        Unit.Written written = Unit.written(n.unit());
        if (written == null) {
            throw new TypeException(n.position(), "未知的单位“" + n.unit() + "”", "unknown unit '" + n.unit() + "'");
        }
        Rational inner = value.multiply(written.factor());
        boolean whole = inner.isWhole() && !written.unit().equals(Unit.YUAN);
        return new Node.Constant(new Type.Number(written.unit(), whole), new Val.Num(inner));
    }

    private Node name(Expr.Name n) {
        for (int depth = 0; depth < variables.size(); depth++) {
            Variable variable = variables.get(variables.size() - 1 - depth);
            if (variable.name().equals(n.name())) {
                return new Node.Variable(variable.type(), depth);
            }
            if (variable.type() instanceof Type.EventOf(Fact fact)) {
                Fact field = fact.field(n.name());
                if (field != null) {
                    return new Node.Field(field.type(), new Node.Variable(variable.type(), depth), n.name());
                }
            }
        }
        Node local = names.local(n.name());
        if (local != null) {
            return local;
        }
        Fact fact = names.fact(n.name());
        if (fact != null) {
            return new Node.FactValue(fact.type(), fact, 0);
        }
        return switch (n.name()) {
            case DECISION_DAY -> new Node.DecisionDay(Type.DAY);
            case BASE_YEAR -> new Node.BaseYear(new Type.Number(Unit.YEAR, true));
            default ->
                throw new TypeException(
                        n.position(),
                        "未知的名称“" + n.name() + "”：事实字典、参数和定义中都没有",
                        "unknown name '" + n.name() + "': it is neither a fact nor a parameter nor a definition");
        };
    }

    private Node list(Expr.ListLiteral l) {
        List<Node> items = l.items().stream().map(this::type).toList();
        Type element = Type.NOTHING;
        for (int i = 0; i < items.size(); i++) {
            element = common(l.items().get(i).position(), element, items.get(i).type(), items.get(i));
        }
        return new Node.ListOf(new Type.ListOf(element), items);
    }

    /** The type of both; a zero fits every unit. */
    Type common(Position position, Type left, Type right, Node rightNode) {
        if (left instanceof Type.Nothing || left.equals(right)) {
            return right;
        }
        if (right instanceof Type.Nothing) {
            return left;
        }
        if (left instanceof Type.Number a && right instanceof Type.Number b) {
            if (a.unit().equals(b.unit())) {
                return new Type.Number(a.unit(), a.whole() && b.whole());
            }
            if (isZero(rightNode)) {
                return left;
            }
        }
        if (left instanceof Type.Text && right instanceof Type.Text) {
            return Type.TEXT;
        }
        if (left.getClass() == right.getClass() && !(left instanceof Type.Number) && !(left instanceof Type.ListOf)) {
            return left;
        }
        throw mismatch(position, left, right);
    }

    static TypeException mismatch(Position position, Type left, Type right) {
        return new TypeException(
                position,
                "类型或单位不一致：" + left + " 与 " + right,
                "types or units do not fit: " + left.english() + " and " + right.english());
    }

    static boolean isZero(Node node) {
        return node instanceof Node.Constant(Type t, Val.Num(Rational value)) && value.signum() == 0;
    }

    private Node binary(Expr.Binary b) {
        Node left = type(b.left());
        Node right = type(b.right());
        return switch (b.operator()) {
            case AND -> both(truth(b.left(), left), truth(b.right(), right));
            case OR -> new Node.Either(Type.TRUTH, truth(b.left(), left), truth(b.right(), right));
            case ADD, SUBTRACT -> Sums.sum(b.position(), b.operator(), left, right);
            case MULTIPLY, DIVIDE, POWER -> Sums.product(b.position(), b.operator(), left, right);
            default -> compare(b.position(), b.operator(), left, right);
        };
    }

    static Node both(Node left, Node right) {
        return new Node.Both(Type.TRUTH, left, right);
    }

    Node truth(Expr expr, Node node) {
        if (node.type() instanceof Type.Truth || node.type() instanceof Type.Nothing) {
            return node;
        }
        throw new TypeException(
                expr.position(),
                "此处应为是非判断，而不是" + node.type(),
                "expected a condition instead of " + node.type().english());
    }

    Node compare(Position position, Operator operator, Node left, Node right) {
        if (isNull(right) || isNull(left)) {
            Node absent = new Node.IsAbsent(Type.TRUTH, isNull(right) ? left : right);
            return switch (operator) {
                case EQUAL -> absent;
                case NOT_EQUAL -> new Node.Not(Type.TRUTH, absent);
                default -> throw mismatch(position, left.type(), right.type());
            };
        }
        Type a = left.type();
        Type b = right.type();
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        boolean fits = switch (a) {
            case Type.Number x ->
                b instanceof Type.Number y && (x.unit().equals(y.unit()) || isZero(left) || isZero(right));
            case Type.Text t -> b instanceof Type.Text && equality;
            case Type.Truth t -> b instanceof Type.Truth && equality;
            case Type.Day d -> b instanceof Type.Day;
            case Type.Span s -> b instanceof Type.Span;
            default -> false;
        };
        if (!fits) {
            throw mismatch(position, a, b);
        }
        checkEnum(position, a, right);
        checkEnum(position, b, left);
        return new Node.Compare(Type.TRUTH, operator, left, right);
    }

    private static boolean isNull(Node node) {
        return node.type() instanceof Type.Nothing;
    }

    private static void checkEnum(Position position, Type type, Node other) {
        if (type instanceof Type.Text(List<String> values)
                && !values.isEmpty()
                && other instanceof Node.Constant(Type t, Val.Text(String text))
                && !values.contains(text)) {
            throw new TypeException(
                    position,
                    "“" + text + "”不是可能的取值：" + String.join("、", values),
                    "'" + text + "' is not one of the possible values: " + String.join(", ", values));
        }
    }

    private Node negate(Expr.Negate n) {
        Node operand = type(n.operand());
        if (operand instanceof Node.Constant(Type t, Val.Num(Rational value))) {
            return new Node.Constant(t, new Val.Num(value.negate()));
        }
        if (operand.type() instanceof Type.Number) {
            return new Node.Negate(operand.type(), operand);
        }
        throw new TypeException(n.position(), "只有数可以取负，而不是" + operand.type(), "only a number can be negated");
    }

    private Node in(Expr.In in) {
        Node value = type(in.value());
        Node result = null;
        for (Expr test : in.tests()) {
            Node one = test(value, test);
            result = result == null ? one : new Node.Either(Type.TRUTH, result, one);
        }
        return result == null ? new Node.Constant(Type.TRUTH, Val.FALSE) : result;
    }

    /** One test on a value, as after {@code in} or in a band. */
    public Node test(Node value, Expr test) {
        return switch (test) {
            case Expr.UnaryTest t -> compare(t.position(), t.operator(), value, type(t.operand()));
            case Expr.RangeLiteral r ->
                both(
                        compare(
                                r.position(),
                                r.fromIncluded() ? Operator.GREATER_EQUAL : Operator.GREATER,
                                value,
                                type(r.from())),
                        compare(
                                r.position(),
                                r.toIncluded() ? Operator.LESS_EQUAL : Operator.LESS,
                                value,
                                type(r.to())));
            case Expr.ListLiteral l -> {
                Node any = new Node.Constant(Type.TRUTH, Val.FALSE);
                for (Expr item : l.items()) {
                    any = new Node.Either(Type.TRUTH, any, test(value, item));
                }
                yield any;
            }
            default -> compare(test.position(), Operator.EQUAL, value, type(test));
        };
    }

    private Node conditional(Expr.If i) {
        Node condition = truth(i.condition(), type(i.condition()));
        Node then = type(i.then());
        Node otherwise = type(i.otherwise());
        Type type = isZero(then)
                ? common(i.then().position(), otherwise.type(), then.type(), then)
                : common(i.otherwise().position(), then.type(), otherwise.type(), otherwise);
        return new Node.If(type, condition, then, otherwise);
    }

    /** The element type of a list, or an error at {@code position}. */
    static Type element(Position position, Node list) {
        if (list.type() instanceof Type.ListOf(Type element)) {
            return element;
        }
        throw new TypeException(
                position,
                "此处应为列表，而不是" + list.type(),
                "expected a list instead of " + list.type().english());
    }

    <T> T with(String name, Type type, Supplier<T> body) {
        variables.add(new Variable(name, type));
        T result = body.get();
        variables.removeLast();
        return result;
    }

    private Node loop(Expr.For f) {
        Expr.Iterator iterator = f.iterators().getFirst();
        if (f.iterators().size() > 1) {
            throw new TypeException(iterator.position(), "一个循环只能有一个变量", "a loop has one variable in a policy");
        }
        Node list = type(iterator.domain());
        Type element = element(iterator.position(), list);
        Node result = with(iterator.name(), element, () -> type(f.body()));
        return new Node.For(new Type.ListOf(result.type()), list, result);
    }

    private Node quantified(Expr.Quantified q) {
        Expr.Iterator iterator = q.iterators().getFirst();
        if (q.iterators().size() > 1) {
            throw new TypeException(iterator.position(), "一个量词只能有一个变量", "a quantifier has one variable in a policy");
        }
        Node list = type(iterator.domain());
        Node condition = with(
                iterator.name(), element(iterator.position(), list), () -> truth(q.condition(), type(q.condition())));
        return new Node.Quantified(Type.TRUTH, q.every(), list, condition);
    }

    private Node path(Expr.Path p) {
        Node value = type(p.value());
        if (value.type() instanceof Type.EventOf(Fact fact)) {
            Fact field = fact.field(p.name());
            if (field != null) {
                return new Node.Field(field.type(), value, p.name());
            }
        }
        if (value.type() instanceof Type.ListOf(Type.EventOf(Fact fact))) {
            Fact field = fact.field(p.name());
            if (field != null) {
                Node each = new Node.Field(field.type(), new Node.Variable(new Type.EventOf(fact), 0), p.name());
                return new Node.For(new Type.ListOf(field.type()), value, each);
            }
        }
        if (value.type() instanceof Type.Day
                && List.of("year", "month", "day", "weekday").contains(p.name())) {
            Unit unit = p.name().equals("year") ? Unit.YEAR : Unit.NONE;
            return new Node.DatePart(new Type.Number(unit, true), p.name(), value);
        }
        throw new TypeException(
                p.position(),
                value.type() + "没有“" + p.name() + "”",
                value.type().english() + " has no '" + p.name() + "'");
    }

    private Node filter(Expr.Filter f) {
        Node list = type(f.value());
        Type element = element(f.position(), list);
        Integer position = constantPosition(f.filter());
        if (position != null) {
            return new Node.At(element, list, position);
        }
        Node condition = with("item", element, () -> truth(f.filter(), type(f.filter())));
        return new Node.Filter(list.type(), list, condition);
    }

    private static @Nullable Integer constantPosition(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n when n.unit().isEmpty() -> n.value().intValue();
            case Expr.Negate(Position p, Expr.NumberLiteral n) -> -n.value().intValue();
            default -> null;
        };
    }
}
