package dev.kechuang.report.internal.text;

import dev.kechuang.indicator.Indicator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live reference in a report's text, between double braces. */
public sealed interface Token {

    /** Stands within a sentence. */
    sealed interface Inline extends Token {}

    /** Stands on a line of its own. */
    sealed interface Standing extends Token {}

    /** A word that the report itself knows. */
    record Word(Kind kind) implements Inline {
        public enum Kind {
            /** 2025年. */
            THIS_YEAR("年"),
            /** 2024年. */
            LAST_YEAR("上年"),
            /** 2026年: what an outlook speaks of. */
            NEXT_YEAR("下年"),
            /** 2025年第三季度; of a yearly report the year. */
            PERIOD("期"),
            /** 2025年12月31日. */
            END("截至"),
            /** 苏州市. */
            REGION("地区"),
            /** 全市, 全区: the place as its own report calls it. */
            WHOLE("全域");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            /** As a token spells it. */
            public String word() {
                return word;
            }
        }
    }

    /**
     * A figure in words.
     *
     * @param region code of a region, null for the report's own
     * @param places how many regions {@link Phrase#LEADING} names, else 0
     * @param unit the value is converted to, null for the indicator's own
     * @param decimals null for the indicator's own
     */
    record Figure(
            Indicator indicator,
            When when,
            @Nullable String region,
            Phrase phrase,
            int places,
            @Nullable String unit,
            @Nullable Integer decimals)
            implements Inline {

        public String shownUnit() {
            return unit == null ? indicator.unit() : unit;
        }

        public int shownDecimals() {
            if (decimals != null) return decimals;
            int zeros = UnitScale.of(shownUnit()).zeros()
                    - UnitScale.of(indicator.unit()).zeros();
            return zeros <= 0 ? indicator.decimals() : Math.max(indicator.decimals(), 2);
        }
    }

    /** What a figure is read as. */
    enum Phrase {
        /** 值: with its unit. */
        VALUE("值"),
        /** 数: the digits alone. */
        NUMBER("数"),
        /** 同比: growth in percent, of percentages in points. */
        GROWTH("同比"),
        /** 增减: the difference in the unit. */
        CHANGE("增减"),
        /** 占比: share of the region above. */
        SHARE("占比"),
        /** 位次. */
        RANK("位次"),
        /** 位次变化: against a year earlier. */
        RANK_CHANGE("位次变化"),
        /** 目标. */
        TARGET("目标"),
        /** 完成: what of the target is reached. */
        COMPLETION("完成"),
        /** 最高: the region below with most. */
        HIGHEST("最高"),
        /** 前N位: the regions below that lead. */
        LEADING("前N位");

        private final String word;

        Phrase(String word) {
            this.word = word;
        }

        /** As a token spells it. */
        public String word() {
            return word;
        }
    }

    /** How a table or chart spreads its indicators. */
    sealed interface Spread {
        /** The report's period and those before it, {@code years} in all. */
        record Years(int years) implements Spread {}

        /** Regions directly below. */
        record Regions() implements Spread {}

        /** Target, actual and completion; tables only. */
        record Targets() implements Spread {}
    }

    record Table(String title, List<Indicator> indicators, Spread spread) implements Standing {}

    record Chart(String title, Indicator indicator, Spread spread) implements Standing {}

    /** The newest records behind an indicator's figure, with what they are about. */
    record Listing(String title, Indicator indicator, int rows) implements Standing {}
}
