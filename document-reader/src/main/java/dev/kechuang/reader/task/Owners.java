package dev.kechuang.reader.task;

import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The units a clause names (责任单位).
 *
 * @param all in the order of the text
 * @param lead 牵头
 * @param support 配合
 */
record Owners(List<String> all, List<String> lead, List<String> support) {
    private static final Words ORGS = Words.of("orgs");
    static final String LABELS = "(?:牵头|责任|主办|负责|落实|实施|承办|配合|协办|参与|参加|协同|联系|协作|完成|主要责任|主责)(?:责任)?(?:单位|部门|处室|科室|人|领导)";
    private static final Pattern LABEL = Pattern.compile("(" + LABELS + ")\\s*(?:为|是)?\\s*[:]?\\s*");
    private static final Pattern SUPPORTS = Pattern.compile("配合|协办|参与|参加|协同|协助|协作");
    private static final Pattern LEADS = Pattern.compile("牵头|主办|主要责任|主责");
    private static final int LONGEST = 24;

    /** The units of a clause's inner words; null when the words are no list of units. */
    static @Nullable Owners parse(String words, boolean labelled) {
        List<String> all = new ArrayList<>();
        List<String> lead = new ArrayList<>();
        List<String> support = new ArrayList<>();
        String text = words.strip();
        Matcher label = LABEL.matcher(text);
        int from = 0;
        String current = "";
        while (label.find()) {
            if (!group(text.substring(from, label.start()), current, all, lead, support)) return null;
            current = label.group(1);
            from = label.end();
        }
        if (!group(text.substring(from), current, all, lead, support)) return null;
        if (all.isEmpty()) return null;
        long units = all.stream().filter(Owners::isUnit).count();
        boolean enough = labelled ? units * 2 >= all.size() || all.size() == 1 : units == all.size();
        return enough ? new Owners(List.copyOf(all), List.copyOf(lead), List.copyOf(support)) : null;
    }

    private static boolean group(
            String words, String label, List<String> all, List<String> lead, List<String> support) {
        List<String> waiting = new ArrayList<>();
        for (String piece : split(words)) {
            String s = piece.replaceFirst("^(?:由|以及|并由)", "").strip();
            Matcher verb = Pattern.compile("(?:共同|具体)?(牵头负责|牵头|负责|配合|参与|协助|参加|协同|按职责分工负责|分别负责|按职责负责)(?:落实|实施)?$")
                    .matcher(s);
            String does = "";
            if (verb.find()) {
                does = verb.group(1);
                s = s.substring(0, verb.start()).strip();
            }
            s = s.replaceFirst("等(?:部门|单位)?$", "");
            if (!s.isEmpty()) {
                if (s.length() > LONGEST) return false;
                waiting.add(s);
                all.add(s);
            }
            String kind = does.isEmpty() ? "" : does;
            if (!kind.isEmpty()) {
                if (SUPPORTS.matcher(kind).find()) support.addAll(waiting);
                else if (LEADS.matcher(kind).find()) lead.addAll(waiting);
                waiting.clear();
            }
        }
        if (SUPPORTS.matcher(label).find()) support.addAll(waiting);
        else if (LEADS.matcher(label).find()) lead.addAll(waiting);
        return true;
    }

    /** Splits at 、 , ; and keeps 各镇、区(街道) together: a bare 区 is no name of its own. */
    static List<String> split(String words) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        String text = words + "、";
        boolean blanks = words.strip().indexOf(' ') > 0
                && !words.matches(".*[、,;].*")
                && words.strip().split("\\s+").length > 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            boolean cut = depth <= 0 && ("、,;。".indexOf(c) >= 0 || blanks && c == ' ');
            if (!cut) continue;
            String piece = text.substring(from, i).strip();
            from = i + 1;
            if (piece.isEmpty()) continue;
            boolean bare = piece.matches("(?:区|镇|县|市|乡|街道|办|开发区)(?:[(][^)]*[)])?")
                    && piece.replaceAll("[(].*", "").length() <= 2
                    && !piece.startsWith("开发");
            if (bare && !pieces.isEmpty() && pieces.getLast().matches("^(?:有关|相关)?各.{1,3}$")) {
                pieces.set(pieces.size() - 1, pieces.getLast() + "、" + piece);
            } else {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    static boolean isUnit(String name) {
        String bare = name.replaceAll("[(][^)]*[)]$", "");
        if (bare.length() < 2 || bare.length() > LONGEST || bare.chars().anyMatch(c -> Fold.isDigit((char) c)))
            return false;
        return ORGS.endOf(bare) > 0 || ORGS.endOf(bare.replaceAll("\\s", "")) > 0;
    }
}
