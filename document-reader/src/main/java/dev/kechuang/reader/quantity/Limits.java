package dev.kechuang.reader.quantity;

import dev.kechuang.reader.Bound;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the words of bound before and after a number: 不低于50场, 30家以上, 约为18亿元, 2%左右. */
final class Limits {
    private static final Map<String, Bound> BEFORE = new LinkedHashMap<>();
    private static final Map<String, Bound> AFTER = new LinkedHashMap<>();

    static {
        for (String w : new String[] {"最高", "不超过", "不高于", "不多于", "不大于", "控制在", "低于", "少于", "最多", "至多", "不足"})
            BEFORE.put(w, Bound.AT_MOST);
        for (String w : new String[] {"不低于", "不少于", "不小于", "不下于", "至少", "最少", "最低"}) BEFORE.put(w, Bound.AT_LEAST);
        for (String w : new String[] {"超过", "超出", "突破", "高于", "多于", "大于", "高达", "逾", "超", "过", "破"})
            BEFORE.put(w, w.equals("高达") ? Bound.EXACT : Bound.MORE);
        for (String w : new String[] {"大约", "约", "接近", "将近", "近", "上"}) BEFORE.put(w, Bound.ABOUT);
        for (String w : new String[] {"以上", "及以上", "或以上"}) AFTER.put(w, Bound.AT_LEAST);
        for (String w : new String[] {"以内", "以下", "之内"}) AFTER.put(w, Bound.AT_MOST);
        for (String w : new String[] {"左右", "上下"}) AFTER.put(w, Bound.ABOUT);
        AFTER.put("余", Bound.MORE);
        AFTER.put("多", Bound.MORE);
        AFTER.put("之多", Bound.EXACT);
        AFTER.put("大关", Bound.EXACT);
    }

    private static final List<Map.Entry<String, Bound>> LONGEST_FIRST = BEFORE.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getKey().length()))
            .toList();

    private Limits() {}

    /** The quantity with its outer ends and bound. */
    static Quantity around(String text, Quantity q, int from, int limit, boolean more) {
        Bound bound = more ? Bound.MORE : Bound.EXACT;
        int outerStart = q.start();
        int i = skipBlanksBack(text, q.start(), from);
        int e = i;
        if (e > from && (text.charAt(e - 1) == '了' || text.charAt(e - 1) == '到' || text.charAt(e - 1) == '为')) e--;
        for (Map.Entry<String, Bound> word : LONGEST_FIRST) {
            String w = word.getKey();
            int end = i;
            boolean hit = endsWith(text, w, end, from);
            if (!hit && e < i) {
                end = e;
                hit = endsWith(text, w, end, from);
            }
            if (!hit || partOfAnotherWord(text, w, end, from)) continue;
            if (word.getValue() != Bound.EXACT) bound = word.getValue();
            outerStart = end - w.length();
            break;
        }
        if (bound == Bound.EXACT && i - from > 2) {
            String verb = text.substring(Math.max(from, i - 9), i);
            if (verb.matches(".*(?:至少|最少|不少于)[^,;、的\\d]{1,6}")) bound = Bound.AT_LEAST;
        }
        int outerEnd = q.end();
        for (Map.Entry<String, Bound> word : AFTER.entrySet()) {
            if (!text.startsWith(word.getKey(), q.end())
                    || q.end() + word.getKey().length() > limit) continue;
            if (word.getKey().equals("多") && !endsClause(text, q.end() + 1, limit)) continue;
            if (word.getKey().equals("余") && !endsClause(text, q.end() + 1, limit)) continue;
            if (word.getValue() != Bound.EXACT) bound = word.getValue();
            outerEnd = q.end() + word.getKey().length();
            break;
        }
        return q.within(outerStart, outerEnd, bound);
    }

    private static boolean endsClause(String text, int at, int limit) {
        return at >= limit || ",;。、:)的!".indexOf(text.charAt(at)) >= 0;
    }

    private static boolean endsWith(String text, String word, int end, int from) {
        return end - word.length() >= from && text.startsWith(word, end - word.length());
    }

    /** 通过16项, 附近3个, 加上2家, 以上5项: not words of bound. */
    private static boolean partOfAnotherWord(String text, String word, int end, int from) {
        int before = end - word.length() - 1;
        if (before < from) return false;
        char c = text.charAt(before);
        return switch (word) {
            case "过" -> c == '通' || c == '经' || c == '超' || c == '举' || c == '渡' || c == '开' || c == '审' || c == '受';
            case "近" -> c == '附' || c == '最' || c == '临' || c == '靠';
            case "上" -> c != '达' && c != '约' && c != ',' && c != '了';
            case "约" -> c == '节' || c == '签' || c == '履' || c == '预' || c == '契';
            case "破" -> c != ',' && c != '将';
            case "超" -> c == '高' || c == '赶';
            default -> false;
        };
    }

    private static int skipBlanksBack(String text, int at, int from) {
        int i = at;
        while (i > from && text.charAt(i - 1) == ' ') i--;
        return i;
    }
}
