package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.SharedPrograms;
import dev.kechuang.launch.postgres.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payment runs survive the death of the application, of one backend and of all of PostgreSQL: what was acknowledged is
 * paid, nothing is paid twice, and everything that must hold holds. {@code ./kc bench ledger-kills} runs it with 200 kills.
 */
@Tag("slow")
class LedgerCrashTest {

    private static final int KILLS = Integer.getInteger("kc.kills", 3);

    private enum Victim {
        BACKEND,
        POSTGRES,
        APPLICATION
    }

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private Path home;

    @BeforeEach
    void makeHome() throws Exception {
        SharedPrograms.use();
        home = Files.createTempDirectory("kc-ledger-crash-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void removeHome() throws Exception {
        Trees.delete(home);
    }

    @Test
    void noAcknowledgedPaymentIsLostAndNoneIsMadeTwice() throws Exception {
        long seed = Long.getLong("kc.seed", System.nanoTime());
        var random = new Random(seed);
        JavaProcess application = start();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                Victim victim = Victim.values()[kill % Victim.values().length];
                awaitProgress();
                Thread.sleep(random.nextInt(400));
                switch (victim) {
                    case BACKEND -> kill(anyBackend(random));
                    case POSTGRES -> kill(server());
                    case APPLICATION -> {
                        application.kill();
                        application = start();
                    }
                }
                if (KILLS > 20)
                    System.out.printf("kill %d %s: %,d acknowledged%n", kill + 1, victim, acknowledged.size());
            }
            awaitProgress();
        } finally {
            application.kill();
        }
        Set<String> lost = new HashSet<>(acknowledged);
        try (var database = EmbeddedDatabase.start(home)) {
            var owner = JdbcClient.create(database.owner());
            // Names of what the ledger has paid, once for each posting.
            List<String> paid = owner.sql("""
                            SELECT substr(a.reference, length(:prefix) + 1)
                            FROM fund.posting p JOIN fund.leg l ON l.posting = p.id
                            JOIN fund.account c ON c.id = l.account JOIN fund.allocation a ON a.id = c.allocation
                            WHERE p.kind = 'settle' AND c.kind = 'paid' AND l.amount_fen = a.contracted_fen""")
                    .param("prefix", LedgerCrashProcess.PREFIX)
                    .query((rows, number) -> rows.getString(1))
                    .list();
            lost.removeAll(paid);
            assertThat(lost).as("acknowledged and not paid, seed %d", seed).isEmpty();
            assertThat(paid).as("paid twice, seed %d", seed).doesNotHaveDuplicates();
        }
        try (var verify = JavaProcess.kc(Map.of(), "verify", "--home", home.toString())) {
            assertThat(verify.exitCode()).as(verify.said()).isZero();
            System.out.printf(
                    "%d kills, %,d acknowledged payments, 0 lost, 0 paid twice; %s%n",
                    KILLS, acknowledged.size(), verify.await("All "));
        }
    }

    private JavaProcess start() throws Exception {
        var process = JavaProcess.start(
                LedgerCrashProcess.class,
                Map.of(),
                line -> {
                    if (line.startsWith("ack ")) acknowledged.add(line.substring(4));
                },
                home.toString());
        process.await("ready");
        return process;
    }

    /** Until writes go through again. */
    private void awaitProgress() throws InterruptedException {
        int before = acknowledged.size();
        for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; Thread.sleep(10)) {
            if (acknowledged.size() >= before + 8) return;
        }
        throw new AssertionError("no payment goes through any more after " + before);
    }

    private ProcessHandle server() throws Exception {
        return EmbeddedPostgres.runningProcesses(home).getFirst();
    }

    /** A connection's process, told from PostgreSQL's own workers by its title. */
    private ProcessHandle anyBackend(Random random) throws Exception {
        List<ProcessHandle> backends = EmbeddedPostgres.runningProcesses(home).stream()
                .filter(process -> title(process).contains("kc_app"))
                .toList();
        return backends.get(random.nextInt(backends.size()));
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
    }
}
