import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the start and the memory of a demonstration city as its user meets them: by {@code ./kc demo}, from the
 * command to the first page. {@code ./kc bench start} and {@code ./kc bench memory} run it.
 */
final class Launch {

    private static final int RUNS = 10;
    private static final int PAGES = 2000;

    private final Path root;
    private final Path home;
    private final int port;
    private final int organisations;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private Launch(Path root, Path home, int port, int organisations) {
        this.root = root;
        this.home = home;
        this.port = port;
        this.organisations = organisations;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int organisations = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3000;
        Path home = Files.createTempDirectory("kc-bench-");
        home.toFile().setExecutable(true, false);
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var launch = new Launch(root, home.resolve("var"), port, organisations);
        try {
            System.out.printf("Filling %,d organisations, and building where needed …%n", organisations);
            launch.stop(launch.start());
            switch (arguments[1]) {
                case "start" -> launch.measureStart();
                case "memory" -> launch.measureMemory();
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        } finally {
            delete(home);
        }
    }

    private void measureStart() throws Exception {
        var seconds = new ArrayList<Double>();
        for (int run = 1; run <= RUNS; run++) {
            long began = System.nanoTime();
            Process process = start();
            double took = (System.nanoTime() - began) / 1e9;
            seconds.add(took);
            System.out.printf(
                    Locale.ROOT,
                    "run %2d: first page after %.2f s (%.2f s of processor)%n",
                    run,
                    took,
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
            stop(process);
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "start to first page, warm database, %d runs: median %.2f s, fastest %.2f s, slowest %.2f s (goal 2.5)%n",
                RUNS,
                (seconds.get((RUNS - 1) / 2) + seconds.get(RUNS / 2)) / 2,
                seconds.getFirst(),
                seconds.getLast());
    }

    private void measureMemory() throws Exception {
        Process process = start();
        report("after the first page", process);
        for (int page = 0; page < PAGES; page++) answered();
        report("after " + PAGES + " pages more", process);
        Thread.sleep(30_000);
        report("half a minute later", process);
        stop(process);
    }

    private void report(String when, Process process) throws IOException {
        long postgres = 0;
        for (ProcessHandle child : process.descendants().toList()) {
            String command = child.info().command().orElse("");
            if (command.endsWith("/postgres")) postgres += kilobytes(child.pid(), "smaps_rollup", "Pss:");
        }
        System.out.printf(
                Locale.ROOT,
                "%s: JVM %,d MB resident (goal 450), PostgreSQL %,d MB proportional%n",
                when,
                kilobytes(process.pid(), "status", "VmRSS:") / 1024,
                postgres / 1024);
    }

    private static long kilobytes(long pid, String file, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), file)).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Returns when the first page was answered. */
    private Process start() throws Exception {
        Path log = home.resolveSibling("kc.log");
        Process process = new ProcessBuilder(
                        root + "/kc", "demo", "--home", home.toString(), "--port", String.valueOf(port),
                        "--scale", String.valueOf(organisations))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!answered()) {
            if (!process.isAlive()) throw new IOException("ended: " + Files.readString(log));
            Thread.sleep(10);
        }
        return process;
    }

    private boolean answered() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("Accept", "text/html")
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void stop(Process process) throws Exception {
        process.destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) throw new IOException("does not stop");
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(root)) {
            all = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : all) Files.delete(path);
    }
}
