package dev.kechuang.launch;

import dev.kechuang.launch.postgres.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL that the city runs, named by {@code KC_DB_URL}, {@code KC_DB_USER}, {@code KC_DB_PASSWORD}. That user
 * migrates and owns the schemas; the application is {@code kc_app}, or the role named by {@code KC_DB_APP_USER}.
 */
final class ExternalDatabase implements Database {

    private static final int LEAST_VERSION = 18;

    private final DataSource owner;
    private final Access application;

    private ExternalDatabase(DataSource owner, Access application) {
        this.owner = owner;
        this.application = application;
    }

    /** Whether the environment names one. */
    static boolean isNamedIn(Map<String, String> environment) {
        return !environment.getOrDefault("KC_DB_URL", "").isBlank();
    }

    static ExternalDatabase connect(Map<String, String> environment, Path home) throws IOException {
        String url = environment.getOrDefault("KC_DB_URL", "");
        String user = environment.get("KC_DB_USER");
        String password = environment.get("KC_DB_PASSWORD");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new Refusal(
                    "KC_DB_URL 的值“" + url + "”有误：应形如 jdbc:postgresql://主机:5432/kechuang。",
                    "KC_DB_URL is wrong: it must look like jdbc:postgresql://host:5432/kechuang.");
        }
        if (user == null || password == null) {
            throw new Refusal(
                    "设置了 KC_DB_URL，还需 KC_DB_USER 和 KC_DB_PASSWORD。",
                    "KC_DB_URL is set; KC_DB_USER and KC_DB_PASSWORD must be set too.");
        }
        var owner = source(url, user, password);
        check(owner, url);
        return new ExternalDatabase(owner, application(environment, home, url, JdbcClient.create(owner)));
    }

    private static void check(DataSource owner, String url) {
        try (Connection connection = owner.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version >= LEAST_VERSION) return;
            throw new Refusal(
                    "外部 PostgreSQL 版本为 " + version + "，需要 " + LEAST_VERSION + " 或更高。",
                    "The external PostgreSQL is version " + version + "; " + LEAST_VERSION + " or newer is needed.");
        } catch (SQLException e) {
            throw new Refusal(
                    "无法连接外部 PostgreSQL（" + url + "）：请检查 KC_DB_URL、KC_DB_USER、KC_DB_PASSWORD。",
                    "Can't connect to the external PostgreSQL: check KC_DB_URL, KC_DB_USER and KC_DB_PASSWORD. "
                            + e.getMessage(),
                    e);
        }
    }

    private static Access application(Map<String, String> environment, Path home, String url, JdbcClient owner)
            throws IOException {
        String user = environment.getOrDefault("KC_DB_APP_USER", Migrations.APPLICATION_ROLE);
        String named = environment.get("KC_DB_APP_PASSWORD");
        String password = named != null ? named : makeRole(owner, user, new Secrets(home));
        boolean member;
        try {
            member = JdbcClient.create(source(url, user, password))
                    .sql("SELECT pg_has_role(rolname, 'USAGE') FROM pg_roles WHERE rolname = ?")
                    .param(Migrations.APPLICATION_ROLE)
                    .query(Boolean.class)
                    .optional()
                    .orElse(false);
        } catch (DataAccessException e) {
            throw needsDba(user, e);
        }
        if (!member) throw needsDba(user, null);
        return new Access(url, user, password);
    }

    /** The application's role with a password of our own, made on first use. */
    private static String makeRole(JdbcClient owner, String user, Secrets secrets) throws IOException {
        Optional<String> known = secrets.find("external-" + Migrations.APPLICATION_ROLE);
        if (known.isPresent()) return known.get();
        if (!user.equals(Migrations.APPLICATION_ROLE)) {
            throw new Refusal(
                    "设置了 KC_DB_APP_USER，还需 KC_DB_APP_PASSWORD。",
                    "KC_DB_APP_USER is set; KC_DB_APP_PASSWORD must be set too.");
        }
        String password = Secrets.random();
        try {
            boolean exists = owner.sql("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)")
                    .param(user)
                    .query(Boolean.class)
                    .single();
            owner.sql((exists ? "ALTER" : "CREATE") + " ROLE " + user + " LOGIN PASSWORD '" + password + "'")
                    .update();
        } catch (DataAccessException e) {
            throw needsDba(user, e);
        }
        secrets.put("external-" + Migrations.APPLICATION_ROLE, password);
        return password;
    }

    private static Refusal needsDba(String user, @Nullable Exception e) {
        String sql = "CREATE ROLE kc_app LOGIN PASSWORD '…';"
                + (user.equals(Migrations.APPLICATION_ROLE) ? "" : " GRANT kc_app TO " + user + ";");
        String chinese = "应用角色 " + user + " 不可用且无权创建：请数据库管理员执行 " + sql + " 并设置 KC_DB_APP_PASSWORD。";
        String english = "The application's role " + user + " can't be used, and we may not make it: have the database"
                + " administrator run " + sql + " and set KC_DB_APP_PASSWORD.";
        return e == null ? new Refusal(chinese, english) : new Refusal(chinese, english, e);
    }

    private static PGSimpleDataSource source(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
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
        // The server is not ours.
    }
}
