package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.code;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.form;
import static dev.kechuang.registry.internal.RegistryFixture.person;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;

/** From the first registration to the confirmed organisation that counts, and out again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationTest {

    private final RegistryFixture city = new RegistryFixture();
    private int number = 100;

    @BeforeEach
    void clear() {
        number++;
        city.recorded.clear();
        city.audited.clear();
        city.told.clear();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Organisation registered(String... more) {
        return done(city.registration.register(form(number, "昆山第" + number + "电子有限公司", more), person("p" + number)));
    }

    @Test
    void aRegistrationWaitsForTheCountyOfficerAndCountsOnceConfirmed() {
        var waiting = registered();
        assertThat(waiting.status()).isEqualTo(OrganisationStatus.PENDING);
        assertThat(city.recorded).isEmpty();
        assertThat(city.told).containsExactly("待确认：" + waiting.name());

        var confirmed = done(city.organisations.confirm(city.kunshan, waiting.id(), waiting.version()));

        assertThat(confirmed.status()).isEqualTo(OrganisationStatus.CONFIRMED);
        assertThat(confirmed.confirmedOn()).isEqualTo(RegistryFixture.TODAY);
        assertThat(city.recorded).singleElement().satisfies(record -> {
            assertThat(record.kind()).isEqualTo("registry.organisation");
            assertThat(record.count()).isEqualTo(1);
            assertThat(record.region()).isEqualTo(RegistryFixture.KUNSHAN);
            assertThat(record.businessDate()).isEqualTo(RegistryFixture.TODAY);
        });
        assertThat(city.audited)
                .extracting(event -> event.action())
                .containsExactly("registry.register", "registry.confirm");
        assertThat(city.told.getLast()).contains("已通过确认");
    }

    @Test
    void onlyTheOfficerOfItsRegionOrZoneConfirms() {
        var waiting = registered("zone", RegistryFixture.ZONE);
        assertThat(refused(city.organisations.confirm(city.taicang, waiting.id(), 1)))
                .containsExactly(FieldError.of("", "registry.error.gone"));
        assertThat(refused(city.organisations.confirm(city.bureau, waiting.id(), 1)))
                .containsExactly(FieldError.of("", "registry.error.countyConfirms"));
        assertThat(done(city.organisations.confirm(city.zone, waiting.id(), 1)).status())
                .isEqualTo(OrganisationStatus.CONFIRMED);
    }

    @Test
    void aReturnedOneIsCorrectedAndHandedInAgain() {
        var waiting = registered();
        assertThat(refused(city.organisations.giveBack(city.kunshan, waiting.id(), 1, " ")))
                .containsExactly(FieldError.of("reason", "registry.error.reason"));
        var returned = done(city.organisations.giveBack(city.kunshan, waiting.id(), 1, "名称与执照不符"));
        assertThat(returned.returnReason()).isEqualTo("名称与执照不符");

        var own = RegistryFixture.applicant(waiting.id());
        var saved = (EditResult.Saved)
                city.organisations.update(own, waiting.id(), returned.version(), form(number, "昆山改正电子有限公司"), "");
        var again = done(city.organisations.submit(
                own, waiting.id(), saved.organisation().version()));

        assertThat(again.status()).isEqualTo(OrganisationStatus.PENDING);
        assertThat(city.changes.of(waiting.id()))
                .extracting(change -> change.action())
                .containsExactly("registry.submit", "registry.update", "registry.return", "registry.register");
    }

    @Test
    void aSecondPersonLearnsWhomToAsk() {
        var first = registered();
        var errors = refused(city.registration.register(form(number, "另一个名称有限公司"), person("second" + number)));
        assertThat(errors)
                .containsExactly(FieldError.of("creditCode", "registry.error.takenPerson", first.name(), "王**"));
    }

    @Test
    void anAccountThatIsRefusedLeavesNoOrganisationBehind() {
        registered();
        var errors = refused(city.registration.register(form(9_000 + number, "昆山没有账号电子有限公司"), person("p" + number)));
        assertThat(errors).containsExactly(FieldError.of("account.login", "identity.error.loginTaken"));
        assertThat(city.store.live(code(9_000 + number))).isEmpty();
    }

    @Test
    void ofManyWhoRegisterTheSameCodeAtOnceExactlyOneIsLetThrough() throws Exception {
        int threads = 8;
        var barrier = new CyclicBarrier(threads);
        var tasks = new ArrayList<Callable<Outcome<Organisation>>>();
        for (int i = 0; i < threads; i++) {
            String login = "race" + number + "x" + i;
            tasks.add(() -> {
                barrier.await();
                return city.registration.register(form(number, "昆山竞争电子有限公司"), person(login));
            });
        }
        int through = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var result : pool.invokeAll(tasks)) {
                switch (result.get()) {
                    case Outcome.Done<Organisation> done -> through++;
                    case Outcome.Refused<Organisation>(var errors) ->
                        assertThat(errors).extracting(FieldError::field).containsExactly("creditCode");
                }
            }
        }
        assertThat(through).isEqualTo(1);
        assertThat(city.jdbc
                        .sql("SELECT count(*) FROM registry.organisation WHERE credit_code = :code")
                        .param("code", code(number))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void ofTwoOfficersWhoEditAtOnceTheSecondSeesWhatChanged() {
        var firm = city.confirmed(number, "昆山同时编辑电子有限公司");
        city.organisations.update(
                city.kunshan, firm.id(), 1, form(number, firm.name(), "address", "长江路1号", "phone", "0512-1234567"), "");

        var second = city.organisations.update(
                city.kunshan, firm.id(), 1, form(number, firm.name(), "address", "黄河路2号"), "");

        var conflict = (EditResult.Conflict) second;
        assertThat(conflict.now().address()).isEqualTo("长江路1号");
        assertThat(conflict.since())
                .singleElement()
                .satisfies(change -> assertThat(change.changes()).containsOnlyKeys("address", "phone"));
    }

    @Test
    void aMoveIsAPairOfRecordsAndARenamingKeepsTheFormerName() {
        var firm = city.confirmed(number, "昆山要搬家电子有限公司");
        city.recorded.clear();
        city.organisations.update(
                city.bureau, firm.id(), 1, form(number, "太仓搬好家电子有限公司", "region", RegistryFixture.TAICANG), "迁址");
        assertThat(city.recorded)
                .extracting(NewRecord::region, NewRecord::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(RegistryFixture.KUNSHAN, -1),
                        org.assertj.core.groups.Tuple.tuple(RegistryFixture.TAICANG, 1));
        assertThat(city.store.formerNamesWithDates(firm.id()))
                .containsExactly(new OrganisationStore.FormerName("昆山要搬家电子有限公司", RegistryFixture.TODAY));
    }

    @Test
    void aConfirmedFirmChangesItsAddressButNotWhatIdentifiesIt() {
        var firm = city.confirmed(number, "昆山自己修改电子有限公司");
        var own = RegistryFixture.applicant(firm.id());
        assertThat(city.organisations.update(own, firm.id(), 1, form(number, firm.name(), "address", "新址"), ""))
                .isInstanceOf(EditResult.Saved.class);
        assertThat(city.organisations.update(own, firm.id(), 2, form(number, "换个名称有限公司", "address", "新址"), ""))
                .isEqualTo(new EditResult.Refused(List.of(FieldError.of("name", "registry.error.officerChanges"))));
        assertThat(city.organisations.update(
                        RegistryFixture.applicant(UUID.randomUUID()), firm.id(), 2, form(number, firm.name()), ""))
                .isInstanceOf(EditResult.Refused.class);
    }

    @Test
    void aClosedOneStopsCountingAndGivesItsCodeFree() {
        var firm = city.confirmed(number, "昆山注销电子有限公司");
        city.recorded.clear();
        done(city.organisations.close(city.kunshan, firm.id(), 1, "营业执照注销"));
        assertThat(city.recorded).extracting(NewRecord::count).containsExactly(-1);
        assertThat(registered().creditCode()).isEqualTo(firm.creditCode());
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        var errors = refused(city.organisations.create(
                city.bureau,
                java.util.Map.of(
                        "creditCode", "913205000000000010",
                        "name", "短",
                        "kind", "club",
                        "region", "110000",
                        "founded", "2027-01-01",
                        "email", "nobody",
                        "phone", "call me")));
        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("creditCode", "name", "kind", "region", "founded", "email", "phone");
    }

    @Test
    void theDatabaseItselfRefusesAWrongCreditCodeAndKeepsTheHistory() {
        var firm = city.confirmed(number, "昆山数据库电子有限公司");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE registry.organisation SET credit_code = '913205000000000010' WHERE id = :id")
                        .param("id", firm.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> city.jdbc
                        .sql("DELETE FROM registry.organisation_change")
                        .update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE registry.organisation_change SET actor = 'x'")
                        .update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void theDatabaseComputesTheSameCheckCharacter() {
        var random = new java.util.Random(42);
        String letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int k = 0; k < 17; k++) text.append(letters.charAt(random.nextInt(31)));
            char check = dev.kechuang.shared.CreditCode.checkCharacter(text.toString());
            char other = letters.charAt((letters.indexOf(check) + 1 + random.nextInt(30)) % 31);
            assertThat(city.jdbc
                            .sql(
                                    "SELECT ARRAY[registry.credit_code_valid(:good), registry.credit_code_valid(:bad)]::text")
                            .param("good", text.toString() + check)
                            .param("bad", text.toString() + other)
                            .query(String.class)
                            .single())
                    .isEqualTo("{t,f}");
        }
    }
}
