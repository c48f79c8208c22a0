package dev.kechuang.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kechuang.launch.Migrations;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One PostgreSQL for all tests of a run, migrated once; each test class gets a copy of its own in some 100 ms. The
 * application's role is what tests work as unless they ask for the owner.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String TEMPLATE = "kc_template";
    private static final String CITY = "kc_city";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Nothing of a test has to outlive the machine; what has to is tested on instances of their own. */
    private static final List<String> SETTINGS = List.of(
            "max_connections=100",
            "shared_buffers=64MB",
            "fsync=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0");

    private static boolean cityKept;

    private final String name;
    private final boolean city;
    private final HikariDataSource application;

    private TestDatabase(String name, boolean city) {
        this.name = name;
        this.city = city;
        this.application = pool(name, Migrations.APPLICATION_ROLE, "test");
    }

    /** A fresh, migrated database. */
    public static TestDatabase create() {
        return copy(false);
    }

    /** A copy of the filled demonstration city once one is kept, a fresh database before. */
    static synchronized TestDatabase createCity() {
        return copy(cityKept);
    }

    private static TestDatabase copy(boolean city) {
        String name = "test_" + COUNT.incrementAndGet();
        copy(city ? CITY : TEMPLATE, name);
        return new TestDatabase(name, city);
    }

    private static void copy(String from, String to) {
        JdbcClient.create(simple("postgres"))
                .sql("CREATE DATABASE " + to + " TEMPLATE " + from)
                .update();
    }

    /** Whether it is a copy of the filled city. */
    boolean city() {
        return city;
    }

    /** Keeps a copy of this filled city for those that come; nobody may be connected for the moment it takes. */
    static synchronized void keepCity(TestDatabase filled) {
        if (cityKept) return;
        JdbcClient.create(simple("postgres"))
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")
                .param(filled.name)
                .query()
                .listOfRows();
        copy(filled.name, CITY);
        cityKept = true;
    }

    /** As the application's role: owns nothing. */
    public HikariDataSource application() {
        return application;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(application);
    }

    /** As the owner of the schemas. */
    public JdbcClient owner() {
        return JdbcClient.create(ownerSource());
    }

    /** Unpooled connections as the owner of the schemas. */
    public DataSource ownerSource() {
        return simple(name);
    }

    public String url() {
        return Server.POSTGRES.url(name);
    }

    @Override
    public void close() {
        application.close();
        JdbcClient.create(simple("postgres"))
                .sql("DROP DATABASE " + name + " WITH (FORCE)")
                .update();
    }

    private static PGSimpleDataSource simple(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(Server.POSTGRES.url(database));
        source.setUser(Server.POSTGRES.superuser());
        source.setPassword(Server.POSTGRES.password());
        return source;
    }

    private static HikariDataSource pool(String database, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(Server.POSTGRES.url(database));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** Started on first use, stopped when the test run ends. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path home = Files.createTempDirectory("kc-test-");
                // The directory has to be reachable for the user PostgreSQL runs as when tests run as root.
                Files.setPosixFilePermissions(
                        home, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
                var postgres = EmbeddedPostgres.start(home, SETTINGS);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    delete(home);
                }));
                var admin = new PGSimpleDataSource();
                admin.setUrl(postgres.url("postgres"));
                admin.setUser(postgres.superuser());
                admin.setPassword(postgres.password());
                JdbcClient.create(admin).sql("CREATE DATABASE " + TEMPLATE).update();
                var template = new PGSimpleDataSource();
                template.setUrl(postgres.url(TEMPLATE));
                template.setUser(postgres.superuser());
                template.setPassword(postgres.password());
                Migrations.run(template);
                JdbcClient.create(admin)
                        .sql("ALTER ROLE " + Migrations.APPLICATION_ROLE + " PASSWORD 'test'")
                        .update();
                return postgres;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void delete(Path home) {
            try (var files = Files.walk(home)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                    boolean ignored = file.toFile().delete();
                });
            } catch (IOException e) {
                System.err.println("left behind: " + home);
            }
        }
    }
}
