package dev.kechuang.engine.document;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Position;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads scoring tables: bands of a value, cases in order, sums and the better of several. */
final class ScoreReader {
    static final Type POINTS = new Type.Number(Unit.of("分"), false);
    private static final Rational UNLIMITED = Rational.of(1_000_000);

    private final Yaml yaml;
    private final PolicyReader reader;
    private final List<Yaml.Item> items = new ArrayList<>();
    private final List<List<Integer>> parts = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> nested = new ArrayList<>();
    private final List<Policy.Score> scores = new ArrayList<>();

    ScoreReader(Yaml yaml, PolicyReader reader) {
        this.yaml = yaml;
        this.reader = reader;
    }

    List<Policy.Score> scores() {
        return scores;
    }

    List<Position> positions() {
        return items.stream().map(Yaml.Item::position).toList();
    }

    @Nullable Integer index(String name) {
        return index.get(name);
    }

    /** Parts of a score count as used. */
    void markUsed(Set<String> used) {
        used.addAll(nested);
    }

    /** Notes the names of a score and its parts, so that anything may refer to them. */
    int declare(Yaml.Item item, boolean top) {
        Shape.SCORE.check(item);
        String name = item.text("name");
        reader.declare(name, item.position());
        if (!top) {
            nested.add(name);
        }
        List<Integer> own = new ArrayList<>();
        for (Yaml.Item part : item.list(item.get("best") == null ? "sum" : "best")) {
            own.add(declare(part, false));
        }
        index.put(name, items.size());
        items.add(item);
        parts.add(own);
        return items.size() - 1;
    }

    /** Reads the contents; parts come before what they are part of. */
    void read() {
        for (int i = 0; i < items.size(); i++) {
            scores.add(read(items.get(i), parts.get(i)));
        }
    }

    private Policy.Score read(Yaml.Item item, List<Integer> own) {
        Yaml.Item valueItem = item.get("value");
        Yaml.Item pointsItem = item.get("points");
        Yaml.Item givenItem = item.get("given");
        Node value = valueItem == null ? null : reader.expression(valueItem);
        Node given = givenItem == null ? null : points(givenItem);
        Rational max = item.get("max") == null ? UNLIMITED : number(item.get("max"));
        Policy.Score.Kind kind;
        List<Policy.Band> bands = List.of();
        if (!own.isEmpty()) {
            kind = item.get("best") == null ? Policy.Score.Kind.SUM : Policy.Score.Kind.BEST;
        } else if (pointsItem != null) {
            kind = Policy.Score.Kind.POINTS;
            value = points(pointsItem);
        } else {
            kind = Policy.Score.Kind.BANDS;
            bands = bands(item, value);
            if (bands.isEmpty() && given != null) {
                bands = List.of(new Policy.Band(null, Rational.ZERO, max, ""));
            } else if (bands.isEmpty()) {
                yaml.problem(item.position(), "评分项没有分档", "the score has no bands");
            }
        }
        for (Policy.Band band : bands) {
            if (band.high().compareTo(max) > 0) {
                yaml.problem(item.position(), "分档的分值超过上限" + max + "分", "a band gives more than the maximum of " + max);
            }
        }
        return new Policy.Score(
                item.text("name"),
                item.text("en"),
                item.text("clause"),
                max,
                kind,
                value,
                given,
                bands,
                List.copyOf(own));
    }

    private @Nullable Node points(Yaml.Item item) {
        Node node = reader.expression(item);
        if (node != null && !(node.type() instanceof Type.Number n && n.unit().equals(Unit.of("分")))) {
            yaml.problem(
                    item.textPosition(),
                    "此处应为分数（分），而不是" + node.type(),
                    "expected points (分), not " + node.type().english());
            return null;
        }
        return node;
    }

    private Rational number(Yaml.@Nullable Item item) {
        try {
            return item == null ? UNLIMITED : Rational.of(new BigDecimal(item.text()));
        } catch (NumberFormatException e) {
            yaml.problem(item.position(), "“" + item.text() + "”不是数", "'" + item.text() + "' is not a number");
            return Rational.ZERO;
        }
    }

    private List<Policy.Band> bands(Yaml.Item item, @Nullable Node value) {
        List<Policy.Band> bands = new ArrayList<>();
        boolean byValue = item.get("bands") != null;
        List<Yaml.Item> rows = item.list(byValue ? "bands" : "cases");
        if (byValue && value == null) {
            yaml.problem(item.position(), "分档需要 value", "bands need a value");
            return bands;
        }
        for (Yaml.Item row : rows) {
            Shape.BAND.check(row);
            Rational[] points = range(row);
            Yaml.Item at = row.get("at");
            Yaml.Item when = row.get("when");
            if (at != null && value != null && byValue) {
                Node test = reader.test(at, value.type());
                bands.add(new Policy.Band(test, points[0], points[1], at.text()));
            } else if (when != null && !byValue) {
                Node test = reader.expression(when);
                bands.add(new Policy.Band(test, points[0], points[1], when.text()));
            } else if (row.get("else") != null) {
                bands.add(new Policy.Band(null, points[0], points[1], "其他"));
            } else {
                yaml.problem(
                        row.position(),
                        "分档应有 at（按值）或 when（按情形）或 else",
                        "a band has at (by value) or when (by case) or else");
            }
        }
        if (!yaml.hasErrors()) {
            if (byValue && value != null) {
                new Bands(yaml, value.type()).check(bands, rows);
            } else if (!rows.isEmpty()) {
                checkCases(bands, rows);
            }
        }
        return List.copyOf(bands);
    }

    private void checkCases(List<Policy.Band> bands, List<Yaml.Item> rows) {
        for (int i = 0; i < bands.size() - 1; i++) {
            if (bands.get(i).test() == null
                    || (bands.get(i).test() instanceof Node.Constant c
                            && c.value().equals(Val.TRUE))) {
                yaml.problem(rows.get(i + 1).position(), "此情形永远到不了", "this case is never reached");
            }
        }
        if (bands.getLast().test() != null) {
            yaml.problem(rows.getLast().position(), "情形不完整：缺少 else", "the cases leave a gap: there is no else");
        }
    }

    /** {@code 5} or {@code 7..8}. */
    private Rational[] range(Yaml.Item row) {
        Yaml.Item item = row.get("points");
        String text = item == null ? "0" : item.text();
        String[] ends = text.split("\\.\\.", -1);
        try {
            Rational low = Rational.of(new BigDecimal(ends[0].strip()));
            Rational high = Rational.of(new BigDecimal(ends[ends.length - 1].strip()));
            if (ends.length <= 2 && low.compareTo(high) <= 0) {
                return new Rational[] {low, high};
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        yaml.problem(row.position(), "分值应如 5 或 7..8", "points are written as 5 or 7..8");
        return new Rational[] {Rational.ZERO, Rational.ZERO};
    }
}
