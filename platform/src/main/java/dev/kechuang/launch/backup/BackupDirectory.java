package dev.kechuang.launch.backup;

import dev.kechuang.launch.Refusal;
import dev.kechuang.launch.postgres.Trees;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Backups on disk. Below the directory each lineage has its own: the life of one data directory from its first backup to
 * its end, one PostgreSQL timeline. After a restore a new lineage begins, so an archive never forks.
 *
 * <pre>
 * 7561…-20260301T180000/base/20260301T180000/   data.tar.gz, backup.properties
 *                      /wal/                    0000000100000000000000A3.gz …
 *                      /files/                  uploaded files by digest
 *                      /settings/               passwords, keys and settings of the home
 * </pre>
 */
final class BackupDirectory {

    static final String PROPERTIES = "backup.properties";
    static final String DATA = "data.tar.gz";

    private final Path directory;

    BackupDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * A whole copy of the data.
     *
     * @param finished the earliest moment that can be restored from it
     * @param firstSegment name of the first log segment that a restore needs
     */
    record Base(Path lineage, String name, Instant finished, String firstSegment) {

        Path directory() {
            return lineage.resolve("base").resolve(name);
        }

        void write(Path unfinished) throws IOException {
            var properties = new Properties();
            properties.setProperty("finished", finished.toString());
            properties.setProperty("firstSegment", firstSegment);
            try (var writer = Files.newBufferedWriter(unfinished.resolve(PROPERTIES))) {
                properties.store(writer, null);
            }
            Trees.sync(unfinished.resolve(PROPERTIES));
        }

        static Base read(Path lineage, String name) throws IOException {
            var properties = new Properties();
            try (Reader reader = Files.newBufferedReader(
                    lineage.resolve("base").resolve(name).resolve(PROPERTIES))) {
                properties.load(reader);
            }
            return new Base(
                    lineage,
                    name,
                    Instant.parse(properties.getProperty("finished")),
                    properties.getProperty("firstSegment"));
        }
    }

    /** Of all lineages, oldest first. */
    List<Base> bases() throws IOException {
        var bases = new ArrayList<Base>();
        for (Path lineage : list(directory)) bases.addAll(bases(lineage));
        bases.sort(Comparator.comparing(Base::finished));
        return bases;
    }

    static List<Base> bases(Path lineage) throws IOException {
        var bases = new ArrayList<Base>();
        for (Path base : list(lineage.resolve("base"))) {
            if (Files.exists(base.resolve(PROPERTIES)) && !base.toString().endsWith(".new"))
                bases.add(Base.read(lineage, String.valueOf(base.getFileName())));
        }
        bases.sort(Comparator.comparing(Base::finished));
        return bases;
    }

    /**
     * The base to start from for a moment.
     *
     * @param target null for the newest state
     * @throws Refusal if there is none
     */
    Base baseFor(@Nullable Instant target) throws IOException {
        List<Base> bases = bases();
        if (bases.isEmpty()) {
            throw new Refusal(
                    directory + " 中没有备份：请用 --backup 指明备份目录。",
                    "There is no backup in " + directory + ": name the backup directory with --backup.");
        }
        if (target == null) return bases.getLast();
        return bases.stream()
                .filter(base -> !base.finished().isAfter(target))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new Refusal(
                        "没有早于该时间的备份：最早可恢复到 " + Moments.show(bases.getFirst().finished()) + "。",
                        "There is no backup from before that time: the earliest is "
                                + Moments.show(bases.getFirst().finished()) + "."));
    }

    /** When the newest log segment of a lineage was archived: nothing later can be restored. */
    static Optional<Instant> archivedUntil(Path lineage) throws IOException {
        Optional<Instant> newest = Optional.empty();
        for (Path segment : list(lineage.resolve("wal"))) {
            if (!isSegment(segment)) continue;
            Instant archived = Files.getLastModifiedTime(segment).toInstant();
            if (newest.isEmpty() || archived.isAfter(newest.get())) newest = Optional.of(archived);
        }
        return newest;
    }

    /** Deletes all but the newest bases of a lineage, and the log that only they needed; returns how many bases. */
    static int prune(Path lineage, int keep) throws IOException {
        List<Base> bases = bases(lineage);
        if (bases.size() <= keep) return 0;
        List<Base> old = bases.subList(0, bases.size() - keep);
        for (Base base : old) Trees.delete(base.directory());
        String first = bases.get(bases.size() - keep).firstSegment();
        for (Path segment : list(lineage.resolve("wal"))) {
            if (isSegment(segment) && segment.getFileName().toString().compareTo(first) < 0) Files.delete(segment);
        }
        return old.size();
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("[0-9A-F]{24}(\\..*)?\\.gz");
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
