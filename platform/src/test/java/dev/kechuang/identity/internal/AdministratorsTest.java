package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

/** Three administrators, three people, who check one another: what the database and the services see to. */
class AdministratorsTest {

    private IdentityTestContext context;
    private People people;
    private AccountStore accounts;
    private Administration administration;
    private Viewer system;
    private Viewer security;

    @BeforeEach
    void start() {
        context = new IdentityTestContext();
        people = new People(context);
        accounts = context.bean(AccountStore.class);
        administration = context.bean(Administration.class);
        system = people.administrator("system", Role.SYSTEM_ADMIN);
        security = people.administrator("security", Role.SECURITY_ADMIN);
        people.administrator("audit", Role.AUDIT_ADMIN);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private void grantInDatabase(UUID account, Role role) {
        context.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> accounts.grant(account, role, "DEMO", null, context.clock.instant()));
    }

    @Test
    void theDatabaseKeepsAdministratorsApartFromEverythingElse() {
        UUID unit = people.bureau();
        UUID officer = people.person("officer", unit, null, Role.BUREAU_OFFICER);
        UUID firm = UUID.randomUUID();
        UUID applicant = people.person("applicant", null, firm);
        assertThatThrownBy(() -> grantInDatabase(officer, Role.SYSTEM_ADMIN))
                .hasMessageContaining("administrators_apart");
        assertThatThrownBy(() -> grantInDatabase(system.requireAccount(), Role.AUDIT_ADMIN))
                .hasMessageContaining("administrators_apart");
        assertThatThrownBy(() -> grantInDatabase(system.requireAccount(), Role.EXPERT))
                .hasMessageContaining("administrators_apart");
        assertThatThrownBy(() -> grantInDatabase(applicant, Role.SYSTEM_ADMIN)).hasMessageContaining("does not fit");
        grantInDatabase(officer, Role.BUREAU_LEADER);
        assertThat(accounts.find(officer).orElseThrow().roles())
                .containsExactly(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    }

    @Test
    void theDatabaseLetsNobodyGrantToThemselvesAndNobodyElseButSecurityGrant() {
        UUID expert = people.person("expert", null, null);
        UUID other = people.person("other", null, null);
        assertThatThrownBy(() -> accounts.grant(
                        security.requireAccount(), Role.EXPERT, "GRANT", security.account(), context.clock.instant()))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> accounts.grant(expert, Role.EXPERT, "GRANT", other, context.clock.instant()))
                .hasMessageContaining("security administrator");
        assertThatThrownBy(
                        () -> accounts.grant(expert, Role.EXPERT, "GRANT", system.account(), context.clock.instant()))
                .hasMessageContaining("security administrator");
        assertThat(accounts.grant(expert, Role.EXPERT, "GRANT", security.account(), context.clock.instant()))
                .isTrue();
    }

    @Test
    void theDatabaseChecksThatRolesFitWhereSomebodyBelongs() {
        UUID bureau = people.bureau();
        UUID county = people.unit("taicang", Kind.REGION_BUREAU, "320585", bureau);
        UUID nobody = people.person("nobody", null, null);
        assertThatThrownBy(() -> grantInDatabase(nobody, Role.APPLICANT)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> grantInDatabase(nobody, Role.COUNTY_OFFICER)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> people.person("wrong", bureau, null, Role.COUNTY_OFFICER))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> people.person("wrong", county, null, Role.BUREAU_OFFICER))
                .hasMessageContaining("does not fit");
        UUID clerk = people.person("clerk", county, null, Role.COUNTY_OFFICER);
        assertThatThrownBy(() -> accounts.update(clerk, "x", "", "", bureau)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> accounts.insert(
                        "both", "x", "", "", bureau, UUID.randomUUID(), null, context.clock.instant(), null))
                .isInstanceOf(DataAccessException.class);
        assertThat(people.viewer(clerk).regions()).contains("320585").doesNotContain("320583", "320500");
    }

    @Test
    void aRoleAndAUnitThatChangeAtTheSameMomentCannotBothSlipThrough() throws Exception {
        UUID bureau = people.bureau();
        UUID county = people.unit("kunshan", Kind.REGION_BUREAU, "320583", bureau);
        for (int round = 0; round < 15; round++) {
            UUID person = people.person("racer" + round, county, null);
            People.<String>together(List.of(
                    () -> tried(() -> grantInDatabase(person, Role.COUNTY_OFFICER)),
                    () -> tried(() -> accounts.update(person, "x", "", "", bureau))));
            var after = accounts.find(person).orElseThrow();
            assertThat(after.roles().isEmpty() || county.equals(after.unit())).isTrue();
        }
        for (Invariant invariant : invariants())
            assertThat(invariant.check().violations()).isEmpty();
    }

    private static String tried(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (DataAccessException e) {
            return "refused";
        }
    }

    @Test
    void twoWhoRemoveTheLastTwoOfAKindAtOnceLeaveOne() throws Exception {
        Viewer second = people.administrator("security2", Role.SECURITY_ADMIN);
        for (int round = 0; round < 10; round++) {
            var outcomes = People.<Outcome<UUID>>together(List.of(
                    () -> administration.revoke(security, second.requireAccount(), Role.SECURITY_ADMIN),
                    () -> administration.revoke(second, security.requireAccount(), Role.SECURITY_ADMIN)));
            assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done<UUID>))
                    .hasSize(1);
            assertThat(accounts.countAdministrators(Role.SECURITY_ADMIN)).isEqualTo(1);
            for (Viewer viewer : List.of(security, second)) {
                if (accounts.find(viewer.requireAccount()).orElseThrow().roles().isEmpty())
                    grantInDatabase(viewer.requireAccount(), Role.SECURITY_ADMIN);
            }
        }
    }

    @Test
    void theDatabaseItselfKeepsTheLastOfAKindAgainstRacingDeletesAndLocks() throws Exception {
        Viewer second = people.administrator("system2", Role.SYSTEM_ADMIN);
        Callable<String> takeRole = () -> tried(() -> accounts.revoke(second.requireAccount(), Role.SYSTEM_ADMIN));
        Callable<String> lock =
                () -> tried(() -> accounts.setStatus(system.requireAccount(), Account.Status.LOCKED, "x"));
        assertThat(People.together(List.of(takeRole, lock))).containsExactlyInAnyOrder("done", "refused");
        assertThat(accounts.countAdministrators(Role.SYSTEM_ADMIN)).isEqualTo(1);
    }

    @Test
    void whatTheSystemAdministratorMakesIsPowerlessUntilSecurityGrants() {
        UUID bureau = people.bureau();
        UUID county = people.unit("taicang", Kind.REGION_BUREAU, "320585", bureau);
        var made = administration.createAccount(
                system, new Administration.NewAccount("Fang.Li", "方丽", "13912345678", "", county));
        UUID id = ((Outcome.Done<Administration.Invited>) made).value().account();
        assertThat(people.viewer(id).roles()).isEmpty();
        assertThatThrownBy(() -> administration.grant(system, id, Role.COUNTY_OFFICER))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(People.error(administration.grant(security, id, Role.BUREAU_OFFICER)))
                .isEqualTo("identity.role.needsDivision");
        assertThat(People.error(administration.grant(security, id, Role.COUNTY_OFFICER)))
                .isEqualTo("done");
        assertThat(People.error(administration.grant(security, id, Role.AUDIT_ADMIN)))
                .isEqualTo("identity.role.apart");
        assertThat(People.error(administration.grant(security, security.requireAccount(), Role.EXPERT)))
                .isEqualTo("identity.account.self");
        assertThatThrownBy(() ->
                        administration.createAccount(security, new Administration.NewAccount("x.y", "x", "", "", null)))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(context.bean(AdministratorLog.class).page(id, null, 10).items())
                .extracting(AdministratorLog.Entry::action)
                .containsExactly("identity.roleGranted", "identity.accountCreated");
        assertThat(context.audit.actions()).contains("identity.accountCreated", "identity.roleGranted");
    }

    @Test
    void lockingAnAccountEndsItsSessionsAndIsSaidWhenItLogsIn() {
        UUID id = people.person("locked", null, null, Role.EXPERT);
        var sessions = context.bean(LiveSessions.class);
        var live = sessions.start(id, "servlet", SessionStore.Method.PASSWORD, "10.0.0.1", "test")
                .orElseThrow();
        assertThat(sessions.check(live)).isNull();
        assertThat(People.error(administration.lock(system, id, ""))).isEqualTo("identity.account.reason");
        assertThat(People.error(administration.lock(system, id, "离职"))).isEqualTo("done");
        assertThat(sessions.check(live)).isEqualTo(LiveSession.EndReason.LOCKED);
        assertThat(context.bean(SignIn.class).password("locked", People.PASSWORD.toCharArray(), "10.0.0.1"))
                .isEqualTo(new SignIn.Result.Locked("离职"));
        assertThat(People.error(administration.unlock(system, id))).isEqualTo("done");
        assertThat(People.error(administration.lock(system, system.requireAccount(), "x")))
                .isEqualTo("identity.account.self");
        assertThat(People.error(administration.lock(system, security.requireAccount(), "x")))
                .isEqualTo("identity.account.last");
    }

    @Test
    void aRoleThatIsTakenIsGoneAtTheNextRequest() {
        UUID id = people.person("expert", null, null, Role.EXPERT);
        var sessions = context.bean(LiveSessions.class);
        var live = sessions.start(id, "servlet", SessionStore.Method.PASSWORD, "10.0.0.1", "test")
                .orElseThrow();
        assertThat(live.viewer().is(Role.EXPERT)).isTrue();
        administration.revoke(security, id, Role.EXPERT);
        assertThat(live.viewer().is(Role.EXPERT)).isFalse();
        administration.grant(security, id, Role.BROKER);
        assertThat(live.viewer().is(Role.BROKER)).isTrue();
    }

    @Test
    void brokenRowsAreFound() {
        UUID nobody = people.person("nobody", null, null, Role.EXPERT);
        context.bean(LiveSessions.class).start(nobody, "s", SessionStore.Method.PASSWORD, "10.0.0.1", "test");
        var owner = context.database.owner();
        assertThat(invariants().stream().map(invariant -> invariant.check().holds()))
                .containsExactly(true, true, true);
        owner.sql("ALTER TABLE identity.account_role DISABLE TRIGGER ALL").update();
        owner.sql("ALTER TABLE identity.account_role DROP CONSTRAINT administrators_apart")
                .update();
        owner.sql("ALTER TABLE identity.account DISABLE TRIGGER ALL").update();
        owner.sql(
                        "INSERT INTO identity.account_role (account, role, origin, granted_at) VALUES (:a, 'AUDIT_ADMIN', 'DEMO', now()), (:a, 'APPLICANT', 'DEMO', now())")
                .param("a", nobody)
                .update();
        owner.sql("UPDATE identity.account SET status = 'LOCKED' WHERE id = :a")
                .param("a", nobody)
                .update();
        assertThat(invariants().stream().map(invariant -> invariant.check().holds()))
                .containsExactly(false, false, false);
    }

    private List<Invariant> invariants() {
        return List.of(
                context.bean("administratorsApart", Invariant.class),
                context.bean("rolesFit", Invariant.class),
                context.bean("sessionsHaveTheirPeople", Invariant.class));
    }
}
