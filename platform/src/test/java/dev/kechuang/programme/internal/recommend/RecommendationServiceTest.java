package dev.kechuang.programme.internal.recommend;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.recommend.RecommendationService.Decide;
import dev.kechuang.programme.internal.recommend.RecommendationService.Verdict;
import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counties and institutions recommend what is theirs, once. */
class RecommendationServiceTest {

    private static final LifecycleFixture CITY = new LifecycleFixture();

    @SuppressWarnings("NullAway.Init")
    private static UUID countyCall;

    @SuppressWarnings("NullAway.Init")
    private static UUID institutionCall;

    private final Lifecycle lifecycle = CITY.lifecycle();
    private final RecommendationService service = new RecommendationService(
            new RecommendationStore(CITY.jdbc),
            CITY.applications,
            CITY.definitions,
            lifecycle,
            CITY.registry.accounts,
            CITY.registry.new FakeRecords(),
            CITY.registry.transactions,
            CITY.registry.clock);

    @BeforeAll
    static void open() {
        countyCall = CITY.call(CITY.version("by-county", stages(Stage.Recommendation.By.COUNTY)), "RC");
        institutionCall = CITY.call(CITY.version("by-institution", stages(Stage.Recommendation.By.INSTITUTION)), "RI");
    }

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static List<Stage> stages(Stage.Recommendation.By by) {
        return List.of(
                new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                new Stage.Recommendation("recommend", LifecycleFixture.words("推荐"), 10, by),
                new Stage.Check("check", LifecycleFixture.words("形式审查"), 10, List.of(), 5, 1));
    }

    private static Decide recommend(Application application) {
        return new Decide(Verdict.RECOMMEND, application.moves(), List.of(), "");
    }

    @Test
    void aCountySeesAndRecommendsItsOwnOnly() {
        Application at = CITY.submitted(lifecycle, countyCall);
        Viewer kunshan = CITY.registry.kunshan;
        assertThat(service.waiting(kunshan, KeyPage.At.START, 20).items())
                .extracting(Application::id)
                .contains(at.id());
        assertThat(service.count(kunshan)).isPositive();
        assertThat(service.count(CITY.registry.taicang)).isZero();
        assertThat(service.mine(CITY.registry.taicang, at.id())).isEmpty();
        assertThat(refused(service.decide(CITY.registry.taicang, at.id(), recommend(at))))
                .extracting(FieldError::key)
                .containsExactly("recommend.error.gone");
        Application after = done(service.decide(kunshan, at.id(), recommend(at)));
        assertThat(after.stage()).isEqualTo("check");
        assertThat(CITY.registry.recorded)
                .filteredOn(record -> at.organisation().equals(record.organisation()))
                .extracting(NewRecord::kind)
                .contains(RecommendationService.RECOMMENDED);
    }

    @Test
    void aRefusalAndAReturnNeedTheirReason() {
        Application at = CITY.submitted(lifecycle, countyCall);
        Viewer kunshan = CITY.registry.kunshan;
        assertThat(refused(service.decide(kunshan, at.id(), new Decide(Verdict.DECLINE, at.moves(), List.of(), ""))))
                .extracting(FieldError::field)
                .containsExactly("opinion");
        Application returned =
                done(service.decide(kunshan, at.id(), new Decide(Verdict.RETURN, at.moves(), List.of(), "请补充附件")));
        assertThat(returned.status()).isEqualTo(Status.RETURNED);
    }

    @Test
    void anInstitutionNominatesByItsOwnPeople() {
        Application at = CITY.submitted(lifecycle, institutionCall);
        assertThat(service.mine(CITY.registry.kunshan, at.id())).isEmpty();
        Viewer own = RegistryFixture.applicant(at.organisation());
        assertThat(service.count(own)).isEqualTo(1);
        assertThat(done(service.decide(own, at.id(), recommend(at))).stage()).isEqualTo("check");
    }

    @Test
    void severalAtOnceLeaveOutWhatSomebodyWasFasterWith() throws Exception {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++)
            ids.add(CITY.submitted(lifecycle, countyCall).id());
        try (var threads = Executors.newFixedThreadPool(2)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 2; i++) tasks.add(() -> service.recommendAll(CITY.registry.kunshan, ids));
            int done = 0;
            for (var answer : threads.invokeAll(tasks)) done += answer.get();
            assertThat(done).isEqualTo(6);
        }
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                CITY.applications.find(id).orElseThrow().stage())
                        .isEqualTo("check"));
    }

    @Test
    void somebodyWhoSawAnOlderStateIsTold() {
        Application at = CITY.submitted(lifecycle, countyCall);
        Outcome<Application> outcome = service.decide(
                CITY.registry.kunshan, at.id(), new Decide(Verdict.RECOMMEND, at.moves() - 1, List.of(), ""));
        assertThat(refused(outcome)).extracting(FieldError::key).containsExactly("programme.error.stale");
    }
}
