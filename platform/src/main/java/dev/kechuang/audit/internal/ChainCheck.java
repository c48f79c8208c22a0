package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import dev.kechuang.shared.Invariant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recomputes the whole chain in one pass and says which entry was changed, removed or slipped in, and whether the heads
 * of past days, in the database and where they were written to, still stand in it.
 */
@Component
public class ChainCheck implements Invariant {

    private static final int MOST_REPORTED = 20;
    private static final int FETCH = 2000;

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final DayHeads heads;

    public ChainCheck(JdbcClient jdbc, PlatformTransactionManager transactions, DayHeads heads) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.heads = heads;
    }

    @Override
    public String name() {
        return "audit.chain";
    }

    @Override
    public String claim() {
        return "The audit chain is whole: nothing in it was changed, removed or added, and the heads of past days stand.";
    }

    @Override
    public Result check() {
        return check(done -> {});
    }

    /** @param progress told how many links are checked, every now and then */
    Result check(LongConsumer progress) {
        return java.util.Objects.requireNonNull(snapshot.execute(status -> {
            var walk = new Walk(headsByPosition(), progress);
            jdbc.sql("SELECT c.position, c.entry, c.hash, " + AuditRows.COLUMNS
                            + " FROM audit.chain c LEFT JOIN audit.entry e ON e.id = c.entry ORDER BY c.position")
                    .withFetchSize(FETCH)
                    .query(row -> {
                        walk.link(
                                row.getLong("position"),
                                row.getObject("entry", UUID.class),
                                row.getBytes("hash"),
                                row.getObject("id") == null ? null : AuditRows.entry(row));
                    });
            walk.end();
            walk.found.addAll(strays());
            return new Result(
                    walk.last, walk.found.stream().limit(MOST_REPORTED).toList());
        }));
    }

    /** Links that are to be checked, for the progress. */
    long length() {
        return jdbc.sql("SELECT coalesce(max(position), 0) FROM audit.chain")
                .query(Long.class)
                .single();
    }

    private List<String> strays() {
        return jdbc.sql("""
                SELECT 'entry ' || e.id || ' is neither in the chain nor waiting for it' FROM audit.entry e
                WHERE NOT EXISTS (SELECT FROM audit.chain c WHERE c.entry = e.id)
                  AND NOT EXISTS (SELECT FROM audit.unsealed u WHERE u.entry = e.id)
                LIMIT 20
                """).query((row, number) -> row.getString(1)).list();
    }

    private record Head(LocalDate day, String where, byte[] hash) {}

    private Map<Long, List<Head>> headsByPosition() {
        var all = new TreeMap<Long, List<Head>>();
        jdbc.sql("SELECT day, position, hash FROM audit.head").query(row -> {
            add(
                    all,
                    row.getLong("position"),
                    new Head(row.getObject("day", LocalDate.class), "database", row.getBytes("hash")));
        });
        for (var kept : heads.written()) {
            add(all, kept.position(), new Head(kept.day(), kept.where(), kept.hash()));
        }
        return all;
    }

    private static void add(Map<Long, List<Head>> all, long position, Head head) {
        all.computeIfAbsent(position, key -> new ArrayList<>()).add(head);
    }

    /** Goes along the chain. */
    private static final class Walk {
        private final Map<Long, List<Head>> heads;
        private final LongConsumer progress;
        private final List<String> found = new ArrayList<>();
        private byte[] before = Links.origin();
        private long last;

        Walk(Map<Long, List<Head>> heads, LongConsumer progress) {
            this.heads = heads;
            this.progress = progress;
        }

        void link(long position, UUID id, byte[] hash, @Nullable AuditEntry entry) {
            for (long missing = last + 1; missing < position && found.size() < MOST_REPORTED; missing++) {
                found.add("position " + missing + " of the chain is missing");
            }
            if (entry == null) {
                found.add("entry " + id + " at position " + position + " is gone");
            } else if (position == last + 1 && !Arrays.equals(hash, Links.hash(before, entry))) {
                found.add("entry " + id + " at position " + position + " (" + entry.action() + ", " + entry.label()
                        + ") is not what was sealed");
            }
            for (Head head : heads.getOrDefault(position, List.of())) {
                if (!Arrays.equals(head.hash(), hash)) {
                    found.add("position " + position + " is not what the head of " + head.day() + " (" + head.where()
                            + ") says");
                }
            }
            heads.remove(position);
            before = hash;
            last = position;
            if (position % FETCH == 0) progress.accept(position);
        }

        void end() {
            heads.forEach((position, all) -> found.add("position " + position + ", head of "
                    + all.getFirst().day() + " (" + all.getFirst().where() + "), is missing at the end of the chain"));
            progress.accept(last);
        }
    }
}
