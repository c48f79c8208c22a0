package dev.kechuang.policy.internal.release;

import dev.kechuang.engine.PolicyCases;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.policy.internal.ReleaseStore;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of released policies at any time. */
@Configuration(proxyBeanMethods = false)
public class ReleaseInvariants {

    private static final int EXAMPLES = 20;

    @Bean
    public Invariant policyReleasesHaveTwoPeople(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "policy.releases",
                "Every released policy was submitted and released by two people, under the digest of its text, in the"
                        + " order of the book, and is the draft that was submitted.",
                "SELECT count(*) FROM policy.release",
                """
                SELECT r.policy || ' release ' || r.number || ' ' || w.wrong
                FROM policy.release r
                JOIN policy.version v ON v.digest = r.version
                LEFT JOIN policy.text t ON t.digest = v.sources[1]
                LEFT JOIN policy.draft d ON d.release = r.id
                LEFT JOIN policy.draft_text s ON s.draft = d.id AND s.revision = d.revision
                CROSS JOIN LATERAL (VALUES
                    (CASE WHEN r.released_by IN (r.submitted_by, r.authored_by) THEN 'was released by who wrote it' END),
                    (CASE WHEN t.digest IS DISTINCT FROM encode(sha256(convert_to(t.content, 'UTF8')), 'hex')
                          THEN 'has another text than its digest names' END),
                    (CASE WHEN s.text IS DISTINCT FROM t.content THEN 'is not the text that was submitted' END),
                    (CASE WHEN d.submitted_by IS DISTINCT FROM r.submitted_by THEN 'was submitted by somebody else' END)
                ) w(wrong)
                WHERE w.wrong IS NOT NULL
                UNION ALL
                SELECT 'the book says ' || b.position || ' releases but there are ' || n.releases
                FROM policy.book b CROSS JOIN (SELECT count(*) AS releases FROM policy.release) n
                WHERE b.position <> n.releases""");
    }

    @Bean
    public Invariant policyReleasesPassTheirCases(ReleaseStore releases, PolicyVersionStore versions) {
        return new Invariant() {
            @Override
            public String name() {
                return "policy.releaseCases";
            }

            @Override
            public String claim() {
                return "Every released policy, read with the dictionary it was released with, passes its test cases.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                var all = releases.all();
                for (PolicyRelease release : all) {
                    if (wrong.size() >= EXAMPLES) break;
                    String name = release.policy() + " release " + release.number();
                    try {
                        var policy = versions.find(release.version())
                                .orElseThrow(() -> new IllegalStateException("its version is not kept"))
                                .version()
                                .policy();
                        if (!policy.id().equals(release.policy())) wrong.add(name + " is the text of " + policy.id());
                        if (policy.cases().isEmpty()) wrong.add(name + " has no test case");
                        PolicyCases.failures(policy).forEach(failure -> wrong.add(name + ": " + failure));
                    } catch (RuntimeException e) {
                        wrong.add(name + " can't be read: " + e.getMessage());
                    }
                }
                return new Result(all.size(), wrong);
            }
        };
    }
}
