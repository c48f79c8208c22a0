package dev.kechuang.engine.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Survey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AmountsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));

    @Test
    void everyAmountIsWhatTheEvaluatorSays() {
        RandomPolicies random = new RandomPolicies(99, PACKS.dictionary());
        int compiled = 0;
        int known = 0;
        List<Policy> policies = random.policies(400);
        for (int batch = 0; batch < 8; batch++) {
            List<Facts> firms = random.firms(60);
            Columns columns = Columns.of(PACKS.dictionary(), firms);
            for (Policy policy : policies.subList(batch * 50, batch * 50 + 50)) {
                Amounts amounts = new Amounts(policy, DAY, columns);
                compiled += amounts.evaluated() ? 0 : 1;
                known += assertAmounts(policy, amounts, columns);
            }
        }
        assertThat(compiled).isGreaterThan(350);
        assertThat(known).isGreaterThan(400 * 60 / 4);
    }

    /** Every row, eligible or not; returns how many have an amount. */
    private static int assertAmounts(Policy policy, Amounts amounts, Columns columns) {
        int[] rows = IntStream.range(0, columns.rows()).toArray();
        long[] fen = new long[rows.length];
        amounts.run(columns, columns.all(), rows, rows.length, fen);
        int known = 0;
        for (int row : rows) {
            assertThat(fen[row])
                    .as("%s row %d", policy.benefits(), row)
                    .isEqualTo(Engine.firstAmount(policy, columns.facts(row), DAY));
            known += fen[row] == Survey.NO_AMOUNT ? 0 : 1;
        }
        return known;
    }

    @Test
    void theAmountsOfThePacksAreCompiledAndExact() {
        List<Policy> policies = PACKS.all();
        Columns columns = Synthetic.population(policies, 300, 0.1, DAY, 12);
        for (Policy policy : policies) {
            Amounts amounts = new Amounts(policy, DAY, columns);
            assertThat(amounts.evaluated()).as(policy.id()).isFalse();
            assertAmounts(policy, amounts, columns);
        }
    }
}
