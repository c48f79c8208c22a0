package dev.kechuang.pack.internal;

import dev.kechuang.pack.Packs;
import dev.kechuang.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A copy of the repository's packs in a directory of its own, imported into a database of its own. */
public final class LoadedPacks implements AutoCloseable {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T01:30:00Z"), ZoneId.of("Asia/Shanghai"));

    private final TestDatabase database = TestDatabase.create();
    private final Path directory;
    private final PackStore store = new PackStore(new JdbcTemplate(database.application()));
    private CityPacks packs;

    public LoadedPacks(Path directory) {
        this.directory = directory;
        copy(Packs.find("packs"), directory);
        packs = load();
    }

    /** Loads the files as they are now and imports them. */
    public CityPacks load() {
        packs = CityPacks.of(PackLoader.load(directory), "320500", CLOCK);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database.application()));
        transaction.executeWithoutResult(status -> new PackImport(store, event -> {}, CLOCK).run(packs));
        return packs;
    }

    public void edit(String file, String from, String to) {
        try {
            Path path = directory.resolve(file);
            String text = Files.readString(path);
            if (!text.contains(from)) throw new IllegalStateException(file + " does not hold " + from);
            Files.writeString(path, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PackCatalogue catalogue() {
        return new PackCatalogue(packs, store);
    }

    static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
