package dev.kechuang.launch.postgres;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process at a time works in a home directory. The kernel drops the lock with the process, however it ends, so a
 * lock is never stale.
 */
public final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the directory when it is missing.
     *
     * @throws Refusal if another process has the lock, or the directory can't be written
     */
    public static HomeLock take(Path home) {
        Path file = home.resolve("lock");
        try {
            Files.createDirectories(home);
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new Refusal(
                        home + " 正被另一个实例（进程 " + holder + "）使用：请先停止它，或用 --home 指定其他目录。",
                        "Another instance (process " + holder + ") works in " + home
                                + ": stop it, or name another directory with --home.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new HomeLock(channel);
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            throw unusable(home, e);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** Whether a process, this one included, works in the directory now. */
    public static boolean isTaken(Path home) {
        Path file = home.resolve("lock");
        if (!Files.exists(file)) return false;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return !locked(channel);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Refusal unusable(Path home, IOException e) {
        return new Refusal(
                "目录 " + home + " 不可读写（" + e.getMessage() + "）：请检查权限，或用 --home 指定其他目录。",
                "The directory " + home + " can't be read and written (" + e + "): check its permissions, or name"
                        + " another one with --home.",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
