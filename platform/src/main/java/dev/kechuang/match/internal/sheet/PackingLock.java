package dev.kechuang.match.internal.sheet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who packs sheets and who decides what is shown, one after the other. Held until the transaction ends. Whoever holds it
 * alone sees every sheet that has a number up to now, and appends to the log of differences in the order of commits.
 */
@Component
public class PackingLock {

    private static final int FAMILY = 720007;
    private static final int PACKING = 1;

    private final JdbcClient jdbc;

    public PackingLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits until nobody else has it. */
    public void alone() {
        take("SELECT pg_advisory_xact_lock(:family, :packing)");
    }

    /** Whether nobody else had it. */
    public boolean aloneIfFree() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:family, :packing)")
                .param("family", FAMILY)
                .param("packing", PACKING)
                .query(Boolean.class)
                .single();
    }

    /** With others who pack different organisations. */
    public void together() {
        take("SELECT pg_advisory_xact_lock_shared(:family, :packing)");
    }

    private void take(String sql) {
        jdbc.sql(sql)
                .param("family", FAMILY)
                .param("packing", PACKING)
                .query((rows, number) -> true)
                .list();
    }
}
