package dev.kechuang.reader.quantity;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads places in a ranking (位次): 第四位, 列全省第一, 前3名, 居首位. Other ordinals (第三家, 第二届) are passed over. */
final class Rank {
    private static final String CONTEXT = "列居位名省市国区内球名处于为排县中业达第界";
    private static final String NOT_A_PLACE = "个家届批次季代期时书手线步要课方轮责资线产梯件项章条款部套台人大中高一二三四五六七八九十百医附研节阶档类党年天副";

    private static final java.util.regex.Pattern STANDS = java.util.regex.Pattern.compile("[居列]|排名|位于|位次|保持");

    private Rank() {}

    /** @param place the place, or null where the words are another ordinal to be passed over */
    record Match(@Nullable BigDecimal place, int end, boolean upTo) {}

    static @Nullable Match at(String text, int at, int from, int limit) {
        return switch (text.charAt(at)) {
            case '第' -> ordinal(text, at, from, limit);
            case '前' -> upTo(text, at, limit);
            case '首' -> first(text, at, from, limit);
            default -> null;
        };
    }

    private static @Nullable Match ordinal(String text, int at, int from, int limit) {
        int digits = at + 1;
        if (digits >= limit || !Numeral.mayStart(text.charAt(digits))) return null;
        Numeral n = Numeral.at(text, digits, limit);
        if (n == null || n.end() == digits || n.masked()) return null;
        int end = n.end();
        char next = end < limit ? text.charAt(end) : '。';
        if (next == '位' && !text.startsWith("位一体", end)) return new Match(n.value(), end + 1, false);
        if (next == '名' && inRanking(text, at, from)) return new Match(n.value(), end + 1, false);
        boolean bare = ",;。、)!?和与及的 并".indexOf(next) >= 0 || next == '\n';
        if (bare && inRanking(text, at, from) && n.value().compareTo(BigDecimal.valueOf(200)) < 0)
            return new Match(n.value(), end, false);
        return new Match(null, NOT_A_PLACE.indexOf(next) >= 0 ? end + 1 : end, false);
    }

    private static @Nullable Match upTo(String text, int at, int limit) {
        int digits = at + 1;
        if (digits >= limit || !Numeral.mayStart(text.charAt(digits))) return null;
        Numeral n = Numeral.at(text, digits, limit);
        if (n == null || n.end() == digits || n.end() >= limit) return null;
        char unit = text.charAt(n.end());
        if (unit == '位' || unit == '名' || unit == '强' && n.value().compareTo(BigDecimal.valueOf(100)) < 0)
            return new Match(n.value(), n.end() + 1, true);
        return null;
    }

    private static @Nullable Match first(String text, int at, int from, int limit) {
        if (!text.startsWith("位", at + 1) && !text.startsWith("席", at + 1)) return null;
        if (at + 2 > limit || !inRanking(text, at, from)) return null;
        char next = at + 2 < limit ? text.charAt(at + 2) : '。';
        return ",;。、)!?和与及的\n".indexOf(next) >= 0 ? new Match(BigDecimal.ONE, at + 2, false) : null;
    }

    private static boolean inRanking(String text, int at, int from) {
        if (at <= from) return false;
        String before = text.substring(Math.max(from, at - 8), at);
        return CONTEXT.indexOf(text.charAt(at - 1)) >= 0
                || STANDS.matcher(before).find();
    }
}
