package dev.kechuang.engine.types;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.syntax.Position;
import java.util.Set;

/** Types and units of the arithmetic operators. */
final class Sums {
    private static final Set<Unit> CALENDAR = Set.of(Unit.YEAR, Unit.of("个月"), Unit.of("天"));

    private Sums() {}

    static Node sum(Position position, Operator operator, Node left, Node right) {
        Type a = left.type();
        Type b = right.type();
        if (a instanceof Type.Day && (b instanceof Type.Span || isCalendar(b))) {
            return new Node.Arithmetic(Type.DAY, operator, left, right);
        }
        if (operator == Operator.ADD && b instanceof Type.Day && (a instanceof Type.Span || isCalendar(a))) {
            return new Node.Arithmetic(Type.DAY, operator, right, left);
        }
        if (operator == Operator.SUBTRACT && a instanceof Type.Day && b instanceof Type.Day) {
            return new Node.Arithmetic(Type.SPAN, operator, left, right);
        }
        if (a instanceof Type.Span && b instanceof Type.Span) {
            return new Node.Arithmetic(Type.SPAN, operator, left, right);
        }
        if (operator == Operator.ADD && a instanceof Type.Text && b instanceof Type.Text) {
            return new Node.Arithmetic(Type.TEXT, operator, left, right);
        }
        if (a instanceof Type.Number x && b instanceof Type.Number y) {
            boolean same = x.unit().equals(y.unit()) || Typer.isZero(right);
            if (same || Typer.isZero(left)) {
                Unit unit = same ? x.unit() : y.unit();
                return new Node.Arithmetic(new Type.Number(unit, x.whole() && y.whole()), operator, left, right);
            }
        }
        throw Typer.mismatch(position, a, b);
    }

    private static boolean isCalendar(Type type) {
        return type instanceof Type.Number n && CALENDAR.contains(n.unit());
    }

    static Node product(Position position, Operator operator, Node left, Node right) {
        if (!(left.type() instanceof Type.Number a) || !(right.type() instanceof Type.Number b)) {
            throw Typer.mismatch(position, left.type(), right.type());
        }
        if (operator == Operator.POWER) {
            return power(position, left, a, right);
        }
        Unit unit = operator == Operator.MULTIPLY
                ? a.unit().times(b.unit())
                : a.unit().per(b.unit());
        boolean whole = operator == Operator.MULTIPLY && a.whole() && b.whole();
        return new Node.Arithmetic(new Type.Number(unit, whole), operator, left, right);
    }

    private static Node power(Position position, Node left, Type.Number base, Node right) {
        if (right instanceof Node.Constant(Type t, Val.Num(Rational exponent))
                && exponent.isWhole()
                && exponent.abs().compareTo(Rational.of(20)) <= 0) {
            int n = exponent.numerator().intValue();
            Unit unit = Unit.NONE;
            for (int i = 0; i < Math.abs(n); i++) {
                unit = n > 0 ? unit.times(base.unit()) : unit.per(base.unit());
            }
            return new Node.Arithmetic(new Type.Number(unit, base.whole() && n >= 0), Operator.POWER, left, right);
        }
        throw new TypeException(
                position, "乘方的指数应为-20至20的整数常量", "the exponent of a power is a whole constant between -20 and 20");
    }
}
