package dev.kechuang.launch.postgres;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one PostgreSQL running on one port: starts it, starts it again when it dies, stops it. It never outlives this
 * process: a small shell between us and PostgreSQL reads a pipe that closes when we end, however we end, and then stops
 * PostgreSQL in order.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /**
     * Waits for the end of PostgreSQL, and beside that for the end of standard input. In a session of its own, so that
     * Ctrl-C at the terminal reaches the application only, which still needs the database to finish its work.
     */
    private static final String KEEPER = """
            exec 3<&0
            "$@" 3<&- </dev/null &
            server=$!
            (read -r _ <&3; kill -INT "$server") &
            watch=$!
            exec 3<&-
            wait "$server"
            code=$?
            kill -KILL "$watch" 2>/dev/null
            exit "$code"
            """;

    private final Cluster cluster;
    private final Binaries binaries;
    private final Leftovers leftovers;
    private final List<String> settings;
    private final Path log;
    private final int port;

    private @Nullable Process process;
    private boolean stopping;

    Supervisor(Cluster cluster, Binaries binaries, List<String> settings, Path log, int port) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.leftovers = new Leftovers(cluster.data());
        this.settings = settings;
        this.log = log;
        this.port = port;
    }

    /**
     * Returns when PostgreSQL takes connections; crash recovery may come before.
     *
     * @throws PortTaken if another process was quicker
     * @throws IOException with the end of PostgreSQL's log if it does not start
     */
    synchronized void start() throws IOException, InterruptedException {
        Process started = launch();
        process = started;
        Thread.ofPlatform().daemon().name("postgresql-supervisor").start(() -> watch(started));
    }

    private Process launch() throws IOException, InterruptedException {
        leftovers.clear();
        var command = new ArrayList<>(List.of("setsid", "sh", "-c", KEEPER, "postgresql-keeper"));
        var server = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", cluster.data().toString(), "-p", String.valueOf(port)));
        for (String setting : settings) {
            server.add("-c");
            server.add(setting);
        }
        command.addAll(cluster.user().command(server));
        if (Files.exists(log) && Files.size(log) > 10_000_000) {
            Files.move(log, log.resolveSibling("postgresql.1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        long before = Files.exists(log) ? Files.size(log) : 0;
        Process started = Commands.builder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (!ready()) {
            if (started.waitFor(15, TimeUnit.MILLISECONDS)) throw failure(before);
        }
        return started;
    }

    /** The file's eighth line says how far the server is; an old file is known by its dead process. */
    private boolean ready() throws IOException {
        Path file = cluster.data().resolve("postmaster.pid");
        if (!Files.exists(file)) return false;
        List<String> lines = Files.readAllLines(file);
        return lines.size() >= 8
                && lines.get(7).startsWith("ready")
                && leftovers.server().isPresent();
    }

    private IOException failure(long before) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int from = (int) Math.max(Math.min(before, all.length), all.length - 4000);
        String said = new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        if (said.contains("could not bind") || said.contains("could not create any TCP/IP sockets")) {
            return new PortTaken(said);
        }
        if (said.contains("No space left on device")) {
            throw new Refusal(
                    "磁盘已满，PostgreSQL 无法启动：请清理 " + cluster.data() + " 所在磁盘。",
                    "The disk is full and PostgreSQL can't start: make room on the disk of " + cluster.data() + ".");
        }
        return new IOException("PostgreSQL did not start (log: " + log + "): " + said);
    }

    private void watch(Process watched) {
        try {
            int code = watched.waitFor();
            synchronized (this) {
                if (stopping) return;
                LOG.warn("PostgreSQL ended (exit code {}); starting it again on port {}", code, port);
            }
            for (long pause = 100; ; pause = Math.min(pause * 2, 30_000)) {
                try {
                    synchronized (this) {
                        if (stopping) return;
                        start();
                    }
                    LOG.warn("PostgreSQL runs again");
                    return;
                } catch (IOException | RuntimeException e) {
                    LOG.error("PostgreSQL does not start; next try in {} ms: {}", pause, e.getMessage());
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In order: clients are disconnected, everything is on the disk; after a minute, at once. */
    synchronized void stop() {
        stopping = true;
        Process running = process;
        if (running == null) return;
        try {
            running.getOutputStream().close();
            if (running.waitFor(60, TimeUnit.SECONDS)) return;
            LOG.warn("PostgreSQL takes long to stop; it will recover at its next start");
            leftovers.clear();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another process has the port; try a different one. */
    static final class PortTaken extends IOException {
        private static final long serialVersionUID = 1L;

        PortTaken(String message) {
            super(message);
        }
    }
}
