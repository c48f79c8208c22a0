package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The facts of the whole city, chunk by chunk, for what-if and cultivation: only those that the layout's policies read are
 * unpacked. As fresh as the sheets are.
 */
@Component
public class City {

    /** Rows of a chunk. */
    public static final int CHUNK = 16_384;

    private final JdbcClient jdbc;
    private final SheetReader reader;
    private final Sheets sheets;
    private final int threads;

    public City(JdbcClient jdbc, SheetReader reader, Sheets sheets) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.sheets = sheets;
        this.threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    }

    /** Gets the chunks; called by several threads at once, each with a chunk of its own that is filled again afterwards. */
    @FunctionalInterface
    public interface Use {
        /** @param rows whose facts the chunk's rows are, with region and zone */
        void chunk(Chunk chunk, List<Sheet> rows);
    }

    /** Reads everybody who counts. Ends when all of it was used; what a use throws ends it. */
    public void read(Layout layout, Use use) {
        List<UUID> starts = starts();
        var parts = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < starts.size(); i++) {
            UUID from = starts.get(i);
            UUID until = i + 1 < starts.size() ? starts.get(i + 1) : null;
            parts.add(() -> {
                var part = new Part(sheets.filler(layout.chunk(CHUNK)), use);
                reader.read(sheets.layout(), from, until, part::add);
                part.end();
                return part.count;
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Integer> part : pool.invokeAll(parts)) Objects.requireNonNull(part.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where each thread begins, by the blocks of the last run. */
    private List<UUID> starts() {
        List<UUID> blocks = jdbc.sql("""
                        SELECT from_id FROM match.run_block
                        WHERE step = 'filling' AND run = (SELECT max(id) FROM match.run WHERE state = 'shown')
                        ORDER BY block
                        """)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        if (blocks.size() < threads) return List.of(new UUID(0, 0));
        var starts = new ArrayList<UUID>();
        for (int i = 0; i < threads; i++) starts.add(blocks.get(blocks.size() * i / threads));
        return starts;
    }

    private static final class Part {
        private final ChunkFiller filler;
        private final Use use;
        private final List<Sheet> rows = new ArrayList<>();
        private int count;

        Part(ChunkFiller filler, Use use) {
            this.filler = filler;
            this.use = use;
        }

        void add(Sheet sheet) {
            filler.add(Objects.requireNonNull(sheet.facts()));
            rows.add(sheet);
            count++;
            if (rows.size() == CHUNK) end();
        }

        void end() {
            if (rows.isEmpty()) return;
            use.chunk(filler.chunk(), List.copyOf(rows));
            rows.clear();
            filler.clear();
        }
    }
}
