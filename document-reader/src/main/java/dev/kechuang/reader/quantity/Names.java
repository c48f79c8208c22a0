package dev.kechuang.reader.quantity;

import java.util.BitSet;

/**
 * The stretches that are names: 《…》 and short “…”. Digits in them (“1010工程”, 《…2020年》) count nothing.
 */
final class Names {
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_QUOTE = 26;

    private final BitSet covered = new BitSet();
    private final int base;

    private Names(int base) {
        this.base = base;
    }

    static Names in(String text, int from, int limit) {
        Names names = new Names(from);
        int open = -1;
        char closing = 0;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '《' || c == '“' || c == '〔' || c == '【') {
                open = i;
                closing = c == '《' ? '》' : c == '“' ? '”' : c == '〔' ? '〕' : '】';
            } else if (open >= 0 && c == closing) {
                int longest = c == '》' ? LONGEST_TITLE : LONGEST_QUOTE;
                if (i - open <= longest) names.covered.set(open - from, i - from + 1);
                open = -1;
            }
        }
        return names;
    }

    boolean covers(int at) {
        return covered.get(at - base);
    }

    int end(int at) {
        return base + covered.nextClearBit(at - base);
    }
}
