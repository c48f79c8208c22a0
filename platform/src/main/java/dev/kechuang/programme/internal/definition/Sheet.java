package dev.kechuang.programme.internal.definition;

import java.math.BigDecimal;
import java.util.List;

/**
 * A scoring sheet (评分表). The score is the sum of the items' points, at most {@link #most()}.
 *
 * @param comment whether an expert has to write an opinion
 */
public record Sheet(String id, Words name, List<Item> items, boolean comment) {

    /**
     * @param most highest points
     * @param step smallest difference, e.g. 1 or 0.5
     * @param least points below which the application fails whatever the sum; 0 for none
     */
    public record Item(String id, Words name, Words hint, BigDecimal most, BigDecimal step, BigDecimal least) {}

    public BigDecimal most() {
        return items.stream().map(Item::most).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
