package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact (事实) about an organisation as the dictionary defines it.
 *
 * @param cost relative difficulty of changing the fact by one shown unit (money: by ten thousand yuan)
 * @param min smallest possible value in inner units (money in fen), or null
 */
public record Fact(
        String name,
        String code,
        String english,
        String group,
        Kind kind,
        String unit,
        Period period,
        boolean changeable,
        Rational cost,
        @Nullable Rational min,
        @Nullable Rational max,
        List<String> values,
        List<Fact> fields,
        String note,
        String clause) {
    public enum Kind {
        MONEY,
        INTEGER,
        DECIMAL,
        RATIO,
        BOOLEAN,
        DATE,
        TEXT,
        ENUM,
        EVENTS
    }

    public enum Period {
        /** One value a year. */
        YEAR,
        /** One value, as of a date. */
        AS_OF,
        /** A list of dated entries. */
        EVENTS
    }

    /** The type of one value of this fact. */
    public Type type() {
        return switch (kind) {
            case MONEY -> new Type.Number(Unit.YUAN, false);
            case INTEGER -> new Type.Number(Unit.of(unit), true);
            case DECIMAL -> new Type.Number(Unit.of(unit), false);
            case RATIO -> Type.SHARE;
            case BOOLEAN -> Type.TRUTH;
            case DATE -> Type.DAY;
            case TEXT -> Type.TEXT;
            case ENUM -> new Type.Text(values);
            case EVENTS -> new Type.ListOf(new Type.EventOf(this));
        };
    }

    /** The field of an event list. */
    public @Nullable Fact field(String name) {
        for (Fact field : fields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fact f && f.name.equals(name) && f.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
