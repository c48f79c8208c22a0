package dev.kechuang.programme.internal.check;

import static dev.kechuang.programme.internal.check.CheckFixture.SUMMARY;
import static dev.kechuang.programme.internal.check.CheckFixture.officer;
import static dev.kechuang.programme.internal.check.CheckFixture.pass;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the comparison finds before an officer looks: like texts, people, what the registry knows, what is owed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonTest {

    private final CheckFixture desk = new CheckFixture();
    private final LifecycleFixture city = desk.city;
    private final CheckStore checks = desk.checks;
    private final CheckService service = desk.service;
    private final Viewer officer = officer("甲");

    @BeforeEach
    void newCall() {
        desk.newCall();
    }

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void textsLikeAnEarlierOneAndPeopleWithTooManyProjectsAreFound() {
        Application before = desk.submitted(SUMMARY, "320500199001010011", "320500199001010022");
        done(service.claim(officer, before.id(), 0));
        done(service.decide(officer, before.id(), pass(before)));

        Application like = desk.submitted(SUMMARY.replace("一百吨", "二百吨"), "320500199001010011", "320500199001010033");
        done(service.claim(officer, like.id(), 0));
        var findings = checks.findings(checks.sheets(like.id()).getLast());
        assertThat(findings)
                .filteredOn(one ->
                        one.kind() == Finding.Kind.DUPLICATE && before.id().equals(one.other()))
                .singleElement()
                .satisfies(one -> assertThat((Long) one.data().get("percent")).isGreaterThan(80));
        assertThat(findings)
                .filteredOn(one -> one.kind() == Finding.Kind.PEOPLE)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.data()).containsEntry("role", "leader").containsEntry("has", 2L);
                    assertThat(one.data().get("projects")).isEqualTo(List.of(before.number()));
                });

        Application other = desk.submitted("量子通信用单光子探测器的低温读出电路设计与封装，完成样机并通过第三方测试", "X9", "320500199001010022");
        done(service.claim(officer, other.id(), 0));
        assertThat(checks.findings(checks.sheets(other.id()).getLast()))
                .as("another leader, and the member is within the limit of two; the title alone is too short to tell")
                .isEmpty();
    }

    @Test
    void whatContradictsTheRegistryIsFound() {
        Application at = desk.submitted(SUMMARY + "其一", "A7", "B7");
        desk.registered.stated.add(new OrganisationFacts.Fact(
                at.organisation(),
                2025,
                "revenue",
                new Value.Sum(new Money(1_150_000_000L)),
                null,
                "firm",
                "a",
                Instant.EPOCH,
                "b",
                Instant.EPOCH));
        done(service.claim(officer, at.id(), 0));
        assertThat(checks.findings(checks.sheets(at.id()).getLast()))
                .filteredOn(one -> one.kind() == Finding.Kind.REGISTRY)
                .singleElement()
                .satisfies(one -> assertThat(one.data())
                        .containsEntry("answered", "1200")
                        .containsEntry("confirmed", "1150")
                        .containsEntry("year", 2025L));
    }

    /** A project of the organisation that ended so many months ago, with a report that is due. */
    private void running(Application project, int monthsAgo, LocalDate report) {
        done(service.claim(officer, project.id(), 0));
        done(service.decide(officer, project.id(), pass(project)));
        var owner = city.registry.database.owner();
        // As if both sides had signed years ago.
        owner.sql("ALTER TABLE programme.contract DISABLE TRIGGER USER").update();
        owner.sql("""
                        INSERT INTO programme.contract (application, state, original, draft, version, sum_fen, starts_on,
                            ends_on, waits_since, confirmed_on, opened_at)
                        VALUES (:id, 'confirmed', '{}', '{}', 1, 0, :starts, :ends, now(), :starts, now())""")
                .param("id", project.id())
                .param("starts", RegistryFixture.TODAY.minusYears(3))
                .param("ends", RegistryFixture.TODAY.minusMonths(monthsAgo))
                .update();
        owner.sql("ALTER TABLE programme.contract ENABLE TRIGGER USER").update();
        owner.sql("INSERT INTO programme.contract_report (application, report, name, due_on, midterm)"
                        + " VALUES (:id, 'midterm', '中期检查', :due, true)")
                .param("id", project.id())
                .param("due", report)
                .update();
    }

    @Test
    void whatTheApplicantOwesToOtherProjectsIsFound() {
        LocalDate today = RegistryFixture.TODAY;
        Application over = desk.submitted(SUMMARY + "逾期", "A71", "B71");
        running(over, 7, today.minusDays(1));
        Application within = desk.submitted(SUMMARY + "未逾期", "A72", "B72");
        running(within, 5, today);
        Application at = desk.submitted("深海耐压壳体用钛合金厚板的焊接工艺与无损检测", "A73", "B73");
        city.registry
                .database
                .owner()
                .sql("UPDATE programme.application SET organisation = :organisation WHERE id IN (:ids)")
                .param("organisation", at.organisation())
                .param("ids", List.of(over.id(), within.id()))
                .update();
        done(service.claim(officer, at.id(), 0));
        assertThat(checks.findings(checks.sheets(at.id()).getLast()))
                .filteredOn(one -> one.kind() == Finding.Kind.OVERDUE)
                .as("six months of grace: acceptance is overdue after seven, not after five")
                .extracting(one -> one.data().get("number") + " " + one.data().get("what") + " "
                        + one.data().get("due"))
                .containsExactlyInAnyOrder(
                        over.number() + " acceptance " + today.minusMonths(7).plusMonths(6),
                        over.number() + " 中期检查 " + today.minusDays(1));
    }
}
