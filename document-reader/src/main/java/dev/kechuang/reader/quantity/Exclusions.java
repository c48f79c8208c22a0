package dev.kechuang.reader.quantity;

import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.words.Words;
import java.math.BigDecimal;

/** Numbers with a unit that are no figure: dates, durations, ordinals, rhetoric, thresholds that describe a class. */
final class Exclusions {
    private static final Words DURATION = Words.of("duration");
    private static final Words RHETORICAL = Words.of("rhetorical");
    private static final Words COUNTABLE = Words.of("countable");
    private static final int NOUN_WINDOW = 16;

    private static final java.util.regex.Pattern JOINED =
            java.util.regex.Pattern.compile("^(?:且|并且|或|或者)[^,;。]{2,36}的(?:企业|公司|项目|单位|机构|团队|个人|平台)");
    private static final java.util.regex.Pattern CLASS = java.util.regex.Pattern.compile("^的(?:企业|公司|项目|单位|机构|团队)");

    private Exclusions() {}

    static boolean duration(String text, int at, int limit) {
        int n = DURATION.at(text, at, limit);
        if (n == 0) return false;
        String word = text.substring(at, at + n);
        // 3点 is a time of day, 3后 nothing; but 6天 and 6年 stay durations whatever follows.
        return !word.equals("级") || !text.startsWith("级联", at);
    }

    static boolean wordFollows(String text, int at, int limit) {
        return at < limit
                && (Fold.isHan(text.charAt(at)) || Fold.isLatin(text.charAt(at)) || Fold.isDigit(text.charAt(at)));
    }

    static boolean followsLatin(String text, int at, int limit) {
        return at < limit && (Fold.isLatin(text.charAt(at)) || Fold.isDigit(text.charAt(at)));
    }

    static boolean reject(String text, int from, int limit, Numeral n, Unit unit, int end) {
        char before = n.start() > from ? text.charAt(n.start() - 1) : '\n';
        if (before == '第' || before == '数' || before == '几' || before == '每' && n.bare()) return true;
        if (unit.kind() == Unit.Kind.PERCENT || unit.kind() == Unit.Kind.POINTS) return false;
        if (unit.kind() == Unit.Kind.MULTIPLE) return rhetoricalMultiple(text, from, n, unit);
        if ("个项条种".contains(unit.base())
                && unit.countable()
                && rhetorical(text, skipAdjectives(text, end, limit), limit)) return true;
        return n.chinese() && !n.masked() && chineseRejected(text, limit, n, unit, end, before);
    }

    /** 三个方面, 四个部门; but 三个重点项目 counts projects. */
    private static boolean rhetorical(String text, int at, int limit) {
        int n = RHETORICAL.at(text, at, limit);
        if (n == 0) return false;
        String rest = nounAfter(text, at + n, limit);
        if (rest.startsWith("到") || rest.startsWith("至")) return false;
        return rest.isEmpty()
                || !COUNTABLE.in(rest.substring(0, Math.min(rest.length(), 8)))
                || "批认同联等来上的".indexOf(rest.charAt(0)) >= 0;
    }

    private static int skipAdjectives(String text, int at, int limit) {
        int i = at;
        while (i < limit && (text.charAt(i) == '大' || text.charAt(i) == '新' || text.charAt(i) == ' ')) i++;
        return i;
    }

    /** 一倍 and 一番 count only as growth or multiple. */
    private static boolean rhetoricalMultiple(String text, int from, Numeral n, Unit unit) {
        String before = text.substring(Math.max(from, n.start() - 6), n.start());
        if (unit.base().equals("番")) return !before.contains("翻");
        return n.chinese() && !before.matches(".*[长加高升大的达到至是为超过近约翻]$|.*[长加高升大翻]了$");
    }

    /** In Chinese characters small numbers are often rhetoric: only what a reader would count passes. */
    private static boolean chineseRejected(String text, int limit, Numeral n, Unit unit, int end, char before) {
        if (n.bare() || n.scaled() && n.value().compareTo(BigDecimal.TEN) > 0) return false;
        if (!unit.countable()) return n.value().compareTo(BigDecimal.ONE) == 0 || unit.kind() == Unit.Kind.TIMES;
        boolean atClauseEnd = end >= limit || ",;。、)!".indexOf(text.charAt(end)) >= 0;
        boolean one = n.value().compareTo(BigDecimal.ONE) == 0;
        if (one) {
            boolean least = before == '少' || before == '于';
            return !least
                    && !(atClauseEnd
                            && (Fold.isHan(before) && "这那某另每再同任有是".indexOf(before) < 0)
                            && !unit.base().equals("次")
                            && COUNTABLE.before(text, n.start(), Math.max(0, n.start() - 6)) > 0);
        }
        String noun = nounAfter(text, end, limit);
        return switch (unit.base()) {
            case "家", "名" -> !atClauseEnd && noun.isEmpty();
            case "件" -> noun.startsWith("事") || noun.startsWith("大事") || noun.startsWith("实事");
            case "次", "种", "部", "本", "节", "处", "方", "起", "单", "张", "期", "门", "条", "字" -> !COUNTABLE.in(noun);
            default ->
                atClauseEnd ? COUNTABLE.before(text, n.start(), Math.max(0, n.start() - 6)) == 0 : !COUNTABLE.in(noun);
        };
    }

    private static String nounAfter(String text, int at, int limit) {
        int i = at;
        while (i < limit && i - at < NOUN_WINDOW && ",;。、:!?(".indexOf(text.charAt(i)) < 0) i++;
        return text.substring(at, i);
    }

    /** 销售额过亿元的17家, 500万元以上项目: the amount describes a class and is not stated of anything. */
    static boolean threshold(String text, int limit, Quantity q) {
        if (q.kind() != Unit.Kind.AMOUNT && q.kind() != Unit.Kind.NONE && q.kind() != Unit.Kind.PERCENT) return false;
        if (q.bound() == dev.kechuang.reader.Bound.EXACT || q.bound() == dev.kechuang.reader.Bound.ABOUT) return false;
        int i = q.outerEnd();
        if (i >= limit) return false;
        if (JOINED.matcher(text.substring(i, Math.min(limit, i + 48))).find()) return true;
        if (q.kind() == Unit.Kind.PERCENT)
            return CLASS.matcher(text.substring(i, Math.min(limit, i + 8))).find() && q.outerEnd() == q.end();
        boolean of = text.charAt(i) == '的';
        int noun = of ? i + 1 : i;
        if (noun >= limit) return false;
        if (of && (Fold.isDigit(text.charAt(noun)) || Numeral.isChinese(text.charAt(noun)))) return true;
        if (!of && q.outerEnd() == q.end()) return false;
        String after = nounAfter(text, noun, limit);
        return after.matches("^.{0,8}(企业|公司|项目|单位|机构|产品|产业|集群|园区|院所|设备|仪器|大户|有|达|数|增|新).*|^[有达共数]?\\d.*")
                && !after.startsWith("用于");
    }
}
