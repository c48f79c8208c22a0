package dev.kechuang.shared;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An invariant that one statement checks, so that it sees one state while the platform works on.
 *
 * @param counted statement that gives the number of things looked at
 * @param violations statement of one column: a sentence for each thing that breaks it
 */
public record SqlInvariant(JdbcClient jdbc, String name, String claim, String counted, String violations)
        implements Invariant {

    private static final int EXAMPLES = 20;

    @Override
    public Result check() {
        return new Result(
                jdbc.sql(counted).query((row, number) -> row.getLong(1)).single(),
                jdbc.sql("SELECT * FROM (" + violations + ") AS violation LIMIT " + EXAMPLES)
                        .query((row, number) -> row.getString(1))
                        .list());
    }
}
