package dev.kechuang.policy.internal.deduction;

import static dev.kechuang.policy.internal.deduction.FilingCity.finance;
import static dev.kechuang.policy.internal.deduction.FilingCity.project;
import static dev.kechuang.policy.internal.deduction.FilingCity.statement;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.policy.internal.deduction.Finding.Rule;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** A year's filing from the first project typed to the frozen saving. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeductionFilingTest {

    private final FilingCity city = new FilingCity();
    private Organisation firm = city.firm();

    @BeforeEach
    void newFirm() {
        firm = city.firm();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private List<Finding> findings(Filing filing) {
        return city.service
                .look(finance(firm), filing.id())
                .orElseThrow()
                .checked()
                .findings();
    }

    private Map<String, Value> factsOf(int year) {
        var facts = new java.util.HashMap<String, Value>();
        city.facts.confirmed(firm.id(), year, year).forEach(fact -> facts.put(fact.code(), fact.value()));
        return facts;
    }

    private void holds() {
        for (Invariant invariant : invariants()) {
            assertThat(invariant.check().violations()).as(invariant.claim()).isEmpty();
        }
    }

    private List<Invariant> invariants() {
        var all = new DeductionInvariants();
        return List.of(
                all.deductionCounted(city.city.jdbc),
                all.deductionSums(city.city.jdbc),
                all.deductionDecided(city.city.jdbc),
                all.deductionHistory(city.city.jdbc));
    }

    @Test
    void theFilingOfAFirmThatBecamePartOfAnotherIsReadThere() {
        var remaining = city.firm();
        var heir = finance(remaining);
        var filing = city.filled(firm, 2024, statement("900"), List.of(project("RD01", 2024)));
        assertThat(city.store.find(heir, filing.id())).isEmpty();
        city.city
                .database
                .owner()
                .sql("UPDATE registry.organisation SET status = 'merged', closed_on = confirmed_on, merged_into = :into"
                        + " WHERE id = :id")
                .param("into", remaining.id())
                .param("id", firm.id())
                .update();
        assertThat(city.store.find(heir, filing.id())).isPresent();
        assertThat(city.store.find(finance(city.firm()), filing.id())).isEmpty();
        assertThat(refused(city.service.submit(heir, filing.id(), filing.version())))
                .as("it stays whose it is")
                .extracting(FieldError::key)
                .containsExactly("deduction.error.firm");
    }

    @Test
    void aConfirmedFilingWritesTheFactsAndFreezesWhatThePolicySaves() {
        var filing = city.filled(
                firm,
                2024,
                statement("1050"),
                List.of(
                        project("RD01", 2024),
                        project("RD02", 2024, "personnel", "", "direct", "", "design", "", "other", "150")));
        var submitted = done(city.service.submit(finance(firm), filing.id(), filing.version()));
        assertThat(submitted.state()).isEqualTo(Filing.State.SUBMITTED);
        assertThat(factsOf(2024))
                .as("nothing counts before the county confirms")
                .doesNotContainKey("rd-expense-deduction");

        var confirmed = done(city.service.confirm(city.city.kunshan, filing.id(), submitted.version()));
        var counted = Objects.requireNonNull(confirmed.confirmed());
        assertThat(counted.projects()).isEqualTo(2);
        assertThat(counted.expense()).isEqualTo(1_050_0000_00L);
        assertThat(counted.deduction())
                .as("900 + min(150, 900 × 10 ÷ 90 = 100) at 100 %")
                .isEqualTo(1_000_0000_00L);
        assertThat(counted.saved()).as("25 %").isEqualTo(250_0000_00L);
        var decision = city.decisions.saved(counted.decision()).orElseThrow();
        assertThat(decision.verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(decision.stated()).as("decided on confirmed facts alone").isEmpty();
        assertThat(decision.subject()).isEqualTo("policy/deduction/" + filing.id());
        assertThat(factsOf(2024))
                .containsEntry("rd-expense-deduction", new Value.Sum(new Money(900_0000_00L)))
                .containsEntry("rd-other-costs", new Value.Sum(new Money(150_0000_00L)))
                .containsEntry("rd-commissioned-foreign", new Value.Sum(new Money(0)))
                .containsEntry("sound-accounts", new Value.Text("是"));
        var fact = city.facts.confirmed(firm.id(), 2024, 2024).stream()
                .filter(one -> one.code().equals("rd-expense-deduction"))
                .findFirst()
                .orElseThrow();
        assertThat(fact.source()).isEqualTo("case");
        assertThat(fact.enteredBy()).isEqualTo("applicant");
        assertThat(fact.confirmedBy()).isEqualTo("officer");
        holds();
    }

    @Test
    void whatIsWrongIsNamedByRowAndRuleAndNothingTypedIsLost() {
        var filing = city.filled(
                firm,
                2024,
                statement("900", "total-income", "两亿", "sound-accounts", ""),
                List.of(
                        project("RD01", 2024),
                        project("RD01", 2024, "personnel", "-5"),
                        project("RD03", 2019, "until", "2019-12-31", "activity", "routineTesting", "total", "1"),
                        project("RD04", 2024, "mode", "commissioned", "commissioned", "80"),
                        project("", 2024, "from", "去年")));
        var errors = refused(city.service.submit(finance(firm), filing.id(), filing.version()));
        assertThat(errors)
                .extracting(FieldError::field)
                .contains(
                        "projects.2.personnel",
                        "projects.3.from",
                        "projects.3.activity",
                        "projects.3.total",
                        "projects.4.party",
                        "projects.4.personnel",
                        "projects.5.number",
                        "projects.5.from",
                        "ledger",
                        "total-income",
                        "sound-accounts");
        assertThat(findings(filing))
                .extracting(Finding::rule)
                .contains(
                        Rule.FILLED_IN,
                        Rule.IN_THE_YEAR,
                        Rule.RESEARCH_ONLY,
                        Rule.SUMS,
                        Rule.COSTS_BY_MODE,
                        Rule.FACTS_MISSING);
        var kept = city.service.look(finance(firm), filing.id()).orElseThrow();
        assertThat(kept.filing().typed()).containsEntry("total-income", "两亿");
        assertThat(kept.projects().get(4).typed()).containsEntry("from", "去年");
        assertThat(kept.filing().state()).isEqualTo(Filing.State.DRAFT);
    }

    @Test
    void whatTheSavingNeedsIsAskedForBeforeItIsHandedIn() {
        var filing = city.filled(
                firm, 2024, statement("900", "taxable-income", "", "total-assets", ""), List.of(project("RD01", 2024)));
        assertThat(refused(city.service.submit(finance(firm), filing.id(), filing.version())))
                .as("a firm of 400 people is not small, whatever its assets are")
                .extracting(FieldError::field)
                .containsExactly("taxable-income");
    }

    @Test
    void twoRowsWithOneNumberAreBothNamed() {
        var filing = city.filled(firm, 2024, statement("1800"), List.of(project("RD01", 2024), project("RD01", 2024)));
        assertThat(findings(filing))
                .filteredOn(finding -> finding.rule() == Rule.NUMBERED_ONCE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.row()).isEqualTo(2);
                    assertThat(finding.args()).containsExactly(1);
                });
    }

    @Test
    void limitsOfThePolicyAreNotedWithWhatStillCounts() {
        var abroad = project(
                "RD02",
                2024,
                "mode",
                "commissioned",
                "party",
                "Fraunhofer",
                "abroad",
                "true",
                "commissioned",
                "1500",
                "personnel",
                "",
                "direct",
                "",
                "design",
                "");
        var filing = city.filled(firm, 2024, statement("2600"), List.of(project("RD01", 2024, "other", "200"), abroad));
        assertThat(findings(filing))
                .as("other costs: 200 of at most 100; abroad: 1200 of at most two thirds of 1000")
                .extracting(Finding::rule, Finding::args)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Rule.OTHER_LIMIT, List.of("200", "100", "100")),
                        org.assertj.core.groups.Tuple.tuple(Rule.FOREIGN_LIMIT, List.of("1500", "666.666666")));
        assertThat(findings(filing)).as("limits stop nobody").noneMatch(Finding::stops);

        var early = city.firm();
        var before2018 = city.filled(early, 2017, statement("2400"), List.of(project("RD01", 2017), abroad(2017)));
        var checked =
                city.service.look(finance(early), before2018.id()).orElseThrow().checked();
        assertThat(checked.findings())
                .filteredOn(finding -> finding.rule() == Rule.FOREIGN_LIMIT)
                .as("abroad did not count before 2018")
                .singleElement()
                .satisfies(finding -> assertThat(finding.args()).containsExactly("1500", "0"));
    }

    private static Map<String, String> abroad(int year) {
        return project(
                "RD02",
                year,
                "mode",
                "commissioned",
                "party",
                "Fraunhofer",
                "abroad",
                "true",
                "commissioned",
                "1500",
                "personnel",
                "",
                "direct",
                "",
                "design",
                "");
    }

    @Test
    void anExcludedIndustryIsRefusedByThePolicyAndItsIncomeIsAskedFor() {
        var filing = city.filled(
                firm, 2024, statement("900", "excluded-industry-income", "12000"), List.of(project("RD01", 2024)));
        assertThat(findings(filing))
                .filteredOn(finding -> finding.rule() == Rule.CONDITIONS)
                .singleElement()
                .satisfies(finding -> assertThat(finding.args()).first().isEqualTo("不属于负面清单行业"));
        refused(city.service.submit(finance(firm), filing.id(), filing.version()));
    }

    @Test
    void whatTheYearsFormConfirmedOtherwiseIsNotedAndTheFilingStands() {
        var first = city.submitted(firm, 2023);
        done(city.service.confirm(city.city.kunshan, first.id(), first.version()));
        var reopened = done(city.service.reopen(city.city.kunshan, first.id(), first.version() + 1, "漏计委托研发"));
        assertThat(reopened.confirmed()).isNull();
        holds();
        var project = city.store.projects(first.id()).getFirst();
        done(city.service.changeProject(
                finance(firm), first.id(), project.id(), project("RD01", 2023, "direct", "300")));
        done(city.service.keep(finance(firm), first.id(), statement("1000")));
        assertThat(findings(first))
                .filteredOn(finding -> finding.rule() == Rule.FACTS_DIFFER)
                .singleElement()
                .satisfies(finding -> assertThat(finding.args()).containsExactly("加计扣除口径研发费用", "900万元", "1000万元"));
        var again = done(city.service.submit(finance(firm), first.id(), reopened.version()));
        var confirmed = done(city.service.confirm(city.city.kunshan, first.id(), again.version()));
        assertThat(confirmed.confirmations()).isEqualTo(2);
        assertThat(factsOf(2023)).containsEntry("rd-expense-deduction", new Value.Sum(new Money(1_000_0000_00L)));
        holds();
    }

    @Test
    void aReturnedFilingSaysWhyAndIsHandedInAgain() {
        var submitted = city.submitted(firm, 2025);
        assertThat(refused(city.service.keep(finance(firm), submitted.id(), Map.of())))
                .extracting(FieldError::key)
                .containsExactly("deduction.error.closed");
        assertThat(refused(city.service.giveBack(city.city.kunshan, submitted.id(), submitted.version(), " ")))
                .extracting(FieldError::field)
                .containsExactly("reason");
        assertThat(refused(city.service.confirm(city.city.taicang, submitted.id(), submitted.version())))
                .as("another county does not see it")
                .extracting(FieldError::key)
                .containsExactly("deduction.error.gone");
        assertThat(refused(city.service.confirm(city.city.bureau, submitted.id(), submitted.version())))
                .extracting(FieldError::key)
                .containsExactly("deduction.error.county");
        var returned = done(city.service.giveBack(city.city.kunshan, submitted.id(), submitted.version(), "辅助账与申报表不符"));
        assertThat(returned.reason()).isEqualTo("辅助账与申报表不符");
        done(city.service.submit(finance(firm), submitted.id(), returned.version()));
    }

    @Test
    void ofTwoOfficersOneConfirmsAndAYearIsOpenedOnce() throws Exception {
        var submitted = city.submitted(firm, 2024);
        var outcomes = new ArrayList<Outcome<Filing>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Outcome<Filing>> confirm =
                    () -> city.service.confirm(city.city.kunshan, submitted.id(), submitted.version());
            for (var each : threads.invokeAll(List.of(confirm, confirm, confirm, confirm))) outcomes.add(each.get());
            Callable<Outcome<Filing>> open = () -> city.service.open(finance(firm), 2022);
            var opened = new ArrayList<UUID>();
            for (var each : threads.invokeAll(List.of(open, open, open, open)))
                opened.add(done(each.get()).id());
            assertThat(opened).containsOnly(opened.getFirst());
        }
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        holds();
    }

    @Test
    void theYearHasToBeOverAndAForeignFirmFilesNothing() {
        assertThat(refused(city.service.open(finance(firm), 2026)))
                .extracting(FieldError::field)
                .containsExactly("year");
        assertThat(refused(city.service.open(city.city.kunshan, 2024)))
                .extracting(FieldError::key)
                .containsExactly("deduction.error.firm");
        var filing = city.filled(firm, 2024, Map.of(), List.of());
        assertThat(refused(city.service.keep(finance(city.firm()), filing.id(), Map.of())))
                .extracting(FieldError::key)
                .containsExactly("deduction.error.gone");
    }

    @Test
    void theDatabaseGuardsTheStates() {
        var submitted = city.submitted(firm, 2024);
        var jdbc = city.city.jdbc;
        assertThatThrownBy(() -> jdbc.sql("UPDATE policy.deduction_filing SET typed = '{}' WHERE id = :id")
                        .param("id", submitted.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql(
                                "UPDATE policy.deduction_filing SET state = 'draft', version = version + 1 WHERE id = :id")
                        .param("id", submitted.id())
                        .update())
                .hasMessageContaining("does not become draft");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM policy.deduction_project WHERE filing = :id")
                        .param("id", submitted.id())
                        .update())
                .hasMessageContaining("stand as they are");
        assertThatThrownBy(() -> jdbc.sql("""
                                UPDATE policy.deduction_filing SET state = 'confirmed', version = version + 1,
                                    confirmations = 1 WHERE id = :id""").param("id", submitted.id()).update())
                .as("confirmed without a decision")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void invariantsFindWhatWasBroken() {
        var submitted = city.submitted(firm, 2021);
        done(city.service.confirm(city.city.kunshan, submitted.id(), submitted.version()));
        holds();
        var owner = city.city.database.owner();
        owner.sql("ALTER TABLE policy.deduction_filing DISABLE TRIGGER USER").update();
        owner.sql(
                        "UPDATE policy.deduction_filing SET saved_fen = saved_fen + 1, expense_fen = expense_fen + 1, version = version + 1"
                                + " WHERE id = :id")
                .param("id", submitted.id())
                .update();
        for (Invariant invariant : invariants()) {
            assertThat(invariant.check().violations())
                    .as(invariant.name())
                    .anyMatch(violation -> violation.contains(
                            invariant.name().equals("policy.deductionCounted")
                                    ? firm.name()
                                    : submitted.id().toString()));
        }
        owner.sql(
                        "UPDATE policy.deduction_filing SET saved_fen = saved_fen - 1, expense_fen = expense_fen - 1, version = version - 1"
                                + " WHERE id = :id")
                .param("id", submitted.id())
                .update();
        owner.sql("ALTER TABLE policy.deduction_filing ENABLE TRIGGER USER").update();
    }

    /** 2007: 301 firms, 453 projects, 1.8 billion yuan deducted. */
    @Test
    void theYear2007AddsUpAsItWasReported() {
        long each = 794_701_986L;
        long last = 360_000_000_000L - 452 * each;
        int projects = 0;
        for (int i = 0; i < 301; i++) {
            var own = city.firm();
            var rows = new ArrayList<Map<String, String>>();
            long sum = 0;
            for (int k = 0; k < (i < 152 ? 2 : 1); k++) {
                long fen = ++projects == 453 ? last : each;
                sum += fen;
                rows.add(project("RD0" + k, 2007, "personnel", Amounts.wan(fen), "direct", "", "design", ""));
            }
            var filing = city.filled(
                    own,
                    2007,
                    Map.of("ledger", Amounts.wan(sum), "sound-accounts", "是", "taxable-income", "5000"),
                    rows);
            var submitted = done(city.service.submit(finance(own), filing.id(), filing.version()));
            done(city.service.confirm(city.city.kunshan, filing.id(), submitted.version()));
        }
        var year = new DeductionStatistics(city.city.jdbc)
                .byYear(city.city.bureau).stream()
                        .filter(line -> line.key().equals("2007"))
                        .findFirst()
                        .orElseThrow();
        assertThat(year.firms()).isEqualTo(301);
        assertThat(year.projects()).isEqualTo(453);
        assertThat(year.deduction()).isEqualTo(1_800_000_000_00L);
        long recorded = city.city
                .jdbc
                .sql(
                        "SELECT sum(amount_fen) FROM record.published_record WHERE kind = 'policy.deductionFirm' AND business_date = '2007-12-31'")
                .query(Long.class)
                .single();
        assertThat(recorded).isEqualTo(1_800_000_000_00L);
        assertThat(new DeductionStatistics(city.city.jdbc).byYear(city.city.taicang))
                .as("another county sees none of it")
                .isEmpty();
        holds();
    }
}
