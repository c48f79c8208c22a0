package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.FundFixture.TODAY;
import static dev.kechuang.fund.internal.FundFixture.file;
import static dev.kechuang.fund.internal.FundFixture.paid;
import static dev.kechuang.fund.internal.FundFixture.plan;
import static dev.kechuang.fund.internal.FundFixture.sentBack;
import static dev.kechuang.fund.internal.FundFixture.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.internal.PaymentService.Wanted;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever several people do at once, in whatever order: every invariant holds, and nobody waits for ever. */
class FundFuzzTest {

    private static final int THREADS = 8;
    private static final int STEPS = 60;

    @Test
    void randomCommandsOfManyPeopleKeepEveryInvariant() throws Exception {
        long seed = Long.getLong("kc.seed", 20261121);
        try (var fund = new FundFixture()) {
            var run = new Run(fund, List.of(fund.line(2025, 3_000), fund.line(2026, 2_000)));
            try (var pool = Executors.newFixedThreadPool(THREADS)) {
                var running = new ArrayList<Future<?>>();
                for (int thread = 0; thread < THREADS; thread++) {
                    var random = new Random(seed + thread);
                    String name = "t" + thread;
                    running.add(pool.submit(() -> run.steps(random, name)));
                }
                for (var one : running) one.get();
            }
            fund.everythingHolds();
            assertThat(run.done.get())
                    .as("commands that were done, seed %d", seed)
                    .isGreaterThan(100);
            assertThat(run.refused.get())
                    .as("commands that were refused, seed %d", seed)
                    .isGreaterThan(10);
        }
    }

    private static final class Run {
        private final FundFixture fund;
        private final List<UUID> lines;
        private final List<Allocation> allocations = new CopyOnWriteArrayList<>();
        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();

        Run(FundFixture fund, List<UUID> lines) {
            this.fund = fund;
            this.lines = lines;
        }

        void steps(Random random, String thread) {
            for (int step = 0; step < STEPS; step++) {
                Outcome<?> outcome = step(random, thread + "/" + step);
                (outcome instanceof Outcome.Done<?> ? done : refused).incrementAndGet();
            }
        }

        private Outcome<?> step(Random random, String key) {
            UUID line = lines.get(random.nextInt(lines.size()));
            int what = random.nextInt(16);
            if (allocations.isEmpty() || what < 3) {
                var outcome = fund.allocations.reserve(fund.officer, key, fund.wanted(line, 1 + random.nextInt(400)));
                if (outcome instanceof Outcome.Done<Allocation>(var allocation)) {
                    fund.account(allocation.beneficiary());
                    allocations.add(allocation);
                }
                return outcome;
            }
            Allocation one = allocations.get(random.nextInt(allocations.size()));
            long sum = 1 + random.nextInt(300);
            return switch (what) {
                case 3 -> fund.budgets.change(fund.officer, key, line, yuan(random.nextInt(400) - 200), "调整");
                case 4 -> fund.budgets.carryOver(fund.officer, key, lines.get(0), lines.get(1), yuan(sum), "结转");
                case 5 -> fund.allocations.release(fund.officer, key, one.id(), yuan(sum), "核减");
                case 6, 7 -> fund.allocations.commit(fund.officer, key, one.id(), plan(sum, 1 + sum / 2));
                case 8 -> fund.allocations.amend(fund.officer, key, one.id(), plan(sum), "变更");
                case 9 -> fund.allocations.due(fund.officer, one.id(), 1 + random.nextInt(2), "通过");
                case 10 ->
                    fund.allocations.contributed(
                            fund.officer, key, one.id(), Contribution.From.SELF, yuan(sum), TODAY, "凭证");
                case 11, 12 -> fund.payments.make(fund.officer, List.of(new Wanted(one.id(), 1 + random.nextInt(2))));
                case 13 -> decided(random, one);
                case 14 -> answered(random);
                default ->
                    random.nextInt(4) == 0
                            ? recovered(random, key, one)
                            : fund.allocations.end(fund.officer, key, one.id(), TODAY, "终止");
            };
        }

        private Outcome<?> recovered(Random random, String key, Allocation one) {
            var demanded = fund.allocations.demand(fund.officer, one.id(), yuan(1 + random.nextInt(100)), "追回");
            if (demanded instanceof Outcome.Refused<?>) return demanded;
            return fund.allocations.recovered(
                    fund.officer, key, one.id(), yuan(1 + random.nextInt(100)), TODAY, random.nextBoolean());
        }

        private Outcome<?> decided(Random random, Allocation one) {
            var orders = fund.paymentStore.of(one.id());
            if (orders.isEmpty()) return Outcome.done("nothing");
            var ids = List.of(orders.getFirst().id());
            return switch (random.nextInt(6)) {
                case 0 -> fund.payments.refuse(fund.leader, ids, "再核");
                case 1 -> fund.payments.withdraw(fund.officer, ids, "撤销");
                default -> fund.payments.approve(fund.leader, ids);
            };
        }

        private Outcome<?> answered(Random random) {
            var approved = fund.paymentStore
                    .list(fund.officer, "approved", null, "", KeyPage.At.START, 50)
                    .items();
            if (!approved.isEmpty()) {
                var sent = fund.batches.send(
                        fund.officer, approved.stream().map(PaymentOrder::id).toList());
                if (sent instanceof Outcome.Refused<?>) return sent;
            }
            var open = fund.paymentStore
                    .list(fund.officer, "sent", null, "", KeyPage.At.START, 50)
                    .items();
            if (open.isEmpty()) return Outcome.done("nothing");
            String[] answers = open.stream()
                    .map(order -> random.nextInt(4) == 0 ? sentBack(order) : paid(order))
                    .toArray(String[]::new);
            return fund.returns.load(fund.officer, "f.csv", file(answers));
        }
    }
}
