package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.match.internal.run.Run.Cause;
import dev.kechuang.match.internal.run.Run.State;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A city is decided in blocks; whatever happens meanwhile, what is shown is what its facts and one set of rules give. */
class CityRunsTest {

    private static final int FIRMS = 23;

    private final MatchFixture city = new MatchFixture();
    private final MatchFixture.Node node = city.node;
    private final UUID eligible = city.firm(1, 100);
    private final UUID near = city.firm(2, 540);
    private final UUID far = city.firm(3, 900);
    private final UUID open = city.firm(4, null);

    CityRunsTest() {
        for (int i = 5; i <= FIRMS; i++) {
            UUID unused = city.firm(i, 100 + i * 30);
        }
    }

    @AfterEach
    void holds() {
        node.inTheMiddle = null;
        int unused = node.changed.decide();
        city.holds();
        city.close();
    }

    @Test
    void aRunStoresWhoIsEligibleWhoIsNearAndWhoLacksLittleAndNobodyElse() {
        Run run = city.run();
        assertThat(run.state()).isEqualTo(State.SHOWN);
        assertThat(figures(run).organisations()).isEqualTo(FIRMS);
        assertThat(city.shown(eligible)).isEqualTo("ELIGIBLE 10000");
        assertThat(city.shown(near))
                .as("540 persons are at most 500 eased by 10 per cent")
                .isEqualTo("NEAR 10");
        assertThat(city.shown(far)).isEmpty();
        assertThat(city.shown(open)).isEqualTo("OPEN 1");
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE");
        assertThat(figures(run).eligible()).isPositive();
        assertThat(figures(run).near()).isPositive();
        assertThat(figures(run).open()).isOne();
        assertThat(figures(run).changes()).isEqualTo(figures(run).matches());
        assertThat(city.city
                        .jdbc
                        .sql("SELECT count(*) FROM match.published_match WHERE policy = 'cn-taicang-aid'")
                        .query(Integer.class)
                        .single())
                .as("no firm lies in Taicang")
                .isZero();
        assertThat(node.blocks.get()).as("blocks of five").isEqualTo((FIRMS + 4) / 5);
    }

    @Test
    void aSecondRunChangesNothingAndLogsNothing() {
        Run unused = city.run();
        Run run = city.run();
        assertThat(run.state()).isEqualTo(State.SHOWN);
        assertThat(run.slot()).isNotEqualTo(unused.slot());
        assertThat(figures(run).changes()).isZero();
        assertThat(city.log(near)).hasSize(1);
    }

    @Test
    void aChangedFactIsDecidedAloneAndLoggedOnce() {
        Run unused = city.run();
        node.blocks.set(0);
        city.staff(near, 480);
        city.staff(eligible, 2_000);
        assertThat(node.changed.batch()).isEqualTo(2);
        assertThat(node.changed.batch()).isZero();
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
        assertThat(city.shown(eligible)).isEmpty();
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE", "ELIGIBLE>-");
        assertThat(figures(city.run()).changes())
                .as("the run finds nothing that was not logged")
                .isZero();
    }

    @Test
    void anOrganisationThatNoLongerCountsHasNoMatches() {
        Run unused = city.run();
        city.city
                .database
                .owner()
                .sql("UPDATE registry.organisation SET status = 'closed', closed_on = '2026-11-21' WHERE id = :id")
                .param("id", eligible)
                .update();
        assertThat(node.changed.batch()).isOne();
        assertThat(city.shown(eligible)).isEmpty();
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE", "ELIGIBLE>-");
    }

    @Test
    void factsThatChangeWhileARunFillsAreShownByItAsTheyAre() {
        Run unused = city.run();
        var once = new AtomicBoolean();
        node.inTheMiddle = () -> {
            if (!once.compareAndSet(false, true)) return;
            onAnotherThread(() -> {
                city.staff(eligible, 2_000);
                city.staff(far, 520);
                UUID late = city.firm(100, 50);
                assertThat(node.changed.decide()).isEqualTo(3);
                assertThat(city.shown(eligible)).as("at once in what is shown").isEmpty();
                assertThat(city.shown(late)).startsWith("ELIGIBLE");
                return true;
            });
        };
        Run run = city.run();
        assertThat(once).isTrue();
        assertThat(run.state()).isEqualTo(State.SHOWN);
        assertThat(figures(run).changes()).as("all was logged when it happened").isZero();
        assertThat(city.shown(eligible)).isEmpty();
        assertThat(city.shown(far)).isEqualTo("NEAR 5");
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE", "ELIGIBLE>-");
        assertThat(city.log(far)).containsExactly("->NEAR");
    }

    @Test
    void aRunWhoseConnectionIsKilledInTheMiddleIsGoneOnWith() {
        var killed = new AtomicBoolean();
        var count = new AtomicInteger();
        node.inTheMiddle = () -> {
            if (count.incrementAndGet() < 3) return;
            killed.set(true);
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
        long id = RegistryFixture.done(node.cityRuns.start(city.city.bureau));
        assertThatThrownBy(node.cityRuns::work).isInstanceOf(RuntimeException.class);
        assertThat(killed).isTrue();
        Run stopped = node.runs.find(id).orElseThrow();
        assertThat(stopped.state()).isEqualTo(State.FILLING);
        assertThat(stopped.error()).isNotBlank();
        assertThat(stopped.done()).isLessThan(stopped.blocks());
        assertThat(city.shown(eligible)).as("nothing half done is seen").isEmpty();

        node.blocks.set(0);
        MatchFixture.Node other = city.new Node();
        other.cityRuns.work();
        Run run = node.runs.find(id).orElseThrow();
        assertThat(run.state()).isEqualTo(State.SHOWN);
        assertThat(run.error()).isEmpty();
        assertThat(node.blocks.get()).as("another node did the rest").isZero();
        assertThat(city.shown(eligible)).startsWith("ELIGIBLE");
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE");
    }

    @Test
    void ofTwoWhoStartAtOnceOneIsToldThatARunIsUnderWayAndTwoNodesShareTheBlocks() throws Exception {
        MatchFixture.Node other = city.new Node();
        var barrier = new CyclicBarrier(2);
        List<Outcome<Long>> outcomes = both(
                () -> {
                    barrier.await();
                    return node.cityRuns.start(city.city.bureau);
                },
                () -> {
                    barrier.await();
                    return other.cityRuns.start(city.city.bureau);
                });
        assertThat(outcomes.stream().filter(one -> one instanceof Outcome.Done)).hasSize(1);
        assertThat(outcomes.stream().filter(one -> one instanceof Outcome.Refused))
                .hasSize(1);

        List<Boolean> unused = both(
                () -> {
                    node.cityRuns.work();
                    return true;
                },
                () -> {
                    other.cityRuns.work();
                    return true;
                });
        node.cityRuns.work(); // whoever comes later finds it done, or does what the first left
        assertThat(node.runs.underWay()).isEmpty();
        assertThat(node.blocks.get() + other.blocks.get()).as("each block once").isEqualTo((FIRMS + 4) / 5);
        assertThat(city.log(eligible)).containsExactly("->ELIGIBLE");
    }

    @Test
    void twoNodesThatIndexASlotAtOnceWaitForEachOther() throws Exception {
        var barrier = new CyclicBarrier(2);
        Callable<Boolean> index = () -> {
            barrier.await();
            city.city
                    .jdbc
                    .sql("SELECT match.index_slot(0::smallint)")
                    .query((rows, number) -> true)
                    .list();
            return true;
        };
        for (int round = 0; round < 12; round++) {
            city.city
                    .database
                    .owner()
                    .sql("DROP INDEX IF EXISTS match.found_0_of, match.found_0_by_rule")
                    .update();
            assertThat(both(index, index)).containsExactly(true, true);
        }
    }

    @Test
    void aPolicyReleasedDuringARunMakesItStartAnewOnTheNewRules() {
        Run first = city.run();
        var once = new AtomicBoolean();
        node.inTheMiddle = () -> {
            if (once.compareAndSet(false, true)) city.policies.release("550人");
        };
        long id = RegistryFixture.done(node.cityRuns.start(city.city.bureau));
        node.cityRuns.work();
        assertThat(node.runs.find(id).orElseThrow().state()).isEqualTo(State.GIVEN_UP);
        Run last = node.runs.shown().orElseThrow();
        assertThat(last.id()).isNotEqualTo(id);
        assertThat(last.cause()).isEqualTo(Cause.RULES);
        assertThat(last.rules()).isNotEqualTo(first.rules());
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
        assertThat(city.log(near)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
        assertThat(city.log(eligible))
                .as("a new version that decides the same is no news")
                .hasSize(1);
        assertThat(city.city
                        .jdbc
                        .sql("SELECT count(DISTINCT version) FROM match.published_match WHERE policy = 'cn-aid'")
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(node.cityRuns.startIfRulesChanged()).isEmpty();
    }

    @Test
    void aRunThatIsGivenUpInTheMiddleOfABlockLeavesNothingInTheNext() throws Exception {
        Run first = city.run();
        long id = RegistryFixture.done(node.cityRuns.start(city.city.bureau));
        var once = new AtomicBoolean();
        try (var pool = Executors.newSingleThreadExecutor()) {
            var givenUp = new java.util.concurrent.CompletableFuture<Outcome<Long>>();
            node.inTheMiddle = () -> {
                if (!once.compareAndSet(false, true)) return;
                pool.execute(() -> givenUp.complete(node.cityRuns.giveUp(city.city.bureau, id)));
            };
            node.cityRuns.work();
            node.inTheMiddle = null;
            boolean done = givenUp.get() instanceof Outcome.Done;
            Run run = node.runs.find(id).orElseThrow();
            assertThat(run.state()).isEqualTo(done ? State.GIVEN_UP : State.SHOWN);
            assertThat(figures(city.run()).changes()).isZero();
            assertThat(figures(first).matches()).isEqualTo(figures(city.run()).matches());
        }
    }

    @Test
    void changedRulesStartARunByThemselves() {
        Run unused = city.run();
        assertThat(node.cityRuns.startIfRulesChanged()).isEmpty();
        city.policies.release("550人");
        assertThat(node.cityRuns.startIfRulesChanged()).isPresent();
        node.cityRuns.work();
        assertThat(city.shown(near)).startsWith("ELIGIBLE");
    }

    @Test
    void manyChangesDuringManyRunsAreEachLoggedOnceInTheOrderInWhichTheyAreShown() throws Exception {
        Run unused = city.run();
        var stop = new AtomicBoolean();
        var last = new ConcurrentHashMap<UUID, Integer>();
        List<Boolean> done = both(
                () -> {
                    var random = new java.util.Random(5);
                    for (int i = 0; i < 60; i++) {
                        UUID firm = city.firms.get(random.nextInt(FIRMS));
                        int staff = 300 + random.nextInt(600);
                        city.staff(firm, staff);
                        last.put(firm, staff);
                        if (i % 3 == 0) node.changed.batch();
                    }
                    stop.set(true);
                    return true;
                },
                () -> {
                    do {
                        Run run = city.run();
                        assertThat(run.state()).isEqualTo(State.SHOWN);
                    } while (!stop.get());
                    return true;
                });
        assertThat(done).containsOnly(true);
        int late = node.changed.decide();
        assertThat(late).isNotNegative();
        last.forEach((firm, staff) -> assertThat(city.shown(firm))
                .as("%d persons", staff)
                .startsWith(staff <= 500 ? "ELIGIBLE" : staff <= 650 ? "NEAR" : ""));
        for (UUID firm : city.firms) {
            var log = city.log(firm);
            for (int i = 1; i < log.size(); i++) {
                assertThat(log.get(i))
                        .startsWith(log.get(i - 1).substring(log.get(i - 1).indexOf('>') + 1));
            }
        }
    }

    private static Run.Figures figures(Run run) {
        return Objects.requireNonNull(run.figures());
    }

    private static <T> List<T> both(Callable<T> one, Callable<T> other) throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var all = List.of(pool.submit(one), pool.submit(other));
            var results = new ArrayList<T>();
            for (var each : all) results.add(each.get());
            return results;
        }
    }

    private static void onAnotherThread(Callable<Boolean> work) {
        try (var pool = Executors.newSingleThreadExecutor()) {
            assertThat(pool.submit(work).get()).isTrue();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
