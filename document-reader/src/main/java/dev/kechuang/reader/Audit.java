package dev.kechuang.reader;

import dev.kechuang.reader.audit.Cumulatives;
import dev.kechuang.reader.audit.Facts;
import dev.kechuang.reader.audit.Growths;
import dev.kechuang.reader.audit.Ratios;
import dev.kechuang.reader.audit.Repeats;
import dev.kechuang.reader.audit.Sums;
import dev.kechuang.reader.render.CheckLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks the figures of one or several documents against each other (一致性审核): totals, growth, parts, ratios and
 * figures stated twice. It reports what it could check, not only what is wrong.
 *
 * @param findings contradictions first, then doubtful, then what holds; within each in the order of the documents
 */
public record Audit(List<Finding> findings) {
    public Audit {
        findings = List.copyOf(findings);
    }

    /** Audits the readings together; years of one document may be checked against another's. */
    public static Audit of(List<Reading> readings) {
        Facts facts = Facts.of(readings);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(Cumulatives.check(facts));
        findings.addAll(Growths.check(facts));
        findings.addAll(Sums.check(facts));
        findings.addAll(Ratios.check(facts));
        findings.addAll(Repeats.check(facts));
        findings.sort(Comparator.comparingInt((Finding f) -> -f.verdict().ordinal())
                .thenComparingInt(f -> readings.indexOf(f.stated().reading()))
                .thenComparingInt(f -> f.stated().figure().span().start()));
        return new Audit(findings);
    }

    /**
     * The findings in the exchange format, one JSON object a line; offsets count Unicode characters.
     *
     * @param withDocuments whether to name the document of each operand, for checks over several files
     */
    public String jsonLines(boolean withDocuments) {
        return CheckLines.of(findings, withDocuments);
    }

    /** The findings of one verdict. */
    public List<Finding> with(Finding.Verdict verdict) {
        return findings.stream().filter(f -> f.verdict() == verdict).toList();
    }
}
