package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A year of facts from the first number typed to the confirmed one that counts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactServiceTest {

    private final RegistryFixture city = new RegistryFixture();
    private final FactStore store = new FactStore(city.jdbc);
    private final FactRules rules = new FactRules(new Dictionary(), known());
    private final PublishedFacts published = new PublishedFacts(store, city.store, known());
    private final FactService facts = new FactService(
            store,
            rules,
            city.store,
            city.new FakeAudit(),
            city.accounts,
            city.new FakeMessages(),
            city.transactions,
            city.clock);
    private int number = 500;
    private Organisation firm = city.confirmed(number, "昆山填报电子有限公司");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.confirmed(number, "昆山填报" + number + "电子有限公司");
    }

    @AfterAll
    void close() {
        city.close();
    }

    private dev.kechuang.shared.access.Viewer own() {
        return RegistryFixture.applicant(firm.id());
    }

    @Test
    void whatIsTypedStaysAsTypedEvenWhenItIsWrong() {
        done(facts.keep(own(), firm.id(), 2025, Map.of("revenue", "很多", "staff", "12", "unknown", "x")));
        assertThat(store.typed(firm.id(), 2025))
                .containsExactlyInAnyOrderEntriesOf(Map.of("revenue", "很多", "staff", "12"));
        assertThat(store.newest(firm.id())).isEmpty();
    }

    @Test
    void aConfirmedYearIsPublishedWithItsProvenance() {
        var sheet = done(
                facts.submit(own(), firm.id(), 2025, Map.of("revenue", "1,250.5", "staff", "12", "rd-staff", "5")));
        assertThat(store.confirmed(firm.id(), 2020, 2026)).isEmpty();
        done(facts.confirm(city.kunshan, firm.id(), 2025, sheet.version()));

        var published = store.confirmed(firm.id(), 2020, 2026);
        assertThat(published).extracting(fact -> fact.code()).containsExactly("rd-staff", "revenue", "staff");
        assertThat(published.get(1).value()).isEqualTo(new Value.Sum(new Money(1_250_500_000L)));
        assertThat(published.get(1).enteredBy()).isEqualTo("applicant");
        assertThat(published.get(1).confirmedBy()).isEqualTo("officer");
    }

    @Test
    void aCorrectionKeepsTheEarlierValueAndCountsOnceConfirmed() {
        var first = done(facts.submit(own(), firm.id(), 2024, Map.of("revenue", "100", "staff", "3")));
        done(facts.confirm(city.kunshan, firm.id(), 2024, first.version()));
        var second = done(facts.submit(own(), firm.id(), 2024, Map.of("revenue", "120")));
        assertThat(store.confirmed(firm.id(), 2024, 2024))
                .extracting(fact -> fact.value())
                .contains(new Value.Sum(Money.wan(new java.math.BigDecimal(100))));

        done(facts.confirm(city.kunshan, firm.id(), 2024, second.version()));

        assertThat(store.confirmed(firm.id(), 2024, 2024))
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.value()).isEqualTo(new Value.Sum(Money.wan(new java.math.BigDecimal(120)))));
        assertThat(store.versions(firm.id(), 2024, "revenue"))
                .extracting(version -> version.version())
                .containsExactly(2, 1);
        assertThat(store.versions(firm.id(), 2024, "staff").getFirst().value()).isNull();
    }

    @Test
    void aReturnedYearStandsInTheFormAgain() {
        var sheet = done(facts.submit(own(), firm.id(), 2023, Map.of("revenue", "88")));
        assertThat(refused(facts.giveBack(city.kunshan, firm.id(), 2023, sheet.version(), "")))
                .containsExactly(FieldError.of("reason", "registry.error.reason"));
        done(facts.giveBack(city.kunshan, firm.id(), 2023, sheet.version(), "与审计报告不符"));
        assertThat(store.typed(firm.id(), 2023)).containsEntry("revenue", "88");
        assertThat(store.confirmed(firm.id(), 2023, 2023)).isEmpty();
        done(facts.submit(own(), firm.id(), 2023, Map.of("revenue", "90")));
    }

    @Test
    void everyWrongFieldIsSaidAndTheFormKept() {
        var errors = refused(facts.submit(
                own(),
                firm.id(),
                2022,
                Map.of(
                        "revenue",
                        "-1",
                        "staff",
                        "3.5",
                        "rd-staff",
                        "9",
                        "exports",
                        "1.1234567",
                        "privately-held",
                        "也许")));
        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("revenue", "staff", "exports", "privately-held");
        assertThat(store.typed(firm.id(), 2022)).hasSize(5);
    }

    @Test
    void aPartDoesNotExceedItsWhole() {
        assertThat(refused(facts.submit(own(), firm.id(), 2022, Map.of("staff", "10", "rd-staff", "11"))))
                .containsExactly(FieldError.of("rd-staff", "registry.fact.error.part", "研发人员", "职工总数"));
    }

    @Test
    void onlyTheOwnCountyDecidesAndNobodyElseStates() {
        var sheet = done(facts.submit(own(), firm.id(), 2025, Map.of("staff", "10")));
        assertThat(refused(facts.confirm(city.taicang, firm.id(), 2025, sheet.version())))
                .isNotEmpty();
        assertThat(refused(facts.confirm(city.bureau, firm.id(), 2025, sheet.version())))
                .isNotEmpty();
        assertThat(refused(facts.confirm(city.kunshan, firm.id(), 2025, sheet.version() - 1)))
                .isNotEmpty();
        assertThat(refused(
                        facts.keep(RegistryFixture.applicant(java.util.UUID.randomUUID()), firm.id(), 2025, Map.of())))
                .isNotEmpty();
        assertThat(refused(facts.keep(own(), firm.id(), 2025, Map.of("staff", "11"))))
                .containsExactly(FieldError.of("", "registry.fact.error.waiting"));
    }

    static KnownFacts known() {
        return new KnownFacts(new Dictionary(), new RegistryFixture.FakeCodes());
    }

    @Test
    void whatTheRegisterKnowsIsNotAskedForAndIsPublished() {
        var known = city.confirmed(number + 300, "昆山已知电子有限公司", "founded", "2019-05-06");
        assertThat(rules.form(known))
                .extracting(FactDefinition::code)
                .doesNotContain("founding-date", "industry-section");
        assertThat(rules.form(firm)).extracting(FactDefinition::code).contains("founding-date");
        var own = RegistryFixture.applicant(known.id());
        var sheet = done(facts.submit(own, known.id(), 2024, Map.of("staff", "3", "founding-date", "1999-01-01")));
        done(facts.confirm(city.kunshan, known.id(), 2024, sheet.version()));

        assertThat(published.confirmed(known.id(), 2023, 2025))
                .extracting(fact -> fact.year() + " " + fact.code() + " " + FactRules.typed(fact.value()))
                .containsExactly("2024 staff 3", "2025 founding-date 2019-05-06", "2025 industry-section 制造业");
        assertThat(published.confirmed(List.of(known.id()), List.of("founding-date"), 2023, 2025))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.source()).isEqualTo("registry");
                    assertThat(fact.confirmedBy()).isEqualTo("officer");
                });
    }

    @Test
    void theApplicationCannotRewriteWhatWasStatedOrConfirmed() {
        for (String sql : List.of(
                "UPDATE registry.fact_version SET fen = 1",
                "DELETE FROM registry.fact_decision",
                "INSERT INTO registry.fact_confirmed SELECT * FROM registry.fact_confirmed",
                "UPDATE registry.fact_confirmed SET fen = 1")) {
            assertThatThrownBy(() -> city.jdbc.sql(sql).update()).hasStackTraceContaining("permission denied");
        }
    }

    /** Some facts of the national dictionary. */
    static final class Dictionary implements FactDictionary {

        private final List<FactDefinition> facts = List.of(
                fact("营业收入", "revenue", FactDefinition.Type.MONEY, "元", "0"),
                fact("出口额", "exports", FactDefinition.Type.MONEY, "元", "0"),
                fact("职工总数", "staff", FactDefinition.Type.INTEGER, "人", "0"),
                fact("研发人员", "rd-staff", FactDefinition.Type.INTEGER, "人", "0"),
                fact("民营控股", "privately-held", FactDefinition.Type.BOOLEAN, "", ""),
                fact("注册成立日期", "founding-date", FactDefinition.Type.DATE, "", ""),
                fact("行业门类", "industry-section", FactDefinition.Type.ENUM, "", ""));

        private static FactDefinition fact(
                String name, String code, FactDefinition.Type type, String unit, String min) {
            return new FactDefinition(
                    name,
                    code,
                    code,
                    "经营",
                    type,
                    unit,
                    FactDefinition.Period.YEAR,
                    true,
                    type == FactDefinition.Type.ENUM ? List.of("制造业", "信息传输软件和信息技术服务业") : List.of(),
                    min,
                    "",
                    "",
                    "");
        }

        @Override
        public List<FactDefinition> all() {
            return facts;
        }

        @Override
        public Optional<FactDefinition> byCode(String code) {
            return facts.stream().filter(fact -> fact.code().equals(code)).findFirst();
        }
    }
}
