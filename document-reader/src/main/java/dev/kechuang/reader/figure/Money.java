package dev.kechuang.reader.figure;

import java.util.regex.Pattern;

/** Tells whether a measure is an amount of money, for numbers printed without their unit (产值达5264亿). */
final class Money {
    private static final Pattern MEASURES =
            Pattern.compile("产值|金额|经费|资金|收入|投入|投资|贷款|融资|利润|利税|税|额|GDP|生产总值|增加值|资产|补助|补贴|奖励|预算|规模|支出|费用|市值|授信");

    private Money() {}

    static boolean measures(String measure) {
        return MEASURES.matcher(measure).find();
    }
}
