package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.call.CallTexts;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sentences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** From the published seed to the closed round. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewTest {

    private final ReviewFixture at = new ReviewFixture();
    private final LifecycleFixture city = at.city;
    private final RegistryFixture registry = at.registry;
    private final ReviewStore store = at.store;
    private final Lifecycle lifecycle = at.lifecycle;
    private final DrawService draws = at.draws;
    private final SheetService sheets = at.sheets;
    private final RoundService rounds = at.rounds;

    @AfterAll
    void stop() {
        at.close();
    }

    private Viewer officer() {
        return at.officer();
    }

    @Test
    void theSeedComesFirstAndStays() {
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "0"), 2);
        assertThat(refused(draws.draw(officer(), call, "online", "")))
                .extracting(FieldError::key)
                .containsExactly("review.error.noSeed");
        at.published(call);
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
        UUID call = at.call(ReviewFixture.review(3, 0, 2, "0"), 4);
        var round = at.published(call);
        var drawn = done(draws.draw(officer(), call, "online", ""));
        assertThat(drawn.solution().missing()).isZero();
        assertThat(at.active(round)).hasSize(12);
        var again = new Assigner(at.input.repeat(round.id(), 1).orElseThrow()).solve();
        assertThat(new HashSet<>(again.pairs()))
                .isEqualTo(new HashSet<>(drawn.solution().pairs()));
        assertThat(refused(draws.draw(officer(), call, "online", "")))
                .extracting(FieldError::key)
                .containsExactly("review.error.reason");
        // Who has accepted stays through a new draw.
        Assignment kept = at.active(round).getFirst();
        done(sheets.accept(at.of(kept), kept.id()));
        done(draws.draw(officer(), call, "online", "补充申报"));
        assertThat(at.active(round)).hasSize(12).anyMatch(each -> each.id().equals(kept.id()));
        assertThat(at.made.draws(round.id())).hasSize(2);
    }

    @Test
    void whoTakesPartOrBelongsToTheUnitIsNeverDrawn() {
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "0"), 2);
        Application first = store.waiting(call, "online").getFirst();
        Expert colleague = at.reviewer("同事甲", first.organisationName());
        Expert applicant = at.reviewer("负责人1", "别处大学");
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        assertThat(at.active(round))
                .noneMatch(each -> each.expert().equals(applicant.id()))
                .noneMatch(each -> each.expert().equals(colleague.id())
                        && each.application().equals(first.id()));
        var recusals = at.made.recusals(round.id());
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
        Assignment some = at.active(round).getFirst();
        assertThatThrownBy(() -> registry.transactions.executeWithoutResult(status -> at.made.recuse(
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
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "0"), 3);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        var before = at.active(round);
        Assignment gone = before.getFirst();
        assertThat(refused(at.giving.decline(at.of(gone), gone.id(), " ")))
                .extracting(FieldError::field)
                .containsExactly("reason");
        assertThat(refused(at.giving.decline(at.of(before.getLast()), gone.id(), "不是我的")))
                .extracting(FieldError::key)
                .containsExactly("review.error.gone");
        done(at.giving.decline(at.of(gone), gone.id(), "出差"));
        var after = at.active(round);
        assertThat(after).hasSize(before.size());
        var stayed = new HashSet<>(before.stream().map(Assignment::id).toList());
        stayed.remove(gone.id());
        assertThat(after.stream().map(Assignment::id).toList()).containsAll(stayed);
        assertThat(after)
                .noneMatch(each -> each.application().equals(gone.application())
                        && each.expert().equals(gone.expert()));
        assertThat(at.made.draws(round.id()).getFirst().kind()).isEqualTo("replacement");
    }

    @Test
    void aSheetIsKeptAsTypedAndSignedOnce() throws Exception {
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "0"), 1);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        Assignment mine = at.active(round).getFirst();
        Viewer me = at.of(mine);
        done(sheets.save(me, mine.id(), ReviewFixture.points("很高", "", "还没想好")));
        assertThat(at.access.find(me, mine.id()).orElseThrow().assignment().points())
                .containsEntry("novelty", "很高");
        assertThat(refused(sheets.sign(me, mine.id(), ReviewFixture.points("61", "0.5", ""))))
                .extracting(FieldError::field)
                .containsExactly("points-novelty", "points-use", "comment");
        // Two clicks at once: one signs, the other is told.
        List<Callable<Outcome<SheetAccess.Work>>> twice = List.of(
                () -> sheets.sign(me, mine.id(), ReviewFixture.points("50", "30", "好")),
                () -> sheets.sign(me, mine.id(), ReviewFixture.points("50", "30", "好")));
        var answers = new ArrayList<Outcome<SheetAccess.Work>>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var answer : threads.invokeAll(twice)) answers.add(answer.get());
        }
        assertThat(answers.stream().filter(each -> each instanceof Outcome.Done<SheetAccess.Work>))
                .hasSize(1);
        var again = refused(sheets.sign(me, mine.id(), ReviewFixture.points("1", "1", "改主意")));
        assertThat(again).extracting(FieldError::key).containsExactly("review.error.signed");
        assertThat(Sentences.of(again.getFirst())).matches("评分表已于 \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d 签署，不能再次签署或修改");
        assertThat(at.access.find(me, mine.id()).orElseThrow().assignment().total())
                .as("what was signed stands")
                .isEqualByComparingTo("80");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE programme.review_assignment SET total = 100 WHERE id = :id")
                        .param("id", mine.id())
                        .update())
                .hasMessageContaining("signed");
        var stranger = at.active(round).stream()
                .filter(each -> !each.id().equals(mine.id()))
                .findFirst()
                .orElseThrow();
        assertThat(at.access.find(me, stranger.id())).isEmpty();
    }

    @Test
    void whereTheyDisagreeOneMoreIsAsked() {
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "30"), 1);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        var three = at.active(round);
        done(sheets.sign(at.of(three.get(0)), three.get(0).id(), ReviewFixture.points("60", "40", "很好")));
        done(sheets.sign(at.of(three.get(1)), three.get(1).id(), ReviewFixture.points("50", "30", "好")));
        assertThat(at.active(round)).hasSize(3);
        done(sheets.sign(at.of(three.get(2)), three.get(2).id(), ReviewFixture.points("30", "20", "一般")));
        assertThat(at.active(round)).hasSize(4);
        assertThat(at.made.draws(round.id()).getFirst().kind()).isEqualTo("further");
        Assignment fourth = at.active(round).stream()
                .filter(each -> !each.signed())
                .findFirst()
                .orElseThrow();
        done(sheets.sign(at.of(fourth), fourth.id(), ReviewFixture.points("10", "10", "差")));
        assertThat(at.active(round)).hasSize(4);
    }

    @Test
    void whereAllSignAtOnceEachDisagreementAsksOneMore() throws Exception {
        int applications = 4;
        UUID call = at.call(ReviewFixture.review(2, 0, 1, "30"), applications);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        var pairs = at.active(round).stream().collect(Collectors.groupingBy(Assignment::application));
        var signings = new ArrayList<Callable<Outcome<SheetAccess.Work>>>();
        pairs.values().forEach(pair -> {
            Assignment one = pair.get(0);
            Assignment other = pair.get(1);
            signings.add(() -> sheets.sign(at.of(one), one.id(), ReviewFixture.points("60", "40", "很好")));
            signings.add(() -> sheets.sign(at.of(other), other.id(), ReviewFixture.points("20", "10", "差")));
        });
        try (var threads = Executors.newFixedThreadPool(signings.size())) {
            for (var answer : threads.invokeAll(signings)) done(answer.get());
        }
        assertThat(at.active(round)).hasSize(3 * applications);
        assertThat(at.active(round).stream().filter(Assignment::signed)).hasSize(2 * applications);
        assertThat(at.made.draws(round.id()).stream().filter(draw -> draw.kind().equals("further")))
                .hasSize(applications);
    }

    @Test
    void aRoundWaitsForWhatMayStillBeHandedIn() {
        UUID call = at.call(ReviewFixture.review(3, 0, 2, "0"), 1, 1);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        for (Assignment each : at.active(round)) {
            done(sheets.sign(at.of(each), each.id(), ReviewFixture.points("50", "30", "意见")));
        }
        var owner = registry.database.owner();
        owner.sql("ALTER TABLE programme.call DISABLE TRIGGER call_guarded").update();
        owner.sql("UPDATE programme.call SET grace_minutes = 30 WHERE id = :call")
                .param("call", call)
                .update();
        owner.sql("ALTER TABLE programme.call ENABLE TRIGGER call_guarded").update();
        String end = CallTexts.moment(registry.clock.instant().plus(Duration.ofMinutes(90)));
        assertThat(refused(rounds.preview(officer(), call, "online")))
                .as("until the minutes of grace are over")
                .containsExactly(FieldError.of("", "review.error.accepting", end));
        assertThat(refused(rounds.close(officer(), call, "online")))
                .extracting(FieldError::key)
                .containsExactly("review.error.accepting");
    }

    @Test
    void aRoundClosesWhenEverythingIsThereAndMovesTheBestOn() {
        UUID call = at.call(ReviewFixture.review(3, 1, 2, "0"), 3);
        var round = at.published(call);
        done(draws.draw(officer(), call, "online", ""));
        assertThat(refused(rounds.close(officer(), call, "online")))
                .extracting(FieldError::key)
                .contains("review.error.unsigned", "review.error.unvoted");
        var order = new LinkedHashMap<UUID, Integer>();
        for (Application application : store.waiting(call, "online")) order.put(application.id(), order.size());
        for (Assignment assignment : at.active(round)) {
            int points = 50 - order.getOrDefault(assignment.application(), 0) * 10;
            done(sheets.sign(
                    at.of(assignment), assignment.id(), ReviewFixture.points(Integer.toString(points), "30", "意见")));
        }
        var ids = List.copyOf(order.keySet());
        for (int i = 0; i < ids.size(); i++) {
            int yes = i == 0 ? 1 : 3;
            done(at.panels.vote(officer(), call, "online", new Vote(ids.get(i), 1, 3, yes, 3 - yes, 0)));
        }
        assertThat(refused(at.panels.vote(officer(), call, "online", new Vote(ids.get(0), 1, 3, 3, 3, 0))))
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
        assertThat(at.results.of(round.id()))
                .extracting(ResultStore.Result::rank)
                .containsExactly(1, 2, 3);
        assertThat(refused(rounds.close(officer(), call, "online")))
                .extracting(FieldError::key)
                .containsExactly("review.error.closed");
        assertThat(new ReviewInvariants().reviewResultsFit(city.jdbc).check().violations())
                .isEmpty();
        assertThat(at.pool.store.scores(at.active(round).getFirst().expert())).isNotEmpty();
    }

    @Test
    void interviewsAreOrderedByTheSeed() {
        UUID call = at.call(ReviewFixture.review(3, 0, 1, "0"), 4);
        at.published(call);
        var slots = done(at.panels.timetable(officer(), call, "online", registry.clock.instant(), 20));
        assertThat(slots).hasSize(4);
        assertThat(slots.get(3).beginsAt()).isEqualTo(registry.clock.instant().plusSeconds(3_600));
        assertThat(done(at.panels.timetable(officer(), call, "online", registry.clock.instant(), 20)))
                .isEqualTo(slots);
    }
}
