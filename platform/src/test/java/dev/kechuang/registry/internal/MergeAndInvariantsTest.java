package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.form;
import static dev.kechuang.registry.internal.RegistryFixture.person;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.Invariant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two entries of one firm become one, and the invariants find what is broken by force. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeAndInvariantsTest {

    private final RegistryFixture city = new RegistryFixture();
    private final FactStore facts = new FactStore(city.jdbc);
    private final MergeService merges = new MergeService(
            city.jdbc,
            city.store,
            city.organisations,
            city.people,
            facts,
            city.changes,
            city.accounts,
            city.new FakeAudit(),
            List.of(),
            city.transactions,
            city.clock);

    @AfterAll
    void close() {
        city.close();
    }

    @Test
    void aDuplicateIsFoundAndItsPeopleAccountsAndFactsMove() {
        var kept = city.confirmed(1, "昆山重名电子有限公司");
        var waiting = done(city.registration.register(form(2, "昆山重名电子有限责任公司"), person("double")));
        var twice = done(city.organisations.confirm(city.kunshan, waiting.id(), 1));
        city.transactions.executeWithoutResult(status -> {
            var sheet = facts.openSheet(twice.id(), 2024, city.clock.instant());
            facts.append(
                    sheet,
                    Map.of(
                            "staff",
                            new dev.kechuang.registry.OrganisationFacts.Value.Number(new java.math.BigDecimal(7))),
                    "firm",
                    city.kunshan,
                    city.clock.instant());
        });
        assertThat(merges.candidates(city.kunshan))
                .singleElement()
                .satisfies(pair -> assertThat(pair.why()).isEqualTo("name"));
        assertThat(merges.candidates(city.taicang)).isEmpty();
        var preview = merges.preview(city.kunshan, twice.id(), kept.id()).orElseThrow();
        assertThat(List.of(preview.people(), preview.accounts())).containsExactly(1, 1);
        assertThat(preview.years()).containsExactly(2024);
        refused(merges.merge(city.taicang, twice.id(), twice.version(), kept.id(), kept.version()));
        refused(merges.merge(city.kunshan, twice.id(), twice.version() - 1, kept.id(), kept.version()));
        city.recorded.clear();

        var one = done(merges.merge(city.kunshan, twice.id(), twice.version(), kept.id(), kept.version()));

        assertThat(city.recorded).extracting(NewRecord::count).containsExactly(-1);
        var gone = city.store.find(city.kunshan, twice.id()).orElseThrow();
        assertThat(gone.status()).isEqualTo(OrganisationStatus.MERGED);
        assertThat(gone.mergedInto()).isEqualTo(one.id());
        assertThat(city.people.of(one.id())).hasSize(1);
        assertThat(city.accounts.ofOrganisation(one.id())).hasSize(1);
        assertThat(facts.typed(one.id(), 2024)).containsEntry("staff", "7");
        assertThat(city.changes.of(gone.id())).hasSize(3);
        var found = city.search.find(city.kunshan, OrganisationQuery.of(Map.of("q", "重名电子有限责任")), null, null, 10);
        assertThat(found.items()).extracting(o -> o.id()).containsExactly(one.id());
    }

    @Test
    void theInvariantsHoldAndEachFindsItsOwnBreak() {
        var invariants = new RegistryInvariants();
        var firm = city.confirmed(50, "昆山不变量电子有限公司");
        city.transactions.executeWithoutResult(status -> {
            var sheet = facts.openSheet(firm.id(), 2024, city.clock.instant());
            facts.append(
                    sheet,
                    Map.of(
                            "staff",
                            new dev.kechuang.registry.OrganisationFacts.Value.Number(new java.math.BigDecimal(7))),
                    "firm",
                    city.kunshan,
                    city.clock.instant());
            facts.decide(sheet, true, "", city.kunshan, city.clock.instant());
        });
        var all = List.of(
                invariants.creditCodes(city.jdbc),
                invariants.organisationHistories(city.jdbc),
                invariants.confirmedFacts(city.jdbc),
                invariants.searchTokens(city.jdbc),
                invariants.mergedLeadSomewhere(city.jdbc));
        assertThat(all)
                .allSatisfy(
                        invariant -> assertThat(invariant.check().violations()).isEmpty());
        assertThat(all.getFirst().check().checked()).isPositive();

        breaks(
                invariants.searchTokens(city.jdbc),
                "UPDATE registry.organisation SET tokens = '{1}' WHERE id = '" + firm.id() + "'");
        breaks(
                invariants.organisationHistories(city.jdbc),
                "UPDATE registry.organisation SET version = version + 1 WHERE id = '" + firm.id() + "'");
        breaks(
                invariants.confirmedFacts(city.jdbc),
                "UPDATE registry.fact_confirmed SET number = 8 WHERE organisation = '" + firm.id() + "'");
        breaks(
                invariants.creditCodes(city.jdbc),
                "ALTER TABLE registry.organisation DROP CONSTRAINT organisation_credit_code_check;"
                        + " UPDATE registry.organisation SET credit_code = '913205000000000010' WHERE id = '"
                        + firm.id() + "'");
    }

    private void breaks(Invariant invariant, String sql) {
        for (String statement : sql.split(";"))
            city.database.owner().sql(statement).update();
        assertThat(invariant.check().violations()).as(invariant.name()).isNotEmpty();
    }
}
