package dev.kechuang.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Bytes under their SHA-256: {@code ab/cd/abcd…}. A file appears whole or not at all: it is written to {@code tmp},
 * forced to the disk and renamed.
 */
final class Disk {

    private final Path root;

    Disk(Path root) {
        this.root = root;
    }

    /** What {@link #receive} put aside. */
    record Received(Path file, String sha256, long size) {}

    /** Writes at most {@code limit + 1} bytes aside, so that a size above the limit says that there was more. */
    Received receive(InputStream content, long limit) throws IOException {
        Path directory = Files.createDirectories(root.resolve("tmp"));
        Path file = Files.createTempFile(directory, "upload-", ".part");
        MessageDigest digest = sha256();
        long size = 0;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[65536];
            while (size <= limit) {
                int n = content.read(buffer, 0, (int) Math.min(buffer.length, limit + 1 - size));
                if (n < 0) break;
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                size += n;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Received(file, HexFormat.of().formatHex(digest.digest()), size);
    }

    /** Moves what was received to its place; the same content twice is kept once. */
    void keep(Received received) throws IOException {
        Path place = place(received.sha256());
        if (Files.exists(place)) {
            Files.delete(received.file());
            return;
        }
        // On the disk before it has its name; what is kept already need not be.
        try (var channel = FileChannel.open(received.file(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path second = directory(received.sha256());
        Files.createDirectories(second);
        try {
            Files.move(received.file(), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file directory must be one file system: " + root, e);
        }
        force(second);
        force(root.resolve(received.sha256().substring(0, 2)));
        force(root);
    }

    Path place(String sha256) {
        return directory(sha256).resolve(sha256);
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
    }

    boolean delete(String sha256) throws IOException {
        return Files.deleteIfExists(place(sha256));
    }

    /** Digest of the bytes that stand in a place, for verification; empty when there are none. */
    java.util.Optional<String> digest(String sha256) throws IOException {
        try (InputStream in = Files.newInputStream(place(sha256))) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[65536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
            return java.util.Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchFileException e) {
            return java.util.Optional.empty();
        }
    }

    /** Every kept file; to be closed. */
    Stream<Path> kept() throws IOException {
        if (!Files.isDirectory(root)) return Stream.empty();
        return Files.find(
                root,
                3,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().length() == 64);
    }

    /** What interrupted uploads left. */
    Stream<Path> parts() throws IOException {
        Path directory = root.resolve("tmp");
        return Files.isDirectory(directory) ? Files.list(directory) : Stream.empty();
    }

    /** A rename is durable once its directory is. */
    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
