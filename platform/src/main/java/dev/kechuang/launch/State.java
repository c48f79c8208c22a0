package dev.kechuang.launch;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the launcher remembers in the database, beside the data it is about. */
final class State {

    private final JdbcClient jdbc;

    State(DataSource owner) {
        this.jdbc = JdbcClient.create(owner);
    }

    /** Empty too when the database is new and has no such table. */
    Optional<String> find(String key) {
        try {
            return jdbc.sql("SELECT value FROM launch.state WHERE key = ?")
                    .param(key)
                    .query(String.class)
                    .optional();
        } catch (BadSqlGrammarException e) {
            if (isMissing(e.getSQLException())) return Optional.empty();
            throw e;
        }
    }

    void put(String key, String value) {
        jdbc.sql("""
                        INSERT INTO launch.state (key, value) VALUES (?, ?)
                        ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value
                        """).params(key, value).update();
    }

    /** No such table or schema. */
    private static boolean isMissing(@Nullable SQLException e) {
        return e != null && ("42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState()));
    }
}
