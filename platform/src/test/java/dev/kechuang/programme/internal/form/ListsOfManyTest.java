package dev.kechuang.programme.internal.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.check.CheckLists;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists read no more of four times as many applications; measured in blocks read, which no load changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsOfManyTest {

    private static final int FEW = 7_000;
    private static final int MANY = 28_000;
    private static final LocalDate TODAY = RegistryFixture.TODAY;

    private final LifecycleFixture city = new LifecycleFixture();
    private final RegistryFixture registry = city.registry;
    private final ApplicationSearch search = new ApplicationSearch(registry.jdbc);
    private final CheckLists checks = new CheckLists(registry.jdbc);
    private final Map<String, Supplier<KeyPage<?>>> lists = new LinkedHashMap<>();

    @BeforeAll
    void prepare() {
        lists.put("all", list(registry.bureau, Map.of()));
        lists.put("of a county", list(registry.taicang, Map.of()));
        lists.put("by stage", list(registry.bureau, Map.of("stage", "review")));
        lists.put("by status", list(registry.bureau, Map.of("status", "refused")));
        lists.put("by stage and status", list(registry.bureau, Map.of("stage", "check", "status", "open")));
        lists.put("by region", list(registry.bureau, Map.of("region", RegistryFixture.TAICANG)));
        lists.put("by zone", list(registry.bureau, Map.of("region", RegistryFixture.ZONE)));
        lists.put("by field", list(registry.bureau, Map.of("field", "02")));
        lists.put("by programme of all", list(registry.bureau, Map.of("programme", "common")));
        lists.put("by programme of some", list(registry.bureau, Map.of("programme", "rare")));
        lists.put("by year", list(registry.bureau, Map.of("year", "2026")));
        lists.put("overdue", list(registry.bureau, Map.of("overdue", "true")));
        lists.put("by word", list(registry.bureau, Map.of("q", "激光")));
        lists.put("by word of a county", list(registry.taicang, Map.of("q", "激光")));
        lists.put("by rare word", list(registry.bureau, Map.of("q", "碲化镉")));
        lists.put("two filters and a word", list(registry.bureau, Map.of("stage", "review", "field", "02", "q", "激光")));
        lists.put("nothing found", list(registry.bureau, Map.of("q", "没有这样的")));
        lists.put(
                "waiting for the check",
                () -> checks.page(registry.bureau, CheckLists.Tab.WAITING, null, "", TODAY, KeyPage.At.START, 20));
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Supplier<KeyPage<?>> list(Viewer viewer, Map<String, String> asked) {
        var query = ApplicationQuery.of(asked, TODAY);
        return () -> search.find(viewer, query, KeyPage.At.START, 20);
    }

    @Test
    void fourTimesAsManyApplicationsCostNoMoreToList() {
        UUID common = city.call(city.version("common", LifecycleFixture.project()), "COMMON");
        UUID rare = city.call(city.version("rare", LifecycleFixture.project()), "RARE");
        UUID firm = registry.confirmed(1, "苏州激光设备有限公司").id();
        fill(common, firm, 0, FEW);
        fill(rare, firm, -300, 0);
        var few = costs();
        fill(common, firm, FEW, MANY);
        var many = costs();
        assertThat(many).allSatisfy((list, cost) -> {
            var before = java.util.Objects.requireNonNull(few.get(list));
            // What counts to no more than it shows may find more: each of them is one block or less, counted and
            // listed.
            long found = 2L * (cost.hits() - before.hits());
            assertThat(cost.blocks())
                    .as("%s: %s of %d applications, %s of %d", list, before, FEW, cost, MANY)
                    .isLessThanOrEqualTo(Math.round(1.3 * before.blocks()) + found + 80);
        });
        var everything = page("all");
        assertThat(everything.total()).isEqualTo(new KeyPage.Total(ApplicationSearch.COUNTED_TO, true));
        assertThat(page("by rare word").total()).isEqualTo(new KeyPage.Total(30, false));
        assertThat(page("by programme of some").total()).isEqualTo(new KeyPage.Total(300, false));
    }

    private KeyPage<?> page(String list) {
        return java.util.Objects.requireNonNull(lists.get(list)).get();
    }

    /** @param hits as counted */
    private record Cost(long blocks, int hits) {}

    /** What each list reads of applications, once the statements are known. */
    private Map<String, Cost> costs() {
        var read = new LinkedHashMap<String, Cost>();
        lists.forEach((name, list) -> registry.transactions.executeWithoutResult(status -> {
            var unused = list.get();
            long before = read();
            int hits = list.get().total().count();
            read.put(name, new Cost(read() - before, hits));
        }));
        return read;
    }

    private long read() {
        return registry.jdbc.sql("""
                        SELECT coalesce(sum(pg_stat_get_xact_blocks_fetched(c.oid)), 0) FROM pg_class c
                        WHERE c.oid = 'programme.application'::regclass
                           OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'programme.application'::regclass)
                        """).query(Long.class).single();
    }

    /** As the events would have left them; of eight, three are refused, two wait at the check, three are in review. */
    private void fill(UUID call, UUID firm, int from, int to) {
        JdbcClient owner = JdbcClient.create(registry.database.ownerSource());
        owner.sql("""
                        SET session_replication_role = replica;
                        INSERT INTO programme.application (call, version, organisation, region, zone, stage, stage_kind, status,
                            events, moves, stage_since, title, field, leader, number, submitted_at, due_on, created_at,
                            updated_at, search_text)
                        SELECT c.id, c.version, '%s', (ARRAY['320500', '320583', '320585'])[1 + abs(n) %% 3],
                            CASE WHEN n %% 2 = 0 THEN '320591' END, k.stage, k.stage, k.status, 3, 3, now(), t.title,
                            '0' || 1 + abs(n) %% 3, '王' || n %% 97, 'N' || n,
                            timestamptz '2026-06-01 00:00+08' + n * interval '1 minute',
                            CASE WHEN k.status = 'open' THEN date '2026-11-01' + 40 * (abs(n) %% 2) END, now(), now(),
                            'n' || n || ' ' || t.title
                        FROM generate_series(%d, %d - 1) n
                        JOIN LATERAL (SELECT (ARRAY['check', 'check', 'check', 'review', 'review', 'review', 'check', 'check'])
                                [1 + abs(n) %% 8] AS stage,
                            (ARRAY['refused', 'open', 'open', 'open', 'open', 'open', 'refused', 'refused'])
                                [1 + abs(n) %% 8] AS status) k ON true
                        JOIN LATERAL (SELECT CASE WHEN n BETWEEN 100 AND 129 THEN '碲化镉薄膜'
                            ELSE (ARRAY['激光雷达', '工业机器人', '锂电隔膜'])[1 + abs(n) / 3 %% 3] END || '研究' AS title) t ON true
                        JOIN programme.call c ON c.id = '%s';
                        INSERT INTO programme.check_sheet (application, stage, round, opened_at)
                        SELECT a.id, 'check', 1, now() FROM programme.application a
                        WHERE a.stage_kind = 'check' AND a.status = 'open' ON CONFLICT DO NOTHING
                        """.formatted(firm, from, to, call)).update();
        owner.sql("VACUUM ANALYZE programme.application, programme.check_sheet").update();
    }
}
