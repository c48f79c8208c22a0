package dev.kechuang.launch.postgres;

import dev.kechuang.launch.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the library on the class path; a half-unpacked directory is never used. */
final class Binaries {

    static final String VERSION = "18.6";
    /** Data directories work with programs of the same major version only. */
    static final String MAJOR = "18";

    private static final String UNFINISHED = "postgresql-" + VERSION + ".unpacking-";

    private final Path directory;

    private Binaries(Path directory) {
        this.directory = directory;
    }

    /** In the home, or where the system property says, so that tests with many homes unpack once. */
    static Binaries unpackedIn(Path home) throws IOException {
        Path place = Path.of(System.getProperty("kc.postgres.programs", home.toString()));
        Path directory = place.resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(directory)) {
            removeLeftovers(place);
            // Its own for each process: several may start at once where they share the programs.
            Path unfinished = place.resolve(UNFINISHED + ProcessHandle.current().pid());
            unpack(unfinished);
            try {
                Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(directory)) throw e;
                Trees.delete(unfinished); // another process was quicker
            }
        }
        return new Binaries(directory);
    }

    /** What processes left half unpacked that are gone. */
    static void removeLeftovers(Path place) throws IOException {
        if (!Files.isDirectory(place)) return;
        try (var entries = Files.newDirectoryStream(place, UNFINISHED + "*")) {
            for (Path entry : entries) {
                String pid = entry.getFileName().toString().substring(UNFINISHED.length());
                boolean working = pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isPresent()
                        && ProcessHandle.current().pid() != Long.parseLong(pid);
                if (!working) Trees.delete(entry);
            }
        }
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static void unpack(Path target) throws IOException {
        String resource = resource();
        try (InputStream archive = resource == null ? null : Binaries.class.getResourceAsStream(resource)) {
            if (archive == null) {
                String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
                throw new Refusal(
                        "内置 PostgreSQL 不支持本系统（" + system + "）：请设置 KC_DB_URL 使用外部 PostgreSQL。",
                        "The embedded PostgreSQL runs on Linux amd64 and arm64, not on " + system
                                + ": use an external one by KC_DB_URL.");
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, target);
                }
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) throw new IOException("entry outside of the archive: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean executable = (entry.getMode() & 0100) != 0;
            if (executable && !file.toFile().setExecutable(true, false)) {
                throw new IOException("can't make executable: " + file);
            }
        }
    }

    private static @Nullable String resource() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) return null;
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default -> null;
        };
    }
}
