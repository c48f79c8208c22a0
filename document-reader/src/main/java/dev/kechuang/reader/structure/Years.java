package dev.kechuang.reader.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads years and spans of years in titles and sentences. */
public final class Years {
    private static final Pattern SPAN =
            Pattern.compile("(?<!\\d)((?:19|20)\\d{2})年?\\s*[-—~～至到]{1,2}\\s*((?:19|20)\\d{2})(?!\\d)");
    private static final Pattern FIVE_YEAR =
            Pattern.compile("[“]?(十?[一二三四五六七八九]|十)五[”]?(?=规划|期间|时期|末|以来|计划|发展|科技|”|“)");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)((?:19|20)\\d{2})(?!\\d)\\s*(?=年|全|度|[一-龥(]|$)");
    private static final Pattern CHINESE = Pattern.compile("[一二][〇零九][一二三四五六七八九〇零]{2}年");
    private static final int FIRST_PLAN = 1953;
    private static final int SIXTH_PLAN = 1981;

    private Years() {}

    /** Years and spans in the order of the text: {@code 2014}, {@code 2018-2020}. */
    public static List<String> in(String given) {
        String text = withDigits(given);
        List<String> years = new ArrayList<>();
        Matcher span = SPAN.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (span.find()) {
            years.add(span.group(1) + "-" + span.group(2));
            for (int i = span.start(); i < span.end(); i++) rest.setCharAt(i, ' ');
        }
        Matcher plan = FIVE_YEAR.matcher(text);
        while (plan.find()) years.add(fiveYears(plan.group(1)));
        Matcher year = YEAR.matcher(rest);
        while (year.find()) years.add(year.group(1));
        return List.copyOf(years);
    }

    /** 二〇一七年 → 2017年, character by character. */
    private static String withDigits(String text) {
        Matcher year = CHINESE.matcher(text);
        StringBuilder out = new StringBuilder(text);
        while (year.find())
            for (int i = year.start(); i < year.end() - 1; i++) {
                char c = text.charAt(i);
                out.setCharAt(i, (char) ('0' + (c == '零' ? 0 : "〇一二三四五六七八九".indexOf(c))));
            }
        return out.toString();
    }

    /** The years of a five-year plan: 十二 → 2011-2015. */
    public static String fiveYears(String numeral) {
        int n = numeral.startsWith("十")
                ? 10 + (numeral.length() > 1 ? "一二三四五六七八九".indexOf(numeral.charAt(1)) + 1 : 0)
                : "一二三四五六七八九".indexOf(numeral.charAt(0)) + 1;
        int start = n >= 6 ? SIXTH_PLAN + 5 * (n - 6) : FIRST_PLAN + 5 * (n - 1);
        return start + "-" + (start + 4);
    }

    /** The last year of a year or span; 0 for an empty period. */
    public static int last(String period) {
        return period.isEmpty() ? 0 : Integer.parseInt(period.substring(period.length() - 4));
    }

    /** The first year of a year or span; 0 for an empty period. */
    public static int first(String period) {
        return period.isEmpty() ? 0 : Integer.parseInt(period.substring(0, 4));
    }
}
