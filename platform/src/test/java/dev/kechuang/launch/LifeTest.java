package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.launch.backup.Moments;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.SharedPrograms;
import dev.kechuang.launch.postgres.Trees;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The life of an instance as its operator sees it: from the first start over a lost home to its restore. */
@Tag("slow")
class LifeTest {

    private Path place;
    private String home;

    @BeforeEach
    void makePlace() throws Exception {
        SharedPrograms.use();
        place = Files.createTempDirectory("kc-life-");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = place.resolve("var").toString();
    }

    @AfterEach
    void removePlace() throws Exception {
        Trees.delete(place);
    }

    /** One fill for all of it: a city takes the better part of a minute. */
    @Test
    void aDemonstrationWhoseFillWasKilledIsFilledAnewVerifiedBackedUpLostAndRestored() throws Exception {
        try (var demo = demo()) {
            demo.await("填充演示城市");
            demo.kill();
        }
        Instant before;
        // The second start as kc makes it: from definitions that were written after the build.
        Path beans = place.resolve("beans.jar");
        ok("generate", beans.toString());
        try (var demo = JavaProcess.kcWith(beans, "demo", "--home", home, "--port", "0", "--scale", "30")) {
            demo.await("filling anew");
            String address = demo.await("is ready").replaceAll(".*(http://\\S+/).*", "$1");
            assertThat(get(address + "actuator/health")).contains("\"UP\"");
            assertThat(Files.readString(Path.of(home, "log/kechuang.log")))
                    .contains("definitions are those of the build");
            assertThat(get(address + "components")).contains("<title>");
            ok("verify", "--home", home);
            ok("backup", "--home", home);
            before = Instant.now();
            write("after the backup");
            demo.terminate();
            demo.exitCode();
        }
        assertThat(Path.of(home, "log/kechuang.log")).exists();
        assertThat(EmbeddedPostgres.runningProcesses(Path.of(home))).isEmpty();
        Trees.delete(Path.of(home));

        ok("restore", "--home", home, "--to", Moments.show(before));
        ok("verify", "--home", home);
        assertThat(written()).isEqualTo(0);

        Trees.delete(Path.of(home));
        ok("restore", "--home", home);
        ok("verify", "--home", home);
        assertThat(written()).isEqualTo(1);

        breakAnInvariant();
        try (var verify = JavaProcess.kc(Map.of(), "verify", "--home", home)) {
            assertThat(verify.exitCode()).as(verify.said()).isEqualTo(1);
            assertThat(verify.said()).contains("BROKEN  record.positions");
        }
    }

    private void breakAnInvariant() throws Exception {
        try (var database = EmbeddedDatabase.start(Path.of(home))) {
            var owner = JdbcClient.create(database.owner());
            owner.sql("ALTER TABLE record.position DISABLE TRIGGER USER").update();
            owner.sql("""
                            INSERT INTO record.record (kind, business_date, region, count, amount_fen, subject, key)
                            VALUES ('life.broken', '2026-01-01', '320505', 1, 0, 'life/1', '1')
                            """).update();
            owner.sql("DELETE FROM record.unsealed").update();
        }
    }

    private JavaProcess demo() throws Exception {
        return JavaProcess.kc(Map.of(), "demo", "--home", home, "--port", "0", "--scale", "30");
    }

    private static void ok(String... arguments) throws Exception {
        try (var process = JavaProcess.kc(Map.of(), arguments)) {
            assertThat(process.exitCode()).as(process.said()).isZero();
        }
    }

    private void write(String what) throws Exception {
        JdbcClient.create(EmbeddedDatabase.connect(Path.of(home)).owner())
                .sql("INSERT INTO launch.state VALUES ('life', ?)")
                .param(what)
                .update();
    }

    private int written() throws Exception {
        try (var database = EmbeddedDatabase.start(Path.of(home))) {
            return JdbcClient.create(database.owner())
                    .sql("SELECT count(*)::int FROM launch.state WHERE key = 'life'")
                    .query(Integer.class)
                    .single();
        }
    }

    private static String get(String address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
