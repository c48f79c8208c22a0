package dev.kechuang.launch.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Passwords made by chance and kept in files that only their owner can read. */
public final class Secrets {

    private final Path directory;

    public Secrets(Path home) {
        this.directory = home.resolve("secrets");
    }

    /** Password of PostgreSQL's superuser. */
    public String superuser() throws IOException {
        return getOrCreate("postgresql-superuser");
    }

    /** Empty if there is none of that name. */
    public Optional<String> find(String name) throws IOException {
        Path file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** 192 bits of chance on first use, the same ever after. */
    public String getOrCreate(String name) throws IOException {
        Optional<String> found = find(name);
        if (found.isPresent()) return found.get();
        String secret = random();
        put(name, secret);
        return secret;
    }

    public static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whole or not at all, and on the disk when it returns. */
    public void put(String name, String secret) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path unfinished = directory.resolve(name + ".new");
        write(unfinished, secret);
        Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(directory);
    }

    static void write(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
        Trees.sync(file);
    }
}
