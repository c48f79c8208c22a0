package dev.kechuang.reader.figure;

import dev.kechuang.reader.Part;
import dev.kechuang.reader.Per;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.structure.Years;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a figure is reached or planned, and when. */
final class Times {
    private static final Pattern AHEAD = Pattern.compile("力争|确保|可达|可超|可望|有望|全年预计|预计全年|预计到|年底预计|明年|还将|将新增|将达到|计划到|拟于");
    private static final Pattern GOAL = Pattern.compile("(?<!完成|实现|超额|的|各项|完成年度|完成全年|完成年初)目标(?!任务|责任|考核|值的|管理)");
    private static final Pattern STRIVES = Pattern.compile("(?:^|,)[^,]{0,10}(?:力争|确保(?!了))");
    private static final Pattern OUTLOOK = Pattern.compile("可达|可望|有望");
    private static final Pattern DONE = Pattern.compile("目前|截至|截止|已达|已有|已建|现有|去年|上年末|上年底|已经|已累计|比上年|较上年");
    private static final Pattern YEAR = Pattern.compile(
            "(?<!\\d)(?<by>到|至|比|较|与|同|由|从|是|截至|截止)?(?<year>(?:19|20)\\d{2}|\\d{2})年(?!来|内|期|以上|多|的时间|时间|左右|度?项目|代)");
    private static final Pattern FIVE = Pattern.compile("[“]?(十?[一二三四五六七八九]|十)五[”]?(?:期间|时期|末|以来|规划)");
    private static final Pattern SPAN = Pattern.compile("(?<!\\d)((?:19|20)\\d{2})年?[-—~～至到]{1,2}((?:19|20)\\d{2})年?");
    private static final Pattern TITLE = Pattern.compile("《[^》]{0,80}》");
    private static final Pattern PAIR = Pattern.compile("(?<!\\d)(\\d{2})年?[、和](\\d{2})年");
    private static final Pattern DURATION = Pattern.compile(
            "(?:[\\d一二三四五六七八九十两几](?:[-—~至到][\\d一二三四五六七八九十]+)?年(?:多的?|的)?(?:内|实施期间|时间|期间|左右))|未来[\\d一二三四五六七八九十]+年");
    private static final Pattern YEARLY = Pattern.compile("每年|年均|逐年|每年度");
    private static final Pattern EVERY_YEAR = Pattern.compile("^[^,;]{0,8}每年");
    private static final Pattern EACH = Pattern.compile(
            "(?:[区市县镇园家校院]|^|,)(?:至少)?各(?:至少)?(?:新建|建成|建设|新增|引进|培育|创建|完成|有|达|$)|每(?:个|家|县|镇|村|区|所)(?!年)");

    private Times() {}

    static Tense tense(Context context, Part part) {
        String clause = lastClauses(context, 2);
        if (part.tense() == Tense.ACTUAL) {
            String segment = context.sentenceLeft();
            segment = segment.substring(segment.lastIndexOf(';') + 1);
            boolean done = DONE.matcher(lastClauses(context, 1)).find();
            if (STRIVES.matcher(segment).find() && !done) return Tense.TARGET;
            if (AHEAD.matcher(clause).find()
                    || GOAL.matcher(lastClauses(context, 1)).find()) return Tense.TARGET;
            int last = Years.last(part.period());
            if (context.sentenceLeft().indexOf('到') < 0) return Tense.ACTUAL;
            Matcher year = YEAR.matcher(context.sentenceLeft());
            while (year.find())
                if ("到".equals(year.group("by")) && last > 0 && full(year.group("year")) > last) return Tense.TARGET;
            return Tense.ACTUAL;
        }
        int first = Years.first(part.period());
        String explicit = explicit(context);
        if (!explicit.isEmpty() && first > 0 && Years.last(explicit) < first) return Tense.ACTUAL;
        if (!explicit.isEmpty()) return Tense.TARGET;
        return DONE.matcher(clause).find() && !AHEAD.matcher(clause).find() ? Tense.ACTUAL : Tense.TARGET;
    }

    static String period(Context context, Part part, Tense tense, Role role) {
        String explicit = explicit(context);
        boolean total = role == Role.CUMULATIVE
                && tense == Tense.ACTUAL
                && !YEAR.matcher(lastClauses(context, 1)).find();
        if (!explicit.isEmpty() && !(total && Years.last(explicit) < Years.last(part.period()))) return explicit;
        String clause = lastClauses(context, 3);
        String period = part.period();
        String left = context.sentenceLeft();
        Matcher duration = DURATION.matcher(left);
        if (left.indexOf('年') >= 0 && duration.find()) return span(duration.group(), period);
        if (period.isEmpty()) return "";
        if (part.tense() == Tense.ACTUAL
                && tense == Tense.TARGET
                && OUTLOOK.matcher(clause).find()) return "";
        if (clause.indexOf('年') < 0) return period;
        if (clause.contains("明年")) return String.valueOf(Years.last(period) + 1);
        if (tail(context).matches(".*(?<![比较与同过])(?:去年|上年)(?!相比|同期|度?相比).*"))
            return String.valueOf(Years.first(period) - 1);
        return period;
    }

    /** 三年内 inside a plan of three years is the plan's span; other durations tell no year. */
    private static String span(String duration, String period) {
        int years = Years.last(period) - Years.first(period) + 1;
        int stated = "〇一二三四五六七八九".indexOf(duration.replaceAll("[未来]", "").charAt(0));
        if (stated < 0) stated = duration.replaceAll("[未来]", "").charAt(0) - '0';
        return !period.isEmpty() && years > 1 && stated == years && duration.indexOf('-') < 0 ? period : "";
    }

    static @Nullable Per per(Context context) {
        String clause = lastClauses(context, 1);
        if (YEARLY.matcher(clause).find()) return Per.YEAR;
        String left = context.sentenceLeft();
        String segment = left.substring(left.lastIndexOf(';') + 1);
        if (EVERY_YEAR.matcher(segment).find() && !explicitClause(clause)) return Per.YEAR;
        return EACH.matcher(clause).find() ? Per.EACH : null;
    }

    private static boolean explicitClause(String clause) {
        return clause.contains("到20") || clause.contains("累计") || clause.contains("总数");
    }

    /** The year the sentence names for this number, or a span of years; empty when it names none. */
    private static String explicit(Context context) {
        String left = context.sentenceLeft();
        if (left.indexOf('年') < 0 && left.indexOf('五') < 0) return "";
        if (left.indexOf('《') >= 0) left = TITLE.matcher(left).replaceAll("");
        int at = -1;
        String found = "";
        Matcher span = SPAN.matcher(left);
        while (span.find()) {
            at = span.end();
            found = span.group(1) + "-" + span.group(2);
        }
        Matcher pair = PAIR.matcher(left);
        while (pair.find()) {
            at = pair.end();
            found = full(pair.group(1)) + "-" + full(pair.group(2));
        }
        Matcher five = FIVE.matcher(left);
        while (five.find()) {
            if (five.start() < at) continue;
            at = five.end();
            found = Years.fiveYears(five.group(1));
        }
        Matcher year = YEAR.matcher(left);
        while (year.find()) {
            if (year.start() < at) continue;
            String by = year.group("by") == null ? "" : year.group("by");
            if ("比较与同由从是".contains(by) && !by.isEmpty()) continue;
            if (year.group("year").length() == 2
                    && year.start("year") > 0
                    && "和、".indexOf(left.charAt(year.start("year") - 1)) < 0
                    && Character.isLetter(left.charAt(year.start("year") - 1))
                    && by.isEmpty()) continue;
            int start = year.start();
            boolean opens = start == 0
                    || !by.isEmpty()
                    || !Character.isLetter(left.charAt(start - 1))
                    || "在自从".indexOf(left.charAt(start - 1)) >= 0;
            boolean own = left.indexOf(',', start) < 0 && left.indexOf(';', start) < 0;
            if (!opens && !own) continue;
            at = year.end();
            found = String.valueOf(full(year.group("year")));
        }
        return found;
    }

    private static int full(String year) {
        int y = Integer.parseInt(year);
        return y >= 100 ? y : y < 50 ? 2000 + y : 1900 + y;
    }

    /** The number's clause after the number before it. */
    private static String tail(Context context) {
        String clause = lastClauses(context, 1);
        String left = context.left();
        return left.length() < clause.length() ? left : clause;
    }

    /** The last clauses before the number, its own included. */
    private static String lastClauses(Context context, int count) {
        String left = context.sentenceLeft();
        left = left.substring(left.lastIndexOf(';') + 1);
        int i = left.length();
        for (int n = 0; n < count && i > 0; n++) {
            int cut = Math.max(
                    left.lastIndexOf(',', i - 1), Math.max(left.lastIndexOf(';', i - 1), left.lastIndexOf(':', i - 1)));
            i = cut;
        }
        return left.substring(Math.max(0, i));
    }
}
