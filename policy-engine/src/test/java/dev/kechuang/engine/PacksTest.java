package dev.kechuang.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PacksTest {
    static final Policies PACKS = Policies.load(Path.of("../packs"));

    @Test
    void everyPolicyMeetsItsOwnCases() {
        assertThat(PACKS.all()).hasSizeGreaterThanOrEqualTo(17);
        for (Policy policy : PACKS.all()) {
            assertThat(policy.cases()).as(policy.id()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(PolicyCases.failures(policy)).isEmpty();
        }
    }

    @Test
    void nothingInThePacksIsUnusedOrWrong() {
        assertThat(PACKS.problems()).isEmpty();
    }

    @Test
    void aPolicyIsSharedByManyThreads() throws Exception {
        Policy policy = PACKS.find("cn-hnte").orElseThrow();
        Facts facts = policy.cases().getFirst().facts();
        LocalDate day = LocalDate.of(2024, 6, 1);
        Decision expected = Engine.decide(policy, facts, day);
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                same.add(pool.submit(() -> Engine.decide(policy, facts, day).equals(expected)));
            }
            for (Future<Boolean> one : same) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    @Test
    void asksNextForTheFactThatAloneSettlesMost() {
        Policy policy = PACKS.find("cn-jiangsu-suzhou-fledgling").orElseThrow();
        Facts facts = Facts.builder()
                .day("注册成立日期", LocalDate.of(2022, 1, 1))
                .yuan("高企口径研发费用", 2023, 100)
                .build();

        Decision decision = Engine.decide(policy, facts, LocalDate.of(2024, 6, 1));

        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.UNKNOWN);
        assertThat(decision.askNext()).isEqualTo("营业收入@2023");
        assertThat(decision.missing()).containsExactlyInAnyOrder("营业收入@2023", "知识产权");
    }
}
