package dev.kechuang.reader.figure;

import java.util.ArrayList;
import java.util.List;

/** Takes a joined subject apart: 专利申请量和授权量 → 专利申请量, 专利授权量. */
final class Conjunction {
    private Conjunction() {}

    static List<String> split(String joined) {
        String subject = Phrase.trimRight(Phrase.trimLeft(joined)).replaceAll("的?排名$", "");
        String[] pieces = subject.split("[和与、]|以及");
        List<String> named = new ArrayList<>();
        for (String piece : pieces) {
            String s = piece.strip();
            if (s.isEmpty()) continue;
            named.add(named.isEmpty() ? s : withPrefix(named.getFirst(), s));
        }
        return named;
    }

    private static String withPrefix(String first, String later) {
        int shared = 0;
        while (shared < Math.min(first.length(), later.length())
                && first.charAt(first.length() - 1 - shared) == later.charAt(later.length() - 1 - shared)) shared++;
        boolean sameShape = shared > 0 && first.length() > later.length();
        return sameShape ? first.substring(0, first.length() - later.length()) + later : later;
    }
}
