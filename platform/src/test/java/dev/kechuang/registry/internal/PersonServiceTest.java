package dev.kechuang.registry.internal;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.FieldError;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People come, change and go, and the history knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonServiceTest {

    private final RegistryFixture city = new RegistryFixture();
    private final PersonService service = new PersonService(
            city.store, city.people, city.changes, city.new FakeAudit(), city.transactions, city.clock);
    private int number = 30_000;
    private Organisation firm = city.confirmed(number, "昆山人员电子有限公司");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.confirmed(number, "昆山人员" + number + "电子有限公司");
    }

    @AfterAll
    void close() {
        city.close();
    }

    private static Map<String, String> form(String name, String role, String since) {
        return new HashMap<>(Map.of("name", name, "role", role, "since", since));
    }

    @Test
    void aNewLegalRepresentativeEndsTheTermOfTheOneBefore() {
        done(service.add(city.kunshan, firm.id(), 1, form("张一", "legal-representative", "2020-01-01")));
        done(service.add(city.kunshan, firm.id(), 2, form("李二", "legal-representative", "2025-03-01")));
        var people = city.people.of(firm.id());
        assertThat(people).extracting(PersonStore.Person::name).containsExactly("李二", "张一");
        assertThat(people.getLast().until()).isEqualTo(LocalDate.of(2025, 3, 1));
        assertThat(city.changes.of(firm.id()).getFirst().changes()).containsKey("person");
        assertThat(city.audited.getLast().action()).isEqualTo("registry.personAdded");
        assertThat(new RegistryInvariants()
                        .organisationHistories(city.jdbc)
                        .check()
                        .violations())
                .isEmpty();
    }

    @Test
    void aPersonIsCorrectedAndEndsOnce() {
        var own = RegistryFixture.applicant(firm.id());
        var person = done(service.add(own, firm.id(), 1, form("王三", "rd-head", "2024-01-01")));
        var corrected = form("王珊", "rd-head", "2024-02-01");
        corrected.put("title", "总工程师");
        assertThat(done(service.update(own, firm.id(), person.id(), 2, corrected))
                        .title())
                .isEqualTo("总工程师");
        assertThat(refused(service.end(own, firm.id(), person.id(), 3, "2023-01-01")))
                .containsExactly(FieldError.of("until", "registry.person.error.order"));
        done(service.end(own, firm.id(), person.id(), 3, "2026-10-01"));
        assertThat(refused(service.end(own, firm.id(), person.id(), 4, "2026-10-02")))
                .containsExactly(FieldError.of("", "registry.person.error.gone"));
        assertThat(city.changes.of(firm.id())).hasSize(4);
    }

    @Test
    void everyMistakeIsSaidAndAnOlderVersionRefused() {
        var wrong = form("", "boss", "2030-01-01");
        wrong.put("phone", "x");
        wrong.put("email", "x");
        assertThat(refused(service.add(city.kunshan, firm.id(), 1, wrong)))
                .extracting(FieldError::field)
                .containsExactly("name", "role", "phone", "email", "since");
        done(service.add(city.kunshan, firm.id(), 1, form("赵四", "contact", "2024-01-01")));
        assertThat(refused(service.add(city.kunshan, firm.id(), 1, form("钱五", "contact", "2024-01-01"))))
                .containsExactly(FieldError.of("", "registry.person.error.changed"));
        assertThat(city.people.of(firm.id())).hasSize(1);
    }

    @Test
    void othersDoNotReachThem() {
        var form = form("孙六", "contact", "2024-01-01");
        assertThat(refused(service.add(city.taicang, firm.id(), 1, form))).isNotEmpty();
        assertThat(refused(service.add(RegistryFixture.applicant(UUID.randomUUID()), firm.id(), 1, form)))
                .isNotEmpty();
        assertThat(city.people.of(firm.id())).isEmpty();
    }
}
