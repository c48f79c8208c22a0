package dev.kechuang.indicator.internal.dictionary;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Units that indicators and documents state values in (计量单位). */
public final class Units {

    private static final Map<String, Integer> MONEY = Map.of("元", 2, "万元", 6, "亿元", 10);

    /** What counts whole things; documents use these words for one another. */
    private static final List<Set<String>> ALIKE = List.of(
            Set.of("家", "个", "户", "所", "座"),
            Set.of("项", "个", "件", "宗", "份", "种"),
            Set.of("人", "名", "位", "人次"),
            Set.of("家", "家次"),
            Set.of("台", "套", "台（套）", "台套"),
            Set.of("场", "次", "个"),
            Set.of("%", "％", "百分点", "个百分点"),
            Set.of("平方米", "万平方米"));

    private Units() {}

    /** By how many places the point moves from fen to the unit; empty for what is no money. */
    public static Optional<Integer> fen(String unit) {
        return Optional.ofNullable(MONEY.get(unit));
    }

    /** A sum of fen in a unit of money. */
    public static BigDecimal ofFen(BigDecimal fen, String unit) {
        Integer places = MONEY.get(unit);
        if (places == null) throw new IllegalArgumentException(unit + " is no money");
        return fen.movePointLeft(places);
    }

    /** Whether a value in one can be brought to the other; an empty one fits everything that is no money. */
    public static boolean fit(String stated, String unit) {
        if (stated.equals(unit)) return true;
        if (MONEY.containsKey(stated) || MONEY.containsKey(unit)) {
            return MONEY.containsKey(stated) && MONEY.containsKey(unit);
        }
        if (scale(stated, unit) != 0) return true;
        return ALIKE.stream().anyMatch(alike -> alike.contains(stated) && alike.contains(unit));
    }

    /** The value, stated in one unit, in the other. */
    public static BigDecimal convert(BigDecimal value, String stated, String unit) {
        Integer from = MONEY.get(stated);
        Integer to = MONEY.get(unit);
        if (from != null && to != null) return plain(value.movePointRight(from).movePointLeft(to));
        int scale = scale(stated, unit);
        return scale == 0 ? value : plain(value.movePointRight(scale));
    }

    /** Places for units with and without 万 before them. */
    private static int scale(String stated, String unit) {
        if (stated.equals("万" + unit)) return 4;
        if (unit.equals("万" + stated)) return -4;
        return 0;
    }

    private static BigDecimal plain(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
