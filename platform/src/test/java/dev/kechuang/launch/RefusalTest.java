package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.launch.postgres.HomeLock;
import dev.kechuang.launch.postgres.Trees;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the program can't do it says in one sentence, with exit code 1 and without a stack trace. */
@Tag("slow")
class RefusalTest {

    private Path home;

    @BeforeEach
    void makeHome() throws Exception {
        home = Files.createTempDirectory("kc-refusal-");
    }

    @AfterEach
    void removeHome() throws Exception {
        Trees.delete(home);
    }

    @Test
    void aBusyPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(socket.getLocalPort());
            refused(Map.of(), "Port " + port + " can't be used", "demo", "--home", home.toString(), "--port", port);
        }
        assertThat(home).as("nothing was begun").isEmptyDirectory();
    }

    @Test
    void aSecondInstanceOnTheSameHome() throws Exception {
        HomeLock lock = HomeLock.take(home);
        refused(
                Map.of(),
                "Another instance (process " + ProcessHandle.current().pid() + ")",
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
        lock.close();
    }

    @Test
    void aHomeThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        refused(Map.of(), "can't be read and written", "demo", "--port", "0", "--home", file + "/var");
    }

    @Test
    void tooLittleDiskSpace() throws Exception {
        refused(
                Map.of("KC_MIN_FREE_MB", "999999999"),
                "Too little disk space",
                "demo",
                "--port",
                "0",
                "--home",
                home.toString());
    }

    @Test
    void brokenSettings() throws Exception {
        refused(Map.of(), "Wrong argument", "demo", "--port", "eighty");
        refused(Map.of(), "must be 1 to 65535", "demo", "--port", "70000", "--home", home.toString());
        refused(Map.of(), "must be 1 to 1000000", "demo", "--scale", "0", "--home", home.toString());
        refused(
                Map.of("KC_DB_URL", "postgres://db"),
                "KC_DB_URL is wrong",
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
        refused(
                Map.of("KC_DB_URL", "jdbc:postgresql://127.0.0.1:1/x"),
                "KC_DB_USER and KC_DB_PASSWORD must be set",
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
        refused(
                Map.of("KC_DB_URL", "jdbc:postgresql://127.0.0.1:1/x", "KC_DB_USER", "u", "KC_DB_PASSWORD", "p"),
                "Can't connect to the external PostgreSQL",
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
        refused(
                Map.of("KC_DB_MEMORY", "lots"),
                "KC_DB_MEMORY is wrong",
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
    }

    @Test
    void commandsThatNeedData() throws Exception {
        refused(Map.of(), "There are no data", "verify", "--home", home.toString());
        refused(Map.of(), "There are no data", "backup", "--home", home.toString());
        refused(Map.of(), "There is no backup in", "restore", "--home", home.toString());
        refused(Map.of(), "--to is no time", "restore", "--to", "yesterday", "--home", home.toString());
    }

    private static void refused(Map<String, String> environment, String sentence, String... arguments)
            throws Exception {
        try (var process = JavaProcess.kc(environment, arguments)) {
            assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
            assertThat(process.said()).contains(sentence).doesNotContain("\tat ");
        }
    }
}
