package dev.kechuang.policy.internal;

import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.Invariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of saved decisions at any time. */
@Configuration(proxyBeanMethods = false)
public class PolicyInvariants {

    private static final int EXAMPLES = 20;

    @Bean
    public Invariant policyDecisionsStand(SavedDecisionStore store, Decisions decisions) {
        return new Invariant() {
            @Override
            public String name() {
                return "policy.decisions";
            }

            @Override
            public String claim() {
                return "Every saved decision, decided again on its frozen facts and version, is the same.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                long[] checked = {0};
                store.each(row -> {
                    checked[0]++;
                    if (wrong.size() >= EXAMPLES) return;
                    try {
                        var again = decisions.again(row).decision();
                        if (again.verdict() != row.verdict()) {
                            wrong.add(row.id() + " was " + row.verdict() + " and is " + again.verdict());
                        } else if (!FrozenFacts.sameJson(DecisionOutcome.of(again), row.outcome())) {
                            wrong.add(row.id() + " has other conditions, amounts or points when decided again");
                        }
                    } catch (RuntimeException e) {
                        wrong.add(row.id() + " can't be decided again: " + e.getMessage());
                    }
                });
                return new Result(checked[0], wrong);
            }
        };
    }
}
