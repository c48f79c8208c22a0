package dev.kechuang.reader.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a joined subject apart: 专利申请量和授权量 → 专利申请量, 专利授权量. */
final class Conjunction {
    private static final Pattern SUFFIX = Pattern.compile("(?:产业)?(?:经费|产值|增加值|收入|投入|支出|所占|占比|占|专利|申请量|授权量|数量|总量).*$");

    private Conjunction() {}

    static List<String> split(String joined) {
        String subject = Phrase.trimRight(Phrase.trimLeft(joined)).replaceAll("的?排名$|^对(?:.{0,4}的)?", "");
        String[] pieces = subject.split("[和与、]|以及");
        List<String> named = new ArrayList<>();
        for (String piece : pieces) {
            String s = piece.strip();
            if (s.isEmpty()) continue;
            named.add(named.isEmpty() ? s : withPrefix(named.getFirst(), s));
        }
        return withSuffix(named);
    }

    /** 企业、高校经费所占比重: what only the last says holds for all. */
    private static List<String> withSuffix(List<String> named) {
        if (named.size() < 2) return named;
        int level = named.getLast().indexOf('级');
        if (level > 0
                && level < named.getLast().length() - 2
                && named.getFirst().endsWith("级")) {
            String noun = named.getLast().substring(level + 1);
            return named.stream().map(n -> n.endsWith("级") ? n + noun : n).toList();
        }
        Matcher suffix = SUFFIX.matcher(named.getLast());
        if (!suffix.find() || suffix.start() < 2) return named;
        String tail = suffix.group();
        String head = tail.substring(tail.length() - 2);
        return named.stream()
                .map(n -> n.endsWith(head) || SUFFIX.matcher(n).find() ? n : n + tail)
                .toList();
    }

    private static String withPrefix(String first, String later) {
        int shared = 0;
        while (shared < Math.min(first.length(), later.length())
                && first.charAt(first.length() - 1 - shared) == later.charAt(later.length() - 1 - shared)) shared++;
        boolean sameShape = shared > 0 && first.length() > later.length();
        return sameShape ? first.substring(0, first.length() - later.length()) + later : later;
    }
}
