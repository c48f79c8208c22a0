package dev.kechuang.reader.figure;

import dev.kechuang.reader.text.Fold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place a figure is about when its clause names one: 高新区新增…, 甲县、乙区财政投入…. */
final class Regions {
    private static final Pattern PLACE = Pattern.compile(
            "^((?:(?:[一-龥]{0,4}(?:工业园区|高新区|经开区|开发区|保税区|旅游度假区)|[一-龥]{1,3}(?:市|县|区)(?!级|本级|域|属|内|分))(?:[、和与]|(?=[^、和与])))+)(?=[一-龥“].|$)");
    private static final Pattern NO_PLACE = Pattern.compile(
            "新建|新增|认定|建成|引进|全[市省县区国]|我[市省县区]|本[市省县区]|各|国家|级|上市|城市|县区|市县|区县|地区|社区|示范|园区域|新区域|省市|都市|超市|门市|股市|楼市|示范区|集聚区|片区|灾区|山区|郊区|城区|市区|时区|园区.+园区");
    private static final int WINDOW = 60;

    private Regions() {}

    static String of(Context context, String own) {
        String clause = context.clauseLeft();
        String opening = Phrase.trimLeft(Fold.tidy(clause.substring(0, Math.min(WINDOW, clause.length()))));
        Matcher place = PLACE.matcher(opening);
        if (!place.find()) return own;
        String named = place.group(1).replaceAll("[、和与]$", "");
        return NO_PLACE.matcher(named).find() || named.length() < 2 ? own : named;
    }
}
