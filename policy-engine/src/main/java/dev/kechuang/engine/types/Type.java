package dev.kechuang.engine.types;

import dev.kechuang.engine.Fact;
import java.util.List;

/** The type of a typed expression. */
public sealed interface Type {
    /** A number with its unit; {@code whole} when it can only be an integer. */
    record Number(Unit unit, boolean whole) implements Type {
        @Override
        public String toString() {
            return unit.isNone() ? "数（无单位）" : "数（" + unit + "）";
        }
    }

    record Truth() implements Type {
        @Override
        public String toString() {
            return "是非";
        }
    }

    /** A text; {@code values} are the only ones possible, or empty when any is. */
    record Text(List<String> values) implements Type {
        @Override
        public String toString() {
            return "文字";
        }
    }

    record Day() implements Type {
        @Override
        public String toString() {
            return "日期";
        }
    }

    record Span() implements Type {
        @Override
        public String toString() {
            return "时长";
        }
    }

    record ListOf(Type element) implements Type {
        @Override
        public String toString() {
            return element + "的列表";
        }
    }

    /** One entry of a fact that is a list of dated events. */
    record EventOf(Fact fact) implements Type {
        @Override
        public String toString() {
            return fact.name() + "条目";
        }
    }

    /** The type of null, which fits everywhere. */
    record Nothing() implements Type {
        @Override
        public String toString() {
            return "空";
        }
    }

    Type TRUTH = new Truth();
    Type TEXT = new Text(List.of());
    Type DAY = new Day();
    Type SPAN = new Span();
    Type SHARE = new Number(Unit.NONE, false);
    Type NOTHING = new Nothing();

    /** English name of the kind, for messages. */
    default String english() {
        return switch (this) {
            case Number(Unit unit, boolean whole) -> unit.isNone() ? "a number without unit" : "a number in " + unit;
            case Truth t -> "a truth value";
            case Text t -> "a text";
            case Day d -> "a date";
            case Span s -> "a duration";
            case ListOf l -> "a list";
            case EventOf(Fact fact) -> "an entry of " + fact.name();
            case Nothing n -> "null";
        };
    }
}
