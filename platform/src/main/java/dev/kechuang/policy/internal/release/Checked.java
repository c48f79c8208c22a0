package dev.kechuang.policy.internal.release;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyCases;
import dev.kechuang.engine.Problem;
import dev.kechuang.policy.internal.PolicyBook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a text.
 *
 * @param problems errors before warnings, by line
 * @param entry the policy as it would decide; null while there are errors
 * @param cases its test cases run, in their order
 */
public record Checked(String text, List<Problem> problems, PolicyBook.@Nullable Entry entry, List<CaseRun> cases) {

    public record CaseRun(Policy.Case test, List<PolicyCases.Failure> failures) {
        public boolean passes() {
            return failures.isEmpty();
        }
    }

    public List<Problem> errors() {
        return problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
    }

    public @Nullable Policy policy() {
        return entry == null ? null : entry.version().policy();
    }

    public long failing() {
        return cases.stream().filter(run -> !run.passes()).count();
    }

    /** It may be submitted: nothing is wrong, and cases show that it decides as it should. */
    public boolean ready() {
        return entry != null && !cases.isEmpty() && failing() == 0;
    }
}
