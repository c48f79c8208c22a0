package dev.kechuang.reader.quantity;

import java.math.BigDecimal;

/**
 * A unit as printed (单位).
 *
 * @param base the base unit it stands for
 * @param kind what sort of thing it counts
 * @param factor how many base units one is
 */
public record Unit(String base, Kind kind, BigDecimal factor) {

    /** What a unit measures; it decides how the measure is named. */
    public enum Kind {
        /** Countable things: 家, 项, 人. */
        COUNT,
        /** Occasions: 人次, 场次. */
        TIMES,
        /** Measured amounts: 元, 平方米. */
        AMOUNT,
        PERCENT,
        /** 百分点. */
        POINTS,
        /** 倍, 番. */
        MULTIPLE,
        /** 位 of a ranking. */
        RANK,
        /** 1:18. */
        RATIO,
        /** 万, 亿 without a unit. */
        NONE
    }

    static final Unit PERCENT = new Unit("%", Kind.PERCENT, BigDecimal.ONE);
    static final Unit PERMILLE = new Unit("‰", Kind.PERCENT, BigDecimal.ONE);
    static final Unit POINTS = new Unit("个百分点", Kind.POINTS, BigDecimal.ONE);
    static final Unit TIMES = new Unit("倍", Kind.MULTIPLE, BigDecimal.ONE);
    static final Unit DOUBLINGS = new Unit("番", Kind.MULTIPLE, BigDecimal.ONE);
    static final Unit PLACE = new Unit("位", Kind.RANK, BigDecimal.ONE);
    static final Unit QUOTIENT = new Unit("倍", Kind.RATIO, BigDecimal.ONE);
    static final Unit NONE = new Unit("", Kind.NONE, BigDecimal.ONE);

    boolean countable() {
        return kind == Kind.COUNT;
    }
}
