package dev.kechuang.reader.figure;

import dev.kechuang.reader.quantity.Quantity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts a paragraph into sentences and clauses around its quantities. */
final class Contexts {
    private static final String SENTENCE_END = "。!?";
    private static final String CLAUSE_END = ",;:";
    /** No prose states more figures than this in one sentence; what does is noise and is not read on. */
    private static final int LONGEST_SENTENCE = 600;

    private static final int LIST_LIMIT = 24;
    private static final int LONGEST_BRACKET = 200;
    private static final int LONGEST_RIGHT = 200;

    private Contexts() {}

    static List<Context> of(String text, int from, int limit, List<Quantity> quantities) {
        List<Context> contexts = new ArrayList<>();
        int sentence = from;
        int next = 0;
        for (int i = from; i <= limit && next < quantities.size(); i++) {
            boolean end = i == limit || SENTENCE_END.indexOf(text.charAt(i)) >= 0;
            if (!end) continue;
            int first = next;
            while (next < quantities.size() && quantities.get(next).start() < i) next++;
            if (next > first)
                sentence(
                        text,
                        sentence,
                        i,
                        quantities.subList(first, Math.min(next, first + LONGEST_SENTENCE)),
                        contexts);
            sentence = i + 1;
        }
        return contexts;
    }

    private static void sentence(String text, int from, int limit, List<Quantity> quantities, List<Context> out) {
        int clause = from;
        Deque<Integer> brackets = new ArrayDeque<>();
        Deque<Integer> outerClauses = new ArrayDeque<>();
        int at = from;
        for (int n = 0; n < quantities.size(); n++) {
            Quantity q = quantities.get(n);
            int previousEnd = n == 0 ? from : quantities.get(n - 1).outerEnd();
            for (; at < q.outerStart(); at++) {
                char c = text.charAt(at);
                boolean inQuantity = n > 0 && at < previousEnd;
                if (inQuantity) continue;
                if (c == '(') {
                    if (!quantityInside(text, at, limit, quantities, n)) {
                        int close = closing(text, at, limit);
                        if (close > 0 && close < q.outerStart()) at = close;
                        continue;
                    }
                    brackets.push(at);
                    outerClauses.push(clause);
                    clause = at + 1;
                } else if (c == ')' && !brackets.isEmpty()) {
                    brackets.pop();
                    clause = outerClauses.pop();
                } else if (CLAUSE_END.indexOf(c) >= 0) {
                    clause = at + 1;
                } else if (c == '、' && n > 0 && at == previousEnd) {
                    clause = at + 1;
                }
            }
            int left = Math.max(clause, n > 0 && previousEnd > clause ? previousEnd : clause);
            out.add(new Context(
                    text,
                    q,
                    from,
                    limit,
                    Math.min(clause, q.outerStart()),
                    Math.min(left, q.outerStart()),
                    rightEnd(
                            text,
                            q,
                            limit,
                            n + 1 < quantities.size() ? quantities.get(n + 1).outerStart() : limit),
                    !brackets.isEmpty(),
                    quantities.subList(Math.max(0, n - LIST_LIMIT), n),
                    quantities.subList(n + 1, Math.min(quantities.size(), n + 1 + LIST_LIMIT))));
            at = Math.max(at, q.outerStart());
        }
    }

    /** The bracket's end, looked for a short way; -1 when there is none. */
    private static int closing(String text, int open, int limit) {
        int end = Math.min(limit, open + LONGEST_BRACKET);
        for (int i = open + 1; i < end; i++) if (text.charAt(i) == ')') return i;
        return -1;
    }

    private static boolean quantityInside(String text, int open, int limit, List<Quantity> quantities, int n) {
        int close = closing(text, open, limit);
        int end = close < 0 || close > limit ? limit : close;
        return quantities.get(n).start() > open && quantities.get(n).start() < end;
    }

    private static int rightEnd(String text, Quantity q, int limit, int nextQuantity) {
        int depth = 0;
        int end = Math.min(limit, q.outerEnd() + LONGEST_RIGHT);
        for (int i = q.outerEnd(); i < end; i++) {
            if (i >= nextQuantity) return nextQuantity;
            char c = text.charAt(i);
            if (c == '(') {
                int close = closing(text, i, limit);
                if (nextQuantity < limit && nextQuantity < (close < 0 ? limit : close)) return i;
                depth++;
            } else if (c == ')' && --depth < 0) return i;
            else if (depth <= 0 && CLAUSE_END.indexOf(c) >= 0) return i;
        }
        return end;
    }
}
