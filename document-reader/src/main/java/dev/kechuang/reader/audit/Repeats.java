package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same measure of the same year stated twice. */
public final class Repeats {
    private static final int SHORTEST = 4;

    private Repeats() {}

    public static List<Finding> check(Facts facts) {
        Map<String, Fact> first = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Fact fact : facts.all()) {
            if (!comparable(fact)) continue;
            String identity = fact.key()
                    + '|'
                    + fact.unit()
                    + '|'
                    + fact.figure().period()
                    + '|'
                    + fact.figure().role()
                    + '|'
                    + fact.figure().time()
                    + '|'
                    + fact.figure().region()
                    + '|'
                    + fact.figure().per();
            Fact earlier = first.putIfAbsent(identity, fact);
            if (earlier == null || earlier.sentence() == fact.sentence()) continue;
            findings.add(finding(earlier, fact));
        }
        return findings;
    }

    private static boolean comparable(Fact fact) {
        Role role = fact.figure().role();
        return role != Role.RANK
                && fact.exact()
                && !fact.figure().period().isEmpty()
                && fact.key().length() >= SHORTEST;
    }

    private static Finding finding(Fact earlier, Fact later) {
        BigDecimal difference = later.value().subtract(earlier.value());
        double off = Math.abs(difference.doubleValue());
        boolean otherDocument = earlier.document() != later.document();
        Verdict verdict = off == 0
                ? Verdict.HOLDS
                : off <= earlier.uncertainty() + later.uncertainty()
                        ? Verdict.WITHIN_ROUNDING
                        : otherDocument && later.key().length() >= 6 ? Verdict.CONTRADICTS : Verdict.DOUBTFUL;
        String unit = later.figure().unit();
        String sentence = later.figure().measure() + "（" + later.figure().period() + "）两处表述：前为 "
                + earlier.figure().text() + "，后为 " + later.figure().text() + Words.outcome(verdict, difference, unit);
        return new Finding(
                Kind.SAME,
                later.figure().measure(),
                List.of(earlier.operand()),
                "=",
                earlier.value(),
                later.operand(),
                difference,
                verdict,
                sentence);
    }
}
