package dev.kechuang.engine.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Matches;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Relaxation;
import dev.kechuang.engine.Survey;
import dev.kechuang.engine.Survey.Kind;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));
    private static final Survey.Limits WIDE = new Survey.Limits(List.of(5, 10, 20, 30), 4);

    private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

    @Test
    void everyMatchOfThePacksPoliciesIsWhatTheEvaluatorDecides() {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Chunk chunk = survey.layout().chunk(600);
        for (double unknown : new double[] {0, 0.05, 0.4}) {
            Columns made = Synthetic.population(PACKS.all(), 600, unknown, DAY, 7);
            chunk.clear();
            for (int row = 0; row < made.rows(); row++) {
                chunk.add(made.facts(row));
            }
            assertAgreement(survey, chunk, null);
        }
        assertThat(seen).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void everyMatchOfRandomPoliciesIsWhatTheEvaluatorDecides() {
        RandomPolicies random = new RandomPolicies(7_2026, PACKS.dictionary());
        for (int batch = 0; batch < 12; batch++) {
            Survey survey = new Survey(random.policies(60), DAY, WIDE, List.of());
            Chunk chunk = survey.layout().chunk(70);
            for (int filled = 0; filled < 2; filled++) {
                chunk.clear();
                random.firms(70).forEach(chunk::add);
                assertAgreement(survey, chunk, null);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Kind.values());
    }

    /** Against one-firm decisions, and these against the plain decision of the policy and of its eased forms. */
    private void assertAgreement(Survey survey, Chunk chunk, long @Nullable [] @Nullable [] scope) {
        Matches matches = survey.decide(chunk, scope);
        assertThat(matches.rows()).isEqualTo(chunk.rows());
        for (int row = 0; row < chunk.rows(); row++) {
            int at = row;
            Facts facts = chunk.columns().facts(row);
            List<Survey.Match> expected = survey.decide(facts, p -> inScope(scope, p, at));
            assertThat(matches.of(row)).as("row %d", row).isEqualTo(expected);
            expected.forEach(match -> seen.add(match.kind()));
            for (int p = 0; p < survey.policies().size(); p++) {
                assertThat(survey.decide(p, facts)).as("%d row %d", p, row).isEqualTo(plainly(survey, p, facts));
            }
        }
    }

    private static boolean inScope(long @Nullable [] @Nullable [] scope, int policy, int row) {
        long[] rows = scope == null ? null : scope[policy];
        return rows == null || (rows[row >> 6] >>> row & 1) != 0;
    }

    private static Fact fact(String name) {
        return Objects.requireNonNull(PACKS.dictionary().find(name));
    }

    private static Survey.@Nullable Match plainly(Survey survey, int p, Facts facts) {
        Policy policy = survey.policies().get(p);
        Decision decision = Engine.decide(policy, facts, DAY);
        switch (decision.verdict()) {
            case ELIGIBLE -> {
                Val amount = decision.benefits().isEmpty()
                        ? Val.ABSENT
                        : decision.benefits().getFirst().amount();
                boolean known = amount instanceof Val.Num(Rational n) && n.fitsLong();
                long fen = known ? ((Val.Num) amount).value().numerator().longValue() : Survey.NO_AMOUNT;
                return new Survey.Match(p, Kind.ELIGIBLE, fen);
            }
            case UNKNOWN -> {
                int missing = survey.missing(p, facts);
                return missing <= survey.limits().missing() ? new Survey.Match(p, Kind.OPEN, missing) : null;
            }
            default -> {
                Survey.@Nullable Match match = null;
                for (int percent : survey.limits().percents().reversed()) {
                    Policy eased = Relaxation.of(policy, Rational.of(percent, 100));
                    if (Engine.decide(eased, facts, DAY).verdict() == Decision.Verdict.NOT_ELIGIBLE) {
                        return match;
                    }
                    match = new Survey.Match(p, Kind.NEAR, percent);
                }
                return match;
            }
        }
    }

    /** Whoever meets everything but what experts have yet to judge is open, and as near as can be. */
    @Test
    void pointsThatReviewersGiveAreNobodysToEnter() {
        var policies = PACKS.all();
        int hnte = policies.stream().map(Policy::id).toList().indexOf("cn-hnte");
        Policy.Case undecided = policies.get(hnte).cases().stream()
                .filter(one -> one.verdict() == Decision.Verdict.UNKNOWN
                        && one.unknown().equals(List.of("score")))
                .findFirst()
                .orElseThrow();
        Survey survey = new Survey(policies, undecided.on(), WIDE, List.of());
        assertThat(survey.missing(hnte, undecided.facts())).isEqualTo(1);
    }

    @Test
    void anOpenMatchLacksAtLeastWhatTheDecisionNamesButForPointsThatReviewersGive() {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Columns made = Synthetic.population(PACKS.all(), 300, 0.2, DAY, 3);
        for (int row = 0; row < made.rows(); row++) {
            Facts facts = made.facts(row);
            for (int p = 0; p < PACKS.all().size(); p++) {
                Decision decision = Engine.decide(PACKS.all().get(p), facts, DAY);
                if (decision.verdict() == Decision.Verdict.UNKNOWN) {
                    long stated = decision.missing().stream()
                            .filter(fact -> !fact.startsWith("专家分_"))
                            .count();
                    assertThat((long) survey.missing(p, facts)).isGreaterThanOrEqualTo(stated);
                }
            }
        }
    }

    @Test
    void aBiggerShareNeverRefusesWhatASmallerAllows() {
        RandomPolicies random = new RandomPolicies(11, PACKS.dictionary());
        List<Policy> policies = new ArrayList<>(random.policies(300));
        policies.addAll(PACKS.all());
        List<Facts> firms = random.firms(60);
        int eased = 0;
        for (Policy policy : policies) {
            boolean plain = policy.conditions().stream().allMatch(c -> Relaxation.keepsOpen(policy, c));
            List<Policy> forms = new ArrayList<>();
            for (int percent : new int[] {0, 5, 10, 20, 30, 60, 99}) {
                forms.add(Relaxation.of(policy, Rational.of(percent, 100)));
            }
            for (Facts facts : firms) {
                Decision.Verdict before = Engine.verdict(policy, facts, DAY);
                for (Policy form : forms) {
                    Decision.Verdict after = Engine.verdict(form, facts, DAY);
                    if (before == Decision.Verdict.ELIGIBLE) {
                        assertThat(after).as(policy.toString()).isEqualTo(Decision.Verdict.ELIGIBLE);
                    }
                    if (plain && before == Decision.Verdict.UNKNOWN) {
                        assertThat(after).as(policy.toString()).isNotEqualTo(Decision.Verdict.NOT_ELIGIBLE);
                    }
                    eased += before == after ? 0 : 1;
                    before = after;
                }
            }
        }
        assertThat(eased).isPositive();
    }

    @Test
    void aPolicyCountsOnlyForTheRowsOfItsScope() {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Columns made = Synthetic.population(PACKS.all(), 200, 0.05, DAY, 9);
        Chunk chunk = survey.layout().chunk(256);
        for (int row = 0; row < made.rows(); row++) {
            chunk.add(made.facts(row));
        }
        long[][] scope = new long[PACKS.all().size()][4];
        for (int p = 0; p < scope.length; p++) {
            for (int word = 0; word < 4; word++) {
                scope[p][word] = p % 3 == 0 ? -1L : 0x5555_0000_FFFF_1234L * p;
            }
        }
        assertAgreement(survey, chunk, scope);
    }

    @Test
    void rowsWrittenCellByCellDecideAsFactsDo() {
        Policy hnte = PACKS.find("cn-hnte").orElseThrow();
        Policy subsidy = PACKS.find("cn-jiangsu-suzhou-interest-subsidy").orElseThrow();
        Survey survey = new Survey(List.of(hnte, subsidy), DAY, WIDE, List.of());
        Layout layout = survey.layout();
        Layout.EventList titles = Objects.requireNonNull(layout.list("资质"));
        Layout.Slot name = titles.fields().stream()
                .filter(f -> f.fact().name().equals("名称"))
                .findFirst()
                .orElseThrow();
        Chunk chunk = layout.chunk(4);
        chunk.begin();
        chunk.begin();
        chunk.set(layout.column("营业收入", 2023), 1_000_000_00L);
        chunk.set(layout.column("有逾期贷款", 0), false);
        chunk.set(layout.column("高新技术领域", 0), "电子信息");
        chunk.absent(layout.column("总收入", 2023));
        chunk.list(titles.column());
        int event = chunk.event(titles.column());
        chunk.field(name.column(), event, "高新技术企业");
        for (Layout.Slot field : titles.fields()) {
            if (field.fact().name().endsWith("日期")) {
                chunk.field(
                        field.column(),
                        event,
                        LocalDate.of(field.fact().name().startsWith("生效") ? 2023 : 2026, 1, 1)
                                .toEpochDay());
            }
        }

        Facts facts = chunk.columns().facts(1);

        assertThat(facts.get(fact("营业收入"), 2023)).isEqualTo(Val.of(1_000_000_00L));
        assertThat(facts.get(fact("总收入"), 2023)).isEqualTo(Val.ABSENT);
        assertThat(facts.get(fact("资质"), 0))
                .isInstanceOfSatisfying(
                        Val.Items.class,
                        items -> assertThat(((Val.Event) items.values().getFirst()).fields())
                                .containsEntry("名称", new Val.Text("高新技术企业"))
                                .containsEntry("失效日期", new Val.Day(LocalDate.of(2026, 1, 1))));
        assertThat(chunk.columns().facts(0).asOf()).isEmpty();
        assertAgreement(survey, chunk, null);
    }

    @Test
    void aValueThatNoCellHoldsIsDecidedOnTheFactsGiven() {
        Policy sme = PACKS.find("cn-tech-sme").orElseThrow();
        Survey survey = new Survey(List.of(sme), DAY, WIDE, List.of());
        Chunk chunk = survey.layout().chunk(1);
        Facts facts = sme.cases().getFirst().facts();
        chunk.begin();
        chunk.exactly(facts);
        LocalDate on = sme.cases().getFirst().on();
        Survey then = new Survey(List.of(sme), on, WIDE, List.of());
        Chunk same = then.layout().chunk(1);
        same.begin();
        same.exactly(facts);

        assertThat(then.decide(same).of(0)).isEqualTo(then.decide(facts, p -> true));
        assertThatThrownBy(() -> survey.decide(same)).hasMessageContaining("another survey");
        assertThatThrownBy(() -> chunk.set(survey.layout().column("营业收入", 2023), Long.MIN_VALUE))
                .hasMessageContaining("does not hold");
        assertThatThrownBy(chunk::begin).hasMessageContaining("full");
    }

    @Test
    void textsOfAChunkGoWithIt() {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Chunk chunk = survey.layout().chunk(2);
        long first = chunk.code("某年某地的一项资质");
        chunk.clear();
        assertThat(chunk.code("另一项资质")).isEqualTo(first);
        assertThat(chunk.code("高新技术企业")).isLessThan(first);
    }

    @Test
    void matchesAreDeliveredByRowAndPolicy() {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Columns made = Synthetic.population(PACKS.all(), 9_000, 0.03, DAY, 5);
        Chunk chunk = survey.layout().chunk(9_000);
        for (int row = 0; row < made.rows(); row++) {
            chunk.add(made.facts(row));
        }
        Matches matches = survey.decide(chunk);
        List<Map.Entry<Integer, Survey.Match>> all = new ArrayList<>();
        matches.each((row, policy, kind, value) -> all.add(Map.entry(row, new Survey.Match(policy, kind, value))));

        List<Map.Entry<Integer, Survey.Match>> expected = new ArrayList<>();
        for (int row = 0; row < matches.rows(); row++) {
            for (Survey.Match match : matches.of(row)) {
                expected.add(Map.entry(row, match));
            }
        }
        assertThat(all).hasSize(matches.size()).isEqualTo(expected);
        assertThat(matches.of(8_500)).isEqualTo(survey.decide(made.facts(8_500), p -> true));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Survey.Limits(List.of(10, 5), 3)).hasMessageContaining("ascend");
        assertThatThrownBy(() -> new Survey.Limits(List.of(100), 3)).hasMessageContaining("99");
        assertThatThrownBy(() -> new Survey.Limits(List.of(), -1)).hasMessageContaining("negative");
    }

    @Test
    void withoutLimitsOnlyTheEligibleMatch() {
        Survey survey = new Survey(PACKS.all(), DAY, new Survey.Limits(List.of(), 0), List.of());
        Columns made = Synthetic.population(PACKS.all(), 400, 0.1, DAY, 21);
        Chunk chunk = survey.layout().chunk(400);
        for (int row = 0; row < made.rows(); row++) {
            chunk.add(made.facts(row));
        }
        assertAgreement(survey, chunk, null);
        assertThat(seen).containsExactly(Kind.ELIGIBLE);
    }

    @Test
    void chunksOfOneSurveyAreFilledAndDecidedSideBySide() throws Exception {
        Survey survey = new Survey(PACKS.all(), DAY, WIDE, List.of());
        Columns made = Synthetic.population(PACKS.all(), 1_200, 0.1, DAY, 23);
        List<Callable<List<List<Survey.Match>>>> tasks = new ArrayList<>();
        for (int from = 0; from < 1_200; from += 300) {
            int first = from;
            tasks.add(() -> {
                Chunk chunk = survey.layout().chunk(300);
                for (int row = first; row < first + 300; row++) {
                    chunk.add(made.facts(row));
                }
                Matches matches = survey.decide(chunk);
                return IntStream.range(0, 300).mapToObj(matches::of).toList();
            });
        }
        List<List<Survey.Match>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<List<Survey.Match>>> one : threads.invokeAll(tasks)) {
                found.addAll(one.get());
            }
        }
        for (int row = 0; row < 1_200; row++) {
            assertThat(found.get(row)).as("row %d", row).isEqualTo(survey.decide(made.facts(row), p -> true));
        }
    }

    @Test
    void conditionsThatDifferInThresholdsAloneAreOneClass() {
        Policy sme = PACKS.find("cn-tech-sme").orElseThrow();
        Columns columns = new Layout(PACKS.dictionary(), List.of(sme), DAY, List.of()).columns();
        for (Policy.Condition condition : sme.conditions()) {
            Policy eased = Relaxation.of(sme, Rational.of(7, 100));
            Policy further = Relaxation.of(sme, Rational.of(9, 100));
            Unit unit = Objects.requireNonNull(
                    Compiler.unit(eased, Objects.requireNonNull(eased.condition(condition.id())), DAY, columns));
            Unit other = Objects.requireNonNull(
                    Compiler.unit(further, Objects.requireNonNull(further.condition(condition.id())), DAY, columns));
            assertThat(unit.program()).as(condition.id()).isSameAs(other.program());
        }
    }
}
