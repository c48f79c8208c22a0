package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.FirstRun;
import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.Links.Accepted;
import dev.kechuang.identity.internal.Links.NewAdministrator;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest {

    private IdentityTestContext context;
    private Links links;

    @BeforeEach
    void start() {
        context = new IdentityTestContext();
        links = context.bean(Links.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private static String secret(String path) {
        return path.substring("/link/".length());
    }

    private NewAdministrator person(String login, String totp) {
        return new NewAdministrator(
                login,
                "顾维",
                People.PASSWORD.toCharArray(),
                totp,
                SecondFactor.codeAt(totp, context.clock.instant().getEpochSecond() / 30));
    }

    @Test
    void theFirstRunGivesALinkToEachKindOfAdministratorUntilThereIsOne() {
        var first = links.links();
        assertThat(first)
                .extracting(FirstRun.Link::role)
                .containsExactly(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);
        var again = links.links();
        assertThat(links.open(secret(first.getFirst().path())))
                .as("a newer one was given")
                .isEmpty();

        String link = secret(again.getFirst().path());
        String totp = SecondFactor.newSecret();
        assertThat(People.error(links.becomeAdministrator(
                        link, new NewAdministrator("root", "顾维", People.PASSWORD.toCharArray(), totp, "000000"))))
                .isEqualTo("identity.second.wrong");
        var accepted = links.becomeAdministrator(link, person("gu.wei", totp));
        assertThat(((Outcome.Done<Accepted>) accepted).value().recoveryCodes()).hasSize(10);
        assertThat(People.error(links.becomeAdministrator(link, person("gu.wei2", totp))))
                .isEqualTo("identity.link.gone");
        assertThat(links.links())
                .extracting(FirstRun.Link::role)
                .containsExactly(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);
        assertThat(context.database
                        .jdbc()
                        .sql("SELECT count(*) FROM identity.one_time_link WHERE encode(hash, 'escape') = :s")
                        .param("s", link)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void twoWhoUseALinkAtTheSameMomentMakeOneAdministrator() throws Exception {
        String link = secret(links.links().getFirst().path());
        String totp = SecondFactor.newSecret();
        List<Callable<Outcome<Accepted>>> all = IntStream.range(0, 6)
                .<Callable<Outcome<Accepted>>>mapToObj(
                        i -> () -> links.becomeAdministrator(link, person("twin" + i, totp)))
                .toList();
        var outcomes = People.together(all);
        assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done<Accepted>))
                .hasSize(1);
        assertThat(context.bean(AccountStore.class).countAdministrators(Role.SYSTEM_ADMIN))
                .isEqualTo(1);
        assertThat(context.database
                        .jdbc()
                        .sql("SELECT count(*) FROM identity.account")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aTakenLoginNameDoesNotUseUpTheLink() {
        new People(context).person("taken", null, null);
        String link = secret(links.links().getFirst().path());
        String totp = SecondFactor.newSecret();
        assertThat(People.error(links.becomeAdministrator(link, person("taken", totp))))
                .isEqualTo("identity.person.loginTaken");
        assertThat(People.error(links.becomeAdministrator(link, person("free", totp))))
                .isEqualTo("done");
    }

    @Test
    void aLinkExpiresAfterThreeDays() {
        String link = secret(links.links().getFirst().path());
        context.clock.move(Duration.ofHours(71));
        assertThat(links.open(link)).isPresent();
        context.clock.move(Duration.ofHours(1));
        assertThat(links.open(link)).isEmpty();
    }

    @Test
    void aNewPasswordByLinkNeedsTheSecondFactorOfWhoHasOne() {
        var people = new People(context);
        var system = people.administrator("system", Role.SYSTEM_ADMIN);
        UUID id = people.person("officer", people.bureau(), null, Role.BUREAU_OFFICER);
        String totp = SecondFactor.newSecret();
        var second = context.bean(SecondFactor.class);
        second.setUp(
                people.viewer(id),
                totp,
                SecondFactor.codeAt(totp, context.clock.instant().getEpochSecond() / 30));
        var issued =
                ((Outcome.Done<Links.Issued>) context.bean(Administration.class).resetPassword(system, id)).value();
        String link = secret(issued.path());

        assertThat(People.error(links.setPassword(link, People.PASSWORD.toCharArray(), "")))
                .isEqualTo("identity.password.reused");
        assertThat(People.error(links.setPassword(link, "Xin-De-Mi-8".toCharArray(), "")))
                .isEqualTo("identity.second.wrong");
        context.clock.move(Duration.ofSeconds(30));
        String code = SecondFactor.codeAt(totp, context.clock.instant().getEpochSecond() / 30);
        assertThat(People.error(links.setPassword(link, "Xin-De-Mi-8".toCharArray(), code)))
                .isEqualTo("done");
        assertThat(context.bean(SignIn.class).password("officer", "Xin-De-Mi-8".toCharArray(), "10.0.0.1"))
                .isEqualTo(new SignIn.Result.CodeNeeded(id));
        assertThat(context.bean(SignIn.class).code(id, code, "10.0.0.1"))
                .as("a code is good once")
                .isEqualTo(new SignIn.Result.Wrong());
    }
}
