package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.Accounts;
import dev.kechuang.identity.Accounts.NewApplicant;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrganisationAccountsTest {

    private static IdentityTestContext context;
    private static People people;
    private static Accounts accounts;

    @BeforeAll
    static void start() {
        context = new IdentityTestContext();
        people = new People(context);
        accounts = context.bean(Accounts.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static NewApplicant applicant(String login) {
        return new NewApplicant(login, "许静", "0512-66668888", "xu@firm.example", People.PASSWORD.toCharArray());
    }

    @Test
    void aPersonWhoRegistersActsForOneOrganisation() {
        UUID firm = UUID.randomUUID();
        UUID id = ((Outcome.Done<UUID>) accounts.registerApplicant(applicant("Xu.Jing"), firm)).value();
        var viewer = people.viewer(id);
        assertThat(viewer.roles()).containsExactly(Role.APPLICANT);
        assertThat(viewer.organisation()).isEqualTo(firm);
        assertThat(viewer.regions()).isEmpty();
        assertThat(accounts.ofOrganisation(firm))
                .extracting(Accounts.Person::login)
                .containsExactly("xu.jing");
        assertThat(context.audit.actions()).contains("identity.register");
    }

    @Test
    void everythingWrongIsSaidAtItsField() {
        var refused = accounts.registerApplicant(
                new NewApplicant("ab", " ", "call me", "no-address", "short".toCharArray()), UUID.randomUUID());
        assertThat(((Outcome.Refused<UUID>) refused).errors())
                .extracting(FieldError::field)
                .containsExactly("login", "name", "phone", "email", "password", "password");
    }

    @Test
    void ofManyWhoWantTheSameLoginNameOneGetsIt() throws Exception {
        List<Callable<Outcome<UUID>>> all = IntStream.range(0, 6)
                .<Callable<Outcome<UUID>>>mapToObj(
                        i -> () -> accounts.registerApplicant(applicant("same.name"), UUID.randomUUID()))
                .toList();
        var outcomes = People.together(all);
        assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done<UUID>))
                .hasSize(1);
        assertThat(outcomes.stream().map(People::error)).contains("identity.person.loginTaken");
    }

    @Test
    void officersAreThoseWhoseRegionsHoldTheOneAskedFor() {
        UUID bureau = people.bureau();
        UUID taicang = people.unit("tc", Kind.REGION_BUREAU, "320585", bureau);
        UUID kunshan = people.unit("ks", Kind.REGION_BUREAU, "320583", bureau);
        UUID clerk = people.person("tc.clerk", taicang, null, Role.COUNTY_OFFICER);
        people.person("ks.clerk", kunshan, null, Role.COUNTY_OFFICER);
        UUID officer = people.person("city.officer", bureau, null, Role.BUREAU_OFFICER);
        assertThat(accounts.officers(Role.COUNTY_OFFICER, "320585"))
                .extracting(Accounts.Person::account)
                .containsExactly(clerk);
        assertThat(accounts.officers(Role.COUNTY_OFFICER, "320598"))
                .as("the zone lies below Taicang")
                .extracting(Accounts.Person::account)
                .containsExactly(clerk);
        assertThat(accounts.officers(Role.BUREAU_OFFICER, "320585"))
                .extracting(Accounts.Person::account)
                .containsExactly(officer);
        assertThat(people.viewer(officer).regions()).contains("320500", "320585", "320598");
    }

    @Test
    void peopleMoveWithTheirOrganisationWhileTheyAreLoggedIn() {
        UUID from = UUID.randomUUID();
        UUID to = UUID.randomUUID();
        UUID id = people.person("mover", null, from, Role.APPLICANT);
        var live = context.bean(LiveSessions.class)
                .start(id, "m", SessionStore.Method.PASSWORD, "10.0.0.1", "x")
                .orElseThrow();
        accounts.moveOrganisation(people.viewer(id), from, to);
        assertThat(live.viewer().organisation()).isEqualTo(to);
        assertThat(accounts.ofOrganisation(from)).isEmpty();
    }

    @Test
    void demonstrationAccountsDoNotExistOutsideOfDemonstrationMode() {
        var demo = context.bean(DemoAccounts.class);
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> demo.add("applicant", "x", "", Role.APPLICANT, UUID.randomUUID()));
    }
}
