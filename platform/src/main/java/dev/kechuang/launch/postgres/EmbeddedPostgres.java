package dev.kechuang.launch.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A durable private PostgreSQL in a home directory: {@code fsync} on, passwords checked by scram, listening on the
 * loopback only, on a port of its own choice. Starts as root and as an ordinary user; runs as long as this process,
 * whatever kills either.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final int PORT_TRIES = 5;

    /** What holds for every use; later settings win, so a caller's come after. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "shared_buffers=128MB",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "wal_compression=on",
            "wal_level=replica",
            "max_wal_size=1GB",
            "checkpoint_timeout=15min",
            "random_page_cost=1.1",
            "jit=off",
            "timezone=Asia/Shanghai",
            "log_timezone=Asia/Shanghai",
            "log_line_prefix=%m [%p] ",
            "log_checkpoints=off");

    private final HomeLock lock;
    private final Supervisor supervisor;
    private final Secrets secrets;
    private final int port;

    private EmbeddedPostgres(HomeLock lock, Supervisor supervisor, Secrets secrets, int port) {
        this.lock = lock;
        this.supervisor = supervisor;
        this.secrets = secrets;
        this.port = port;
    }

    /**
     * Starts PostgreSQL and returns when it takes connections; makes the data directory on first use.
     *
     * @param home directory of the instance; created if missing
     * @param settings {@code name=value}, over the ones every instance has
     * @throws dev.kechuang.launch.Refusal for what the person at the terminal can mend
     */
    public static EmbeddedPostgres start(Path home, List<String> settings) throws IOException, InterruptedException {
        Path absolute = home.toAbsolutePath().normalize();
        HomeLock lock = HomeLock.take(absolute);
        try {
            Path real = absolute.toRealPath();
            var secrets = new Secrets(real);
            var binaries = Binaries.unpackedIn(real);
            var cluster = Cluster.in(real, binaries, secrets);
            var all = new ArrayList<>(SETTINGS);
            all.addAll(settings);
            Path log = Files.createDirectories(real.resolve("log")).resolve("postgresql.log");
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                var supervisor = new Supervisor(cluster, binaries, all, log, port);
                try {
                    supervisor.start();
                    return new EmbeddedPostgres(lock, supervisor, secrets, port);
                } catch (Supervisor.PortTaken e) {
                    if (attempt == PORT_TRIES) throw e;
                }
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Where the PostgreSQL of another process that works in the home takes connections.
     *
     * @throws IOException if none runs there, or it is not ready yet
     */
    public static String runningUrl(Path home, String database) throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("pgdata/postmaster.pid"));
        if (lines.size() < 8 || !lines.get(7).startsWith("ready")) throw new IOException("PostgreSQL is not ready");
        return "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/" + database;
    }

    /** Unpooled connections, as the superuser, to the PostgreSQL that runs in the home, whoever started it. */
    public static DataSource runningAdministration(Path home) throws IOException {
        var source = new PGSimpleDataSource();
        source.setUrl(runningUrl(home, "postgres"));
        source.setUser(Cluster.SUPERUSER);
        source.setPassword(new Secrets(home).superuser());
        return source;
    }

    /** Processes of PostgreSQL that work in the home, whoever started them; the server itself comes first. */
    public static List<ProcessHandle> runningProcesses(Path home) throws IOException {
        var leftovers = new Leftovers(home.resolve("pgdata"));
        var server = leftovers.server();
        var all = new ArrayList<>(server.stream().toList());
        leftovers.processes().stream()
                .filter(process -> !server.equals(java.util.Optional.of(process)))
                .forEach(all::add);
        return all;
    }

    /** Lets the user whom PostgreSQL of the home runs as own and reach a directory. */
    public static void handOver(Path home, Path directory) throws IOException, InterruptedException {
        RunAs user = RunAs.forData(home.resolve("pgdata"));
        user.own(directory);
        user.mustReach(directory);
    }

    public String superuser() {
        return Cluster.SUPERUSER;
    }

    public String password() {
        try {
            return secrets.superuser();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Unpooled connections as the superuser. */
    public DataSource administration(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(superuser());
        source.setPassword(password());
        return source;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        supervisor.stop();
        lock.close();
    }
}
