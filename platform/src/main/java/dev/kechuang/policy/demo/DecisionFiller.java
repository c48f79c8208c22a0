package dev.kechuang.policy.demo;

import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Saved decisions of some firms of the demonstration city. */
@Component
class DecisionFiller implements DemoFiller {

    private static final int FIRMS = 12;
    private static final List<String> POLICIES = List.of("cn-tech-sme", "cn-hnte", "cn-rd-deduction");

    private final Decisions decisions;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    DecisionFiller(Decisions decisions, JdbcClient jdbc, TransactionOperations transactions) {
        this.decisions = decisions;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public String label() {
        return "policy.demo.decisions";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var filler = new Viewer(null, "演示数据", Set.of(), null, null, "", List.of());
        var firms = jdbc.sql("""
                SELECT id FROM registry.published_organisation
                WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id LIMIT :firms""")
                .param("firms", FIRMS)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        LocalDate day = LocalDate.of(2026, 6, 1);
        transactions.executeWithoutResult(status -> {
            for (UUID firm : firms) {
                for (String policy : POLICIES) {
                    if (decisions.find(policy).isEmpty()) continue;
                    decisions.save(filler, decisions.decide(policy, firm, day), "");
                }
            }
        });
        progress.accept((long) firms.size() * POLICIES.size());
    }
}
