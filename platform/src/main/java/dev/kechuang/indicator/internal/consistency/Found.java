package dev.kechuang.indicator.internal.consistency;

import java.math.BigDecimal;
import java.util.List;

/**
 * What an audit finds just now.
 *
 * @param key what was compared with what, whatever the values
 * @param rule {@code document}, or the code of a rule
 * @param contradicts false for what is only doubtful
 * @param sentence the finding in words, in Chinese
 */
record Found(
        String key,
        String rule,
        boolean contradicts,
        String title,
        String sentence,
        String region,
        String period,
        String indicator,
        BigDecimal expected,
        BigDecimal stated,
        String unit,
        List<Operand> operands) {}
