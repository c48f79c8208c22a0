package dev.kechuang.reader;

import java.math.BigDecimal;
import java.util.List;

/**
 * One relation between figures that the audit checked (勾稽关系).
 *
 * @param measure what the checked figure measures
 * @param operands the figures the expectation was computed from, in the order of the formula
 * @param relation how the stated value should stand to the expected: {@code =}, {@code <=} for partial lists, {@code >}
 * @param expected the value the operands give, in the unit of the stated figure
 * @param stated the figure that was checked
 * @param difference stated less expected
 * @param sentence the finding in words, in Chinese
 */
public record Finding(
        Kind kind,
        String measure,
        List<Operand> operands,
        String relation,
        BigDecimal expected,
        Operand stated,
        BigDecimal difference,
        Verdict verdict,
        String sentence) {
    public Finding {
        operands = List.copyOf(operands);
    }

    /** What was computed. */
    public enum Kind {
        /** Previous total + new = total (累计). */
        CUMULATIVE,
        /** Growth or change against the values of both years (增幅). */
        GROWTH,
        /** Parts against their total (分项与合计). */
        SUM,
        /** Ratio, share, leverage or product against its operands (比率). */
        RATIO,
        /** The same figure stated twice (重复表述). */
        SAME
    }

    /** How it came out. */
    public enum Verdict {
        HOLDS("holds", "相符"),
        WITHIN_ROUNDING("within rounding", "四舍五入范围内相符"),
        /** The operands may not measure the same thing, or are given as bounds only. */
        DOUBTFUL("doubtful", "存疑"),
        CONTRADICTS("contradicts", "矛盾");

        private final String word;
        private final String chinese;

        Verdict(String word, String chinese) {
            this.word = word;
            this.chinese = chinese;
        }

        /** The word of the exchange format. */
        public String word() {
            return word;
        }

        public String chinese() {
            return chinese;
        }
    }

    /**
     * A figure used in a check.
     *
     * @param reading the document it stands in
     */
    public record Operand(Reading reading, Figure figure) {
        public BigDecimal value() {
            return figure.value();
        }
    }
}
