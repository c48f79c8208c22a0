package dev.kechuang.engine.types;

import dev.kechuang.engine.eval.Rational;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A unit as a product of base units: 元 per 人, or nothing for a share. Money counts in fen inside. */
public record Unit(SortedMap<String, Integer> powers) {
    public static final Unit NONE = new Unit(new TreeMap<>());
    public static final Unit YUAN = of("元");
    public static final Unit YEAR = of("年");

    /** A unit written after a number: its base and how many of the base one is. */
    public record Written(Unit unit, Rational factor) {}

    private static final Map<String, Written> WRITTEN = Map.ofEntries(
            Map.entry("%", new Written(NONE, Rational.of(1, 100))),
            Map.entry("元", new Written(YUAN, Rational.of(100))),
            Map.entry("万元", new Written(YUAN, Rational.of(1_000_000))),
            Map.entry("亿元", new Written(YUAN, Rational.of(10_000_000_000L))),
            base("人"),
            base("项"),
            base("家"),
            base("年"),
            base("个月"),
            base("天"),
            base("分"),
            base("名"),
            base("台"),
            base("平方米"));

    private static Map.Entry<String, Written> base(String name) {
        return Map.entry(name, new Written(of(name), Rational.ONE));
    }

    public static Unit of(String name) {
        TreeMap<String, Integer> powers = new TreeMap<>();
        if (!name.isEmpty()) {
            powers.put(name, 1);
        }
        return new Unit(powers);
    }

    public static @Nullable Written written(String text) {
        return WRITTEN.get(text);
    }

    public Unit times(Unit other) {
        return combine(other, 1);
    }

    public Unit per(Unit other) {
        return combine(other, -1);
    }

    private Unit combine(Unit other, int sign) {
        if (other.powers.isEmpty()) {
            return this;
        }
        TreeMap<String, Integer> result = new TreeMap<>(powers);
        other.powers.forEach((name, power) ->
                result.merge(name, sign * power, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b)));
        return new Unit(result);
    }

    public boolean isNone() {
        return powers.isEmpty();
    }

    /** How many inner units one shown unit is: 100 for money, which counts in fen. */
    public Rational scale() {
        Integer yuan = powers.get("元");
        return yuan == null ? Rational.ONE : Rational.of(100).power(yuan);
    }

    @Override
    public String toString() {
        if (powers.isEmpty()) {
            return "无单位";
        }
        StringBuilder out = new StringBuilder();
        powers.forEach((name, power) -> {
            if (power > 0) {
                out.append(out.isEmpty() ? "" : "·").append(name).append(power > 1 ? String.valueOf(power) : "");
            }
        });
        powers.forEach((name, power) -> {
            if (power < 0) {
                out.append(out.isEmpty() ? "1/" : "/").append(name).append(power < -1 ? String.valueOf(-power) : "");
            }
        });
        return out.toString();
    }
}
