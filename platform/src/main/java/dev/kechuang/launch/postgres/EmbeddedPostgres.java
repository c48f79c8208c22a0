package dev.kechuang.launch.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A durable private PostgreSQL: fsync on, scram, listening on the loopback only. */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String VERSION = "18.6.0";

    private final Process process;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String superuser() {
        return "kc";
    }

    public String password() {
        return password;
    }

    public static EmbeddedPostgres start(Path home, List<String> settings) throws IOException, InterruptedException {
        Path bin = home.resolve("postgresql-" + VERSION);
        Path data = home.resolve("pgdata");
        Path passwordFile = home.resolve("postgresql.password");
        Files.createDirectories(home);
        if (!Files.exists(bin.resolve(".complete"))) unpack(bin);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            Files.writeString(passwordFile, UUID.randomUUID().toString());
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
            Files.createDirectories(data);
            own(data);
            own(passwordFile);
            run(drop(List.of(
                    bin + "/bin/initdb",
                    "-A",
                    "scram-sha-256",
                    "-U",
                    "kc",
                    "--pwfile=" + passwordFile,
                    "-D",
                    data.toString(),
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--lc-collate=C",
                    "--lc-ctype=C.UTF-8")));
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<>(List.of(
                bin + "/bin/postgres",
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "jit=off"));
        for (String setting : settings) {
            command.add("-c");
            command.add(setting);
        }
        Path log = home.resolve("postgresql.log");
        Process process = new ProcessBuilder(drop(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(Path.of("/").toFile())
                .start();
        Path pidFile = data.resolve("postmaster.pid");
        for (int i = 0; i < 1200; i++) {
            if (!process.isAlive()) throw new IOException("PostgreSQL did not start: " + Files.readString(log));
            if (Files.exists(pidFile) && Files.readString(pidFile).contains("ready")) break;
            Thread.sleep(25);
        }
        return new EmbeddedPostgres(process, port, Files.readString(passwordFile));
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> drop(List<String> command) {
        var all = new ArrayList<String>();
        if (root()) all.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        all.addAll(command);
        return all;
    }

    private static void own(Path path) throws IOException, InterruptedException {
        if (root()) run(List.of("chown", "-R", "65534:65534", path.toString()));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(command + " failed: " + output);
    }

    private static void unpack(Path bin) throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        try (InputStream jar = EmbeddedPostgres.class.getResourceAsStream("/postgres-linux-" + arch + ".txz")) {
            if (jar == null) throw new IOException("no PostgreSQL binaries for " + arch);
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(jar)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path file = bin.resolve(entry.getName()).normalize();
                    if (entry.isDirectory()) Files.createDirectories(file);
                    else if (entry.isSymbolicLink()) {
                        Files.createDirectories(file.getParent());
                        Files.deleteIfExists(file);
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(tar, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                        if ((entry.getMode() & 0100) != 0) file.toFile().setExecutable(true, false);
                    }
                }
            }
        }
        Files.writeString(bin.resolve(".complete"), VERSION);
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
