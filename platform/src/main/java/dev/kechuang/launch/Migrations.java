package dev.kechuang.launch;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Brings the database to the schema this version needs: one PostgreSQL schema a module, in the order of the floors, by
 * the role that owns them. The application's own role is created here too, and owns nothing.
 */
public final class Migrations {

    /** Modules with tables, lower floors first; a module's migrations may refer to those before it. */
    static final List<String> MODULES =
            List.of("shared", "pack", "audit", "file", "identity", "record", "message", "registry");

    /** Role the application works as; it is granted what each module's migration names, and nothing more. */
    public static final String APPLICATION_ROLE = "kc_app";

    private Migrations() {}

    /** Runs every migration that has not run yet; does nothing on a database that is up to date. */
    public static void run(DataSource owner) {
        for (String module : MODULES) {
            String location = "db/migration/" + module;
            if (!exists(location)) continue;
            Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:" + location)
                    .schemas(module)
                    .defaultSchema(module)
                    .table("schema_history")
                    .load()
                    .migrate();
        }
    }

    private static boolean exists(String location) {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:" + location + "/*.sql").length
                    > 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
