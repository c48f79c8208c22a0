package dev.kechuang.reader.audit;

import dev.kechuang.reader.Bound;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Reading;
import java.math.BigDecimal;

/**
 * A figure made comparable.
 *
 * @param document position of its document
 * @param key the measure in its normal form
 * @param bare the key without level (省级, 市级)
 * @param unit family of units that count the same (家, 个, 只)
 * @param year year of its period, 0 when unknown
 * @param segment number of the stretch between full stops and semicolons it stands in
 * @param sentence number of its sentence
 */
record Fact(
        Reading reading,
        Figure figure,
        int document,
        String key,
        String bare,
        String unit,
        int year,
        int segment,
        int sentence) {

    BigDecimal value() {
        return figure.value();
    }

    boolean exact() {
        return figure.bound() == Bound.EXACT && figure.valueTo() == null;
    }

    boolean lowerBound() {
        return figure.bound() == Bound.MORE || figure.bound() == Bound.AT_LEAST;
    }

    Finding.Operand operand() {
        return new Finding.Operand(reading, figure);
    }

    /** Half a unit of the last digit printed: how far the true value may be from it. */
    double uncertainty() {
        return Rounding.uncertainty(figure.text(), figure.value());
    }
}
