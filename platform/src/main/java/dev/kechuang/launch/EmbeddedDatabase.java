package dev.kechuang.launch;

import dev.kechuang.launch.backup.Archive;
import dev.kechuang.launch.backup.Restore;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Our own PostgreSQL under the home directory. Two roles: {@code kc_owner} owns the database and migrates it,
 * {@code kc_app} is the application.
 */
final class EmbeddedDatabase implements Database {

    static final String NAME = "kechuang";
    static final String OWNER = "kc_owner";

    private final DataSource owner;
    private final Access application;
    private final Runnable close;

    private EmbeddedDatabase(DataSource owner, Access application, Runnable close) {
        this.owner = owner;
        this.application = application;
        this.close = close;
    }

    /** Starts PostgreSQL; makes roles and database on first use. */
    static EmbeddedDatabase start(Path home) throws IOException, InterruptedException {
        Restore.mustBeFinished(home);
        var postgres = EmbeddedPostgres.start(home, settings(home));
        try {
            var secrets = new Secrets(home);
            role(postgres, secrets, OWNER);
            role(postgres, secrets, Migrations.APPLICATION_ROLE);
            if (secrets.find("database-made").isEmpty()) {
                createDatabase(JdbcClient.create(postgres.administration("postgres")));
                secrets.put("database-made", NAME);
            }
            return at(postgres.url(NAME), secrets, postgres::close);
        } catch (IOException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static List<String> settings(Path home) throws IOException {
        var settings = new ArrayList<>(new Archive(home).prepare());
        String memory = System.getenv("KC_DB_MEMORY");
        if (memory != null && !memory.isBlank()) {
            if (!memory.matches("[1-9][0-9]*(kB|MB|GB)")) {
                throw new Refusal(
                        "KC_DB_MEMORY 的值“" + memory + "”有误：应形如 512MB。", "KC_DB_MEMORY is wrong: write it like 512MB.");
            }
            settings.add("shared_buffers=" + memory);
        }
        return settings;
    }

    /** Connects to the PostgreSQL of an instance that runs in the home; closing leaves it running. */
    static EmbeddedDatabase connect(Path home) throws IOException {
        return at(EmbeddedPostgres.runningUrl(home, NAME), new Secrets(home), () -> {});
    }

    private static EmbeddedDatabase at(String url, Secrets secrets, Runnable close) throws IOException {
        var owner = new PGSimpleDataSource();
        owner.setUrl(url);
        owner.setUser(OWNER);
        owner.setPassword(secrets.find(OWNER).orElseThrow());
        String password = secrets.find(Migrations.APPLICATION_ROLE).orElseThrow();
        return new EmbeddedDatabase(owner, new Access(url, Migrations.APPLICATION_ROLE, password), close);
    }

    /** The file is written after the role: killed in between, the next start does it again. */
    private static void role(EmbeddedPostgres postgres, Secrets secrets, String role) throws IOException {
        if (secrets.find(role).isPresent()) return;
        var jdbc = JdbcClient.create(postgres.administration("postgres"));
        String password = Secrets.random();
        boolean exists = jdbc.sql("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)")
                .param(role)
                .query(Boolean.class)
                .single();
        // Made of letters, digits, - and _ only; roles take no parameters.
        jdbc.sql((exists ? "ALTER" : "CREATE") + " ROLE " + role + " LOGIN PASSWORD '" + password + "'")
                .update();
        secrets.put(role, password);
    }

    private static void createDatabase(JdbcClient jdbc) {
        boolean exists = jdbc.sql("SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)")
                .param(NAME)
                .query(Boolean.class)
                .single();
        if (!exists) jdbc.sql("CREATE DATABASE " + NAME + " OWNER " + OWNER).update();
        jdbc.sql("REVOKE CONNECT, TEMPORARY ON DATABASE " + NAME + " FROM PUBLIC")
                .update();
        jdbc.sql("GRANT CONNECT, TEMPORARY ON DATABASE " + NAME + " TO " + Migrations.APPLICATION_ROLE)
                .update();
    }

    @Override
    public DataSource owner() {
        return owner;
    }

    @Override
    public Access application() {
        return application;
    }

    @Override
    public void close() {
        close.run();
    }
}
