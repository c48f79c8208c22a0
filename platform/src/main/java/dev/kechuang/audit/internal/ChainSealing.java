package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds committed entries to the chain: those that wait, never "those with an id above the last", because ids do not
 * commit in order.
 */
@Component
public class ChainSealing {

    static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public ChainSealing(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Seals until nothing waits, each batch in a transaction of its own. Answers how many. */
    public long run() {
        long sealed = 0;
        while (true) {
            int batch = Objects.requireNonNull(transaction.execute(status -> batch()));
            sealed += batch;
            if (batch < BATCH) return sealed;
        }
    }

    private record Head(long position, byte[] hash) {}

    private int batch() {
        // Several sealers wait for one another here; what is read below is read behind the lock.
        jdbc.sql("SELECT audit.lock_chain()::text").query(String.class).single();
        Head last = jdbc.sql("SELECT position, hash FROM audit.chain ORDER BY position DESC LIMIT 1")
                .query((row, number) -> new Head(row.getLong(1), row.getBytes(2)))
                .optional()
                .orElse(new Head(0, Links.origin()));
        List<AuditEntry> waiting = jdbc.sql("SELECT " + AuditRows.COLUMNS + """
                 FROM audit.unsealed u JOIN audit.entry e ON e.id = u.entry
                ORDER BY u.entry LIMIT :batch
                """)
                .param("batch", BATCH)
                .query((row, number) -> AuditRows.entry(row))
                .list();
        if (waiting.isEmpty()) return 0;
        var entries = new UUID[waiting.size()];
        var hashes = new byte[waiting.size()][];
        byte[] before = last.hash();
        for (int i = 0; i < entries.length; i++) {
            entries[i] = waiting.get(i).id();
            before = hashes[i] = Links.hash(before, waiting.get(i));
        }
        jdbc.sql("SELECT audit.append_chain(:after, :entries, :hashes)::text")
                .param("after", last.position())
                .param("entries", entries)
                .param("hashes", hashes)
                .query(String.class)
                .single();
        return entries.length;
    }
}
