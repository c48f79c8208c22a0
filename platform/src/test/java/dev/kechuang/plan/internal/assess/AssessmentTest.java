package dev.kechuang.plan.internal.assess;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.desk.PlanFixture;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Outcome;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A year is scored from what happened, tried, published, objected to, made final, and verifies for ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssessmentTest {

    private static final String SCHEME = """
            code: test
            name: 试行考核
            full: 100
            bonus-cap: 3
            deduction-cap: 10
            veto-cap: 59.99
            objection-days: 5
            groups:
              - { code: counties, name: 县区, units: [sz-kunshan, sz-taicang] }
            items:
              - { code: new, name: 新认定, groups: [counties], kind: target, weight: 40, indicator: hnte.new, target: 10, floor: 0.3, cap: 1.1 }
              - { code: grow, name: 增长, groups: [counties], kind: growth, weight: 20, indicator: hnte.valid, zero-at: 0, full-at: 20 }
              - { code: size, name: 规模, groups: [counties], kind: rank, weight: 10, indicator: hnte.valid, least: 0.5 }
              - { code: tasks, name: 任务, groups: [counties], kind: tasks, weight: 10, late: 0.5 }
              - { code: conduct, name: 作风, groups: [counties], kind: manual, weight: 20 }
              - { code: press, name: 宣传, groups: [counties], kind: bonus, indicator: media.counted, points: 0.5, cap: 2 }
              - { code: honour, name: 表彰, groups: [counties], kind: bonus, cap: 2 }
              - { code: blame, name: 通报, groups: [counties], kind: deduction, cap: 5 }
              - { code: veto, name: 否决, groups: [counties], kind: veto }
            ties: [new]
            """;

    /** What indicators say, by {@code code region year}. */
    private final Map<String, BigDecimal> values = new ConcurrentHashMap<>(Map.of(
            "hnte.new 320583 2026", new BigDecimal("12"),
            "hnte.new 320585 2026", new BigDecimal("5"),
            "hnte.valid 320583 2026", new BigDecimal("110"),
            "hnte.valid 320583 2025", new BigDecimal("100"),
            "hnte.valid 320585 2026", new BigDecimal("50"),
            "hnte.valid 320585 2025", new BigDecimal("40"),
            "media.counted 320583 2026", new BigDecimal("3"),
            "media.counted 320585 2026", BigDecimal.ZERO));

    private final IndicatorFigures figures = new IndicatorFigures() {
        @Override
        public IndicatorFigure figure(FigureAt at) {
            return new IndicatorFigure(
                    at, values.get(at.indicator() + " " + at.region() + " " + at.period()), List.of());
        }

        @Override
        public List<IndicatorFigure> figures(List<FigureAt> at) {
            return at.stream().map(this::figure).toList();
        }

        @Override
        public List<IndicatorFigure> byRegion(FigureAt at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<IndicatorFigure> series(FigureAt at, Period first, Period last) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Comparison compare(FigureAt at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(42, 7, Instant.parse("2026-11-21T01:00:00Z"));
        }
    };

    private static Indicator indicator(String code) {
        return new Indicator(
                code,
                code,
                "",
                List.of(),
                "firms",
                "家",
                0,
                Indicator.Better.HIGHER,
                Indicator.Nature.FLOW,
                Period.Kind.MONTH,
                new Indicator.Source.Observed(false),
                false,
                null,
                null);
    }

    private static final List<Indicator> KNOWN =
            List.of(indicator("hnte.new"), indicator("hnte.valid"), indicator("media.counted"));

    private static final Indicators DICTIONARY = new Indicators() {
        @Override
        public List<Indicator> all() {
            return KNOWN;
        }

        @Override
        public Optional<Indicator> find(String code) {
            return KNOWN.stream().filter(one -> one.code().equals(code)).findFirst();
        }

        @Override
        public List<Suggestion> suggest(String measure, String unit, int limit) {
            return List.of();
        }
    };

    private static PackDocument text(String yaml) {
        return new PackDocument("cn-test", "320500", "assessments/test.yaml", "0".repeat(64), yaml);
    }

    private static Packs packs(String yaml) {
        return (Packs) Proxy.newProxyInstance(
                Packs.class.getClassLoader(),
                new Class<?>[] {Packs.class},
                (proxy, method, args) -> method.getName().equals("documents")
                        ? List.of(text(yaml))
                        : method.invoke(PlanFixture.PACKS, args));
    }

    private final PlanFixture plan = new PlanFixture();
    private final AssessmentSchemes schemes = new AssessmentSchemes(packs(SCHEME), DICTIONARY);
    private final AssessmentStore store = new AssessmentStore(plan.city.jdbc);
    private final Scoring scoring = new Scoring(
            figures, new PlanWork(plan.city.jdbc), new Obligations(plan.city.jdbc, new PlanStore(plan.city.jdbc)));
    private final AssessmentSteps steps = new AssessmentSteps(store, schemes, plan.desk);
    private final AssessmentScores scores = new AssessmentScores(store, steps, plan.desk);
    private final Objections objections = new Objections(store, steps, plan.desk, plan.history, plan.units);
    private final AssessmentService service = new AssessmentService(
            store,
            schemes,
            steps,
            scoring,
            figures,
            plan.desk,
            plan.history,
            plan.units,
            new RegistryFixture.FakeRegions(),
            PlanFixture.PACKS.workingDays());
    private final Verification verification = new Verification(store, schemes, scoring);

    @AfterAll
    void close() {
        plan.close();
    }

    private static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    private UUID opened(int year) {
        return done(service.open(plan.officer, map("scheme", "test", "year", String.valueOf(year))));
    }

    private int version(UUID id) {
        return store.find(plan.officer, id).orElseThrow().version();
    }

    private Result result(UUID id, UUID unit) {
        return store.results(id).stream()
                .filter(one -> one.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal points(Result result, String item) {
        return result.items().stream()
                .filter(one -> one.item().equals(item))
                .map(Result.Scored::points)
                .findFirst()
                .orElseThrow();
    }

    private void scored(UUID id, UUID unit, String first, String second) {
        done(scores.score(plan.officer, id, unit, map("item", "conduct", "points", first)));
        done(scores.score(plan.otherUnit, id, unit, map("item", "conduct", "points", second, "reason", "总体较好")));
    }

    @Test
    void pointsFollowTheRulesAndEveryStepIsShown() {
        UUID id = opened(2026);
        scored(id, plan.kunshanBureau, "18", "17");
        done(scores.enter(
                plan.officer,
                id,
                plan.kunshanBureau,
                map("entryItem", "honour", "entryPoints", "2", "entryReason", "获省级改革试点表彰")));
        done(service.run(plan.officer, id));
        Result kunshan = result(id, plan.kunshanBureau);
        assertThat(points(kunshan, "new")).as("12 of 10, capped at 110 %").isEqualByComparingTo("44");
        assertThat(points(kunshan, "grow")).as("10 % of 20 %").isEqualByComparingTo("10");
        assertThat(points(kunshan, "size")).isEqualByComparingTo("10");
        assertThat(points(kunshan, "tasks")).as("none were due").isEqualByComparingTo("10");
        assertThat(points(kunshan, "conduct")).isEqualByComparingTo("17.5");
        assertThat(points(kunshan, "press")).isEqualByComparingTo("1.5");
        assertThat(kunshan.total()).as("bonus capped at 3").isEqualByComparingTo("94.5");
        Result taicang = result(id, plan.taicangBureau);
        assertThat(points(taicang, "new")).isEqualByComparingTo("20");
        assertThat(points(taicang, "grow")).as("25 % is more than full").isEqualByComparingTo("20");
        assertThat(points(taicang, "size")).as("the last gets half").isEqualByComparingTo("5");
        assertThat(points(taicang, "conduct")).as("not scored yet").isZero();
        assertThat(taicang.rank()).isEqualTo(2);
        var steps = kunshan.items().getFirst().steps();
        assertThat(steps.getFirst().path()).contains("/indicators/hnte.new/figure", "position=42");
        assertThat(steps).extracting(Result.Step::key).contains("assess.step.schemeTarget", "assess.step.share");
        for (var item : kunshan.items()) {
            for (var step : item.steps()) {
                assertThat(plan.texts.text(
                                java.util.Locale.ENGLISH,
                                step.key(),
                                step.args().toArray()))
                        .isNotBlank();
            }
        }
        assertThat(store.find(plan.kunshan, id))
                .as("a trial is nobody's business outside")
                .isEmpty();
        done(scores.enter(plan.officer, id, plan.kunshanBureau, map("entryItem", "veto", "entryReason", "发生科研诚信事件")));
        done(service.run(plan.officer, id));
        assertThat(result(id, plan.kunshanBureau).total()).isEqualByComparingTo("59.99");
        assertThat(result(id, plan.kunshanBureau).vetoed()).isTrue();
    }

    @Test
    void twoScoreAndNoThirdAndNobodyTheOwnUnit() throws Exception {
        UUID id = opened(2020);
        var mine = map("item", "conduct", "points", "15");
        List<Callable<Outcome<UUID>>> three = List.of(
                () -> scores.score(plan.officer, id, plan.taicangBureau, mine),
                () -> scores.score(plan.colleague, id, plan.taicangBureau, mine),
                () -> scores.score(plan.otherUnit, id, plan.taicangBureau, mine));
        var outcomes = PlanFixture.atOnce(three);
        assertThat(outcomes)
                .filteredOn(one -> one instanceof Outcome.Done<UUID>)
                .hasSize(2);
        assertThat(store.scores(id)).extracting(Assessment.Score::scorer).containsExactly(1, 2);
        assertThat(refused(scores.score(plan.officer, id, plan.kunshanBureau, map("item", "conduct", "points", "21"))))
                .extracting(error -> error.field())
                .containsExactly("points");
        assertThat(refused(scores.score(plan.kunshan, id, plan.taicangBureau, mine)))
                .hasSize(1);
        assertThat(refused(scores.score(plan.officer, id, plan.kunshanBureau, map("item", "new", "points", "1"))))
                .extracting(error -> error.key())
                .containsExactly("assess.error.item");
        assertThat(refused(service.open(plan.officer, map("scheme", "test", "year", "2020"))))
                .extracting(error -> error.key())
                .containsExactly("assess.error.exists");
        assertThat(refused(service.publish(plan.officer, id, version(id))))
                .extracting(error -> error.key())
                .containsExactly("assess.error.scores");
    }

    @Test
    void publishedObjectedCorrectedAndMadeFinalItVerifiesForEver() throws Exception {
        UUID id = opened(2025);
        values.put("hnte.new 320583 2025", new BigDecimal("8"));
        values.put("hnte.new 320585 2025", new BigDecimal("8"));
        scored(id, plan.kunshanBureau, "18", "18");
        scored(id, plan.taicangBureau, "16", "16");
        done(service.publish(plan.officer, id, version(id)));
        assertThat(store.find(plan.kunshan, id))
                .as("published: the units see it")
                .isPresent();
        assertThat(refused(objections.object(plan.kunshan, id, plan.taicangBureau, map("objectionItem", "new"))))
                .extracting(error -> error.key())
                .containsExactly("assess.error.notYours");
        done(objections.object(
                plan.kunshan, id, plan.kunshanBureau, map("objectionItem", "conduct", "text", "评分未考虑我市开展的专项服务")));
        assertThat(refused(service.finish(plan.leader, id, version(id)))
                        .getFirst()
                        .key())
                .isEqualTo("assess.error.running");
        assertThat(refused(service.reopen(plan.officer, id, version(id), map("reopenReason", "需要更正")))
                        .getFirst()
                        .key())
                .isEqualTo("assess.error.objections");
        UUID objection = store.objections(id).getFirst().id();
        done(objections.handle(plan.officer, id, objection, map("decision", "upheld", "answer", "予以采纳，重新评分")));
        assertThat(refused(
                        objections.handle(plan.officer, id, objection, map("decision", "rejected", "answer", "再改一次"))))
                .extracting(error -> error.key())
                .containsExactly("assess.error.handled");
        done(service.reopen(plan.officer, id, version(id), map("reopenReason", "采纳异议")));
        done(scores.score(plan.officer, id, plan.kunshanBureau, map("item", "conduct", "points", "20")));
        done(service.publish(plan.officer, id, version(id)));
        assertThat(points(result(id, plan.kunshanBureau), "conduct")).isEqualByComparingTo("19");
        plan.on(RegistryFixture.TODAY.plusDays(20));
        try {
            assertThat(refused(objections.object(
                            plan.kunshan, id, plan.kunshanBureau, map("objectionItem", "new", "text", "过期以后才提出来的异议"))))
                    .extracting(error -> error.key())
                    .containsExactly("assess.error.over");
            int version = version(id);
            List<Callable<Outcome<UUID>>> two = List.of(
                    () -> service.finish(plan.leader, id, version),
                    () -> service.reopen(plan.officer, id, version, map("reopenReason", "再看一看")));
            var outcomes = PlanFixture.atOnce(two);
            assertThat(outcomes)
                    .filteredOn(one -> one instanceof Outcome.Done<UUID>)
                    .hasSize(1);
            if (store.find(plan.officer, id).orElseThrow().state() != State.FINAL) {
                done(service.publish(plan.officer, id, version(id)));
                plan.on(RegistryFixture.TODAY.plusDays(40));
                done(service.finish(plan.leader, id, version(id)));
            }
        } finally {
            plan.on(RegistryFixture.TODAY);
        }
        assertThat(store.find(plan.officer, id).orElseThrow().state()).isEqualTo(State.FINAL);
        assertThat(refused(service.run(plan.officer, id)))
                .extracting(error -> error.key())
                .containsExactly("assess.error.state.final");
        assertThat(verification.check().violations()).isEmpty();
        assertThatThrownBy(() -> plan.city
                        .jdbc
                        .sql("DELETE FROM plan.assessment_result WHERE assessment = :id")
                        .param("id", id)
                        .update())
                .hasStackTraceContaining("stays");
        var owner = plan.city.database.owner();
        owner.sql("ALTER TABLE plan.assessment_result DISABLE TRIGGER assessment_result_open")
                .update();
        owner.sql("UPDATE plan.assessment_result SET total = total + 1 WHERE assessment = :id AND unit = :unit")
                .param("id", id)
                .param("unit", plan.taicangBureau)
                .update();
        assertThat(verification.check().violations())
                .anySatisfy(said -> assertThat(said).contains("another total"))
                .anySatisfy(said -> assertThat(said).contains("not those that were made final"));
        owner.sql("UPDATE plan.assessment_result SET total = total - 1 WHERE assessment = :id AND unit = :unit")
                .param("id", id)
                .param("unit", plan.taicangBureau)
                .update();
        values.put("hnte.new 320583 2025", new BigDecimal("9"));
        assertThat(verification.check().violations())
                .anySatisfy(said -> assertThat(said).contains("was read as 8"));
        values.put("hnte.new 320583 2025", new BigDecimal("8"));
        assertThat(verification.check().violations()).isEmpty();
    }

    @Test
    void equalTotalsAreOrderedByTheRuleAndElseShareAPlace() {
        var scheme = schemes.find("test").orElseThrow();
        var one = result("40", "50");
        var two = result("30", "60");
        var three = result("30", "60");
        assertThat(Points.ranked(scheme, List.of(two, three, one)))
                .extracting(Result::rank)
                .containsExactly(1, 2, 2);
        assertThat(Points.ranked(scheme, List.of(two, three, one)).getFirst().unit())
                .as("the item named decides")
                .isEqualTo(one.unit());
    }

    private static Result result(String first, String rest) {
        return new Result(
                UUID.randomUUID(),
                "counties",
                new BigDecimal(first).add(new BigDecimal(rest)),
                1,
                false,
                List.of(new Result.Scored("new", new BigDecimal(first), Map.of(), List.of())));
    }

    @Test
    void aBrokenSchemeNamesFileLineAndColumn() {
        String broken = SCHEME.replace("sz-taicang", "sz-taicong")
                .replace("weight: 40", "weight: 30")
                .replace("indicator: hnte.new", "indicator: hnte.now")
                .replace("full-at: 20", "full-at: -1")
                .replace("ties: [new]", "ties: [now]")
                .replace("kind: veto }", "kind: veto, weigth: 3 }");
        var problems = new ProblemList();
        AssessmentScheme.read(
                text(broken),
                List.of("sz-kunshan", "sz-taicang"),
                KNOWN.stream().map(Indicator::code).toList(),
                problems);
        assertThat(problems.all())
                .extracting(one -> one.chinese())
                .anySatisfy(said -> assertThat(said).contains("没有单位“sz-taicong”，是否应为“sz-taicang”"))
                .anySatisfy(said -> assertThat(said).contains("权重合计 90，应为 100"))
                .anySatisfy(said -> assertThat(said).contains("没有指标“hnte.now”，是否应为“hnte.new”"))
                .anySatisfy(said -> assertThat(said).contains("“full-at”应大于“zero-at”"))
                .anySatisfy(said -> assertThat(said).contains("没有考核项“now”"))
                .anySatisfy(said -> assertThat(said).contains("未知的键“weigth”"));
        assertThat(problems.all()).allSatisfy(one -> {
            assertThat(one.file()).isEqualTo("packs/cn-test/assessments/test.yaml");
            assertThat(one.line()).isPositive();
            assertThat(one.column()).isPositive();
        });
        assertThat(problems.all().stream()
                        .filter(one -> one.chinese().contains("sz-taicong"))
                        .findFirst()
                        .orElseThrow()
                        .place())
                .isEqualTo("packs/cn-test/assessments/test.yaml:9:53");
    }

    @Test
    void theCitysOwnSchemeReads() {
        var problems = new ProblemList();
        var documents = PlanFixture.PACKS.documents(AssessmentSchemes.FOLDER);
        assertThat(documents).isNotEmpty();
        for (PackDocument document : documents) {
            var units = PlanFixture.PACKS.codeLists().units().stream()
                    .map(unit -> unit.code())
                    .toList();
            AssessmentScheme.read(
                    document, units, List.of("hnte.new", "hnte.valid", "tech-sme.valid", "media.counted"), problems);
        }
        assertThat(problems.all()).isEmpty();
    }
}
