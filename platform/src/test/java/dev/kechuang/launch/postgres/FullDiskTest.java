package dev.kechuang.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On a small disk of its own, which only the superuser may make: a full disk loses nothing, and room heals it. */
class FullDiskTest {

    private static final List<String> SMALL = List.of("shared_buffers=16MB", "max_wal_size=64MB");

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        SharedPrograms.use();
        disk = Files.createTempDirectory("kc-full-");
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwxr-xr-x"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=400m,mode=0755", "tmpfs", disk.toString());
        if (!mounted) Files.delete(disk);
        assumeTrue(mounted, "a small disk needs the right to mount one");
    }

    @AfterEach
    void unmount() throws Exception {
        if (!Files.exists(disk)) return;
        new Leftovers(disk.resolve("var/pgdata")).clear();
        assertThat(run("umount", disk.toString())).isTrue();
        Files.delete(disk);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Leaves {@code kilobytes} of room. */
    private Path fill(int kilobytes) throws IOException {
        Path filler = disk.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            byte[] block = new byte[64 * 1024];
            while (Files.getFileStore(disk).getUsableSpace() > kilobytes * 1024L) out.write(block);
        }
        return filler;
    }

    @Test
    void whatWasAcknowledgedStaysAndWorkGoesOnWhenThereIsRoomAgain() throws Exception {
        try (var postgres = EmbeddedPostgres.start(disk.resolve("var"), SMALL)) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            jdbc.sql("CREATE TABLE kept (id integer PRIMARY KEY, text text NOT NULL)")
                    .update();
            Path filler = fill(6 * 1024);
            int acknowledged = 0;
            DataAccessException refused = null;
            while (refused == null && acknowledged < 100_000) {
                try {
                    jdbc.sql("INSERT INTO kept SELECT :id, string_agg(gen_random_uuid()::text, '')"
                                    + " FROM generate_series(1, 500)")
                            .param("id", acknowledged)
                            .update();
                    acknowledged++;
                } catch (DataAccessException e) {
                    refused = e;
                }
            }
            assertThat(refused).isNotNull();
            assertThat(acknowledged).isPositive();
            Files.delete(filler);

            String after = UUID.randomUUID().toString();
            var deadline = Instant.now().plus(Duration.ofMinutes(2));
            while (!written(jdbc, after) && Instant.now().isBefore(deadline)) Thread.sleep(100);
            assertThat(jdbc.sql("SELECT count(*) FROM kept WHERE id >= 0")
                            .query(Integer.class)
                            .single())
                    .isBetween(acknowledged, acknowledged + 1);
            assertThat(jdbc.sql("SELECT text FROM kept WHERE id = -1")
                            .query(String.class)
                            .single())
                    .isEqualTo(after);
        }
    }

    private static boolean written(JdbcClient jdbc, String text) {
        try {
            return jdbc.sql("INSERT INTO kept VALUES (-1, :text) ON CONFLICT (id) DO UPDATE SET text = excluded.text")
                            .param("text", text)
                            .update()
                    == 1;
        } catch (DataAccessException e) {
            return false; // it is being started again
        }
    }

    @Test
    void aStartOnAFullDiskSaysSoAndOneWithRoomFindsEverything() throws Exception {
        Path home = disk.resolve("var");
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            JdbcClient.create(postgres.administration("postgres"))
                    .sql("CREATE TABLE kept AS SELECT 42 AS answer")
                    .update();
        }
        Path filler = fill(0);
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, SMALL).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("磁盘已满")
                .hasMessageContaining("The disk is full");
        Files.delete(filler);
        try (var postgres = EmbeddedPostgres.start(home, SMALL)) {
            assertThat(JdbcClient.create(postgres.administration("postgres"))
                            .sql("SELECT answer FROM kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(42);
        }
    }
}
