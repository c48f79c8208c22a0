package dev.kechuang.launch.backup;

import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance sends its changes, from its first backup on: finished segments of PostgreSQL's log within a minute,
 * and uploaded files. The file {@code backup.location} in the home names the lineage's directory; while it is missing
 * nothing is archived.
 */
public final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    /**
     * PostgreSQL keeps a segment until this ends with 0, so a backup disk that is away loses nothing; it only takes
     * room. Written whole before it gets its name, and on the disk before PostgreSQL may forget its own.
     */
    private static final String SCRIPT = """
            #!/bin/sh
            # Called by PostgreSQL for every finished segment of its log: its path, its name.
            set -eu
            home=$(dirname "$0")
            [ -f "$home/backup.location" ] || exit 0
            to=$(cat "$home/backup.location")/wal
            [ -d "$to" ] || { echo "backup directory $to is missing" >&2; exit 1; }
            if [ -e "$to/$2.gz" ]; then
              gzip -dc "$to/$2.gz" | cmp -s - "$1" && exit 0
              echo "$to/$2.gz exists with other content" >&2
              exit 1
            fi
            gzip -1 <"$1" >"$to/$2.new"
            sync "$to/$2.new"
            mv "$to/$2.new" "$to/$2.gz"
            sync "$to"
            """;

    private final Path home;
    private final Set<String> mirrored = new HashSet<>();

    public Archive(Path home) {
        this.home = home;
    }

    /** Settings for PostgreSQL; writes the script they name. */
    public List<String> prepare() throws IOException {
        Files.createDirectories(home);
        Path unfinished = home.resolve("archive.sh.new");
        Files.writeString(unfinished, SCRIPT);
        Files.move(unfinished, home.resolve("archive.sh"), StandardCopyOption.ATOMIC_MOVE);
        return List.of("archive_mode=on", "archive_command=sh ../archive.sh %p %f", "archive_timeout=60");
    }

    /** The lineage's directory, if a backup was ever taken of this home. */
    public Optional<Path> location() throws IOException {
        Path file = home.resolve("backup.location");
        return Files.exists(file) ? Optional.of(Path.of(Files.readString(file).strip())) : Optional.empty();
    }

    /** From now on changes go there. */
    void begin(Path lineage) throws IOException, InterruptedException {
        for (String directory : List.of("wal", "base", "files", "settings")) {
            Files.createDirectories(
                    lineage.resolve(directory),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        EmbeddedPostgres.handOver(home, lineage.resolve("wal"));
        Path unfinished = home.resolve("backup.location.new");
        Files.writeString(unfinished, lineage.toString());
        Trees.sync(unfinished);
        Files.move(unfinished, home.resolve("backup.location"), StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(home);
    }

    /** Copies uploaded files that the archive lacks. They never change, so a name that is there is done. */
    public synchronized void mirrorFiles() throws IOException {
        Optional<Path> lineage = location();
        Path files = home.resolve("files");
        if (lineage.isEmpty() || !Files.isDirectory(files)) return;
        List<Path> all;
        try (var walk = Files.walk(files)) {
            all = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            String name = files.relativize(file).toString();
            if (mirrored.contains(name)) continue;
            Path copy = lineage.get().resolve("files").resolve(name);
            if (!Files.exists(copy)) copy(file, copy);
            mirrored.add(name);
        }
    }

    /** Mirrors files every half minute until the returned thread is interrupted. */
    public Thread keepMirroring() {
        return Thread.ofVirtual().name("file-archive").start(() -> {
            while (true) {
                try {
                    Thread.sleep(30_000);
                    mirrorFiles();
                } catch (InterruptedException e) {
                    return;
                } catch (IOException | RuntimeException e) {
                    LOG.error("Uploaded files can't be archived: {}", e.toString());
                }
            }
        });
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        Path unfinished = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Trees.sync(unfinished);
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
