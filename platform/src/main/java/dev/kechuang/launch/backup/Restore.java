package dev.kechuang.launch.backup;

import dev.kechuang.launch.Refusal;
import dev.kechuang.launch.backup.BackupDirectory.Base;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.launch.postgres.HomeLock;
import dev.kechuang.launch.postgres.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a home from a backup, as it was at a moment: the newest copy from before it, and the archived log up to it. A
 * restore that was interrupted is recognised and done again from its beginning.
 */
public final class Restore {

    private static final String MARK = "restore.unfinished";

    private static final String SCRIPT = """
            #!/bin/sh
            # Called by PostgreSQL while it restores: the segment's name, where to put it.
            set -eu
            from=$(cat "$(dirname "$0")/restore.unfinished")/wal/$1.gz
            [ -e "$from" ] || exit 1
            gzip -dc "$from" >"$2"
            """;

    private final Path home;
    private final BackupDirectory backups;

    public Restore(Path home, Path backups) {
        this.home = home;
        this.backups = new BackupDirectory(backups.toAbsolutePath().normalize());
    }

    /** @throws Refusal if the home holds a restore that did not finish */
    public static void mustBeFinished(Path home) {
        if (!Files.exists(home.resolve(MARK))) return;
        throw new Refusal(
                home + " 中有未完成的恢复：请重新执行 ./kc restore。",
                "A restore into " + home + " did not finish: run ./kc restore again.");
    }

    /**
     * @param target null for the newest state
     * @return the moment it was restored to: the target, or when the archive ends if that is earlier
     */
    public Instant run(@Nullable Instant target) throws IOException, InterruptedException {
        Base base = backups.baseFor(target);
        Instant newest = BackupDirectory.archivedUntil(base.lineage()).orElse(base.finished());
        try (HomeLock lock = HomeLock.take(home)) {
            empty(lock);
            Files.writeString(home.resolve(MARK), base.lineage().toString());
            Trees.sync(home);
            unpack(base.directory().resolve(BackupDirectory.DATA), home.resolve("pgdata"));
            copyTree(base.lineage().resolve("settings"), home);
            copyTree(base.lineage().resolve("files"), home.resolve("files"));
            Files.writeString(home.resolve("restore.sh"), SCRIPT);
        }
        Instant reached = target == null || target.isAfter(newest) ? newest : target;
        recover(target != null && !target.isAfter(newest) ? target : null);
        Files.delete(home.resolve("restore.sh"));
        Files.delete(home.resolve(MARK));
        return reached;
    }

    private void empty(HomeLock lock) throws IOException {
        Path data = home.resolve("pgdata");
        if (Files.exists(data) && !Files.exists(home.resolve(MARK))) {
            lock.close();
            throw new Refusal(
                    home + " 中已有数据：恢复只写入空目录，请先把它移走，或用 --home 指定新目录。",
                    "There are data in " + home + ": a restore needs an empty home, move them away or name a new one"
                            + " with --home.");
        }
        for (String name : List.of("pgdata", "files", "secrets", "backup.location")) Trees.delete(home.resolve(name));
    }

    /**
     * Lets PostgreSQL replay the log. Connections are not taken before it is done, so ready means restored. With a
     * target after the last transaction in the archive PostgreSQL gives up; then all of the archive is what was meant.
     */
    private void recover(@Nullable Instant target) throws IOException, InterruptedException {
        var settings = new ArrayList<>(List.of(
                "restore_command=sh ../restore.sh %f %p",
                "recovery_target_timeline=current", "hot_standby=off", "archive_mode=off"));
        if (target != null) {
            settings.add("recovery_target_time=" + Moments.show(target));
            settings.add("recovery_target_action=promote");
        }
        Files.writeString(home.resolve("pgdata/recovery.signal"), "");
        EmbeddedPostgres.handOver(home, home.resolve("pgdata"));
        try {
            EmbeddedPostgres.start(home, settings).close();
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (target == null || !said.contains("recovery ended before configured recovery target")) throw e;
            recover(null);
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        Files.createDirectory(
                target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (InputStream file = Files.newInputStream(archive);
                var tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) throw new IOException("entry outside of the data: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.copy(tar, path);
                }
            }
        }
        try (var all = Files.walk(target)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) return;
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(copy);
                else if (!path.toString().endsWith(".new")) Archive.copy(path, copy);
            }
        }
    }
}
