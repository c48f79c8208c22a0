package dev.kechuang.programme.internal.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.recommend.RecommendationService.Desk;
import dev.kechuang.programme.internal.recommend.RecommendationService.Filter;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.KeyPage.At;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A county with thousands of applications on the desk finds, narrows and pages them without reading them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommendationDeskTest {

    private static final int WAITING = 3_000;

    private final LifecycleFixture city = new LifecycleFixture();
    private final RegistryFixture registry = city.registry;
    private final RecommendationService service = new RecommendationService(
            new RecommendationStore(registry.jdbc),
            city.applications,
            city.definitions,
            city.lifecycle(),
            registry.accounts,
            registry.new FakeRecords(),
            registry.transactions,
            registry.clock);
    private UUID common = new UUID(0, 0);
    private UUID rare = new UUID(0, 0);

    /** Both counties have as many; of each hundred one is of the rare call. */
    @BeforeAll
    void fill() {
        List<Stage> stages = List.of(
                new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                new Stage.Recommendation("recommend", LifecycleFixture.words("推荐"), 10, Stage.Recommendation.By.COUNTY),
                new Stage.Check("check", LifecycleFixture.words("形式审查"), 10, List.of(), 5, 1));
        common = city.call(city.version("desk-common", stages), "DESK-1");
        rare = city.call(city.version("desk-rare", stages), "DESK-2");
        UUID firm = registry.confirmed(1, "昆山激光设备有限公司").id();
        var owner = JdbcClient.create(registry.database.ownerSource());
        owner.sql("""
                        SET session_replication_role = replica;
                        INSERT INTO programme.application (call, version, organisation, region, stage, stage_kind, status,
                            events, moves, stage_since, title, field, leader, number, submitted_at, due_on, created_at,
                            updated_at, search_text)
                        SELECT c.id, c.version, '%s', (ARRAY['320583', '320585'])[1 + n %% 2], 'recommend', 'recommendation',
                            'open', 3, 3, now(), t.title, '', '王' || n %% 97, 'N' || n, now(),
                            date '2026-11-01' + n / 100, now(), now(), 'n' || n || ' ' || t.title
                        FROM generate_series(0, 2 * %d - 1) n
                        JOIN LATERAL (SELECT CASE WHEN n < 20 THEN '碲化镉薄膜' ELSE '工业机器人' END || n AS title) t ON true
                        JOIN programme.call c ON c.id = CASE WHEN n / 2 %% 100 = 0 THEN '%s' ELSE '%s' END ::uuid
                        """.formatted(firm, WAITING, rare, common)).update();
        owner.sql("VACUUM ANALYZE programme.application").update();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Desk desk(Viewer viewer, Filter filter, At at) {
        return service.desk(viewer, filter, at, 50);
    }

    @Test
    void everythingThatWaitsIsCountedAndPagedByItsDay() {
        Desk desk = desk(registry.kunshan, Filter.ALL, At.START);
        assertThat(desk.page().total().count()).isEqualTo(WAITING);
        assertThat(service.count(registry.kunshan)).isEqualTo(WAITING);
        assertThat(desk.calls()).containsOnlyKeys(common, rare);
        var seen = new ArrayList<Application>(desk.page().items());
        Desk next = desk(registry.kunshan, Filter.ALL, At.of(desk.page().next(), null));
        seen.addAll(next.page().items());
        assertThat(seen).extracting(Application::id).doesNotHaveDuplicates().hasSize(100);
        assertThat(seen).extracting(Application::dueOn).isSorted();
        assertThat(seen).extracting(Application::region).containsOnly(RegistryFixture.KUNSHAN);
        assertThat(desk(registry.kunshan, Filter.ALL, At.of(null, next.page().previous()))
                        .page()
                        .items())
                .isEqualTo(desk.page().items());
        String hyphens = "-".repeat(36);
        for (String none : List.of(
                "nonsense",
                "2026-99-99_" + UUID.randomUUID(),
                "2026-02-30_" + UUID.randomUUID(),
                "0000-01-01_" + UUID.randomUUID(),
                "2026-11-20_" + hyphens,
                "2026-99-99_" + hyphens)) {
            assertThat(desk(registry.kunshan, Filter.ALL, At.of(none, null))
                            .page()
                            .items())
                    .as("a key that is none begins at the front: %s", none)
                    .isEqualTo(desk.page().items());
        }
    }

    @Test
    void theDeskIsNarrowedByCallAndByWords() {
        Desk ofCall = desk(registry.kunshan, new Filter("", rare), At.START);
        assertThat(ofCall.page().total().count()).isEqualTo(WAITING / 100);
        assertThat(ofCall.calls()).as("the other call can still be chosen").containsOnlyKeys(common, rare);
        assertThat(desk(registry.kunshan, new Filter("碲化镉", null), At.START)
                        .page()
                        .total()
                        .count())
                .isEqualTo(10);
        assertThat(desk(registry.kunshan, new Filter("没有这样的", null), At.START)
                        .page()
                        .items())
                .isEmpty();
        assertThat(desk(registry.kunshan, new Filter("", UUID.randomUUID()), At.START)
                        .page()
                        .items())
                .isEmpty();
        assertThat(desk(registry.bureau, Filter.ALL, At.START).calls())
                .as("the county recommends, not the city")
                .isEmpty();
    }

    @Test
    void ofThousandsOnlyTheRowsOfThePageAreRead() {
        for (Filter filter : List.of(Filter.ALL, new Filter("", rare))) {
            registry.transactions.executeWithoutResult(status -> {
                desk(registry.kunshan, filter, At.START);
                long rows = read("'programme.application'::regclass");
                long index = read("'programme.application_to_recommend'::regclass");
                desk(registry.kunshan, filter, At.START);
                assertThat(read("'programme.application'::regclass") - rows)
                        .as("blocks of rows for a page of fifty, %s", filter)
                        .isLessThanOrEqualTo(120);
                assertThat(read("'programme.application_to_recommend'::regclass") - index)
                        .as("blocks of the index, counted once and walked once, %s", filter)
                        .isLessThanOrEqualTo(600);
            });
        }
    }

    private long read(String relation) {
        return Objects.requireNonNull(registry.jdbc
                .sql("SELECT pg_stat_get_xact_blocks_fetched(" + relation + ")")
                .query(Long.class)
                .single());
    }
}
