package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.match.internal.run.Run.Cause;
import dev.kechuang.match.internal.run.Run.State;
import dev.kechuang.registry.internal.RegistryFixture;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy in a new version is decided for all firms, and nothing else is. */
class ReleasedPolicyTest {

    private static final int FIRMS = 14;

    private final MatchFixture city = new MatchFixture();
    private final MatchFixture.Node node = city.node;
    private final UUID eligible = city.firm(1, 100);
    private final UUID near = city.firm(2, 540);
    private final UUID far = city.firm(3, 900);
    private final UUID taicang = city.firm(4, 540, RegistryFixture.TAICANG);

    ReleasedPolicyTest() {
        for (int i = 5; i <= FIRMS; i++) {
            UUID unused = city.firm(i, 700 + i * 10);
        }
        Run unused = city.run();
        node.blocks.set(0);
        node.decided.clear();
    }

    @AfterEach
    void holds() {
        node.inTheMiddle = null;
        int unused = node.changed.decide();
        city.holds();
        city.close();
    }

    /** Where matches of other policies lie, so that one that was written again is seen. */
    private List<String> others() {
        return city.city
                .jdbc
                .sql("""
                        SELECT f.tableoid || ' ' || f.ctid || ' ' || f.organisation FROM match.found f
                        JOIN match.rule r ON r.code = f.rule WHERE r.policy <> 'cn-aid' ORDER BY 1
                        """)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    private long logged() {
        return city.city
                .jdbc
                .sql("SELECT count(*) FROM match.change")
                .query(Long.class)
                .single();
    }

    private Run shown() {
        return node.runs.shown().orElseThrow();
    }

    private Run released(String mostStaff) {
        city.policies.release(mostStaff);
        assertThat(node.cityRuns.startIfRulesChanged()).isPresent();
        node.cityRuns.work();
        return shown();
    }

    @Test
    void onlyThePolicyIsDecidedForAllFirmsAndOnlyWhatDiffersIsLogged() {
        Run before = shown();
        var others = others();
        long logged = logged();
        Run run = released("550人");
        assertThat(run.only()).containsExactly(MatchFixture.AID);
        assertThat(run.cause()).isEqualTo(Cause.RULES);
        assertThat(run.slot()).as("mended where it is shown").isEqualTo(before.slot());
        assertThat(node.decided).containsExactly(MatchFixture.AID);
        assertThat(node.blocks.get()).as("all firms, in blocks of five").isEqualTo((FIRMS + 4) / 5);
        assertThat(others).isNotEmpty().isEqualTo(others());
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
        assertThat(city.shown(taicang)).startsWith("ELIGIBLE");
        assertThat(city.shown(eligible)).startsWith("ELIGIBLE");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
        assertThat(city.log(eligible)).hasSize(1);
        long more = logged() - logged;
        assertThat(more).isPositive();
        assertThat(Objects.requireNonNull(run.figures()).changes()).isEqualTo((int) more);
        assertThat(run.figures().matches())
                .isEqualTo(city.city
                        .jdbc
                        .sql("SELECT count(*) FROM match.published_match")
                        .query(Integer.class)
                        .single());
        assertThat(node.cityRuns.startIfRulesChanged()).isEmpty();
        Run whole = city.run();
        assertThat(whole.only()).as("a run by command is over all").isEmpty();
        assertThat(Objects.requireNonNull(whole.figures()).changes())
                .as("and finds nothing else")
                .isZero();
    }

    @Test
    void aStricterVersionTakesMatchesAway() {
        Run run = released("50人");
        assertThat(run.only()).containsExactly(MatchFixture.AID);
        assertThat(city.shown(eligible)).isEmpty();
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE", "ELIGIBLE>-");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>-");
    }

    @Test
    void factsThatChangeMeanwhileAreDecidedByTheNewVersionAndLoggedOnce() {
        var once = new AtomicBoolean();
        node.inTheMiddle = () -> {
            if (!once.compareAndSet(false, true)) return;
            onAnotherThread(() -> {
                city.staff(eligible, 2_000);
                city.staff(far, 545);
                UUID late = city.firm(100, 50);
                assertThat(node.changed.decide()).isEqualTo(3);
                assertThat(city.shown(late)).startsWith("ELIGIBLE");
            });
        };
        Run run = released("550人");
        assertThat(once).isTrue();
        assertThat(run.only()).containsExactly(MatchFixture.AID);
        assertThat(city.shown(eligible)).isEmpty();
        assertThat(city.shown(far)).startsWith("ELIGIBLE");
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE", "ELIGIBLE>-");
        assertThat(city.log(far)).containsExactly("->ELIGIBLE");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
    }

    @Test
    void whatIsKilledInTheMiddleIsGoneOnWithByAnotherNodeAndNothingHalfDoneIsSeen() {
        var count = new AtomicInteger();
        node.inTheMiddle = () -> {
            if (count.incrementAndGet() < 2) return;
            int backend = city.city
                    .jdbc
                    .sql("SELECT pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            city.city
                    .database
                    .owner()
                    .sql("SELECT pg_terminate_backend(:pid)")
                    .param("pid", backend)
                    .query(Boolean.class)
                    .single();
        };
        assertThatThrownBy(() -> released("550人")).isInstanceOf(RuntimeException.class);
        assertThat(city.shown(near)).as("as it was").isEqualTo("NEAR 10");
        Run stopped = node.runs.underWay().orElseThrow();
        assertThat(stopped.state()).isEqualTo(State.FILLING);
        assertThat(stopped.done()).isLessThan(stopped.blocks());
        MatchFixture.Node other = city.new Node();
        other.cityRuns.work();
        assertThat(shown().id()).isEqualTo(stopped.id());
        assertThat(other.decided).containsExactly(MatchFixture.AID);
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
    }

    /** Whoever was decided by the version in between is decided again, though the rules are those that were shown before. */
    @Test
    void aVersionThatIsTakenBackMeanwhileLeavesNobodyDecidedByIt() {
        UUID between = far;
        var once = new AtomicBoolean();
        node.inTheMiddle = () -> {
            if (!once.compareAndSet(false, true)) return;
            onAnotherThread(() -> {
                city.staff(between, 545);
                assertThat(node.changed.decide()).isOne();
                assertThat(city.shown(between)).startsWith("ELIGIBLE");
                city.policies.release("500人");
            });
        };
        Run before = shown();
        Run run = released("550人");
        assertThat(run.id()).isNotEqualTo(before.id());
        assertThat(run.rules()).isEqualTo(before.rules());
        assertThat(run.only()).containsExactly(MatchFixture.AID);
        assertThat(city.shown(between)).isEqualTo("NEAR 10");
        assertThat(city.log(between)).containsExactly("->ELIGIBLE", "ELIGIBLE>NEAR");
        assertThat(city.shown(near)).isEqualTo("NEAR 10");
        assertThat(city.log(near)).hasSize(1);
    }

    @Test
    void aFirmWhoseSheetIsStaleKeepsAllItHasUntilItIsPacked() {
        asOwner("UPDATE match.sheet SET layout = 0 WHERE organisation = '" + near + "'");
        Run run = released("550人");
        assertThat(run.only()).containsExactly(MatchFixture.AID);
        assertThat(city.shown(near)).isEqualTo("NEAR 10");
        assertThat(city.log(near)).hasSize(1);
        assertThat(city.shown(taicang)).startsWith("ELIGIBLE");
        assertThat(node.changed.decide()).isOne();
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
    }

    @Test
    void onAnotherDayTheWholeCityIsDecided() {
        asOwner("UPDATE match.run SET day = day - 1");
        Run run = released("550人");
        assertThat(run.only()).isEmpty();
        assertThat(node.decided).contains("cn-taicang-aid");
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
    }

    private void asOwner(String sql) {
        assertThat(city.city.database.owner().sql(sql).update()).isPositive();
    }

    private static void onAnotherThread(Runnable work) {
        try (var pool = Executors.newSingleThreadExecutor()) {
            assertThat(pool.submit(work).get()).isNull();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
