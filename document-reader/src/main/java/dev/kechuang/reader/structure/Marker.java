package dev.kechuang.reader.structure;

import dev.kechuang.reader.text.Fold;
import org.jspecify.annotations.Nullable;

/**
 * The number that opens an item: 一、 (一) 1. (1) 一是.
 *
 * @param level 1 to 5 in that order
 * @param ordinal its number, from 1
 * @param start first character of the number
 * @param end after the number
 */
public record Marker(int level, int ordinal, int start, int end) {
    private static final String NUMERALS = "一二三四五六七八九十";
    private static final String CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

    /** The marker that starts exactly at {@code at}, or null. */
    static @Nullable Marker at(String text, int at, int limit) {
        if (at >= limit) return null;
        char c = text.charAt(at);
        if (NUMERALS.indexOf(c) >= 0) return chinese(text, at, limit);
        if (c == '(') return bracketed(text, at, limit);
        if (Fold.isDigit(c)) return arabic(text, at, limit);
        if (c == '第') return chapter(text, at, limit);
        int circled = CIRCLED.indexOf(c);
        return circled >= 0 ? new Marker(4, circled + 1, at, at + 1) : null;
    }

    private static @Nullable Marker chinese(String text, int at, int limit) {
        int i = numeralsEnd(text, at, limit);
        if (i >= limit || i - at > 3) return null;
        int ordinal = value(text.substring(at, i));
        char next = text.charAt(i);
        if (next == '、' || next == '.' || next == ' ' && i - at == 1 && at > 0 && text.charAt(at - 1) == '\n')
            return new Marker(1, ordinal, at, i + 1);
        return next == '是' ? new Marker(5, ordinal, at, i + 1) : null;
    }

    private static @Nullable Marker bracketed(String text, int at, int limit) {
        int i = at + 1;
        int inner = i;
        boolean chinese = i < limit && NUMERALS.indexOf(text.charAt(i)) >= 0;
        if (chinese) i = numeralsEnd(text, i, limit);
        else while (i < limit && i - inner < 2 && Fold.isDigit(text.charAt(i))) i++;
        if (i == inner || i >= limit || text.charAt(i) != ')') return null;
        int ordinal = chinese ? value(text.substring(inner, i)) : Integer.parseInt(text.substring(inner, i));
        int end = i + 1 < limit && (text.charAt(i + 1) == '、' || text.charAt(i + 1) == '.') ? i + 2 : i + 1;
        return new Marker(chinese ? 2 : 4, ordinal, at, end);
    }

    private static @Nullable Marker arabic(String text, int at, int limit) {
        int i = at;
        while (i < limit && i - at < 3 && Fold.isDigit(text.charAt(i))) i++;
        if (i >= limit || i - at > 2) return null;
        char next = text.charAt(i);
        if (next == ')') return new Marker(4, Integer.parseInt(text.substring(at, i)), at, i + 1);
        boolean number = next == '.' && i + 1 < limit && Fold.isDigit(text.charAt(i + 1));
        if (number || next != '.' && next != '、') return null;
        return new Marker(3, Integer.parseInt(text.substring(at, i)), at, i + 1);
    }

    /** 第一章, 第二部分, 第三条. */
    private static @Nullable Marker chapter(String text, int at, int limit) {
        int i = numeralsEnd(text, at + 1, limit);
        if (i == at + 1 || i >= limit || i - at > 4) return null;
        int ordinal = value(text.substring(at + 1, i));
        if (text.charAt(i) == '章' || text.charAt(i) == '篇') return new Marker(1, ordinal, at, i + 1);
        if (text.startsWith("部分", i)) return new Marker(1, ordinal, at, i + 2);
        return text.charAt(i) == '条' && i + 1 < limit && text.charAt(i + 1) == ' '
                ? new Marker(3, ordinal, at, i + 1)
                : null;
    }

    private static int numeralsEnd(String text, int at, int limit) {
        int i = at;
        while (i < limit && i - at < 4 && NUMERALS.indexOf(text.charAt(i)) >= 0) i++;
        return i;
    }

    private static int value(String numerals) {
        int ten = numerals.indexOf('十');
        if (ten < 0) return NUMERALS.indexOf(numerals.charAt(0)) + 1;
        int tens = ten == 0 ? 1 : NUMERALS.indexOf(numerals.charAt(0)) + 1;
        int ones = ten == numerals.length() - 1 ? 0 : NUMERALS.indexOf(numerals.charAt(ten + 1)) + 1;
        return tens * 10 + ones;
    }
}
