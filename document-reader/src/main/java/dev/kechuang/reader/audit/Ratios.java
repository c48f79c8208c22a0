package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Role;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leverage (1:18), shares and products against the figures they are made of. */
public final class Ratios {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Ratios() {}

    public static List<Finding> check(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        List<Fact> all = facts.all();
        for (int i = 0; i < all.size(); i++) {
            Fact fact = all.get(i);
            Finding finding = switch (fact.figure().role()) {
                case RATIO ->
                    fact.figure().text().contains(":") || fact.figure().text().contains("：") ? leverage(all, i) : null;
                case SHARE -> share(facts, fact);
                case LEVEL -> product(all, i);
                default -> null;
            };
            if (finding != null) findings.add(finding);
        }
        return findings;
    }

    /** 带动…18.2亿元 against the public money named before it in the sentence, alone or together. */
    private static @Nullable Finding leverage(List<Fact> all, int index) {
        Fact ratio = all.get(index);
        List<Fact> money = new ArrayList<>();
        Fact driven = null;
        for (int j = index - 1; j >= 0 && all.get(j).sentence() == ratio.sentence(); j--) {
            Fact fact = all.get(j);
            if (!fact.unit().equals("元") || fact.figure().role() == Role.GROWTH) continue;
            if (driven == null && fact.figure().measure().matches(".*(?:带动|撬动|放大|引导|社会).*")) driven = fact;
            else if (driven != null && !bracketed(fact)) money.addFirst(fact);
        }
        if (driven == null || money.isEmpty()) return null;
        List<Fact> best = null;
        double closest = Double.MAX_VALUE;
        double target = ratio.value().doubleValue();
        for (int from = 0; from < money.size(); from++) {
            for (int to = money.size(); to > from; to--) {
                if (to - from > 1 && to < money.size()) continue;
                List<Fact> base = money.subList(from, to);
                double sum =
                        base.stream().mapToDouble(f -> f.value().doubleValue()).sum();
                double off = Math.abs(driven.value().doubleValue() / sum - target);
                if (ratio.lowerBound() && driven.value().doubleValue() / sum < target) off += 1e6;
                if (off < closest) {
                    closest = off;
                    best = base;
                }
            }
        }
        if (best == null) return null;
        BigDecimal sum = best.stream().map(Fact::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal expected = driven.value().divide(sum, MathContext.DECIMAL64);
        BigDecimal difference = ratio.value().subtract(expected);
        double off = Math.abs(difference.doubleValue());
        Verdict verdict;
        if (ratio.lowerBound()) verdict = difference.signum() <= 0 ? Verdict.HOLDS : Verdict.DOUBTFUL;
        else if (off < 1e-9) verdict = Verdict.HOLDS;
        else verdict = off < 1 ? Verdict.WITHIN_ROUNDING : Verdict.DOUBTFUL;
        List<Finding.Operand> operands = new ArrayList<>(List.of(driven.operand()));
        best.forEach(f -> operands.add(f.operand()));
        String sentence = ratio.figure().measure() + "：" + driven.figure().text() + " 与 "
                + String.join("、", best.stream().map(f -> f.figure().text()).toList()) + " 之比为 "
                + Words.number(expected.setScale(1, RoundingMode.HALF_UP), "") + "，文中为 "
                + ratio.figure().text()
                + Words.outcome(verdict, difference.setScale(1, RoundingMode.HALF_UP), "");
        return new Finding(
                Kind.RATIO,
                ratio.figure().measure(),
                operands,
                ratio.lowerBound() ? ">" : "=",
                expected.setScale(2, RoundingMode.HALF_UP),
                ratio.operand(),
                difference,
                verdict,
                sentence);
    }

    private static boolean bracketed(Fact fact) {
        String text = fact.reading().text();
        int i = fact.figure().span().start();
        for (int n = 0; i > 0 && n < 40; n++, i--) {
            char c = text.charAt(i - 1);
            if (c == ')' || c == '）') return false;
            if (c == '(' || c == '（') return true;
        }
        return false;
    }

    /** A占B的比重 where A and B are both stated for the same year in the same document. */
    private static @Nullable Finding share(Facts facts, Fact share) {
        String key = share.key();
        int at = key.indexOf('占');
        if (at < 2 || !share.unit().equals("%")) return null;
        String part = key.substring(0, at);
        String whole = key.substring(at + 1).replaceAll("比重$", "");
        Fact a = only(facts, part, share);
        Fact b = only(facts, whole, share);
        if (a == null || b == null || b.value().signum() <= 0 || !a.unit().equals(b.unit())) return null;
        BigDecimal expected = a.value().multiply(HUNDRED).divide(b.value(), MathContext.DECIMAL64);
        BigDecimal difference = share.value().subtract(expected);
        double off = Math.abs(difference.doubleValue());
        double blur = Rounding.halfStep(share.figure().text(), share.value())
                + 100
                        * (a.uncertainty() / b.value().doubleValue()
                                + b.uncertainty()
                                        * a.value().doubleValue()
                                        / Math.pow(b.value().doubleValue(), 2));
        boolean exact = share.exact() && a.exact() && b.exact();
        Verdict verdict = off == 0
                ? Verdict.HOLDS
                : off <= blur ? Verdict.WITHIN_ROUNDING : exact ? Verdict.CONTRADICTS : Verdict.DOUBTFUL;
        String sentence = share.figure().measure() + "：" + a.figure().text() + " 除以 "
                + b.figure().text() + " 应为 "
                + Words.number(expected.setScale(2, RoundingMode.HALF_UP), "%") + "，文中为 "
                + share.figure().text()
                + Words.outcome(verdict, difference.setScale(2, RoundingMode.HALF_UP), "个百分点");
        return new Finding(
                Kind.RATIO,
                share.figure().measure(),
                List.of(a.operand(), b.operand()),
                "=",
                expected.setScale(2, RoundingMode.HALF_UP),
                share.operand(),
                difference,
                verdict,
                sentence);
    }

    private static @Nullable Fact only(Facts facts, String key, Fact near) {
        List<Fact> found = facts.named(key).stream()
                .filter(f -> f.document() == near.document()
                        && f.figure().period().equals(near.figure().period())
                        && f.figure().time() == near.figure().time()
                        && f.exact()
                        && (f.figure().role() == Role.LEVEL || f.figure().role() == Role.CUMULATIVE))
                .toList();
        return found.isEmpty()
                        || found.stream()
                                .anyMatch(f ->
                                        f.value().compareTo(found.getFirst().value()) != 0)
                ? null
                : found.getLast();
    }

    /** 20万亩, 平均亩增产70公斤, 合计1400万公斤. */
    private static @Nullable Finding product(List<Fact> all, int index) {
        Fact each = all.get(index);
        if (!each.figure().measure().matches(".*(?:平均亩|亩均|亩增产|亩产|每亩|户均|每户|人均|每人).*")
                || index == 0
                || index + 1 >= all.size()) return null;
        Fact count = all.get(index - 1);
        Fact total = all.get(index + 1);
        String of = each.figure().measure().contains("亩")
                ? "亩"
                : each.figure().measure().contains("户") ? "户" : "人";
        boolean fits = count.sentence() == each.sentence()
                && total.sentence() == each.sentence()
                && count.figure().unit().equals(of)
                && total.unit().equals(each.unit());
        if (!fits) return null;
        BigDecimal expected = count.value().multiply(each.value());
        BigDecimal difference = total.value().subtract(expected);
        double blur = total.uncertainty()
                + count.uncertainty() * each.value().doubleValue()
                + each.uncertainty() * count.value().doubleValue();
        Verdict verdict = difference.signum() == 0
                ? Verdict.HOLDS
                : Math.abs(difference.doubleValue()) <= Math.max(blur, 0.05 * expected.doubleValue())
                        ? Verdict.WITHIN_ROUNDING
                        : Verdict.DOUBTFUL;
        String unit = total.figure().unit();
        String sentence = total.figure().measure() + "：" + count.figure().text() + " 乘以 "
                + each.figure().text() + " 应为 " + Words.number(expected, unit) + "，文中为 "
                + total.figure().text() + Words.outcome(verdict, difference, unit);
        return new Finding(
                Kind.RATIO,
                total.figure().measure(),
                List.of(count.operand(), each.operand()),
                "=",
                expected,
                total.operand(),
                difference,
                verdict,
                sentence);
    }
}
