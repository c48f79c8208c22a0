package dev.kechuang.testing;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.kechuang.Kechuang;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The whole application on a small demonstration city. A class that extends this one brings the database; most share the
 * one of {@link WebTest}, since a context and a city cost a minute.
 */
@SpringBootTest(classes = Kechuang.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class CityTest {

    /** Organisations of the test city: few, but of every kind and state. */
    private static final int ORGANISATIONS = 120;

    private static final Map<String, Place> PLACES = new HashMap<>();

    private static @Nullable Path files;

    /** Where a city lives. */
    private static final class Place {
        final TestDatabase database;
        final Path home;
        boolean filled;

        Place(TestDatabase database, Path home) {
            this.database = database;
            this.home = home;
            this.filled = database.city();
        }
    }

    @LocalServerPort
    protected int port;

    @Autowired
    private WebApplicationContext web;

    private @Nullable Requests requests;

    /** A database for {@link #settings}: a copy of a city that was filled before, or one to be filled. */
    protected static TestDatabase cityDatabase() {
        return TestDatabase.createCity();
    }

    /** The settings of a test that works on the database; called by a method with {@code @DynamicPropertySource}. */
    protected static void settings(DynamicPropertyRegistry registry, TestDatabase database) throws IOException {
        Path home = temporaryHome();
        synchronized (CityTest.class) {
            if (database.city() && files != null) FileSystemUtils.copyRecursively(files, home);
            PLACES.put(database.url(), new Place(database, home));
        }
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", () -> "kc_app");
        registry.add("spring.datasource.password", () -> "test");
        registry.add("spring.datasource.hikari.allow-pool-suspension", () -> "true");
        registry.add("kc.home", home::toString);
        registry.add("kc.packs", () -> "../packs");
        registry.add("kc.city", () -> "320500");
        registry.add("kc.demo", () -> "true");
        registry.add("kc.identity.logins-per-minute", () -> "1000"); // all visitors come from one address
    }

    @Autowired
    void fill(ObjectProvider<DemoFiller> fillers, DataSource source, @Value("${spring.datasource.url}") String database)
            throws Exception {
        synchronized (CityTest.class) {
            Place place = Objects.requireNonNull(PLACES.get(database));
            if (place.filled) return;
            place.filled = true;
            var random = new Random(1);
            fillers.stream()
                    .sorted(Comparator.comparingInt(DemoFiller::order))
                    .forEach(filler -> filler.fill(new DemoFiller.City(ORGANISATIONS, "320500", random), done -> {}));
            keep(place, source.unwrap(HikariDataSource.class).getHikariPoolMXBean());
        }
    }

    /** Keeps a copy of the filled city while nobody works on it. */
    private static void keep(Place place, HikariPoolMXBean pool) throws IOException, InterruptedException {
        pool.suspendPool();
        try {
            for (int waited = 0; pool.getActiveConnections() > 0 && waited < 1_000; waited++) Thread.sleep(5);
            pool.softEvictConnections();
            TestDatabase.keepCity(place.database);
            files = temporaryHome();
            FileSystemUtils.copyRecursively(place.home, files);
        } finally {
            pool.resumePool();
        }
    }

    /** Gone with everything in it when the tests are over. */
    public static Path temporaryHome() throws IOException {
        Path home = Files.createTempDirectory("kc-web-test-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(home.toFile())));
        return home;
    }

    /** Without a browser, as anybody. */
    protected Requests requests() {
        if (requests == null) requests = new Requests(web);
        return requests;
    }

    protected String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** A file beside the sources that tests read. */
    protected static String resource(String path) {
        try (var in = CityTest.class.getResourceAsStream(path)) {
            if (in == null) throw new IllegalStateException("missing " + path);
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
