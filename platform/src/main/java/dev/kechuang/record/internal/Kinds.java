package dev.kechuang.record.internal;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The kinds that were ever recorded. */
@Component
public class Kinds {

    private final JdbcClient jdbc;

    public Kinds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<String> all() {
        // Jumps along the index from one kind to the next instead of reading every record.
        return jdbc.sql("""
                WITH RECURSIVE known (kind) AS (
                    (SELECT kind FROM record.record ORDER BY kind LIMIT 1)
                    UNION ALL
                    SELECT (SELECT r.kind FROM record.record r WHERE r.kind > known.kind ORDER BY r.kind LIMIT 1)
                    FROM known WHERE known.kind IS NOT NULL)
                SELECT kind FROM known WHERE kind IS NOT NULL
                """).query((row, number) -> row.getString(1)).list();
    }
}
