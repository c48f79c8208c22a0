package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts after 其中 against the figure before it. */
public final class Sums {
    /** Money that public money draws in is no part of it. */
    private static final Pattern DRIVEN = Pattern.compile("带动|撬动|吸引|引导社会");

    private static final String CARRIES = "其中|具体包括|包括";

    private Sums() {}

    public static List<Finding> check(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        List<Fact> all = facts.all();
        for (int i = 0; i < all.size(); i++) {
            Fact total = all.get(i);
            if (!summable(total)) continue;
            List<Fact> parts = partsOf(all, i);
            if (!parts.isEmpty()) findings.add(finding(total, parts));
        }
        return findings;
    }

    private static boolean summable(Fact fact) {
        Role role = fact.figure().role();
        boolean amount = role == Role.LEVEL || role == Role.NEW || role == Role.CUMULATIVE;
        return amount && !fact.unit().equals("%") && fact.figure().valueTo() == null;
    }

    /** The figures after 其中 in the same stretch whose total this one is: same unit, and no nearer figure of that unit before 其中. */
    private static List<Fact> partsOf(List<Fact> all, int index) {
        Fact total = all.get(index);
        List<Fact> parts = new ArrayList<>();
        boolean carried = false;
        @Nullable Fact last = total;
        for (int j = index + 1; j < all.size(); j++) {
            Fact fact = all.get(j);
            if (fact.segment() != total.segment()) break;
            String gap = Facts.between(last, fact);
            boolean starts = gap.matches("(?s).*(?:" + CARRIES + ").*");
            if (starts && carried) break;
            if (!carried && !starts && fact.unit().equals(total.unit()) && summable(fact) && !sideNote(gap))
                return List.of();
            carried |= starts;
            boolean closes = carried
                    && (gap.matches("(?s).*[)].*")
                            && Facts.between(total, fact).matches("(?s).{0,60}[(].*")
                            && !parts.isEmpty());
            if (closes) break;
            if (carried && summable(fact) && fact.unit().equals(total.unit()) && sameCount(total, fact)) {
                if (DRIVEN.matcher(fact.figure().measure()).find()) break;
                parts.add(fact);
            } else if (carried && summable(fact) && !parts.isEmpty() && gap.matches("(?s).*[,].*")) break;
            last = fact;
        }
        return parts;
    }

    private static boolean sideNote(String gap) {
        return gap.matches("(?s).*[(].*") && !gap.contains(")");
    }

    /** Parts count the same thing: the same printed unit, and money only by money. */
    private static boolean sameCount(Fact total, Fact part) {
        return total.figure().unit().equals(part.figure().unit())
                || total.unit().equals(part.unit()) && Keys.bare(part.key()).contains(tail(total.key()));
    }

    private static String tail(String key) {
        return key.length() < 2 ? key : key.substring(key.length() - 2);
    }

    private static Finding finding(Fact total, List<Fact> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal largest = BigDecimal.ZERO;
        double blur = total.uncertainty();
        for (Fact part : parts) {
            sum = sum.add(part.value());
            largest = largest.max(part.value());
            blur += part.uncertainty();
        }
        BigDecimal difference = total.value().subtract(sum);
        boolean whole = parts.size() > 1 && difference.signum() == 0;
        boolean open = total.lowerBound() || !total.exact();
        Verdict verdict;
        if (difference.signum() >= 0) verdict = Verdict.HOLDS;
        else if (-difference.doubleValue() <= blur) verdict = Verdict.WITHIN_ROUNDING;
        else if (largest.compareTo(total.value()) > 0 && !open && sameSubject(total, parts))
            verdict = Verdict.CONTRADICTS;
        else verdict = Verdict.DOUBTFUL;
        String unit = total.figure().unit();
        String listed =
                String.join("、", parts.stream().map(p -> p.figure().text()).toList());
        String sentence = total.figure().measure() + "：其中 " + listed
                + (parts.size() > 1 ? " 合计 " + Words.number(sum, unit) : "")
                + "，应不超过总数 " + total.figure().text()
                + (verdict == Verdict.HOLDS
                        ? whole ? "，恰好相等。" : "，相符。"
                        : Words.outcome(verdict, difference.negate(), unit));
        return new Finding(
                Kind.SUM,
                total.figure().measure(),
                parts.stream().map(Fact::operand).toList(),
                whole ? "=" : "<=",
                sum,
                total.operand(),
                difference,
                verdict,
                sentence);
    }

    private static boolean sameSubject(Fact total, List<Fact> parts) {
        return parts.stream().allMatch(p -> p.key().endsWith(tail(total.key())));
    }
}
