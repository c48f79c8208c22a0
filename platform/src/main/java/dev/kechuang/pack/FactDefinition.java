package dev.kechuang.pack;

import java.util.List;

/**
 * One fact an organisation states about itself (年度数据指标), as the dictionary {@code facts.yaml} of the packs defines
 * it.
 *
 * @param name the Chinese name, unique; policies use it
 * @param code stable ascii code
 * @param group heading under which forms show it
 * @param unit e.g. 元, 人, 项; empty for texts and dates
 * @param changeable whether a firm can change it (a founding date it can't)
 * @param values what an enumerated fact may be, else empty
 * @param min smallest value allowed as a decimal text, empty for none; money in yuan
 * @param max largest value allowed, as {@code min}
 */
public record FactDefinition(
        String name,
        String code,
        String en,
        String group,
        Type type,
        String unit,
        Period period,
        boolean changeable,
        List<String> values,
        String min,
        String max,
        String note,
        String clause) {

    public enum Type {
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
        YEAR,
        AS_OF,
        EVENTS
    }
}
