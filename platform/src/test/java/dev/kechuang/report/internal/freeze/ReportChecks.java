package dev.kechuang.report.internal.freeze;

import dev.kechuang.shared.Invariant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The invariants of reports, for the tests of other rooms. */
public record ReportChecks(JdbcClient jdbc) {

    public Invariant.Result sections() {
        return new ReportInvariants().sectionsAreTheirLastRevision(jdbc).check();
    }
}
