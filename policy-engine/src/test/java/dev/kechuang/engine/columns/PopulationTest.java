package dev.kechuang.engine.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Population;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));

    @Test
    void agreesWithDecideOnEveryRowOfThePacksPolicies() {
        List<Policy> policies = PACKS.all();
        for (double unknown : new double[] {0, 0.05, 0.4}) {
            Columns columns = Synthetic.population(policies, 600, unknown, DAY, 7);
            assertAgreement(policies, columns);
        }
    }

    static void assertAgreement(List<Policy> policies, Columns columns) {
        List<Population.Result> results = Population.run(policies, columns, DAY);
        for (Population.Result result : results) {
            for (int row = 0; row < columns.rows(); row++) {
                Decision.Verdict expected =
                        Engine.decide(result.policy(), columns.facts(row), DAY).verdict();
                assertThat(result.verdict(row))
                        .as("%s row %d", result.policy().id(), row)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void thousandsOfRandomPoliciesAgreeOnRandomFacts() {
        RandomPolicies random = new RandomPolicies(20260101, PACKS.dictionary());
        for (int batch = 0; batch < 40; batch++) {
            List<Policy> policies = random.policies(60);
            Columns columns = Columns.of(PACKS.dictionary(), random.firms(70));
            assertAgreement(policies, columns);
        }
    }

    @Test
    void aValueBeyondALongIsDecidedByTheEvaluator() {
        Policy policy = PACKS.find("cn-tech-sme").orElseThrow();
        Rational huge = Rational.of(BigInteger.TEN.pow(30), BigInteger.ONE);
        List<Facts> firms = new ArrayList<>();
        firms.add(Facts.builder().set("营业收入", 2023, new Val.Num(huge)).build());
        firms.add(Facts.builder().set("营业收入", 2023, Val.of(1)).build());
        Columns columns = Columns.of(PACKS.dictionary(), firms);

        Population.Result result = Population.run(List.of(policy), columns, DAY).getFirst();

        assertThat(result.verdict(0)).isEqualTo(Decision.Verdict.NOT_ELIGIBLE);
        assertThat(result.verdict(1)).isEqualTo(Decision.Verdict.UNKNOWN);
        assertAgreement(List.of(policy), columns);
    }

    @Test
    void mostRandomPoliciesAreCompiledWhole() {
        RandomPolicies random = new RandomPolicies(5, PACKS.dictionary());
        List<Policy> policies = random.policies(100);
        Columns columns = Columns.of(PACKS.dictionary(), random.firms(70));
        long whole = new Runner(policies, columns, DAY)
                .evaluated().stream().filter(List::isEmpty).count();
        assertThat(whole).isGreaterThan(70);
    }

    @Test
    void thePolicyOfSmallFirmsIsCompiledWhole() {
        Policy policy = PACKS.find("cn-tech-sme").orElseThrow();
        Columns columns = Synthetic.population(List.of(policy), 64, 0.1, DAY, 1);
        assertThat(new Runner(List.of(policy), columns, DAY).evaluated()).containsExactly(List.of());
    }
}
