package dev.kechuang.engine.document;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the bands of a value cover every value exactly once. */
final class Bands {
    private final Yaml yaml;
    private final boolean whole;

    Bands(Yaml yaml, Type type) {
        this.yaml = yaml;
        this.whole = type instanceof Type.Number n && n.whole();
    }

    /** One band as an interval; a missing end is open to infinity. */
    private record Interval(
            @Nullable Rational low, boolean lowIn, @Nullable Rational high, boolean highIn, Yaml.Item row) {}

    void check(List<Policy.Band> bands, List<Yaml.Item> rows) {
        List<Interval> intervals = new ArrayList<>();
        boolean otherwise = false;
        for (int i = 0; i < bands.size(); i++) {
            Node test = bands.get(i).test();
            if (otherwise) {
                yaml.problem(rows.get(i).position(), "此分档永远到不了", "this band is never reached");
            } else if (test == null) {
                otherwise = true;
            } else {
                Interval interval = interval(test, rows.get(i));
                if (interval == null) {
                    return; // not constant bounds: evaluated in order, nothing to prove here
                }
                intervals.add(interval);
            }
        }
        for (Interval i : intervals) {
            if (i.low != null
                    && i.high != null
                    && (i.low.compareTo(i.high) > 0 || (i.low.equals(i.high) && !(i.lowIn && i.highIn)))) {
                yaml.problem(i.row.position(), "此分档永远到不了：区间是空的", "this band is never reached: it is empty");
                return;
            }
        }
        intervals.sort(Comparator.comparing(i -> i.low == null ? Rational.of(Long.MIN_VALUE + 1) : i.low));
        boolean covered = neighbours(intervals, otherwise);
        if (otherwise && covered) {
            yaml.problem(rows.getLast().position(), "其他一档永远到不了", "the other band is never reached");
        }
    }

    /** Reports overlaps and, without an "else", gaps; returns whether everything is covered. */
    private boolean neighbours(List<Interval> intervals, boolean otherwise) {
        boolean covered = true;
        for (int i = 1; i < intervals.size(); i++) {
            Interval before = intervals.get(i - 1);
            Interval next = intervals.get(i);
            int gap = gap(before, next);
            covered &= gap == 0;
            if (gap < 0) {
                yaml.problem(next.row.position(), "分档重叠", "the bands overlap");
                return false;
            }
            if (gap > 0 && !otherwise) {
                yaml.problem(next.row.position(), "分档之间有空隙", "there is a gap between the bands");
            }
        }
        boolean fromBelow = !intervals.isEmpty() && startsAtBottom(intervals.getFirst());
        boolean toTop = !intervals.isEmpty() && intervals.getLast().high == null;
        if (!otherwise && !intervals.isEmpty() && !(fromBelow && toTop)) {
            Interval edge = fromBelow ? intervals.getLast() : intervals.getFirst();
            yaml.problem(edge.row.position(), "分档没有覆盖所有的值", "the bands leave values uncovered");
        }
        return covered && fromBelow && toTop;
    }

    /** Counts begin at nothing, everything else has no lowest value. */
    private boolean startsAtBottom(Interval i) {
        return i.low == null || (whole && i.lowIn && i.low.signum() <= 0);
    }

    /** Negative: overlap; zero: adjoining; positive: gap. */
    private int gap(Interval before, Interval next) {
        if (before.high == null || next.low == null) {
            return -1;
        }
        if (whole) {
            Rational last = before.highIn ? before.high : before.high.subtract(Rational.ONE);
            Rational first = next.lowIn ? next.low : next.low.add(Rational.ONE);
            return first.subtract(last).compareTo(Rational.ONE);
        }
        int order = next.low.compareTo(before.high);
        if (order != 0) {
            return order;
        }
        return before.highIn && next.lowIn ? -1 : before.highIn || next.lowIn ? 0 : 1;
    }

    private static @Nullable Interval interval(Node test, Yaml.Item row) {
        return switch (test) {
            case Node.Compare c
            when c.right() instanceof Node.Constant(Type t, Val.Num(Rational bound)) ->
                switch (c.operator()) {
                    case LESS -> new Interval(null, false, bound, false, row);
                    case LESS_EQUAL -> new Interval(null, false, bound, true, row);
                    case GREATER -> new Interval(bound, false, null, false, row);
                    case GREATER_EQUAL -> new Interval(bound, true, null, false, row);
                    case EQUAL -> new Interval(bound, true, bound, true, row);
                    default -> null;
                };
            case Node.Both b -> {
                Interval low = interval(b.left(), row);
                Interval high = interval(b.right(), row);
                yield low == null || high == null
                        ? null
                        : new Interval(low.low, low.lowIn, high.high, high.highIn, row);
            }
            default -> null;
        };
    }
}
