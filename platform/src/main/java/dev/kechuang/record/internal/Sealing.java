package dev.kechuang.record.internal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives committed records their positions and folds them, batch by batch; each batch is a transaction of its own. */
@Component
public class Sealing {

    static final int BATCH = 20_000;

    private final JdbcClient jdbc;

    public Sealing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Seals until nothing waits. Several at a time are harmless: they wait for one another. */
    public long run() {
        long sealed = 0;
        while (true) {
            int batch = batch(BATCH);
            sealed += batch;
            if (batch < BATCH) return sealed;
        }
    }

    /** Seals at most so many. */
    public int batch(int size) {
        return jdbc.sql("SELECT record.seal(:size)")
                .param("size", size)
                .query(Integer.class)
                .single();
    }
}
