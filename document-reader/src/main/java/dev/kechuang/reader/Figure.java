package dev.kechuang.reader;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity the document states about something measurable (数据).
 *
 * @param span the number with its unit, nothing else
 * @param text the characters of {@code span}
 * @param measure what is counted or measured (指标), in the document's words
 * @param value in the base unit: 万 and 亿 multiplied out, percentages as printed
 * @param valueTo upper end of a range such as 3—5家, else null
 * @param unit base unit (元, %, 个百分点, 家, 项 …); empty when the text prints none
 * @param period year ({@code 2014}) or span of years ({@code 2018-2020}); empty when the text does not tell
 * @param per what the number is repeated over, usually null
 * @param region the place the figure is about; the document's own place unless another is named, may be empty
 */
public record Figure(
        Span span,
        String text,
        String measure,
        BigDecimal value,
        @Nullable BigDecimal valueTo,
        String unit,
        Bound bound,
        Role role,
        Tense time,
        String period,
        @Nullable Per per,
        String region) {}
