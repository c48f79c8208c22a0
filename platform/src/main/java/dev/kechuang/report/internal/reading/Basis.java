package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;

/** How an indicator is defined, in one sentence for the appendix of a report. */
public final class Basis {

    private Basis() {}

    public static String of(Indicator indicator) {
        String from = switch (indicator.source()) {
            case Source.OfRecords records ->
                switch (records.take()) {
                    case COUNT -> "业务记录件数";
                    case AMOUNT -> "业务记录金额";
                    case ORGANISATIONS -> "业务记录所涉单位数（不重复）";
                };
            case Source.OfFacts(String fact, String title) -> title == null ? "单位年度数据合计" : "年末持证单位年度数据合计";
            case Source.Observed(boolean byUnits) -> byUnits ? "各单位报送合计" : "公布数，录入并经确认";
            case Source.Ratio(String numerator, String denominator, int factor) ->
                numerator + " ÷ " + denominator + (factor == 1 ? "" : " × " + factor);
            case Source.Sum(var plus, var minus) ->
                String.join(" + ", plus) + (minus.isEmpty() ? "" : " − " + String.join(" − ", minus));
        };
        var out = new StringBuilder(from).append(indicator.nature() == Indicator.Nature.STOCK ? "，期末存量" : "，期内发生");
        if (indicator.note() != null) out.append("；").append(indicator.note());
        if (indicator.clause() != null)
            out.append("（").append(indicator.clause()).append("）");
        return out.toString();
    }
}
