package dev.kechuang.report.internal.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Brings together what two people made of the same text, line by line. A line is a paragraph: who changed different
 * paragraphs is not in the other's way.
 */
final class SectionMerge {

    private SectionMerge() {}

    /** Empty when both changed the same place differently: then somebody has to look. */
    static Optional<String> of(String base, String mine, String theirs) {
        if (mine.equals(theirs) || theirs.equals(base)) return Optional.of(mine);
        if (mine.equals(base)) return Optional.of(theirs);
        String[] b = lines(base);
        String[] m = lines(mine);
        String[] t = lines(theirs);
        int[] inMine = matches(b, m);
        int[] inTheirs = matches(b, t);
        var merged = new ArrayList<String>();
        int fromBase = 0;
        int fromMine = 0;
        int fromTheirs = 0;
        for (int i = 0; i <= b.length; i++) {
            boolean end = i == b.length;
            if (!end && (inMine[i] < fromMine || inTheirs[i] < fromTheirs)) continue;
            var was = List.of(b).subList(fromBase, i);
            var left = List.of(m).subList(fromMine, end ? m.length : inMine[i]);
            var right = List.of(t).subList(fromTheirs, end ? t.length : inTheirs[i]);
            if (left.equals(was)) merged.addAll(right);
            else if (right.equals(was) || left.equals(right)) merged.addAll(left);
            else if (!besideEachOther(was, left, right, merged)) return Optional.empty();
            if (end) break;
            merged.add(b[i]);
            fromBase = i + 1;
            fromMine = inMine[i] + 1;
            fromTheirs = inTheirs[i] + 1;
        }
        return Optional.of(String.join("\n", merged));
    }

    /** Neighbouring lines that each changed on one side only; nothing was added or taken away among them. */
    private static boolean besideEachOther(
            List<String> was, List<String> left, List<String> right, List<String> merged) {
        if (left.size() != was.size() || right.size() != was.size()) return false;
        for (int i = 0; i < was.size(); i++) {
            if (left.get(i).equals(was.get(i))) merged.add(right.get(i));
            else if (right.get(i).equals(was.get(i)) || left.get(i).equals(right.get(i))) merged.add(left.get(i));
            else return false;
        }
        return true;
    }

    private static String[] lines(String text) {
        return text.split("\n", -1);
    }

    /** For each line of the base where it stands in the other by a longest common subsequence, −1 for nowhere. */
    private static int[] matches(String[] base, String[] other) {
        int[][] length = new int[base.length + 1][other.length + 1];
        for (int i = base.length - 1; i >= 0; i--)
            for (int j = other.length - 1; j >= 0; j--)
                length[i][j] = base[i].equals(other[j])
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
        int[] at = new int[base.length];
        Arrays.fill(at, -1);
        int i = 0;
        int j = 0;
        while (i < base.length && j < other.length) {
            if (base[i].equals(other[j])) at[i++] = j++;
            else if (length[i + 1][j] >= length[i][j + 1]) i++;
            else j++;
        }
        return at;
    }
}
