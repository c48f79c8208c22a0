package dev.kechuang.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings the database to the schema this version needs: one PostgreSQL schema a module, in the order of the floors, by
 * the role that owns them. The digest of all migration files is kept in the database, so that one query tells that there
 * is nothing to do.
 */
public final class Migrations {

    /** Modules with tables, lower floors first; a module's migrations may refer to those before it. */
    static final List<String> MODULES = List.of(
            "launch",
            "shared",
            "pack",
            "audit",
            "file",
            "identity",
            "record",
            "message",
            "registry",
            "policy",
            "fund",
            "programme",
            "indicator",
            "match",
            "plan",
            "report");

    /** Role the application works as; it is granted what each module's migration names, and nothing more. */
    public static final String APPLICATION_ROLE = "kc_app";

    private static final String DIGEST = "migrations.digest";
    private static final String FILES = "migrations.files";

    private Migrations() {}

    /**
     * Runs every migration that has not run yet; costs one query on a database that is up to date.
     *
     * @throws Refusal if the database was made by a newer version, or a migration that has run was changed since
     */
    public static void run(DataSource owner) {
        Map<String, String> files = files();
        String digest = digest(files);
        var state = new State(owner);
        if (state.find(DIGEST).filter(digest::equals).isPresent()) return;
        refuseNewer(state, files.keySet());
        try {
            for (String module : MODULES) {
                if (files.keySet().stream().anyMatch(file -> file.startsWith(module + "/"))) {
                    flyway(owner, module).migrate();
                }
            }
        } catch (FlywayValidateException e) {
            throw new Refusal(
                    "数据库的结构与本程序不符（已执行的迁移文件被修改）：请用创建它的版本打开，或换用新的数据目录。",
                    "The database does not fit this program, a migration that it has run was changed: open it with the"
                            + " version that made it, or use a new home. "
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    e);
        }
        state.put(FILES, String.join(",", files.keySet()));
        state.put(DIGEST, digest);
    }

    /** @throws Refusal if the database is not exactly at this program's schema */
    static void mustBeCurrent(DataSource owner) {
        Map<String, String> files = files();
        var state = new State(owner);
        if (state.find(DIGEST).filter(digest(files)::equals).isPresent()) return;
        refuseNewer(state, files.keySet());
        throw new Refusal(
                "数据库的结构早于本程序：请先用 ./kc serve（演示用 ./kc demo）启动一次以升级。",
                "The database has the schema of an earlier version: start it once with ./kc serve or ./kc demo, which"
                        + " brings it up to date.");
    }

    /** Takes away everything the modules made, for a database to be filled anew. */
    static void reset(DataSource owner) {
        JdbcClient.create(owner)
                .sql("DROP SCHEMA IF EXISTS " + String.join(", ", MODULES) + " CASCADE")
                .update();
        run(owner);
    }

    private static void refuseNewer(State state, Set<String> known) {
        Set<String> unknown = state.find(FILES).stream()
                .flatMap(files -> List.of(files.split(",")).stream())
                .filter(file -> !known.contains(file))
                .collect(Collectors.toCollection(TreeSet::new));
        if (unknown.isEmpty()) return;
        throw new Refusal(
                "数据库由更新的版本使用过（含本程序没有的迁移 " + String.join("、", unknown) + "）：请用新版本打开。",
                "A newer version has used this database, it has migrations this program lacks ("
                        + String.join(", ", unknown) + "): open it with that version.");
    }

    private static Flyway flyway(DataSource owner, String module) {
        return Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/migration/" + module)
                .schemas(module)
                .defaultSchema(module)
                .table("schema_history")
                // Numbers are given out in blocks, so that a new one may stand before some that have run.
                .outOfOrder(true)
                .load();
    }

    /** Content by {@code module/file}, in order of name. */
    private static Map<String, String> files() {
        try {
            var files = new TreeMap<String, String>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*/*.sql")) {
                String path = file.getURL().getPath();
                String name = path.substring(path.lastIndexOf("db/migration/") + "db/migration/".length());
                files.put(name, file.getContentAsString(StandardCharsets.UTF_8));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Map<String, String> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(content.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
