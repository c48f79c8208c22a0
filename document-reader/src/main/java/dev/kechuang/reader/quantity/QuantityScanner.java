package dev.kechuang.reader.quantity;

import dev.kechuang.reader.Bound;
import dev.kechuang.reader.text.Fold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the quantities of a stretch of folded text, from left to right, each character looked at a bounded number of times. */
public final class QuantityScanner {
    private final String text;
    private final int from;
    private final int limit;
    private final Names names;
    private final List<Quantity> found = new ArrayList<>();

    private QuantityScanner(String text, int from, int limit) {
        this.text = text;
        this.from = from;
        this.limit = limit;
        this.names = Names.in(text, from, limit);
    }

    /** The quantities between {@code from} and {@code limit}, which should be one paragraph. */
    public static List<Quantity> scan(String text, int from, int limit) {
        QuantityScanner scanner = new QuantityScanner(text, from, limit);
        scanner.run();
        return List.copyOf(scanner.found);
    }

    private void run() {
        int i = from;
        while (i < limit) {
            char c = text.charAt(i);
            if (names.covers(i)) {
                i = names.end(i);
            } else if (c == '第' || c == '首' || c == '前' || c == '末') {
                i = rank(i);
            } else if (c == '百' || c == '千' ? text.startsWith("分之", i + 1) : false) {
                i = percentInWords(i);
            } else if (Numeral.mayStart(c)) {
                i = number(i);
            } else if (Fold.isLatin(c)) {
                i = skipName(i);
            } else {
                i++;
            }
        }
    }

    /** A Latin name with its digits: IPV6, 5G, CMMI5, PM2.5. */
    private int skipName(int at) {
        int i = at;
        while (i < limit
                && (Fold.isLatin(text.charAt(i))
                        || Fold.isDigit(text.charAt(i))
                        || text.charAt(i) == '.' && i + 1 < limit && Fold.isDigit(text.charAt(i + 1))
                        || text.charAt(i) == '-' && i + 1 < limit && Fold.isDigit(text.charAt(i + 1)))) i++;
        return Math.max(i, at + 1);
    }

    private int number(int at) {
        Numeral first = Numeral.at(text, at, limit);
        if (first == null) return Numeral.skip(text, at, limit);
        if (first.end() == at) return at + 1;
        if (!first.chinese() && at > from && nameBefore(text.charAt(at - 1))) return first.end();
        Integer ratio = ratio(first);
        if (ratio != null) return ratio;
        int unitAt = skipBlanks(first.end());
        Numeral second = rangeEnd(unitAt);
        Numeral last = second == null ? first : second;
        if (second != null) unitAt = skipBlanks(second.end());
        if (Exclusions.duration(text, unitAt, limit)) return unitAt + 1;
        Units.Match match = Units.at(text, unitAt, limit);
        if (match == null
                && first.scaled()
                && last.scaled()
                && !first.bare()
                && !Exclusions.wordFollows(text, unitAt, limit)) match = new Units.Match(Unit.NONE, last.end());
        if (match == null && second == null) match = districts(at, unitAt);
        if (match == null) return Math.max(last.end(), at + 1);
        Unit unit = match.unit();
        if (Exclusions.reject(text, from, limit, first, unit, match.end())) return Math.max(last.end(), at + 1);
        BigDecimal value = first.value();
        if (first.bare() && !approximated(at)) return last.end();
        BigDecimal factor = unit.factor();
        if (second != null
                && second.scaled()
                && !first.scaled()
                && first.value().compareTo(second.value()) < 0) value = value.multiply(scaleOf(second));
        int end = match.end();
        BigDecimal half = halfAfter(end);
        if (half.signum() > 0) end++;
        Quantity q = new Quantity(
                at,
                end,
                at,
                end,
                value.multiply(factor).add(half),
                second == null ? null : second.value().multiply(factor),
                unit,
                Bound.EXACT,
                first.chinese(),
                first.masked() || last.masked());
        q = Limits.around(text, q, from, limit, first.more() || last.more());
        if (!Exclusions.threshold(text, limit, q)) found.add(q);
        return end;
    }

    /** 5市7区: counts of districts, only where two stand together. */
    private Units.@Nullable Match districts(int at, int unitAt) {
        if (unitAt >= limit || "市区县镇乡村".indexOf(text.charAt(unitAt)) < 0 || !Fold.isDigit(text.charAt(at))) return null;
        boolean followed = unitAt + 1 < limit && Fold.isDigit(text.charAt(unitAt + 1));
        boolean follows = !found.isEmpty()
                && found.getLast().end() == at
                && "市区县镇乡村".contains(found.getLast().unit().base());
        String unit = text.substring(unitAt, unitAt + 1);
        return followed || follows
                ? new Units.Match(new Unit(unit, Unit.Kind.COUNT, BigDecimal.ONE), unitAt + 1)
                : null;
    }

    /** 翻了一番半, 一倍半: half of the unit more. */
    private BigDecimal halfAfter(int end) {
        boolean half = end < limit
                && text.charAt(end) == '半'
                && (end + 1 >= limit || ",;。、)".indexOf(text.charAt(end + 1)) >= 0);
        return half ? new BigDecimal("0.5") : BigDecimal.ZERO;
    }

    private static BigDecimal scaleOf(Numeral n) {
        String value = n.value().toBigInteger().toString();
        int zeros = value.length() - value.replaceAll("0+$", "").length();
        int scale = zeros >= 8 ? 8 : zeros >= 4 ? 4 : zeros >= 3 ? 3 : zeros >= 2 ? 2 : zeros;
        return BigDecimal.TEN.pow(scale);
    }

    private static boolean nameBefore(char c) {
        return Fold.isLatin(c) || Fold.isDigit(c) || c == '.' || c == '+' || c == '#';
    }

    /** A scale alone is a number only after a word of approximation: 近千家, 过亿元. */
    private boolean approximated(int at) {
        return at > from && "近超过达破上逾约".indexOf(text.charAt(at - 1)) >= 0;
    }

    private @Nullable Numeral rangeEnd(int at) {
        int i = at;
        if (i < limit && text.charAt(i) == '%') i++;
        int dashes = i;
        while (i < limit && i - dashes < 2 && "-—~～至".indexOf(text.charAt(i)) >= 0) i++;
        if (i == dashes) return null;
        i = skipBlanks(i);
        if (i >= limit || !Numeral.mayStart(text.charAt(i))) return null;
        return Numeral.at(text, i, limit);
    }

    /** 1:18 where the words before it speak of a ratio; a time of day is none. */
    private @Nullable Integer ratio(Numeral left) {
        int colon = left.end();
        if (left.chinese() || left.scaled() || colon + 1 >= limit || text.charAt(colon) != ':') return null;
        if (!Fold.isDigit(text.charAt(colon + 1))) return null;
        Numeral right = Numeral.at(text, colon + 1, limit);
        if (right == null || right.scaled()) return null;
        int end = right.end();
        boolean chain =
                end < limit && text.charAt(end) == ':' || left.start() > from && text.charAt(left.start() - 1) == ':';
        String before = text.substring(Math.max(from, left.start() - 14), left.start());
        boolean ratio = before.matches(".*[比率例带动杠杆撬放配].*")
                && left.value().signum() > 0
                && right.value().signum() > 0;
        if (chain || !ratio || Exclusions.followsLatin(text, end, limit)) return end;
        boolean inverse = right.value().compareTo(BigDecimal.ONE) == 0;
        BigDecimal value = inverse
                ? left.value()
                : right.value()
                        .divide(left.value(), java.math.MathContext.DECIMAL32)
                        .stripTrailingZeros();
        Quantity q = new Quantity(
                left.start(), end, left.start(), end, value, null, Unit.QUOTIENT, Bound.EXACT, false, right.masked());
        found.add(Limits.around(text, q, from, limit, right.more()));
        return end;
    }

    private int percentInWords(int at) {
        int digits = at + 3;
        Numeral n = digits < limit && Numeral.mayStart(text.charAt(digits)) ? Numeral.at(text, digits, limit) : null;
        if (n == null || n.end() == digits || n.bare()) return digits;
        Unit unit = text.charAt(at) == '百' ? Unit.PERCENT : Unit.PERMILLE;
        Quantity q = new Quantity(at, n.end(), at, n.end(), n.value(), null, unit, Bound.EXACT, true, n.masked());
        found.add(Limits.around(text, q, from, limit, n.more()));
        return n.end();
    }

    /** 第四位, 全省第一, 前3名, 首位. */
    private int rank(int at) {
        Rank.Match match = Rank.at(text, at, from, limit);
        if (match == null) return at + 1;
        if (match.place() != null)
            found.add(new Quantity(
                    at,
                    match.end(),
                    at,
                    match.end(),
                    match.place(),
                    null,
                    Unit.PLACE,
                    match.upTo() ? Bound.AT_MOST : Bound.EXACT,
                    true,
                    false));
        return Math.max(match.end(), at + 1);
    }

    private int skipBlanks(int at) {
        int i = at;
        while (i < limit && text.charAt(i) == ' ') i++;
        return i;
    }
}
