package dev.kechuang.engine.types;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import java.util.List;

/** A typed expression: every name is resolved to a fact, a parameter, a definition, a score or a variable. */
public sealed interface Node {
    Type type();

    record Constant(Type type, Val value) implements Node {}

    /** The value of a fact; for yearly facts of the year so many before the base year. */
    record FactValue(Type type, Fact fact, int yearsBack) implements Node {}

    /** The values of a yearly fact of the last {@code years} years, oldest first, without years before founding. */
    record Recent(Type type, Fact fact, int years) implements Node {}

    record Parameter(Type type, int index, String name) implements Node {}

    record Definition(Type type, int index, String name) implements Node {}

    record Score(Type type, int index, String name) implements Node {}

    /** The day of the decision (申请日). */
    record DecisionDay(Type type) implements Node {}

    /** The last full year before the day of the decision (基准年度). */
    record BaseYear(Type type) implements Node {}

    /** A variable of a loop or filter, by depth from the innermost. */
    record Variable(Type type, int depth) implements Node {}

    record Field(Type type, Node event, String name) implements Node {}

    record Arithmetic(Type type, Operator operator, Node left, Node right) implements Node {}

    record Negate(Type type, Node operand) implements Node {}

    record Compare(Type type, Operator operator, Node left, Node right) implements Node {}

    /** {@code x = null}. */
    record IsAbsent(Type type, Node operand) implements Node {}

    record Both(Type type, Node left, Node right) implements Node {}

    record Either(Type type, Node left, Node right) implements Node {}

    record Not(Type type, Node operand) implements Node {}

    record If(Type type, Node condition, Node then, Node otherwise) implements Node {}

    record ListOf(Type type, List<Node> items) implements Node {}

    record Filter(Type type, Node list, Node condition) implements Node {}

    /** {@code list[n]}; negative from the end. */
    record At(Type type, Node list, int position) implements Node {}

    record For(Type type, Node list, Node body) implements Node {}

    record Quantified(Type type, boolean every, Node list, Node condition) implements Node {}

    /** A function of the typed core. */
    record Apply(Type type, Function function, List<Node> arguments) implements Node {}

    /** A standard function computed by the FEEL library on 34-digit decimals. */
    record Library(Type type, String name, List<Node> arguments) implements Node {}

    /** The year, month, day or weekday of a date. */
    record DatePart(Type type, String part, Node date) implements Node {}

    enum Function {
        SUM,
        COUNT,
        MIN,
        MAX,
        MEAN,
        ABS,
        FLOOR,
        CEILING,
        ROUND_UP,
        ROUND_DOWN,
        ROUND_HALF_UP,
        MONTHS_BETWEEN
    }

    /** The nodes directly below. */
    default List<Node> children() {
        return switch (this) {
            case Constant n -> List.of();
            case FactValue n -> List.of();
            case Recent n -> List.of();
            case Parameter n -> List.of();
            case Definition n -> List.of();
            case Score n -> List.of();
            case DecisionDay n -> List.of();
            case BaseYear n -> List.of();
            case Variable n -> List.of();
            case Field n -> List.of(n.event());
            case Arithmetic n -> List.of(n.left(), n.right());
            case Negate n -> List.of(n.operand());
            case Compare n -> List.of(n.left(), n.right());
            case IsAbsent n -> List.of(n.operand());
            case Both n -> List.of(n.left(), n.right());
            case Either n -> List.of(n.left(), n.right());
            case Not n -> List.of(n.operand());
            case If n -> List.of(n.condition(), n.then(), n.otherwise());
            case ListOf n -> n.items();
            case Filter n -> List.of(n.list(), n.condition());
            case At n -> List.of(n.list());
            case For n -> List.of(n.list(), n.body());
            case Quantified n -> List.of(n.list(), n.condition());
            case Apply n -> n.arguments();
            case Library n -> n.arguments();
            case DatePart n -> List.of(n.date());
        };
    }
}
