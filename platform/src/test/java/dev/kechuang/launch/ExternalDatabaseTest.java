package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.SharedPrograms;
import dev.kechuang.launch.postgres.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that somebody else runs, with users who may more or less. */
class ExternalDatabaseTest {

    private static Path place;
    private static EmbeddedPostgres server;
    private static JdbcClient admin;

    private Path home;

    @BeforeAll
    static void start() throws Exception {
        SharedPrograms.use();
        place = Files.createTempDirectory("kc-external-");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedPostgres.start(place.resolve("server"), List.of("shared_buffers=16MB"));
        admin = JdbcClient.create(server.administration("postgres"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        Trees.delete(place);
    }

    @BeforeEach
    void beginAnew() throws Exception {
        home = Files.createTempDirectory(place, "home-");
        for (String database : List.of("city"))
            admin.sql("DROP DATABASE IF EXISTS " + database).update();
        for (String role : List.of("bureau", "web", "kc_app"))
            admin.sql("DROP ROLE IF EXISTS " + role).update();
    }

    @Test
    void aUserWhoMayCreateRolesNeedsNobodyElse() throws Exception {
        admin.sql("CREATE ROLE bureau LOGIN PASSWORD 'b' CREATEROLE").update();
        admin.sql("CREATE DATABASE city OWNER bureau").update();
        try (var database = ExternalDatabase.connect(environment(), home)) {
            Migrations.run(database.owner());
            assertThat(database.application().user()).isEqualTo("kc_app");
            assertOwnsNothing(database.application());
        }
        // The second start uses the password of the first.
        try (var database = ExternalDatabase.connect(environment(), home)) {
            Migrations.mustBeCurrent(database.owner());
            assertOwnsNothing(database.application());
        }
    }

    @Test
    void aUserWhoMayNotIsToldWhatTheAdministratorHasToRun() throws Exception {
        admin.sql("CREATE ROLE bureau LOGIN PASSWORD 'b'").update();
        admin.sql("CREATE DATABASE city OWNER bureau").update();
        assertThatThrownBy(() -> ExternalDatabase.connect(environment(), home).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("CREATE ROLE kc_app LOGIN PASSWORD");

        admin.sql("CREATE ROLE kc_app LOGIN PASSWORD 'made by the administrator'")
                .update();
        var told = new java.util.HashMap<>(environment());
        told.put("KC_DB_APP_PASSWORD", "made by the administrator");
        try (var database = ExternalDatabase.connect(told, home)) {
            Migrations.run(database.owner());
            assertOwnsNothing(database.application());
        }
    }

    @Test
    void theApplicationMayHaveARoleOfAnotherName() throws Exception {
        admin.sql("CREATE ROLE bureau LOGIN PASSWORD 'b'").update();
        admin.sql("CREATE ROLE kc_app").update();
        admin.sql("CREATE ROLE web LOGIN PASSWORD 'w'").update();
        admin.sql("CREATE DATABASE city OWNER bureau").update();
        var named = new java.util.HashMap<>(environment());
        named.put("KC_DB_APP_USER", "web");
        assertThatThrownBy(() -> ExternalDatabase.connect(named, home).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("KC_DB_APP_PASSWORD");
        named.put("KC_DB_APP_PASSWORD", "w");
        assertThatThrownBy(() -> ExternalDatabase.connect(named, home).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("GRANT kc_app TO web");
        admin.sql("GRANT kc_app TO web").update();
        try (var database = ExternalDatabase.connect(named, home)) {
            Migrations.run(database.owner());
            assertOwnsNothing(database.application());
        }
    }

    private static Map<String, String> environment() {
        return Map.of("KC_DB_URL", server.url("city"), "KC_DB_USER", "bureau", "KC_DB_PASSWORD", "b");
    }

    private static void assertOwnsNothing(Database.Access access) {
        var source = new PGSimpleDataSource();
        source.setUrl(access.url());
        source.setUser(access.user());
        source.setPassword(access.password());
        var jdbc = JdbcClient.create(source);
        assertThat(jdbc.sql("SELECT count(*) FROM record.record")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
