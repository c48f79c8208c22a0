package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.FactStatements.Statement;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Single facts that a case confirms, beside a year's form in every state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseFactsTest {

    private final RegistryFixture city = new RegistryFixture();
    private final FactServiceTest.Dictionary dictionary = new FactServiceTest.Dictionary();
    private final KnownFacts known = new KnownFacts(dictionary, new RegistryFixture.FakeCodes());
    private final FactStore store = new FactStore(city.jdbc);
    private final FactRules rules = new FactRules(dictionary, known);
    private final FactService forms = new FactService(
            store,
            rules,
            city.store,
            city.new FakeAudit(),
            city.accounts,
            city.new FakeMessages(),
            city.transactions,
            city.clock);
    private final CaseFacts cases = new CaseFacts(
            store, new FactBatchStore(city.jdbc), rules, dictionary, city.store, city.new FakeAudit(), city.clock);
    private int number = 8_000;
    private Organisation firm = city.confirmed(number, "昆山备案电子有限公司");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.confirmed(number, "昆山备案" + number + "电子有限公司");
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Viewer own() {
        return RegistryFixture.applicant(firm.id());
    }

    private Outcome<Integer> confirm(Map<String, Value> values) {
        return Objects.requireNonNull(city.transactions.execute(status -> cases.confirm(
                city.kunshan,
                new Statement(
                        firm.id(),
                        2025,
                        values,
                        null,
                        "财务",
                        Instant.parse("2026-03-01T00:00:00Z"),
                        "policy/deduction/1"))));
    }

    private Map<String, Value> published() {
        var all = new HashMap<String, Value>();
        store.confirmed(firm.id(), 2025, 2025).forEach(fact -> all.put(fact.code(), fact.value()));
        return all;
    }

    private static Value wan(long wan) {
        return new Value.Sum(new Money(wan * 1_000_000));
    }

    private void holds() {
        assertThat(new RegistryInvariants().confirmedFacts(city.jdbc).check().violations())
                .isEmpty();
    }

    @Test
    void aCaseConfirmsItsFactsAndLeavesTheRestOfTheYearAlone() {
        done(forms.submit(own(), firm.id(), 2025, Map.of("revenue", "900", "staff", "12")));
        assertThat(done(confirm(Map.of("revenue", wan(1_000))))).isEqualTo(1);
        assertThat(published()).containsOnlyKeys("revenue").containsEntry("revenue", wan(1_000));
        assertThat(store.sheet(firm.id(), 2025).orElseThrow().status())
                .as("the form still waits")
                .isEqualTo("submitted");
        assertThat(refused(forms.confirm(city.kunshan, firm.id(), 2025, 2)))
                .as("what the officer looked at has changed")
                .extracting(FieldError::key)
                .containsExactly("registry.error.changedMeanwhile");
        int version = store.sheet(firm.id(), 2025).orElseThrow().version();
        done(forms.confirm(city.kunshan, firm.id(), 2025, version));
        assertThat(published())
                .containsEntry("revenue", wan(1_000))
                .containsEntry("staff", new Value.Number(new BigDecimal("12")));
        assertThat(done(confirm(Map.of("revenue", wan(1_000)))))
                .as("stated already")
                .isZero();
        holds();
    }

    @Test
    void whatWasReturnedIsNotConfirmedAlongAndAnOpenFormTakesTheValueOver() {
        done(forms.submit(own(), firm.id(), 2025, Map.of("revenue", "900", "staff", "12")));
        done(forms.giveBack(city.kunshan, firm.id(), 2025, 2, "人数不符"));
        done(confirm(Map.of("revenue", wan(1_000))));
        assertThat(published()).containsOnlyKeys("revenue");
        assertThat(store.typed(firm.id(), 2025))
                .containsEntry("revenue", "1000")
                .containsEntry("staff", "12");
        holds();
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsFact() {
        assertThat(refused(confirm(Map.of("revenue", new Value.Text("很多")))))
                .extracting(FieldError::field)
                .containsExactly("revenue");
        assertThat(refused(confirm(Map.of("nothing", wan(1)))))
                .extracting(FieldError::key)
                .containsExactly("registry.fact.error.unknown");
        done(confirm(Map.of("revenue", wan(100))));
        assertThat(refused(confirm(Map.of("exports", wan(200)))))
                .as("a part of the revenue that is confirmed")
                .extracting(FieldError::field)
                .containsExactly("exports");
        assertThat(published()).containsOnlyKeys("revenue");
    }
}
