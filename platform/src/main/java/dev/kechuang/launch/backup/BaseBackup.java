package dev.kechuang.launch.backup;

import dev.kechuang.launch.Refusal;
import dev.kechuang.launch.backup.BackupDirectory.Base;
import dev.kechuang.launch.postgres.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Takes a whole copy of a data directory while PostgreSQL works in it, between {@code pg_backup_start} and
 * {@code pg_backup_stop} (PostgreSQL 18, 25.3.3). The copy gets its name when it is complete and on the disk.
 */
public final class BaseBackup {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    /** PostgreSQL makes their content anew; the directories themselves must be there. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

    private final Path home;
    private final Archive archive;

    public BaseBackup(Path home) {
        this.home = home;
        this.archive = new Archive(home);
    }

    /**
     * @param administration connections as the superuser of the home's running PostgreSQL
     * @param directory where backups are kept; an instance that has a lineage elsewhere begins a new one there
     * @return where the copy is, and from when on the instance can be restored
     */
    public Taken take(DataSource administration, Path directory)
            throws IOException, InterruptedException, SQLException {
        try (Connection connection = administration.getConnection()) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Path lineage = lineage(jdbc, directory);
            archive.begin(lineage);
            Base base = copy(jdbc, lineage);
            keepSettings(lineage.resolve("settings"));
            archive.mirrorFiles();
            return new Taken(base.directory(), base.finished());
        }
    }

    /** @param finished the earliest moment that can be restored from the copy */
    public record Taken(Path directory, Instant finished) {}

    /** Deletes all but the newest copies of the home's lineage, with the log that only they needed. */
    public int prune(int keep) throws IOException {
        return BackupDirectory.prune(archive.location().orElseThrow(), keep);
    }

    private Path lineage(JdbcClient jdbc, Path directory) throws IOException {
        Path target = Files.createDirectories(
                        directory.toAbsolutePath().normalize(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")))
                .toRealPath();
        if (target.startsWith(home)) {
            throw new Refusal(
                    "备份目录 " + target + " 在数据目录之内，会随之丢失：请用 --backup 指定其他位置，最好是另一块磁盘。",
                    "The backup directory " + target + " lies within the home and would be lost with it: name another"
                            + " place with --backup, best on another disk.");
        }
        var current = archive.location();
        if (current.isPresent()
                && Files.isDirectory(current.get())
                && target.equals(current.get().getParent())) return current.get();
        String system = jdbc.sql("SELECT system_identifier FROM pg_control_system()")
                .query(String.class)
                .single();
        return target.resolve(system + "-" + NAME.format(Instant.now()));
    }

    private Base copy(JdbcClient jdbc, Path lineage) throws IOException {
        String name = NAME.format(Instant.now());
        Path unfinished = lineage.resolve("base").resolve(name + ".new");
        Path finished = lineage.resolve("base").resolve(name);
        Files.createDirectories(unfinished);
        String firstSegment = jdbc.sql("SELECT pg_walfile_name(pg_backup_start('kc', true))")
                .query(String.class)
                .single();
        Path data = unfinished.resolve(BackupDirectory.DATA);
        Instant moment;
        try (OutputStream file = Files.newOutputStream(data);
                var tar = new TarArchiveOutputStream(new FastGzip(file), StandardCharsets.UTF_8.name())) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            Files.walkFileTree(home.resolve("pgdata"), new Copier(home.resolve("pgdata"), tar));
            Stopped stopped = stop(jdbc);
            add(tar, "backup_label", stopped.label());
            if (!stopped.tablespaces().isBlank()) add(tar, "tablespace_map", stopped.tablespaces());
            moment = stopped.moment();
        }
        Trees.sync(data);
        var base = new Base(lineage, name, moment, firstSegment);
        base.write(unfinished);
        Trees.sync(unfinished);
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(lineage.resolve("base"));
        return base;
    }

    private record Stopped(String label, String tablespaces, Instant moment) {}

    /** Waits until the log up to here is archived; a failing archive is told, not waited for for ever. */
    private static Stopped stop(JdbcClient jdbc) {
        jdbc.sql("SET statement_timeout = '120s'").update();
        try {
            return jdbc.sql("SELECT labelfile, spcmapfile, clock_timestamp() AS moment FROM pg_backup_stop(true)")
                    .query((row, number) -> new Stopped(
                            row.getString("labelfile"),
                            row.getString("spcmapfile"),
                            row.getObject("moment", Timestamp.class).toInstant()))
                    .single();
        } catch (org.springframework.dao.DataAccessException e) {
            throw new Refusal(
                    "日志归档失败，备份未完成：请检查备份目录是否可写、磁盘是否已满（详见 log/postgresql.log）。",
                    "The log can't be archived and the backup is not complete: see whether the backup directory can be"
                            + " written and has room (log/postgresql.log tells more).",
                    e);
        }
    }

    /** Without these the restored data would be there but nobody could open them. */
    private void keepSettings(Path settings) throws IOException {
        for (String name : List.of("secret.key", "kechuang.yaml")) {
            if (Files.exists(home.resolve(name))) Archive.copy(home.resolve(name), settings.resolve(name));
        }
        try (var secrets = Files.list(home.resolve("secrets"))) {
            for (Path secret : secrets.toList()) {
                Archive.copy(secret, settings.resolve("secrets").resolve(secret.getFileName()));
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** Puts the tree into the archive; files may vanish, grow and shrink meanwhile, the log puts that right. */
    private static final class Copier extends SimpleFileVisitor<Path> {

        private final Path root;
        private final TarArchiveOutputStream tar;

        Copier(Path root, TarArchiveOutputStream tar) {
            this.root = root;
            this.tar = tar;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(directory).toString();
            if (directory.getFileName().toString().startsWith("pgsql_tmp")) return FileVisitResult.SKIP_SUBTREE;
            if (!name.isEmpty()) {
                tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
                tar.closeArchiveEntry();
            }
            return EMPTIED.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(file).toString();
            if (LEFT_OUT.contains(name) || file.getFileName().toString().startsWith("pg_internal.init")) {
                return FileVisitResult.CONTINUE;
            }
            try (InputStream content = Files.newInputStream(file)) {
                var entry = new TarArchiveEntry(name);
                entry.setSize(attributes.size());
                tar.putArchiveEntry(entry);
                long left = attributes.size();
                var buffer = new byte[1 << 16];
                while (left > 0) {
                    int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        java.util.Arrays.fill(buffer, (byte) 0);
                        read = (int) Math.min(buffer.length, left);
                    }
                    tar.write(buffer, 0, read);
                    left -= read;
                }
                tar.closeArchiveEntry();
            } catch (NoSuchFileException e) {
                // dropped while we walked
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) throw failure;
            return FileVisitResult.CONTINUE;
        }
    }

    /** The quickest level: data pages shrink well at any. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
