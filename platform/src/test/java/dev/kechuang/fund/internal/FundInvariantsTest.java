package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.FundFixture.done;
import static dev.kechuang.fund.internal.FundFixture.file;
import static dev.kechuang.fund.internal.FundFixture.paid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.fund.Allocation;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever gets around the guards as the owner is found out. */
class FundInvariantsTest {

    @Test
    void eachInvariantFindsWhatBreaksIt() {
        var breaks = Map.of(
                "UPDATE fund.account SET balance = balance + 1 WHERE kind = 'paid' AND balance > 0", "fund.balances",
                "UPDATE fund.leg SET amount_fen = amount_fen + 1 WHERE amount_fen > 0", "fund.postings",
                "UPDATE fund.leg SET amount_fen = -amount_fen", "fund.budgets",
                "UPDATE fund.allocation SET contracted_fen = contracted_fen + 1", "fund.contracts",
                "UPDATE fund.payment_order SET state = 'sent', settled_on = NULL, close_posting = NULL, closed_at = NULL",
                        "fund.payments",
                "UPDATE fund.instalment SET state = 'due', paid_on = NULL, due_since = now() WHERE state = 'paid'",
                        "fund.payments",
                "UPDATE fund.posting SET business_date = business_date - 1 WHERE kind = 'settle'", "fund.records");
        breaks.forEach((sql, invariant) -> {
            try (var fund = new FundFixture()) {
                Allocation contract = fund.committed(fund.line(100), 60, 40);
                fund.account(contract.beneficiary());
                var order = fund.sent(contract, 1);
                done(fund.returns.load(fund.officer, "x.csv", file(paid(order))));
                fund.everythingHolds();

                var owner = fund.database.owner();
                // One connection: the setting and the change go together.
                owner.sql("DO $$ BEGIN SET LOCAL session_replication_role = replica;"
                                + disabled(List.of("account", "leg", "posting", "instalment", "allocation"))
                                + sql + "; END $$")
                        .update();

                var broken = new TreeSet<String>();
                fund.invariants().forEach(one -> {
                    if (!one.check().holds()) broken.add(one.name());
                });
                assertThat(broken).as(sql).contains(invariant);
            }
        });
    }

    /** Triggers that are on always do not mind the setting. */
    private static String disabled(List<String> tables) {
        var sql = new StringBuilder();
        for (String table : tables)
            sql.append(" ALTER TABLE fund.").append(table).append(" DISABLE TRIGGER ALL;");
        return sql.append(' ').toString();
    }
}
