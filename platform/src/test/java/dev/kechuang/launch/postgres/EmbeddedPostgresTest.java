package dev.kechuang.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedPostgresTest {

    private static final List<String> SMALL = List.of("shared_buffers=16MB");

    private Path home;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void makeHome() throws IOException {
        SharedPrograms.use();
        home = Files.createTempDirectory("kc-postgres-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeHome() throws Exception {
        for (Process process : processes) process.destroyForcibly().waitFor();
        new Leftovers(home.resolve("pgdata")).clear();
        Trees.delete(home);
    }

    @Test
    void keepsItsWordAndItsSecrets() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            for (String on : List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums")) {
                assertThat(jdbc.sql("SHOW " + on).query(String.class).single())
                        .as(on)
                        .isEqualTo("on");
            }
            var intruder = new PGSimpleDataSource();
            intruder.setUrl(postgres.url("postgres"));
            intruder.setUser(postgres.superuser());
            intruder.setPassword("guess");
            assertThatThrownBy(intruder::getConnection).hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(home.resolve("secrets/postgresql-superuser")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            int port = port(postgres.url(""));
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (var address : Collections.list(network.getInetAddresses())) {
                    if (address.isLoopbackAddress()) continue;
                    assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(IOException.class);
                }
            }
        }
        assertThat(new Leftovers(home.resolve("pgdata")).processes()).isEmpty();
    }

    @Test
    void aSecondInstanceOnTheSameHomeIsRefusedByOneSentence() throws Exception {
        try (var first = EmbeddedPostgres.start(home, SMALL)) {
            assertThat(first.url("x")).startsWith("jdbc:postgresql://127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, SMALL).close())
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void comesBackOnTheSamePortWhenPostgresIsKilled() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            jdbc.sql("CREATE TABLE kept AS SELECT 42 AS answer").update();
            var killed = new Leftovers(home.resolve("pgdata")).server().orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get();
            assertThat(eventually(() -> jdbc.sql("SELECT answer FROM kept")
                            .query(Integer.class)
                            .single()))
                    .isEqualTo(42);
        }
    }

    @Test
    void postgresEndsWithAKilledApplicationAndTheNextOneStarts() throws Exception {
        Process application = application(List.of());
        assertThat(firstLine(application)).startsWith("ready");
        application.destroyForcibly().waitFor();
        var leftovers = new Leftovers(home.resolve("pgdata"));
        assertThat(eventually(() -> {
                    assertThat(leftovers.processes()).isEmpty();
                    return true;
                }))
                .isTrue();
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            assertAnswers(postgres);
        }
    }

    @Test
    void anOrphanWithoutItsKeeperIsStoppedByTheNextStart() throws Exception {
        Process application = application(List.of());
        assertThat(firstLine(application)).startsWith("ready");
        var keepers = application
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("postgresql-keeper"))
                .toList();
        assertThat(keepers).isNotEmpty();
        var leftovers = new Leftovers(home.resolve("pgdata"));
        // Order matters: the application would start a new PostgreSQL for a killed keeper.
        signal("-STOP", application.pid());
        for (ProcessHandle keeper : keepers) signal("-KILL", keeper.pid());
        signal("-KILL", application.pid());
        application.waitFor();
        assertThat(leftovers.server()).isPresent();
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            assertAnswers(postgres);
        }
    }

    @Test
    void anOldPidFileWhoseNumberAnotherProgramGotDoesNotBlockTheStart() throws Exception {
        EmbeddedPostgres.start(home, SMALL).close();
        Process other = new ProcessBuilder("sleep", "600").start();
        processes.add(other);
        Files.writeString(
                home.resolve("pgdata/postmaster.pid"),
                other.pid() + "\n" + home + "/pgdata\n1700000000\n5432\n\n127.0.0.1\n 1 1\nready   \n");
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            assertAnswers(postgres);
        }
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void rootWithoutNamespacesRunsItAsNobody() throws Exception {
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
        Process application = application(List.of("-Dkc.postgres.setpriv=true", "-Dkc.postgres.programs=" + home));
        assertThat(firstLine(application)).startsWith("ready");
        assertThat((int) Files.getAttribute(home.resolve("pgdata"), "unix:uid")).isEqualTo(65534);
        application.destroy();
        application.waitFor();
        // With namespaces again, the data stay the user's who owns them.
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            assertAnswers(postgres);
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreLeftAlone() throws Exception {
        Files.createDirectories(home.resolve("pgdata"));
        Files.writeString(home.resolve("pgdata/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, SMALL).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PostgreSQL 17");
    }

    private static void assertAnswers(EmbeddedPostgres postgres) {
        assertThat(JdbcClient.create(postgres.administration("postgres"))
                        .sql("SELECT 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private Process application(List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx64m"));
        command.add("-Dkc.postgres.programs=" + SharedPrograms.directory());
        command.addAll(options);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), PostgresProcess.class.getName(), home.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready") || line.startsWith("refused")) return line;
        }
        return "ended without a word";
    }

    private static void signal(String signal, long pid) throws Exception {
        Commands.run(List.of("kill", signal, String.valueOf(pid)));
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private interface Attempt<T> {
        T get() throws Exception;
    }

    /** The first result that is not a failure; the last failure after half a minute. */
    private static <T> T eventually(Attempt<T> attempt) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return attempt.get();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > end) throw e;
                Thread.sleep(50);
            }
        }
    }
}
