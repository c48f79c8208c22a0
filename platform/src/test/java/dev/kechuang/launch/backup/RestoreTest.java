package dev.kechuang.launch.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.launch.Refusal;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.SharedPrograms;
import dev.kechuang.launch.postgres.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rehearsal: back up, go on working, lose the home, get it back. */
class RestoreTest {

    private Path place;
    private Path home;
    private Path backups;

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createTempDirectory("kc-restore-");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        SharedPrograms.use();
        home = place.resolve("var");
        backups = place.resolve("var-backup");
    }

    @AfterEach
    void removePlace() throws IOException {
        Trees.delete(place);
    }

    @Test
    void everyMomentAfterABackupCanBeRestoredAfterTheHomeIsLost() throws Exception {
        Instant first;
        Instant second;
        try (var postgres = start()) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            jdbc.sql("CREATE TABLE work (what text)").update();
            write(jdbc, "before");
            Files.createDirectories(home.resolve("files/ab"));
            Files.writeString(home.resolve("files/ab/cd"), "uploaded");
            Files.writeString(home.resolve("secret.key"), "key");
            var backup = new BaseBackup(home);
            first = backup.take(postgres.administration("postgres"), backups).finished();
            write(jdbc, "after");
            second = now(jdbc);
            write(jdbc, "mistake");
            Files.writeString(home.resolve("files/ab/ef"), "uploaded later");
            new Archive(home).mirrorFiles();
        }
        Trees.delete(home);

        new Restore(home, backups).run(second);
        assertThat(work()).containsExactly("before", "after");
        assertThat(home.resolve("files/ab/cd")).hasContent("uploaded");
        assertThat(home.resolve("files/ab/ef")).hasContent("uploaded later");
        assertThat(home.resolve("secret.key")).hasContent("key");

        Trees.delete(home);
        new Restore(home, backups).run(first);
        assertThat(work()).containsExactly("before");

        Trees.delete(home);
        new Restore(home, backups).run(null);
        assertThat(work()).containsExactly("before", "after", "mistake");

        Trees.delete(home);
        Instant tomorrow = second.plus(Duration.ofDays(1));
        assertThat(new Restore(home, backups).run(tomorrow)).isBefore(tomorrow);
        assertThat(work()).containsExactly("before", "after", "mistake");

        assertThatThrownBy(() -> new Restore(home, backups).run(null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("needs an empty home");
        Trees.delete(home);
        assertThatThrownBy(() -> new Restore(home, backups).run(first.minusSeconds(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the earliest is " + Moments.show(first));
    }

    @Test
    void theArchiveOfARestoredHomeBeginsAnewAndIsRestoredToo() throws Exception {
        try (var postgres = start()) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            jdbc.sql("CREATE TABLE work (what text)").update();
            write(jdbc, "first life");
            new BaseBackup(home).take(postgres.administration("postgres"), backups);
            write(jdbc, "lost");
        }
        Trees.delete(home);
        Instant only = new BackupDirectory(backups).bases().getFirst().finished();
        new Restore(home, backups).run(only);
        try (var postgres = start()) {
            write(JdbcClient.create(postgres.administration("postgres")), "second life");
            new BaseBackup(home).take(postgres.administration("postgres"), backups);
            write(JdbcClient.create(postgres.administration("postgres")), "archived");
        }
        Trees.delete(home);
        new Restore(home, backups).run(null);
        assertThat(work()).containsExactly("first life", "second life", "archived");
    }

    @Test
    void anInterruptedRestoreIsToldAndDoneAgain() throws Exception {
        try (var postgres = start()) {
            JdbcClient.create(postgres.administration("postgres"))
                    .sql("CREATE TABLE work (what text)")
                    .update();
            new BaseBackup(home).take(postgres.administration("postgres"), backups);
        }
        Trees.delete(home);
        Files.createDirectories(home.resolve("pgdata"));
        Files.writeString(home.resolve("pgdata/PG_VERSION"), "18\n");
        Files.writeString(home.resolve("restore.unfinished"), "somewhere");
        assertThatThrownBy(() -> Restore.mustBeFinished(home)).isInstanceOf(Refusal.class);
        new Restore(home, backups).run(null);
        Restore.mustBeFinished(home);
        assertThat(work()).isEmpty();
    }

    @Test
    void onlyTheNewestCopiesAreKeptWhenAskedAndStillRestore() throws Exception {
        try (var postgres = start()) {
            var jdbc = JdbcClient.create(postgres.administration("postgres"));
            jdbc.sql("CREATE TABLE work (what text)").update();
            var backup = new BaseBackup(home);
            for (String what : List.of("one", "two", "three")) {
                write(jdbc, what);
                backup.take(postgres.administration("postgres"), backups);
            }
            assertThat(backup.prune(2)).isEqualTo(1);
            assertThat(new BackupDirectory(backups).bases()).hasSize(2);
        }
        Trees.delete(home);
        new Restore(home, backups)
                .run(new BackupDirectory(backups).bases().getFirst().finished());
        assertThat(work()).containsExactly("one", "two");
    }

    @Test
    void aBackupInsideTheHomeIsRefused() throws Exception {
        try (var postgres = start()) {
            assertThatThrownBy(() ->
                            new BaseBackup(home).take(postgres.administration("postgres"), home.resolve("backup")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("lies within the home");
        }
    }

    @Test
    void backupsAreForTheirOwnerOnly() throws Exception {
        try (var postgres = start()) {
            Path copy = new BaseBackup(home)
                    .take(postgres.administration("postgres"), backups)
                    .directory();
            for (String name : List.of("..", "../../wal", "../../settings", "../../files")) {
                Path secret = copy.resolve(name);
                assertThat(Files.getPosixFilePermissions(secret))
                        .as(secret.toString())
                        .isEqualTo(Set.copyOf(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }

    private EmbeddedPostgres start() throws Exception {
        var settings = new ArrayList<>(List.of("shared_buffers=16MB"));
        settings.addAll(new Archive(home).prepare());
        return EmbeddedPostgres.start(home, settings);
    }

    private List<@Nullable String> work() throws Exception {
        try (var postgres = start()) {
            return JdbcClient.create(postgres.administration("postgres"))
                    .sql("SELECT what FROM work")
                    .query(String.class)
                    .list();
        }
    }

    private static void write(JdbcClient jdbc, String what) {
        jdbc.sql("INSERT INTO work VALUES (?)").param(what).update();
    }

    private static Instant now(JdbcClient jdbc) {
        return jdbc.sql("SELECT clock_timestamp()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
