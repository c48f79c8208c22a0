package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.testing.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database has the schema of this program, or the program says why not. */
class MigrationsTest {

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient owner = database.owner();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anUpToDateDatabaseIsLeftAlone() {
        assertThatCode(() -> Migrations.mustBeCurrent(source())).doesNotThrowAnyException();
        // Were Flyway asked, it would find this table missing and fail.
        owner.sql("DROP TABLE shared.schema_history").update();
        assertThatCode(() -> Migrations.run(source())).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() {
        owner.sql("UPDATE launch.state SET value = 'other' WHERE key = 'migrations.digest'")
                .update();
        owner.sql("UPDATE launch.state SET value = value || ',plan/V1__plans.sql' WHERE key = 'migrations.files'")
                .update();
        assertThatThrownBy(() -> Migrations.run(source()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("plan/V1__plans.sql");
    }

    @Test
    void anOlderDatabaseIsBroughtUpToDateButNotByACommandThatOnlyLooks() {
        owner.sql("DROP SCHEMA registry, message CASCADE").update();
        owner.sql("UPDATE launch.state SET value = 'older' WHERE key = 'migrations.digest'")
                .update();
        assertThatThrownBy(() -> Migrations.mustBeCurrent(source()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("earlier version");
        Migrations.run(source());
        Migrations.mustBeCurrent(source());
        assertThat(owner.sql("SELECT to_regnamespace('message') IS NOT NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aNewMigrationMayStandBeforeSomeThatHaveRun() {
        owner.sql("UPDATE launch.state SET value = 'older' WHERE key = 'migrations.digest'")
                .update();
        owner.sql("DROP TABLE registry.form_draft").update();
        owner.sql("DELETE FROM registry.schema_history WHERE version = '11'").update();
        Migrations.run(source());
        assertThat(owner.sql("SELECT to_regclass('registry.form_draft') IS NOT NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aMigrationThatWasChangedAfterItRanIsRefused() {
        owner.sql("UPDATE launch.state SET value = 'other' WHERE key = 'migrations.digest'")
                .update();
        owner.sql("UPDATE shared.schema_history SET checksum = checksum + 1 WHERE version = '1'")
                .update();
        assertThatThrownBy(() -> Migrations.run(source()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a migration that it has run was changed");
    }

    @Test
    void demonstrationAndRealDataNeverMix() {
        new Use(source()).beService();
        new Use(source()).beService();
        assertThatThrownBy(() -> new Use(source()).beginDemonstration())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("holds real data");
        owner.sql("DELETE FROM launch.state WHERE key = 'use'").update();
        assertThat(new Use(source()).beginDemonstration()).isTrue();
        new Use(source()).demonstrationFilled();
        assertThat(new Use(source()).beginDemonstration()).isFalse();
        assertThatThrownBy(() -> new Use(source()).beService())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("demonstration data");
    }

    private DataSource source() {
        return database.ownerSource();
    }
}
