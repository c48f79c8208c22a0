package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Tense;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stated growth and change against the values of both years. */
public final class Growths {
    private static final Pattern FALLS = Pattern.compile("下降|减少|降低|回落|负增长");
    private static final Pattern AVERAGE = Pattern.compile("年均|平均每年|五年|三年|累计增长");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Growths() {}

    public static List<Finding> check(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Fact growth : facts.all()) {
            Role role = growth.figure().role();
            if (role != Role.GROWTH && role != Role.CHANGE
                    || growth.year() == 0
                    || growth.figure().time() != Tense.ACTUAL) continue;
            if (AVERAGE.matcher(Facts.clauseBefore(growth)).find()) continue;
            Fact now = value(facts, growth, growth.year());
            Fact before = value(facts, growth, growth.year() - 1);
            if (before == null) before = facts.alike(growth, role == Role.CHANGE, growth.year() - 1);
            if (now != null
                    && before != null
                    && before.value().signum() > 0
                    && now.unit().equals(before.unit())) findings.add(finding(growth, now, before));
        }
        return findings;
    }

    /** The value the growth speaks of: of its year the nearest before it, of another year the last stated exactly. */
    private static @Nullable Fact value(Facts facts, Fact growth, int year) {
        boolean points = growth.figure().role() == Role.CHANGE;
        List<Fact> values = facts.named(growth.key()).stream()
                .filter(f -> f.year() == year
                        && f.figure().time() == Tense.ACTUAL
                        && f.figure().valueTo() == null)
                .filter(f -> switch (f.figure().role()) {
                    case LEVEL, CUMULATIVE -> points == f.unit().equals("%");
                    case SHARE -> points;
                    default -> false;
                })
                .toList();
        List<Fact> exact = values.stream().filter(Fact::exact).toList();
        List<Fact> usable = exact.isEmpty() ? values : exact;
        return usable.stream()
                .min(Comparator.comparingInt(f -> f.document() == growth.document()
                        ? Math.abs(f.figure().span().start()
                                - growth.figure().span().start())
                        : Integer.MAX_VALUE))
                .orElse(null);
    }

    private static Finding finding(Fact growth, Fact now, Fact before) {
        boolean points = growth.figure().role() == Role.CHANGE;
        BigDecimal stated = stated(growth);
        BigDecimal expected = points
                ? now.value().subtract(before.value())
                : now.value().subtract(before.value()).multiply(HUNDRED).divide(before.value(), MathContext.DECIMAL64);
        BigDecimal difference = stated.subtract(expected);
        boolean certain = before.key().equals(growth.key());
        Verdict found = verdict(growth, now, before, expected, difference, points);
        Verdict verdict = found == Verdict.CONTRADICTS && !certain ? Verdict.DOUBTFUL : found;
        boolean upper = verdict == Verdict.HOLDS && before.lowerBound() && !now.lowerBound() && difference.signum() < 0;
        String unit = points ? "个百分点" : "%";
        BigDecimal rounded = expected.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        String sentence = growth.figure().measure() + "：由 " + before.figure().text() + " 到 "
                + now.figure().text() + "，"
                + (points ? "变动" : "增幅") + "应" + (upper ? "不超过 " : "为 ") + Words.number(rounded, unit) + "，文中为 "
                + growth.figure().text() + Words.outcome(verdict, difference.setScale(2, RoundingMode.HALF_UP), unit);
        return new Finding(
                Kind.GROWTH,
                growth.figure().measure(),
                List.of(before.operand(), now.operand()),
                upper ? "<=" : "=",
                rounded,
                growth.operand(),
                difference,
                verdict,
                sentence);
    }

    /** Growth in percent: 翻一番 and 增加一倍 are 100. */
    private static BigDecimal stated(Fact growth) {
        BigDecimal value = growth.value();
        BigDecimal percent = switch (growth.figure().unit()) {
            case "番" -> BigDecimal.valueOf((Math.pow(2, value.doubleValue()) - 1) * 100);
            case "倍" -> value.multiply(HUNDRED);
            default -> value;
        };
        return FALLS.matcher(Facts.clauseBefore(growth)).find() ? percent.negate() : percent;
    }

    private static Verdict verdict(
            Fact growth, Fact now, Fact before, BigDecimal expected, BigDecimal difference, boolean points) {
        double off = Math.abs(difference.doubleValue());
        double step = Rounding.halfStep(growth.figure().text(), growth.value());
        double blur = points
                ? now.uncertainty() + before.uncertainty()
                : 100
                        * (now.uncertainty() / before.value().doubleValue()
                                + before.uncertainty()
                                        * now.value().doubleValue()
                                        / Math.pow(before.value().doubleValue(), 2));
        if (off == 0) return Verdict.HOLDS;
        if (growth.exact() && now.exact() && before.exact()) {
            if (off <= step * 1.0001 + blur) return Verdict.WITHIN_ROUNDING;
            return Verdict.CONTRADICTS;
        }
        boolean nowExact = now.exact();
        if (before.lowerBound() && nowExact && difference.signum() < 0) return Verdict.HOLDS;
        if (now.lowerBound() && before.exact() && difference.signum() > 0) return Verdict.HOLDS;
        if (growth.lowerBound() && difference.signum() < 0) return Verdict.HOLDS;
        return off <= Math.max(step, 0.1 * Math.abs(expected.doubleValue()))
                ? Verdict.WITHIN_ROUNDING
                : Verdict.DOUBTFUL;
    }
}
