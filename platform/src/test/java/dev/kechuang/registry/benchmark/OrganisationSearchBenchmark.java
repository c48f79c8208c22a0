package dev.kechuang.registry.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The list of organisations, in the server, over a published mix: every query has three filters taken from a real row,
 * and one of the kinds of {@link Kind} as its text. Half of the viewers work for the whole city, half for one county.
 *
 * <p>{@code ./kc bench list} runs it. Arguments: the root of the repository, the number of organisations (1,000,000),
 * of queries (2,000), and the home of a demonstration that runs already; without one a city is filled for it.
 */
public final class OrganisationSearchBenchmark {

    /** Kinds of query with their share of the mix in percent. */
    private enum Kind {
        TWO_CHARACTERS(30),
        FOUR_CHARACTERS(15),
        COMMON_WORD(10),
        INITIALS(10),
        FULL_PINYIN(10),
        NO_HIT(10),
        CREDIT_CODE(5),
        FILTERS_ALONE(10);

        private final int share;

        Kind(int share) {
            this.share = share;
        }
    }

    private static final List<String> COMMON = List.of("科技", "电子", "精密", "半导体", "软件", "生物医药", "智能", "新材料");

    private record Row(
            String name, String key, String region, String industry, String scale, String code, int founded) {}

    private static final int SLOWEST = 12;

    private record Slow(long nanos, Viewer viewer, OrganisationQuery query) {}

    private final Random random = new Random(20261121);
    private final OrganisationSearch search;
    private final List<Row> rows;
    private final List<String> regions;

    private OrganisationSearchBenchmark(JdbcClient jdbc) {
        search = new OrganisationSearch(jdbc);
        rows = jdbc.sql("""
                SELECT name, name_key, region, industry, scale, credit_code,
                       coalesce(extract(year FROM founded), 0)::int AS founded
                FROM registry.organisation
                WHERE kind = 'enterprise' AND status = 'confirmed' AND hashtext(id::text) % 97 = 0 LIMIT 3000""")
                .query((row, number) -> new Row(
                        row.getString("name"),
                        row.getString("name_key"),
                        row.getString("region"),
                        row.getString("industry"),
                        row.getString("scale"),
                        row.getString("credit_code"),
                        row.getInt("founded")))
                .list();
        regions = jdbc.sql("SELECT DISTINCT region FROM registry.organisation UNION"
                        + " SELECT DISTINCT zone FROM registry.organisation WHERE zone IS NOT NULL")
                .query((row, number) -> row.getString(1))
                .list();
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int scale = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int queries = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2_000;
        if (arguments.length > 3) {
            measure(Path.of(arguments[3]), queries);
            return;
        }
        try (var city = DemoCity.filled(root, scale)) {
            measure(city.home(), queries);
        }
    }

    /** As the application's role, on the database of a demonstration that runs in the home. */
    private static void measure(Path home, int queries) throws Exception {
        var config = new HikariConfig();
        config.setJdbcUrl(EmbeddedPostgres.runningUrl(home, "kechuang"));
        config.setUsername("kc_app");
        config.setPassword(Files.readString(home.resolve("secrets/kc_app")).strip());
        config.setMaximumPoolSize(2);
        try (var source = new HikariDataSource(config)) {
            var jdbc = JdbcClient.create(source);
            awaitVacuum(jdbc);
            long all = jdbc.sql("SELECT count(*) FROM registry.organisation")
                    .query((row, number) -> row.getLong(1))
                    .single();
            System.out.printf(
                    "%,d organisations, database %s%n",
                    all,
                    jdbc.sql("SELECT pg_size_pretty(pg_database_size(current_database()))")
                            .query(String.class)
                            .single());
            System.out.println("load average before " + load());
            new OrganisationSearchBenchmark(jdbc).run(queries);
            System.out.println("load average after " + load());
        }
    }

    /** A million new rows are vacuumed by themselves within minutes; a city in use has that behind it. */
    private static void awaitVacuum(JdbcClient jdbc) throws InterruptedException {
        for (int second = 0; second < 600; second++) {
            if (jdbc.sql("""
                    SELECT c.relallvisible >= 0.9 * c.relpages AND s.n_mod_since_analyze < 0.1 * s.n_live_tup + 1000
                    FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
                    WHERE c.oid = 'registry.organisation'::regclass""").query(Boolean.class).single()) return;
            if (second == 0) System.out.println("Waiting for the database to vacuum …");
            Thread.sleep(1_000);
        }
        System.out.println("not vacuumed after ten minutes: lists are counted more slowly than they should be");
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    private void run(int queries) {
        for (int i = 0; i < queries / 10; i++) timed(viewer(), query(kind(), Map.of()), null);
        var times = new LinkedHashMap<String, List<Long>>();
        var slow = new java.util.PriorityQueue<Slow>(java.util.Comparator.comparingLong(Slow::nanos));
        for (int i = 0; i < queries; i++) {
            Kind kind = kind();
            Viewer viewer = viewer();
            var query = query(kind, Map.of());
            long nanos = timed(viewer, query, null);
            slow.add(new Slow(nanos, viewer, query));
            if (slow.size() > SLOWEST) slow.remove();
            times.computeIfAbsent(kind.name(), key -> new ArrayList<>()).add(nanos);
            times.computeIfAbsent("ALL", key -> new ArrayList<>()).add(nanos);
        }
        deep(times);
        System.out.println("slowest of the mix, ms then and asked again");
        slow.stream()
                .sorted(java.util.Comparator.comparingLong(Slow::nanos).reversed())
                .forEach(each -> System.out.printf(
                        "%8.1f %8.1f  %s %s%n",
                        each.nanos() / 1e6,
                        timed(each.viewer(), each.query(), null) / 1e6,
                        each.viewer().name(),
                        each.query()));
        System.out.printf("%-22s %6s %8s %8s %8s %8s%n", "kind", "n", "p50 ms", "p95 ms", "p99 ms", "max ms");
        times.forEach((name, nanos) -> {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "%-22s %6d %8.1f %8.1f %8.1f %8.1f%n",
                    name, sorted.length, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
        });
    }

    /** The same long lists, first page against the page behind the 10,000th row. */
    private void deep(Map<String, List<Long>> times) {
        for (String word : List.of("科技", "电子", "有限公司")) {
            for (String sort : List.of("name", "-updated", "founded")) {
                var query = OrganisationQuery.of(
                        Map.of("q", word, "industry", "C", "scale", "small", "kind", "enterprise", "sort", sort));
                var ten = search.find(city(), query, null, null, 10_000);
                if (ten.next() == null) continue;
                for (int i = 0; i < 20; i++) {
                    times.computeIfAbsent("LONG_LIST_FIRST_PAGE", key -> new ArrayList<>())
                            .add(timed(city(), query, null));
                    times.computeIfAbsent("LONG_LIST_ROW_10000", key -> new ArrayList<>())
                            .add(timed(city(), query, ten.next()));
                }
            }
        }
    }

    private long timed(Viewer viewer, OrganisationQuery query, @Nullable String after) {
        long start = System.nanoTime();
        var page = search.find(viewer, query, after, null, 20);
        long nanos = System.nanoTime() - start;
        if (page.items().size() > 20) throw new IllegalStateException("a page is longer than asked for");
        return nanos;
    }

    private Kind kind() {
        int at = random.nextInt(100);
        for (Kind kind : Kind.values()) {
            at -= kind.share;
            if (at < 0) return kind;
        }
        return Kind.TWO_CHARACTERS;
    }

    private OrganisationQuery query(Kind kind, Map<String, String> more) {
        Row row = rows.get(random.nextInt(rows.size()));
        var parameters = new HashMap<String, String>(more);
        parameters.put("region", row.region());
        parameters.put(
                "industry",
                random.nextBoolean() ? row.industry() : row.industry().substring(0, 1));
        if (random.nextBoolean()) parameters.put("scale", row.scale());
        else {
            parameters.put("from", String.valueOf(row.founded() - 2));
            parameters.put("to", String.valueOf(row.founded() + 2));
        }
        parameters.put("sort", List.of("name", "-updated", "founded").get(random.nextInt(3)));
        parameters.put("q", text(kind, row));
        return OrganisationQuery.of(parameters);
    }

    private String text(Kind kind, Row row) {
        // The brand stands behind the place: 苏州恒瑞…
        int brand = Math.min(2, row.name().length() - 4);
        String[] syllables = row.key().split(" ");
        return switch (kind) {
            case TWO_CHARACTERS -> row.name().substring(brand, brand + 2);
            case FOUR_CHARACTERS -> row.name().substring(brand, brand + 4);
            case COMMON_WORD -> COMMON.get(random.nextInt(COMMON.size()));
            case INITIALS -> {
                var initials = new StringBuilder();
                for (int i = brand; i < Math.min(brand + 4, syllables.length - 1); i++)
                    initials.append(syllables[i].charAt(0));
                yield initials.toString();
            }
            case FULL_PINYIN -> String.join("", Arrays.copyOfRange(syllables, brand, brand + 2));
            case NO_HIT -> List.of("龘龘", "饕餮", "鑫氪", "魑魅").get(random.nextInt(4));
            case CREDIT_CODE -> row.code().substring(0, 10);
            case FILTERS_ALONE -> "";
        };
    }

    private Viewer viewer() {
        return random.nextBoolean() ? city() : county();
    }

    private Viewer city() {
        return new Viewer(UUID.randomUUID(), "city", Set.of(Role.BUREAU_OFFICER), null, null, "", regions);
    }

    private Viewer county() {
        return new Viewer(
                UUID.randomUUID(),
                "county",
                Set.of(Role.COUNTY_OFFICER),
                null,
                null,
                "",
                List.of(regions.get(random.nextInt(regions.size()))));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }
}
