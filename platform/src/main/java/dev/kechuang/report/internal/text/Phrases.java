package dev.kechuang.report.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures as official prose says them. Nothing known is said, never hidden and never zero; percentages move by points;
 * growth on nothing and on less than nothing has no percent.
 */
public final class Phrases {

    /** 尚无数据: stands where a figure is not known. */
    public static final String MISSING = "（暂无数据）";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String[] NUMERALS = {"零", "一", "两", "三", "四", "五", "六", "七", "八", "九"};

    private Phrases() {}

    /**
     * How a value is written.
     *
     * @param own unit of the value
     * @param unit unit it is written in, of the same measure
     */
    public record Style(String own, String unit, int decimals) {
        public static Style of(Token.Figure token) {
            return new Style(token.indicator().unit(), token.shownUnit(), token.shownDecimals());
        }

        boolean share() {
            return UnitScale.isShare(own);
        }
    }

    /** Digits alone, without grouping, with a true minus sign; rounded half up. */
    public static String number(BigDecimal value, Style style) {
        BigDecimal shown = UnitScale.convert(value, style.own, style.unit)
                .orElseThrow(() -> new IllegalArgumentException(style.own + " is no " + style.unit))
                .setScale(style.decimals, RoundingMode.HALF_UP);
        return digits(shown);
    }

    private static String digits(BigDecimal shown) {
        return shown.signum() < 0 ? "−" + shown.negate().toPlainString() : shown.toPlainString();
    }

    public static String number(@Nullable BigDecimal value, Style style, String missing) {
        return value == null ? missing : number(value, style);
    }

    /** 586家. */
    public static String value(@Nullable BigDecimal value, Style style) {
        return value == null ? MISSING : number(value, style) + style.unit;
    }

    /**
     * 同比增长12.3%, 同比下降0.4个百分点, 与上年持平.
     *
     * @param base what is compared with, e.g. 上年 or 上年同期
     * @param decimals of the percent
     * @param everBefore whether a year before that had any; asked where the base is nothing
     */
    public static String growth(
            @Nullable BigDecimal now,
            @Nullable BigDecimal before,
            Style style,
            String base,
            int decimals,
            boolean everBefore) {
        if (now == null) return "同比" + MISSING;
        if (before == null) return everBefore ? base + "无可比数据" : "首次有统计数据";
        if (now.compareTo(before) == 0) return "与" + base + "持平";
        if (style.share()) return points("同比", now.subtract(before), style);
        if (before.signum() == 0) return everBefore || now.signum() < 0 ? base + "为零" : "首次有记录";
        if (before.signum() < 0 || now.signum() < 0) return turned(now, before, style, base);
        BigDecimal percent = now.subtract(before)
                .multiply(HUNDRED)
                .divide(before, MathContext.DECIMAL128)
                .setScale(decimals, RoundingMode.HALF_UP);
        if (percent.signum() == 0) return "与" + base + "基本持平";
        return "同比" + (percent.signum() > 0 ? "增长" : "下降") + percent.abs().toPlainString() + "%";
    }

    /** Below zero there is no percent that says anything: both values are given. */
    private static String turned(BigDecimal now, BigDecimal before, Style style, String base) {
        String verb = now.signum() != before.signum() ? "转为" : now.compareTo(before) > 0 ? "升至" : "降至";
        return "由" + base + "的" + value(before, style) + verb + value(now, style);
    }

    /** 比上年增加35家, 比上年提高0.3个百分点. */
    public static String change(@Nullable BigDecimal now, @Nullable BigDecimal before, Style style, String base) {
        if (now == null) return "增减" + MISSING;
        if (before == null) return base + "无可比数据";
        BigDecimal difference = now.subtract(before);
        if (difference.signum() == 0) return "与" + base + "持平";
        if (style.share()) return points("比" + base, difference, style);
        String amount = number(difference.abs(), style);
        if (new BigDecimal(amount).signum() == 0) return "与" + base + "基本持平";
        return "比" + base + (difference.signum() > 0 ? "增加" : "减少") + amount + style.unit;
    }

    private static String points(String against, BigDecimal difference, Style style) {
        BigDecimal shown = difference.abs().setScale(Math.max(1, style.decimals), RoundingMode.HALF_UP);
        if (shown.signum() == 0) return against.equals("同比") ? "同比基本持平" : "与" + against.substring(1) + "基本持平";
        return against + (difference.signum() > 0 ? "提高" : "下降") + shown.toPlainString() + UnitScale.points(style.own);
    }

    /** 占全省的12.3%. @param percent of the region above */
    public static String share(@Nullable BigDecimal percent, String above, int decimals) {
        if (percent == null) return "占" + above + "比重" + MISSING;
        return "占" + above + "的" + digits(percent.setScale(decimals, RoundingMode.HALF_UP)) + "%";
    }

    /** 居全省第2位. @param of how many are ranked */
    public static String rank(@Nullable Integer rank, int of, String above) {
        if (rank == null) return "在" + above + "的位次" + MISSING;
        if (of < 2) return above + "仅此一地有数据";
        return "居" + above + "第" + rank + "位";
    }

    /** 位次比上年前移1位. */
    public static String rankChange(@Nullable Integer now, @Nullable Integer before, String base) {
        if (now == null) return "位次" + MISSING;
        if (before == null) return base + "位次无可比数据";
        if (now.equals(before)) return "位次与" + base + "持平";
        return "位次比" + base + (now < before ? "前移" : "后移") + Math.abs(now - before) + "位";
    }

    /** Whether more is wanted, or no more than that. */
    public enum Wanted {
        AT_LEAST,
        AT_MOST
    }

    /** 完成年度目标的103.2%; of shares and ceilings what reads right for them. */
    public static String completion(
            @Nullable BigDecimal actual, @Nullable BigDecimal target, Wanted wanted, Style style) {
        if (target == null) return "（未设年度目标）";
        if (actual == null) return "年度目标完成情况" + MISSING;
        if (wanted == Wanted.AT_MOST) {
            return actual.compareTo(target) <= 0 ? "控制在年度目标以内" : "超出年度控制目标" + gap(actual.subtract(target), style);
        }
        int compared = actual.compareTo(target);
        if (style.share() || target.signum() <= 0) {
            if (compared == 0) return "达到年度目标";
            return compared > 0
                    ? "超过年度目标" + gap(actual.subtract(target), style)
                    : "距年度目标差" + gap(target.subtract(actual), style);
        }
        BigDecimal percent = actual.multiply(HUNDRED).divide(target, MathContext.DECIMAL128);
        BigDecimal shown = percent.setScale(1, RoundingMode.HALF_UP);
        // Not quite is not done, however little is missing.
        if (compared < 0 && shown.compareTo(HUNDRED) >= 0) shown = new BigDecimal("99.9");
        return "完成年度目标的" + digits(shown) + "%";
    }

    private static String gap(BigDecimal difference, Style style) {
        if (style.share())
            return difference
                            .setScale(Math.max(1, style.decimals), RoundingMode.HALF_UP)
                            .toPlainString()
                    + UnitScale.points(style.own);
        return number(difference, style) + style.unit;
    }

    public static String target(@Nullable BigDecimal target, Style style) {
        return target == null ? "（未设年度目标）" : value(target, style);
    }

    /** 工业园区最高，为120家; several with the same value are named together. */
    public static String highest(List<String> names, @Nullable BigDecimal value, Style style) {
        if (names.isEmpty() || value == null) return "各地情况" + MISSING;
        if (names.size() == 1) return names.getFirst() + "最高，为" + value(value, style);
        return String.join("、", names) + "并列最高，均为" + value(value, style);
    }

    /** 工业园区、昆山市、吴江区居前三位. */
    public static String leading(List<String> names) {
        if (names.isEmpty()) return "各地位次" + MISSING;
        if (names.size() == 1) return names.getFirst() + "居首位";
        return String.join("、", names) + "居前" + NUMERALS[names.size()] + "位";
    }
}
