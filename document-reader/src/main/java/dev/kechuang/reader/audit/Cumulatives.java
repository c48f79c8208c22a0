package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Tense;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Last year's total + this year's new = this year's total. */
public final class Cumulatives {
    private Cumulatives() {}

    public static List<Finding> check(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Fact total : facts.all()) {
            if (total.figure().role() != Role.CUMULATIVE
                    || total.year() == 0
                    || total.figure().time() != Tense.ACTUAL) continue;
            Fact added = addedWith(facts, total);
            if (added == null) continue;
            Base base = base(facts, total);
            if (base != null) findings.add(finding(total, added, base));
        }
        return findings;
    }

    /** @param certain whether the earlier total surely measures the same */
    private record Base(Fact fact, boolean certain) {}

    private static @Nullable Fact addedWith(Facts facts, Fact total) {
        return facts.same(total, total.year()).stream()
                .filter(f -> f.figure().role() == Role.NEW && f.document() == total.document())
                .min(Comparator.comparingInt(f -> Math.abs(
                        f.figure().span().start() - total.figure().span().start())))
                .filter(f -> f.sentence() == total.sentence())
                .orElse(null);
    }

    private static @Nullable Base base(Facts facts, Fact total) {
        List<Fact> same = totals(facts.same(total, total.year() - 1));
        if (!same.isEmpty()) return new Base(same.getLast(), true);
        List<Fact> alike = totals(facts.sameButLevel(total, total.year() - 1));
        if (alike.isEmpty()) return null;
        if (Keys.levelled(total.key())) {
            List<Fact> unlevelled =
                    alike.stream().filter(f -> !Keys.levelled(f.key())).toList();
            return unlevelled.isEmpty() ? null : new Base(unlevelled.getLast(), true);
        }
        Fact closest = alike.stream().max(Comparator.comparing(Fact::value)).orElseThrow();
        return new Base(closest, false);
    }

    private static List<Fact> totals(List<Fact> facts) {
        List<Fact> said =
                facts.stream().filter(f -> f.figure().role() == Role.CUMULATIVE).toList();
        return said.isEmpty()
                ? facts.stream()
                        .filter(f -> f.figure().role() == Role.LEVEL
                                && "家户名人".contains(f.figure().unit()))
                        .toList()
                : said;
    }

    private static Finding finding(Fact total, Fact added, Base base) {
        BigDecimal expected = base.fact.value().add(added.value());
        BigDecimal difference = total.value().subtract(expected);
        boolean exact = total.exact() && added.exact() && base.fact.exact();
        Verdict verdict = difference.signum() == 0
                ? Verdict.HOLDS
                : base.certain && exact ? Verdict.CONTRADICTS : Verdict.DOUBTFUL;
        String unit = total.figure().unit();
        String sentence = total.figure().measure() + "：上年累计 "
                + base.fact.figure().text() + " 加本年新增 " + added.figure().text()
                + " 应为 " + Words.number(expected, unit) + "，文中为 "
                + total.figure().text()
                + Words.outcome(verdict, difference, unit)
                + (base.certain ? "" : "上年口径（" + base.fact.figure().measure() + "）可能不同，请核对。");
        return new Finding(
                Kind.CUMULATIVE,
                total.figure().measure(),
                List.of(base.fact.operand(), added.operand()),
                "=",
                expected,
                total.operand(),
                difference,
                verdict,
                sentence);
    }
}
