package dev.kechuang.programme.internal.definition;

import java.util.Locale;
import java.util.Map;

/** Units of number fields, which definitions write in Chinese, in the reader's language. */
public final class Units {

    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("元", "yuan"),
            Map.entry("万元", "10,000 yuan"),
            Map.entry("亿元", "100 million yuan"),
            Map.entry("人", "people"),
            Map.entry("家", "firms"),
            Map.entry("项", "items"),
            Map.entry("件", "pieces"),
            Map.entry("篇", "papers"),
            Map.entry("个", "units"),
            Map.entry("台", "sets"),
            Map.entry("台（套）", "sets"),
            Map.entry("次", "times"),
            Map.entry("平方米", "m²"),
            Map.entry("年", "years"),
            Map.entry("月", "months"),
            Map.entry("个月", "months"),
            Map.entry("天", "days"),
            Map.entry("工作日", "working days"));

    private Units() {}

    /** A unit that is not known stays as it was written. */
    public static String in(Locale locale, String unit) {
        return locale.getLanguage().equals("en") ? ENGLISH.getOrDefault(unit, unit) : unit;
    }
}
