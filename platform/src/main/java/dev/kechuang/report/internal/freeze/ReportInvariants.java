package dev.kechuang.report.internal.freeze;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of reports at any time. */
@Configuration(proxyBeanMethods = false)
public class ReportInvariants {

    private static final int EXAMPLES = 20;

    @Bean
    Invariant frozenReportsReadTheSame(VersionStore versions, Verification verification) {
        return new Invariant() {
            @Override
            public String name() {
                return "report.frozen";
            }

            @Override
            public String claim() {
                return "Every frozen report is what its digest names, its evidence still gives every figure it states, and every"
                        + " target, actual value and light it keeps is what the released plan, the evidence and the rule give.";
            }

            @Override
            public Result check() {
                var violations = new ArrayList<String>();
                var all = versions.all();
                for (Version version : all) {
                    var result = verification.verify(version);
                    String name = "version " + version.number() + " of report " + version.report();
                    if (!result.whole()) violations.add(name + " is not what its digest names");
                    for (var difference : result.different())
                        violations.add(name + " states " + difference.figure().value() + " for "
                                + difference.figure().indicator() + " in "
                                + difference.figure().region() + ", "
                                + difference.figure().period() + "; its evidence gives " + difference.now());
                    for (String doubt : result.doubts()) violations.add(name + ": " + doubt);
                }
                return new Result(
                        all.size(), violations.stream().limit(EXAMPLES).toList());
            }
        };
    }

    @Bean
    Invariant sectionsAreTheirLastRevision(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "report.sections",
                "Every section of a report stands as its last revision, and none of its revisions is missing.",
                "SELECT count(*) FROM report.section",
                """
                        SELECT 'section ' || s.id || ' of report ' || s.report || ' is not its revision ' || s.revision
                        FROM report.section s
                        LEFT JOIN report.revision r
                            ON r.report = s.report AND r.section = s.id AND r.revision = s.revision
                        WHERE r.revision IS NULL OR r.text <> s.text OR r.heading <> s.heading
                           OR (SELECT count(*) FROM report.revision a WHERE a.report = s.report AND a.section = s.id)
                              <> s.revision""");
    }
}
