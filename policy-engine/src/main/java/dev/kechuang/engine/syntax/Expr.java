package dev.kechuang.engine.syntax;

import java.math.BigDecimal;
import java.util.List;

/** The syntax tree of FEEL, as written: nothing is resolved or typed. */
public sealed interface Expr {
    Position position();

    /** A number; {@code unit} is empty, "%" or a unit such as 万元. */
    record NumberLiteral(Position position, BigDecimal value, String unit) implements Expr {}

    record TextLiteral(Position position, String value) implements Expr {}

    record BooleanLiteral(Position position, boolean value) implements Expr {}

    record NullLiteral(Position position) implements Expr {}

    /** {@code @"2018-12-08"}: a date, time, date and time, or duration. */
    record AtLiteral(Position position, String value) implements Expr {}

    record Name(Position position, String name) implements Expr {}

    record ListLiteral(Position position, List<Expr> items) implements Expr {}

    record ContextLiteral(Position position, List<Entry> entries) implements Expr {}

    record Entry(Position position, String key, Expr value) {}

    /** {@code [a..b)}; in a {@code for} also {@code a..b}, which is {@code bare}. */
    record RangeLiteral(Position position, boolean fromIncluded, Expr from, Expr to, boolean toIncluded, boolean bare)
            implements Expr {}

    /** {@code < 10}, {@code >= x}, {@code = 5}, {@code != 5} standing alone, as tests do. */
    record UnaryTest(Position position, Operator operator, Expr operand) implements Expr {}

    record Binary(Position position, Operator operator, Expr left, Expr right) implements Expr {}

    record Negate(Position position, Expr operand) implements Expr {}

    record Between(Position position, Expr value, Expr from, Expr to) implements Expr {}

    /** {@code value in test} or {@code value in (test, test)}. */
    record In(Position position, Expr value, List<Expr> tests) implements Expr {}

    record InstanceOf(Position position, Expr value, TypeName type) implements Expr {}

    record If(Position position, Expr condition, Expr then, Expr otherwise) implements Expr {}

    record For(Position position, List<Iterator> iterators, Expr body) implements Expr {}

    record Quantified(Position position, boolean every, List<Iterator> iterators, Expr condition) implements Expr {}

    record Iterator(Position position, String name, Expr domain) {}

    record FunctionLiteral(Position position, List<Parameter> parameters, Expr body) implements Expr {}

    record Parameter(String name, TypeName type) {}

    /** {@code names} is empty for positional arguments, else as long as {@code arguments}. */
    record Call(Position position, Expr function, List<String> names, List<Expr> arguments) implements Expr {}

    record Path(Position position, Expr value, String name) implements Expr {}

    record Filter(Position position, Expr value, Expr filter) implements Expr {}

    /** A type as written: {@code list<number>}, {@code context<a: string>}, {@code function<number>->Any}. */
    record TypeName(String name, List<String> names, List<TypeName> arguments) {
        public static final TypeName ANY = new TypeName("Any", List.of(), List.of());
    }

    /** Operators with the text they are written with. */
    enum Operator {
        OR("or"),
        AND("and"),
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        POWER("**");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public boolean comparison() {
            return ordinal() >= EQUAL.ordinal() && ordinal() <= GREATER_EQUAL.ordinal();
        }

        /** The comparison with its sides exchanged. */
        public Operator mirrored() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_EQUAL -> GREATER_EQUAL;
                case GREATER -> LESS;
                case GREATER_EQUAL -> LESS_EQUAL;
                default -> this;
            };
        }
    }
}
