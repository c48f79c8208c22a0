package dev.kechuang.engine.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.Survey;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Val;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows whose fractions outgrow longs. */
class LargeSumsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));
    private static final int ROWS = 4_000;

    private static final String GROWTH = """
            id: growth
            name: 增长
            en: Growth
            issuer: 测试
            region: cn
            valid: { from: 2000-01-01 }
            sources: [ { number: 一, title: 一, status: example } ]
            definitions:
              - { name: 首年, en: first, is: 'if 居民企业 then 年度(净资产, 2) else 0元' }
              - { name: 次年, en: second, is: 'if 居民企业 then 年度(净资产, 1) else 10元' }
              - { name: 增长率, en: growth, is: 'if 次年 = 0 then -1 else if 首年 = 0 then 净资产 / 次年 - 1 else (次年 / 首年 + 净资产 / 次年) / 2 - 1' }
              - { name: 直接增长率, en: plain growth, is: '(年度(净资产, 1) / 年度(净资产, 2) + 净资产 / 年度(净资产, 1)) / 2 - 1' }
            scores:
              - &score
                name: 得分
                en: score
                max: 10
                value: 增长率
                given: 专家分_净资产增长
                bands:
                  - { at: '>= 35%', points: 9..10 }
                  - { at: '[25%..35%)', points: 7..8 }
                  - { at: '[15%..25%)', points: 5..6 }
                  - { at: '[5%..15%)', points: 3..4 }
                  - { at: '(0..5%)', points: 1..2 }
                  - { at: '<= 0', points: 0 }
              - { name: 直接得分, en: plain score, max: 1, value: 直接增长率, bands: [ { at: '> 15%', points: 1 }, { at: '<= 15%', points: 0 } ] }
            conditions:
              - { id: a, name: 甲, en: a, clause: 一, when: '得分 >= 9分' }
              - { id: b, name: 乙, en: b, clause: 一, when: '得分 > 6分' }
              - { id: c, name: 丙, en: c, clause: 一, when: '得分 >= 3分' }
              - { id: d, name: 丁, en: d, clause: 一, when: 'not(得分 >= 1分)' }
              - { id: e, name: 戊, en: e, clause: 一, when: '直接得分 >= 1分' }
              - { id: f, name: 己, en: f, clause: 一, when: '直接增长率 >= 25%' }
              - { id: g, name: 庚, en: g, clause: 一, when: '增长率 = 5% or abs(直接增长率) < 5%' }
              - { id: h, name: 辛, en: h, clause: 一, when: 'max(增长率, 直接增长率) > (if 居民企业 then 15% else 20%)' }
              - { id: i, name: 壬, en: i, clause: 一, when: '(if 规模以上 then 增长率 else 增长率 * 100%) <= 35%' }
            benefits: []
            """;

    private final SplittableRandom random = new SplittableRandom(35);

    private static Policy growth() {
        List<Problem> problems = new ArrayList<>();
        Policy policy = Documents.policy("growth", GROWTH, PACKS.dictionary(), problems);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(policy);
    }

    private static long[] cells(Columns columns, String name, int year) {
        Fact fact = Objects.requireNonNull(PACKS.dictionary().find(name));
        return columns.cells(columns.column(fact, year));
    }

    /** Every other firm grows by exactly a bound of a band, or misses it by a fen. */
    private void large(Columns columns, String name, double most) {
        long[] first = cells(columns, name, 2021);
        long[] second = cells(columns, name, 2022);
        long[] third = cells(columns, name, 2023);
        int[] tenths = {15, 13, 11, 9, 8};
        for (int row = 0; row < columns.rows(); row++) {
            long unit = (long) Math.exp(random.nextDouble() * Math.log(most)) * (random.nextInt(9) == 0 ? -1 : 1);
            set(first, row, unit * 50);
            set(second, row, unit * 60);
            set(third, row, unit * 6 * tenths[random.nextInt(5)]);
            if (row % 2 == 0) {
                set(third, row, third[row] + random.nextInt(-1, 2));
            }
            if (row % 7 == 0) {
                set(second, row, unit * random.nextInt(30, 90) + random.nextInt(1000));
            }
        }
    }

    private static void set(long[] cells, int row, long value) {
        if (cells[row] >= Kernel.LIMIT) {
            cells[row] = value;
        }
    }

    @Test
    void growthOfLargeFirmsIsDecidedInTheColumnsAndExactly() {
        Policy policy = growth();
        for (double unknown : new double[] {0, 0.2}) {
            Columns columns = Synthetic.population(List.of(policy), ROWS, unknown, DAY, 5);
            large(columns, "净资产", 1e11);
            // Two growth rates compared with each other take products of four sums.
            assertThat(agreeing(policy, columns)).isSubsetOf("h", "i");
        }
    }

    @Test
    void whatOutgrowsEvenWiderNumbersIsHandedOver() {
        Policy policy = growth();
        Columns columns = Synthetic.population(List.of(policy), ROWS, 0.1, DAY, 6);
        large(columns, "净资产", 1e17);
        assertThat(agreeing(policy, columns)).contains("a", "e", "h");
    }

    /** Returns the conditions of which some rows were left to the evaluator. */
    private static Set<String> agreeing(Policy policy, Columns columns) {
        Set<String> handedOver = new TreeSet<>();
        List<Frame> frames = IntStream.range(0, columns.rows())
                .mapToObj(row -> new Frame(policy, columns.facts(row), DAY))
                .toList();
        for (Policy.Condition condition : policy.conditions()) {
            Unit unit = Objects.requireNonNull(Compiler.unit(policy, condition, DAY, columns));
            int[] rows = IntStream.range(0, columns.rows()).toArray();
            byte[] flags = new byte[rows.length];
            int kept = unit.run(columns.all(), rows, rows.length, 0, flags);
            int at = 0;
            for (int row = 0; row < rows.length; row++) {
                Val value = Evaluator.eval(condition.expr(), frames.get(row));
                boolean stays = at < kept && rows[at] == row;
                at += stays ? 1 : 0;
                if (stays && flags[row] == Kernel.FLAG_HAND_OVER) {
                    handedOver.add(condition.id());
                } else {
                    assertThat(stays)
                            .as("%s row %d", condition.id(), row)
                            .isEqualTo(value.isTrue() || value.isUnknown());
                    assertThat(stays && flags[row] == Kernel.FLAG_OPEN).isEqualTo(value.isUnknown());
                }
            }
            assertThat(at).isEqualTo(kept);
        }
        return handedOver;
    }

    @Test
    void aSurveyOfLargeFirmsIsWhatTheEvaluatorSays() {
        List<Policy> policies = List.of(PACKS.find("cn-hnte").orElseThrow(), growth());
        Survey survey = new Survey(policies, DAY, Survey.Limits.USUAL, List.of());
        for (double unknown : new double[] {0, 0.1}) {
            Columns made = Synthetic.population(policies, ROWS, unknown, DAY, 8);
            large(made, "净资产", 1e11);
            large(made, "营业收入", 1e10);
            PopulationTest.assertAgreement(policies, made);
            var chunk = survey.layout().chunk(ROWS);
            List<Facts> firms = IntStream.range(0, ROWS).mapToObj(made::facts).toList();
            firms.forEach(chunk::add);
            var matches = survey.decide(chunk);
            for (int row = 0; row < ROWS; row++) {
                assertThat(matches.of(row)).as("row %d", row).isEqualTo(survey.decide(firms.get(row), p -> true));
            }
        }
    }

    @Test
    void wideNumbersAreExactOrEndTheRow() {
        int ended = 0;
        for (int i = 0; i < 50_000; i++) {
            Wide a = wide();
            Wide b = wide();
            assertThat(Integer.signum(Wide.compare(a, b))).isEqualTo(a.value().compareTo(b.value()));
            assertThat(Wide.sign(a)).isEqualTo(a.value().signum());
            ended += check(Wide::multiplyExact, BigInteger::multiply, a, b);
            ended += check(Wide::addExact, BigInteger::add, a, b);
            ended += check((x, y) -> Wide.negateExact(x), (x, y) -> x.negate(), a, b);
            ended += check((x, y) -> Wide.absExact(x), (x, y) -> x.abs(), a, b);
        }
        assertThat(ended).isBetween(1, 50_000);
    }

    private static int check(BinaryOperator<Wide> exact, BinaryOperator<BigInteger> meant, Wide a, Wide b) {
        BigInteger expected = meant.apply(a.value(), b.value());
        try {
            assertThat(exact.apply(a, b).value()).isEqualTo(expected);
            return 0;
        } catch (ArithmeticException end) {
            // Sums of words are checked one by one, so that the last bit may not be used.
            assertThat(expected.bitLength()).isGreaterThanOrEqualTo(126);
            return 1;
        }
    }

    private Wide wide() {
        Wide a = Wide.of(word());
        return switch (random.nextInt(3)) {
            case 0 -> a;
            case 1 -> Wide.multiplyExact(a, Wide.of(word()));
            default -> Wide.addExact(Wide.multiplyExact(a, Wide.of(word())), Wide.of(word()));
        };
    }

    private long word() {
        return switch (random.nextInt(6)) {
            case 0 -> Kernel.LIMIT + random.nextInt(3);
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> random.nextInt(-2, 3);
            case 3 -> (1L << 62) + random.nextInt(-1, 2);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
