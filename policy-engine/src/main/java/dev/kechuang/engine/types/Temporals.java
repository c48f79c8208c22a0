package dev.kechuang.engine.types;

import dev.kechuang.engine.eval.Bridge;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.syntax.Expr;
import java.util.Map;

/** Literals of dates and durations. */
final class Temporals {
    private Temporals() {}

    static Node literal(Expr.AtLiteral literal) {
        Val value = Bridge.fromFeel(Feel.evaluate(literal, Map.of()));
        return switch (value) {
            case Val.Day d -> new Node.Constant(Type.DAY, d);
            case Val.Span s -> new Node.Constant(Type.SPAN, s);
            default ->
                throw new TypeException(
                        literal.position(),
                        "“" + literal.value() + "”不是日期，也不是整月或整天的时长",
                        "'" + literal.value() + "' is neither a date nor a duration of whole months or days");
        };
    }
}
