package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.ReviewStore.Assignment;
import dev.kechuang.programme.internal.review.ReviewStore.Vote;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.expert.ExpertPool;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** From the published seed to the closed round. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewTest {

    private LifecycleFixture city;
    private RegistryFixture registry;
    private ExpertPool pool;
    private ReviewStore store;
    private Lifecycle lifecycle;
    private DrawService draws;
    private SheetService sheets;
    private RoundService rounds;
    private final Map<UUID, Viewer> people = new HashMap<>();
    private int calls;

    @BeforeAll
    void start() {
        city = new LifecycleFixture();
        registry = city.registry;
        pool = new ExpertPool(registry);
        store = new ReviewStore(city.jdbc);
        lifecycle = city.lifecycle(new ReviewStage(store, registry.clock));
        var audit = registry.new FakeAudit();
        draws = new DrawService(
                store,
                city.definitions,
                pool.face,
                new RegistryFixture.FakeCodes(),
                registry.new FakeMessages(),
                audit,
                registry.transactions,
                registry.clock);
        sheets = new SheetService(
                store,
                draws,
                city.applications,
                city.definitions,
                pool.face,
                registry.new FakeRecords(),
                audit,
                registry.transactions,
                registry.clock);
        rounds = new RoundService(
                store, draws, city.definitions, lifecycle, pool.face, audit, registry.transactions, registry.clock);
        for (int i = 0; i < 9; i++) reviewer("评审" + (char) ('A' + i), "大学" + i);
    }

    private Expert reviewer(String name, String unit) {
        Expert expert = pool.invited(name, unit, "electronics");
        people.put(expert.id(), new Viewer(expert.account(), name, Set.of(Role.EXPERT), null, null, "", List.of()));
        return expert;
    }

    @AfterAll
    void stop() {
        city.close();
    }

    private Viewer officer() {
        return registry.bureau;
    }

    /** A call with so many applications that stand at its review. */
    private UUID call(Review review, int applications) {
        var sheet = new Sheet(
                "sheet",
                LifecycleFixture.words("评分表"),
                List.of(
                        new Sheet.Item(
                                "novelty",
                                LifecycleFixture.words("创新性"),
                                LifecycleFixture.words(""),
                                new BigDecimal("60"),
                                BigDecimal.ONE,
                                BigDecimal.ZERO),
                        new Sheet.Item(
                                "use",
                                LifecycleFixture.words("前景"),
                                LifecycleFixture.words(""),
                                new BigDecimal("40"),
                                BigDecimal.ONE,
                                BigDecimal.ZERO)),
                true);
        var definition = new Definition(
                "review-" + ++calls,
                LifecycleFixture.words("市级项目"),
                Definition.Gives.PROJECT,
                "苏州市科学技术局",
                RegistryFixture.CITY,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                new Definition.Limits(0, 0, 0, 0),
                null,
                List.of(
                        new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                        review,
                        new Stage.PublicNotice("notice", LifecycleFixture.words("公示"), 5, List.of())),
                new FormDefinition(List.of()),
                List.of(sheet),
                List.of());
        UUID call = city.call(city.version(definition.code(), definition), "RV" + calls);
        for (int i = 0; i < applications; i++) {
            Application application = city.submitted(lifecycle, call);
            city.jdbc
                    .sql("UPDATE programme.application SET field = 'electronics', leader = '负责人" + i
                            + "' WHERE id = :id")
                    .param("id", application.id())
                    .update();
        }
        return call;
    }

    private static Review review(int reviewers, int votes, int passes, String disagreement) {
        return new Review(
                "online",
                LifecycleFixture.words("网络评审"),
                10,
                Review.Mode.ONLINE,
                "sheet",
                true,
                reviewers,
                1,
                0,
                false,
                new BigDecimal(disagreement),
                votes,
                new Review.Majority(1, 2, false),
                RankingTest.count(passes));
    }

    private ReviewStore.Round published(UUID call) {
        return done(draws.publish(officer(), call, "online", "2026135 05 11 17", "双色球第2026135期", null));
    }

    private List<Assignment> active(ReviewStore.Round round) {
        return store.assignments(round.id()).stream().filter(Assignment::active).toList();
    }

    private Viewer of(Assignment assignment) {
        return java.util.Objects.requireNonNull(people.get(assignment.expert()));
    }

    private static Map<String, String> points(String novelty, String use, String comment) {
        return Map.of("points-novelty", novelty, "points-use", use, "comment", comment);
    }

    @Test
    void theSeedComesFirstAndStays() {
        UUID call = call(review(3, 0, 1, "0"), 2);
        assertThat(refused(draws.draw(officer(), call, "online", "")))
                .extracting(FieldError::key)
                .containsExactly("review.error.noSeed");
        published(call);
        assertThat(refused(draws.publish(officer(), call, "online", "another seed", "nowhere", null)))
                .extracting(FieldError::key)
                .containsExactly("review.error.published");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE programme.review_round SET seed = 'mine'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aDrawCanBeRepeatedByAnybody() {
        UUID call = call(review(3, 0, 2, "0"), 4);
        var round = published(call);
        var drawn = done(draws.draw(officer(), call, "online", ""));
        assertThat(drawn.solution().missing()).isZero();
        assertThat(active(round)).hasSize(12);
        var again = new Assigner(draws.repeat(round.id(), 1).orElseThrow()).solve();
        assertThat(new HashSet<>(again.pairs()))
                .isEqualTo(new HashSet<>(drawn.solution().pairs()));
        assertThat(refused(draws.draw(officer(), call, "online", "")))
                .extracting(FieldError::key)
                .containsExactly("review.error.reason");
        // Who has accepted stays through a new draw.
        Assignment kept = active(round).getFirst();
        done(sheets.accept(of(kept), kept.id()));
        done(draws.draw(officer(), call, "online", "补充申报"));
        assertThat(active(round)).hasSize(12).anyMatch(each -> each.id().equals(kept.id()));
        assertThat(store.draws(round.id())).hasSize(2);
    }

    @Test
    void whoTakesPartOrBelongsToTheUnitIsNeverDrawn() {
        UUID call = call(review(3, 0, 1, "0"), 2);
        Application first = store.waiting(call, "online").getFirst();
        Expert colleague = reviewer("同事" + calls, first.organisationName());
        Expert applicant = reviewer("负责人1", "别处大学" + calls);
        var round = published(call);
        done(draws.draw(officer(), call, "online", ""));
        assertThat(active(round))
                .noneMatch(each -> each.expert().equals(applicant.id()))
                .noneMatch(each -> each.expert().equals(colleague.id())
                        && each.application().equals(first.id()));
        var recusals = store.recusals(round.id());
        assertThat(recusals).anyMatch(each -> each.expert().equals(colleague.id()));
        // The database refuses what a bug would do.
        assertThatThrownBy(() -> city.jdbc
                        .sql("INSERT INTO programme.review_assignment (round, application, expert, draw)"
                                + " VALUES (:round, :application, :expert, 1)")
                        .param("round", round.id())
                        .param("application", first.id())
                        .param("expert", colleague.id())
                        .update())
                .hasMessageContaining("recused");
        Assignment some = active(round).getFirst();
        assertThatThrownBy(() -> registry.transactions.executeWithoutResult(status -> store.recuse(
                        round.id(),
                        some.application(),
                        some.expert(),
                        dev.kechuang.programme.internal.assign.Problem.Reason.DECLARED,
                        "x",
                        "x",
                        registry.clock.instant())))
                .hasStackTraceContaining("still reviews");
        var invariant = new ReviewInvariants().recusalsHold(city.registry.database.owner());
        assertThat(invariant.check().violations()).isEmpty();
        city.registry
                .database
                .owner()
                .sql("ALTER TABLE programme.review_assignment DISABLE TRIGGER ALL")
                .update();
        city.registry
                .database
                .owner()
                .sql("INSERT INTO programme.review_assignment (round, application, expert, draw) VALUES ('" + round.id()
                        + "', '" + first.id() + "', '" + colleague.id() + "', 1)")
                .update();
        city.registry
                .database
                .owner()
                .sql("ALTER TABLE programme.review_assignment ENABLE TRIGGER ALL")
                .update();
        assertThat(invariant.check().violations()).isNotEmpty();
        city.registry
                .database
                .owner()
                .sql("DELETE FROM programme.review_assignment WHERE expert = '" + colleague.id()
                        + "' AND application = '" + first.id() + "'")
                .update();
    }

    @Test
    void whoDeclinesIsReplacedAndTheOthersStay() {
        UUID call = call(review(3, 0, 1, "0"), 3);
        var round = published(call);
        done(draws.draw(officer(), call, "online", ""));
        var before = active(round);
        Assignment gone = before.getFirst();
        assertThat(refused(sheets.decline(of(gone), gone.id(), " ")))
                .extracting(FieldError::field)
                .containsExactly("reason");
        assertThat(refused(sheets.decline(of(before.getLast()), gone.id(), "不是我的")))
                .extracting(FieldError::key)
                .containsExactly("review.error.gone");
        done(sheets.decline(of(gone), gone.id(), "出差"));
        var after = active(round);
        assertThat(after).hasSize(before.size());
        var stayed = new HashSet<>(before.stream().map(Assignment::id).toList());
        stayed.remove(gone.id());
        assertThat(after.stream().map(Assignment::id).toList()).containsAll(stayed);
        assertThat(after)
                .noneMatch(each -> each.application().equals(gone.application())
                        && each.expert().equals(gone.expert()));
        assertThat(store.draws(round.id()).getFirst().kind()).isEqualTo("replacement");
    }

    @Test
    void aSheetIsKeptAsTypedAndSignedOnce() throws Exception {
        UUID call = call(review(3, 0, 1, "0"), 1);
        var round = published(call);
        done(draws.draw(officer(), call, "online", ""));
        Assignment mine = active(round).getFirst();
        Viewer me = of(mine);
        done(sheets.save(me, mine.id(), points("很高", "", "还没想好")));
        assertThat(sheets.find(me, mine.id()).orElseThrow().assignment().points())
                .containsEntry("novelty", "很高");
        assertThat(refused(sheets.sign(me, mine.id(), points("61", "0.5", ""))))
                .extracting(FieldError::field)
                .containsExactly("points-novelty", "points-use", "comment");
        // Two clicks at once: one signs, the other is told.
        List<Callable<Outcome<SheetService.Work>>> twice = List.of(
                () -> sheets.sign(me, mine.id(), points("50", "30", "好")),
                () -> sheets.sign(me, mine.id(), points("50", "30", "好")));
        var answers = new ArrayList<Outcome<SheetService.Work>>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var answer : threads.invokeAll(twice)) answers.add(answer.get());
        }
        assertThat(answers.stream().filter(each -> each instanceof Outcome.Done<SheetService.Work>))
                .hasSize(1);
        assertThat(refused(sheets.sign(me, mine.id(), points("1", "1", "改主意"))))
                .extracting(FieldError::key)
                .containsExactly("review.error.signed");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE programme.review_assignment SET total = 100 WHERE id = :id")
                        .param("id", mine.id())
                        .update())
                .hasMessageContaining("signed");
        var stranger = active(round).stream()
                .filter(each -> !each.id().equals(mine.id()))
                .findFirst()
                .orElseThrow();
        assertThat(sheets.find(me, stranger.id())).isEmpty();
    }

    @Test
    void whereTheyDisagreeOneMoreIsAsked() {
        UUID call = call(review(3, 0, 1, "30"), 1);
        var round = published(call);
        done(draws.draw(officer(), call, "online", ""));
        var three = active(round);
        done(sheets.sign(of(three.get(0)), three.get(0).id(), points("60", "40", "很好")));
        done(sheets.sign(of(three.get(1)), three.get(1).id(), points("50", "30", "好")));
        assertThat(active(round)).hasSize(3);
        done(sheets.sign(of(three.get(2)), three.get(2).id(), points("30", "20", "一般")));
        assertThat(active(round)).hasSize(4);
        assertThat(store.draws(round.id()).getFirst().kind()).isEqualTo("further");
        Assignment fourth = active(round).stream()
                .filter(each -> !each.signed())
                .findFirst()
                .orElseThrow();
        done(sheets.sign(of(fourth), fourth.id(), points("10", "10", "差")));
        assertThat(active(round)).hasSize(4);
    }

    @Test
    void aRoundClosesWhenEverythingIsThereAndMovesTheBestOn() {
        UUID call = call(review(3, 1, 2, "0"), 3);
        var round = published(call);
        done(draws.draw(officer(), call, "online", ""));
        assertThat(refused(rounds.close(officer(), call, "online")))
                .extracting(FieldError::key)
                .contains("review.error.unsigned", "review.error.unvoted");
        var order = new LinkedHashMap<UUID, Integer>();
        for (Application application : store.waiting(call, "online")) order.put(application.id(), order.size());
        for (Assignment assignment : active(round)) {
            int points = 50 - order.getOrDefault(assignment.application(), 0) * 10;
            done(sheets.sign(of(assignment), assignment.id(), points(Integer.toString(points), "30", "意见")));
        }
        var ids = List.copyOf(order.keySet());
        for (int i = 0; i < ids.size(); i++) {
            int yes = i == 0 ? 1 : 3;
            done(rounds.vote(officer(), call, "online", new Vote(ids.get(i), 1, 3, yes, 3 - yes, 0)));
        }
        assertThat(refused(rounds.vote(officer(), call, "online", new Vote(ids.get(0), 1, 3, 3, 3, 0))))
                .extracting(FieldError::key)
                .containsExactly("review.error.vote");
        // Nobody gets past the result.
        Application first = city.applications.find(ids.get(0)).orElseThrow();
        assertThat(refused(city.move(lifecycle, officer(), Move.pass(first))))
                .extracting(FieldError::key)
                .containsExactly("review.error.noResult");
        var closed = done(rounds.close(officer(), call, "online"));
        assertThat(closed).isEqualTo(new RoundService.Closed(2, 1));
        assertThat(city.applications.find(ids.get(0)).orElseThrow().status()).isEqualTo(Status.REFUSED);
        assertThat(city.applications.find(ids.get(1)).orElseThrow().stage()).isEqualTo("notice");
        assertThat(store.results(round.id()))
                .extracting(ReviewStore.Outcome::rank)
                .containsExactly(1, 2, 3);
        assertThat(refused(rounds.close(officer(), call, "online")))
                .extracting(FieldError::key)
                .containsExactly("review.error.closed");
        assertThat(new ReviewInvariants().reviewResultsFit(city.jdbc).check().violations())
                .isEmpty();
        assertThat(pool.store.scores(active(round).getFirst().expert())).isNotEmpty();
    }

    @Test
    void interviewsAreOrderedByTheSeed() {
        UUID call = call(review(3, 0, 1, "0"), 4);
        published(call);
        var slots = done(rounds.timetable(officer(), call, "online", registry.clock.instant(), 20));
        assertThat(slots).hasSize(4);
        assertThat(slots.get(3).beginsAt()).isEqualTo(registry.clock.instant().plusSeconds(3_600));
        assertThat(done(rounds.timetable(officer(), call, "online", registry.clock.instant(), 20)))
                .isEqualTo(slots);
    }
}
