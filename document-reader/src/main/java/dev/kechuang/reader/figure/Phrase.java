package dev.kechuang.reader.figure;

import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.words.Words;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the noun that is measured out of the words around a number. */
final class Phrase {
    static final Words SPLIT = Words.of("split");
    private static final Words LEAD = Words.of("lead");
    private static final Words KEEP_START = Words.of("keepstart");
    private static final Words TRAIL = Words.of("trail");
    private static final Words TIME = Words.of("time");
    private static final Words COUNTABLE = Words.of("countable");
    private static final Words GENERIC = Words.of("generic");
    private static final Words RELATIONAL = Words.of("relational");
    private static final Words STOP = Words.of("stop");
    private static final Pattern MANNER = Pattern.compile("以[^,;。]{2,50}为(?:重点|核心|主体|主|龙头|目标|支撑|依托|引领|代表|导向|特色|基础)的?");
    private static final Pattern COMPARISON =
            Pattern.compile("^(?:是|为|达到|相当于)?(?:比|较|与|同)?(?:上一?年度?|去年|前年|往年|年初|[\\d*×Xx]{2,4}年)(?:同期|相比|底|末)*");
    private static final Pattern FROM = Pattern.compile("(?<=.{2})(?:由|从)(?:上年|去年|年初|[\\d*×Xx]{2,4}年)?(?:底|末|初)?的?$");
    private static final Pattern BATCHES = Pattern.compile("(?<=.{2})(?:共|分)?[\\d一二三四五六七八九十]{1,3}(?:批|轮)$");
    private static final Pattern NAMED_YEAR = Pattern.compile("(?:(?:19|20)\\d{2}|[\\d*×Xx]{2,4})年(?:度)?");
    private static final Pattern AND_SO_ON = Pattern.compile("^.*[^高平中同初一]等(?!级|奖|次|额)(?:各类|各种|多家|一批|共)?(?=.{2,})");
    private static final Words STOP_WEAK = Words.of("stopweak");
    private static final Pattern ITEM = Pattern.compile(
            "^(?:\\d{1,2}(?:[.、](?!\\d)|[)])|[(](?:[一二三四五六七八九十]{1,3}|\\d{1,2})[)]|[一二三四五六七八九十]{1,3}[是、])");
    private static final Pattern DATE = Pattern.compile(
            "^(?:到|至|截至|截止|自|从)?(?:(?:19|20)?[\\d*×Xx]{2,4}年?[—~至-])?[\\d*×Xx]{2,4}年度?(?:底前|底|末|以来|来|初|全年|上半年|下半年|间|期间|内|,)?|^\\d{1,2}(?:-\\d{1,2})?月(?:份|底|末)?|^“?十?[一二三四五六七八九]五”?(?:期间|时期|末|以来)|^连续第?[\\d一二三四五六七八九十]+年|^(?:在|用)?[\\d一二三四五六七八九十]+(?:-[\\d]+)?年(?:的时间|时间|内|间)");
    private static final Pattern LEVEL_ONLY = Pattern.compile(
            "^(?:国家|省|市|县|区|部|州|院)(?:、(?:国家|省|市|县|区|部))*级?(?:及以上|以上|及以下)?$|^.{0,6}(?:级|类|型|级以上|类别)$|^.{0,18}的$");
    private static final Pattern LEVEL_PREFIX =
            Pattern.compile("^(?:国家|全国|省部|部省|省|市|县|区|部|州|院|地)(?:、(?:国家|省|市|县|区|部))*(?:级(?:及以上|以上)?)");
    private static final Pattern GENERIC_SUBJECT = Pattern.compile(
            ".*(?:部门|政府|局|厅|法院|中院|系统|领导|各地|委员会|各级|我们|单位|全省|全国|大家|各)$|^(?:[^、]{1,5}(?:区|市|县|园)、?)+$|^(?:全市|我市|市|省|本市|全区|我区|市本级|企业|项目).{0,1}$");

    private Phrase() {}

    /** What stands before a number: subject, verb and object, each possibly empty. */
    record Parsed(String subject, String verb, String object) {}

    static Parsed parse(String left) {
        String s = forWhom(
                FROM.matcher(trimRight(trimLeft(MANNER.matcher(Fold.tidy(left)).replaceAll(""))))
                        .replaceFirst(""));
        int cut = -1;
        int verbStart = -1;
        int firstVerb = -1;
        for (int i = 0; i < s.length(); i++) {
            int n = SPLIT.at(s, i, s.length());
            if (n == 0 && s.charAt(i) == '了' && i > 1) {
                n = 1;
                if (firstVerb < 0) firstVerb = Math.max(0, i - 2);
                if (trimLeft(s.substring(i + 1)).length() >= 2) {
                    cut = i + 1;
                    verbStart = Math.max(0, i - 2);
                }
                continue;
            }
            if (n == 0 || insideNoun(s, i, n)) continue;
            if (firstVerb < 0) firstVerb = i;
            if (trimLeft(s.substring(i + n)).length() >= 2) {
                cut = i + n;
                verbStart = i;
            }
            i += n - 1;
        }
        if (cut < 0) return new Parsed("", "", trimLead(s));
        String subject = firstVerb > 0
                ? trimRight(trimLeft(s.substring(0, firstVerb).replaceAll("(?<=.{2})(?:在|于|到|从).*$", "")))
                : "";
        return new Parsed(subject, s.substring(verbStart, cut), trimLead(s.substring(cut)));
    }

    /** 落实政策为企业减税: whom it is for stays with what is done for them. */
    private static String forWhom(String s) {
        int at = s.indexOf("为企业");
        return at >= 0 && at <= 12 && s.length() > at + 4 ? s.substring(at + 1) : s;
    }

    /** 财政科技投入, 技术开发: a verb that a noun continues or contains. */
    private static boolean insideNoun(String s, int at, int n) {
        String word = s.substring(at, at + n);
        int end = at + n;
        char next = end < s.length() ? s.charAt(end) : '。';
        return switch (word) {
            case "投入" ->
                at > 1 && (s.startsWith("技", at - 1) || s.startsWith("发", at - 1) || s.startsWith("费", at - 1))
                        || next == '使'
                        || next == '占'
                        || next == '总'
                        || next == '强'
                        || next == '产';
            case "建设" -> at > 0 || next == '项' || next == '工' || next == '用';
            case "实施", "引导", "安排", "推荐", "打造", "发布", "解决", "处理", "使用" ->
                at > 2 && s.charAt(at - 1) != '共'
                        || next == '基'
                        || next == '率'
                        || next == '单'
                        || next == '方'
                        || next == '争' && n == 0;
            case "带动" -> next == '率' || next == '比';
            case "累计" -> next == '数' || next == '值' || next == '额';
            case "引进" -> next == '计' || next == '的' || at > 0 && (s.charAt(at - 1) == '、' || s.charAt(at - 1) == '才');
            case "落实" -> at > 0;
            case "成立", "设立", "形成" -> next == '的';
            case "拥有" -> next == '量';
            case "建成" -> next == '区';
            case "吸引" -> next == '力';
            default -> false;
        };
    }

    static String trimLeft(String text) {
        String s = text;
        while (true) {
            String before = s;
            s = stripPunctuation(s);
            s = COMPARISON.matcher(s).replaceFirst("");
            Matcher item = ITEM.matcher(s);
            if (item.find()) s = s.substring(item.end());
            Matcher date = DATE.matcher(s);
            if (date.find() && date.end() > 0) s = s.substring(date.end());
            int n = KEEP_START.startOf(s) > 0 ? 0 : TIME.startOf(s);
            if (n > 0 && n < s.length() + 1) s = s.substring(n);
            if (s.equals(before)) return s;
        }
    }

    private static String stripPunctuation(String s) {
        int i = 0;
        while (i < s.length() && ",、;:。·-—()”》是 ".indexOf(s.charAt(i)) >= 0) i++;
        return s.substring(i);
    }

    static String trimRight(String text) {
        String s = text;
        while (!s.isEmpty()) {
            char last = s.charAt(s.length() - 1);
            s = BATCHES.matcher(s).replaceFirst("");
            if (s.isEmpty()) return s;
            int n = TRAIL.endOf(s);
            boolean modifier = last == '的' && n == 1;
            if (",、;:。(“《·—-".indexOf(last) >= 0) s = s.substring(0, s.length() - 1);
            else if (n > 0 && !modifier) s = s.substring(0, s.length() - n);
            else break;
        }
        return s;
    }

    static String trimLead(String text) {
        String s = text;
        while (true) {
            String before = s;
            s = trimLeft(s);
            int n = KEEP_START.startOf(s) > 0 ? 0 : LEAD.startOf(s);
            if (n > 0 && n < s.length()) s = s.substring(n);
            if (s.equals(before)) return s;
        }
    }

    /** The noun right after a classifier: 301家|企业|被…. */
    static String nounAfter(String right) {
        String s = Fold.tidy(right);
        if (s.startsWith("的")) s = s.substring(1);
        if (!s.isEmpty() && "、和与及".indexOf(s.charAt(0)) >= 0) return "";
        int stop = stop(s);
        String noun = trimRight(s.substring(0, stop)).replaceAll("^[“]|的$|(?<=..)[中里内]$", "");
        int of = noun.indexOf('的');
        return of > 0 && (GENERIC.has(noun.substring(0, of)) || COUNTABLE.endOf(noun.substring(0, of)) > 0)
                ? noun.substring(0, of)
                : noun;
    }

    /** What the sentence says of that noun: 企业|通过CMMI认证. */
    static String predicateAfter(String right) {
        String s = Fold.tidy(right);
        int of = s.indexOf('的');
        if (of > 0 && GENERIC.has(s.substring(0, of))) return s.substring(of + 1);
        return s.substring(stop(s));
    }

    private static int stop(String s) {
        int depth = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '(' || c == '“' || c == '《') depth++;
            else if (c == ')' || c == '”' || c == '》') depth--;
            else if (depth <= 0 && (",;。:!?".indexOf(c) >= 0 || stops(s, i))) return i;
        }
        return s.length();
    }

    private static boolean stops(String s, int i) {
        if (i == 0) return STOP.at(s, 0, s.length()) > 0 && GENERIC.startOf(s) == 0;
        if (s.startsWith("在孵", i) || s.startsWith("在研", i) || s.startsWith("在建", i) || s.startsWith("国际", i))
            return false;
        if (STOP.at(s, i, s.length()) > 0) return true;
        return STOP_WEAK.at(s, i, s.length()) > 0 && GENERIC.has(s.substring(0, i));
    }

    static boolean generic(String noun) {
        return GENERIC.has(noun);
    }

    /** The name without years and without the examples before 等. */
    static String withoutExamples(String noun) {
        String s = NAMED_YEAR.matcher(noun).replaceAll("");
        String kind = AND_SO_ON.matcher(s).replaceFirst("");
        return kind.length() >= 3 && !generic(kind) && !kind.startsWith("级") ? kind : s;
    }

    static boolean relational(String noun) {
        if (RELATIONAL.has(noun)) return true;
        if (noun.length() > 3
                && noun.matches("^(?:批准|正式|成功|顺利|获得|平均|合计|累计|最大的|专项).*")
                && RELATIONAL.has(noun.substring(2))) return true;
        int and = Math.max(noun.indexOf('和'), noun.indexOf('与'));
        return and > 0 && RELATIONAL.has(noun.substring(0, and)) && RELATIONAL.has(noun.substring(and + 1));
    }

    /** 省级, 发明类, 本科学历的: a modifier that waits for the noun of the sentence before. */
    static boolean modifierOnly(String noun) {
        return LEVEL_ONLY.matcher(noun).matches();
    }

    static String withoutLevel(String noun) {
        return LEVEL_PREFIX.matcher(noun).replaceFirst("");
    }

    static boolean genericSubject(String subject) {
        return subject.isEmpty() || GENERIC_SUBJECT.matcher(subject).matches();
    }
}
