package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.SignIn.Result;
import dev.kechuang.shared.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private IdentityTestContext context;
    private People people;
    private SignIn signIn;

    @BeforeEach
    void start() {
        context = new IdentityTestContext();
        people = new People(context);
        signIn = context.bean(SignIn.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private Result attempt(String login, String password) {
        return signIn.password(login, password.toCharArray(), "10.1.1.1");
    }

    @Test
    void theRightPasswordProvesWhoItIsWhateverTheCaseOfTheLoginName() {
        UUID id = people.person("zhou.min", null, null, Role.EXPERT);
        assertThat(attempt("  Zhou.Min ", People.PASSWORD)).isEqualTo(new Result.Proved(id));
        assertThat(attempt("zhou.min", People.PASSWORD + " ")).isEqualTo(new Result.Wrong());
    }

    @Test
    void afterFiveFailuresOneHasToWaitAndLongerEachTime() {
        people.person("victim", null, null, Role.EXPERT);
        for (int i = 0; i < 5; i++) assertThat(attempt("victim", "wrong")).isEqualTo(new Result.Wrong());
        assertThat(attempt("victim", People.PASSWORD)).isEqualTo(new Result.Wait(Duration.ofSeconds(61)));
        context.clock.move(Duration.ofSeconds(61));
        assertThat(attempt("victim", "wrong")).isEqualTo(new Result.Wrong());
        assertThat(attempt("victim", People.PASSWORD)).isEqualTo(new Result.Wait(Duration.ofSeconds(121)));
        context.clock.move(Duration.ofSeconds(121));
        assertThat(attempt("victim", People.PASSWORD)).isInstanceOf(Result.Proved.class);
        assertThat(attempt("victim", "wrong")).isEqualTo(new Result.Wrong());
        assertThat(attempt("victim", People.PASSWORD)).isInstanceOf(Result.Proved.class);
    }

    @Test
    void aNameNobodyHasIsLockedLikeOneSomebodyHas() {
        for (int i = 0; i < 5; i++) assertThat(attempt("nobody", "wrong")).isEqualTo(new Result.Wrong());
        assertThat(attempt("NOBODY ", "wrong")).isEqualTo(new Result.Wait(Duration.ofSeconds(61)));
        assertThat(context.database
                        .jdbc()
                        .sql("SELECT count(*) FROM identity.attempt WHERE key LIKE '%nobody%'")
                        .query(Integer.class)
                        .single())
                .as("what was typed is not kept")
                .isZero();
    }

    @Test
    void fortyGuessesAtTheSameMomentGetNoFurtherThanFive() throws Exception {
        people.person("parallel", null, null, Role.EXPERT);
        List<Callable<Result>> guesses = IntStream.range(0, 40)
                .<Callable<Result>>mapToObj(i -> () -> attempt("parallel", "wrong" + i))
                .toList();
        var results = People.together(guesses);
        assertThat(results.stream().filter(result -> result instanceof Result.Wrong))
                .hasSize(5);
        assertThat(results.stream().filter(result -> result instanceof Result.Wait))
                .hasSize(35);
    }

    @Test
    void anAddressThatTriesManyNamesHasToWaitAndThoseWhoSucceedDoNotCount() {
        UUID id = people.person("honest", null, null, Role.EXPERT);
        for (int i = 0; i < 10; i++)
            assertThat(attempt("honest", People.PASSWORD)).isEqualTo(new Result.Proved(id));
        var lockout = context.bean(Lockout.class);
        for (int i = 0; i < 50; i++)
            assertThat(lockout.reserve(lockout.address("10.1.1.1"))).isEmpty();
        assertThat(attempt("honest", People.PASSWORD)).isInstanceOf(Result.Wait.class);
        assertThat(signIn.password("honest", People.PASSWORD.toCharArray(), "10.1.1.2"))
                .isEqualTo(new Result.Proved(id));
    }

    @Test
    void twoWhoLogInFromOneAddressAtTheSameMomentDoNotKeepEachOtherWaiting() {
        UUID id = people.person("honest", null, null, Role.EXPERT);
        var lockout = context.bean(Lockout.class);
        assertThat(lockout.reserve(lockout.address("10.1.1.1"))).isEmpty();
        // This one looked at the clock first and came to the table second.
        context.clock.move(Duration.ofMillis(-5));
        assertThat(attempt("honest", People.PASSWORD)).isEqualTo(new Result.Proved(id));
    }

    @Test
    void sessionsEndWhenNothingIsAskedForAndInAnyCaseAfterTwelveHours() {
        UUID id = people.person("sitter", null, null, Role.EXPERT);
        var sessions = context.bean(LiveSessions.class);
        var idle = sessions.start(id, "a", SessionStore.Method.PASSWORD, "10.0.0.1", "x")
                .orElseThrow();
        var busy = sessions.start(id, "b", SessionStore.Method.PASSWORD, "10.0.0.1", "x")
                .orElseThrow();
        for (int i = 0; i < 24; i++) {
            context.clock.move(Duration.ofMinutes(29));
            assertThat(sessions.check(busy)).isNull();
        }
        assertThat(sessions.check(idle)).isEqualTo(LiveSession.EndReason.IDLE);
        context.clock.move(Duration.ofMinutes(25));
        assertThat(sessions.check(busy)).isEqualTo(LiveSession.EndReason.ABSOLUTE);
        assertThat(context.bean(SessionStore.class).ofAccount(id, 10))
                .extracting(SessionStore.Session::endReason)
                .containsExactlyInAnyOrder(LiveSession.EndReason.IDLE, LiveSession.EndReason.ABSOLUTE);
    }

    @Test
    void whenSomebodyWasLastSeenIsWrittenOnceAMinute() {
        UUID id = people.person("clicker", null, null, Role.EXPERT);
        var sessions = context.bean(LiveSessions.class);
        var live = sessions.start(id, "a", SessionStore.Method.PASSWORD, "10.0.0.1", "x")
                .orElseThrow();
        var begun = context.clock.instant();
        context.clock.move(Duration.ofSeconds(59));
        sessions.check(live);
        assertThat(context.bean(SessionStore.class)
                        .find(live.id())
                        .orElseThrow()
                        .lastSeen())
                .isEqualTo(begun);
        context.clock.move(Duration.ofSeconds(2));
        sessions.check(live);
        assertThat(context.bean(SessionStore.class)
                        .find(live.id())
                        .orElseThrow()
                        .lastSeen())
                .isEqualTo(context.clock.instant());
    }
}
