package dev.kechuang.launch.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Processes of a PostgreSQL that an earlier run left behind in a data directory. They are known by their program and
 * their working directory, which for every PostgreSQL process is the data directory; a process that merely got the
 * number in an old {@code postmaster.pid} is left alone.
 */
final class Leftovers {

    private final Path data;

    Leftovers(Path data) {
        this.data = data;
    }

    /**
     * Stops what is there: a whole server in order (it may be stopping already), single processes at once. To be called
     * with the home locked, when no server of our own runs.
     */
    void clear() throws IOException, InterruptedException {
        Optional<ProcessHandle> server = server();
        if (server.isPresent()) {
            signal("-INT", server.get());
            if (!gone(60)) signal("-QUIT", server.get());
        }
        // Backends whose server was killed notice it when they wait; one in a long statement may not.
        if (!gone(2)) {
            for (ProcessHandle process : processes()) signal("-QUIT", process);
            if (!gone(5)) processes().forEach(ProcessHandle::destroyForcibly);
            if (!gone(10)) throw new IOException("processes of an earlier PostgreSQL don't end: " + processes());
        }
        if (Files.exists(pidFile()) && server().isEmpty()) removeForeignPid();
    }

    /** The running server process of the data directory. */
    Optional<ProcessHandle> server() throws IOException {
        if (!Files.exists(pidFile())) return Optional.empty();
        var lines = Files.readAllLines(pidFile());
        if (lines.isEmpty()) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isOurs);
    }

    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            return process.isAlive()
                    && Files.readSymbolicLink(proc.resolve("exe")).toString().contains("/bin/postgres")
                    && Files.isSameFile(Files.readSymbolicLink(proc.resolve("cwd")), data);
        } catch (IOException e) {
            return false; // another user's process, or just gone
        }
    }

    /** PostgreSQL believes a live process of that number to be its twin and would not start; we know better. */
    private void removeForeignPid() throws IOException {
        var lines = Files.readAllLines(pidFile());
        if (lines.isEmpty()
                || ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent()) {
            Files.delete(pidFile());
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private boolean gone(int seconds) throws InterruptedException {
        for (long end = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < end; Thread.sleep(20)) {
            if (processes().isEmpty()) return true;
        }
        return processes().isEmpty();
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        int ignored = Commands.exitCode(List.of("kill", signal, String.valueOf(process.pid())));
    }
}
