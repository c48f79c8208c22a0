package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.text.Token;
import dev.kechuang.report.internal.text.When;

/** Where and when a report stands, and what it calls that. */
record Place(String region, Period period, Regions regions) {

    FigureAt at(Token.Figure token) {
        String where = token.region() == null ? region : token.region();
        var at = FigureAt.of(token.indicator().code(), where, token.when().of(period));
        return token.when().toDate() ? at.fromNewYear() : at;
    }

    FigureAt at(Indicator indicator) {
        return FigureAt.of(indicator.code(), region, period);
    }

    String name(String code) {
        return regions.find(code).map(Region::name).orElse(code);
    }

    /** 全省, 全市, 全区: what the region calls itself. */
    String whole(String code) {
        return regions.find(code)
                .map(found -> switch (found.kind()) {
                    case PROVINCE -> "全省";
                    case CITY -> "全市";
                    case DISTRICT, ZONE -> "全区";
                    case COUNTY -> found.name().endsWith("市") ? "全市" : "全县";
                })
                .orElse("全域");
    }

    /** What lies above the region, as its reports say it: 全省 for a city, 全市 for a county. */
    String above(String code) {
        return regions.find(code)
                .map(found -> switch (found.kind()) {
                    case PROVINCE -> "全国";
                    case CITY -> "全省";
                    case DISTRICT, ZONE, COUNTY -> "全市";
                })
                .orElse("上级地区");
    }

    /** 上年, 上年同期; of another time than the report's 上一年. */
    String base(When when) {
        boolean own = when instanceof When.YearsBefore before && before.years() == 0;
        if (!own) return period.kind() == Period.Kind.YEAR ? "上一年" : "上一年同期";
        return period.kind() == Period.Kind.YEAR ? "上年" : "上年同期";
    }

    String word(Token.Word.Kind kind) {
        return switch (kind) {
            case THIS_YEAR -> period.year() + "年";
            case LAST_YEAR -> (period.year() - 1) + "年";
            case NEXT_YEAR -> (period.year() + 1) + "年";
            case PERIOD -> words(period);
            case END -> {
                var last = period.last();
                yield last.getYear() + "年" + last.getMonthValue() + "月" + last.getDayOfMonth() + "日";
            }
            case REGION -> name(region);
            case WHOLE -> whole(region);
        };
    }

    /** 2025年, 2025年上半年, 2025年第三季度, 2025年11月. */
    static String words(Period period) {
        String year = period.year() + "年";
        return switch (period.kind()) {
            case YEAR -> year;
            case HALF -> year + (period.number() == 1 ? "上半年" : "下半年");
            case QUARTER -> year + "第" + "一二三四".charAt(period.number() - 1) + "季度";
            case MONTH -> year + period.number() + "月";
        };
    }
}
