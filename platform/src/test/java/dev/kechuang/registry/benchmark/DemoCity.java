package dev.kechuang.registry.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A demonstration city that {@code ./kc demo} fills and runs for a measurement, gone with all its files afterwards. */
public record DemoCity(Process process, Path directory, int port) implements AutoCloseable {

    /** Returns when the city is full and its first page could be asked for. */
    public static DemoCity filled(Path root, int organisations, String... javaOptions)
            throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path directory = Files.createTempDirectory("kc-bench-");
        if (!directory.toFile().setExecutable(true, false)) throw new IOException("cannot open " + directory);
        long began = System.nanoTime();
        var builder = new ProcessBuilder(List.of(
                        root + "/kc",
                        "demo",
                        "--home",
                        directory.resolve("var").toString(),
                        "--scale",
                        String.valueOf(organisations),
                        "--port",
                        String.valueOf(port)))
                .inheritIO();
        builder.environment().putIfAbsent("KC_DB_MEMORY", "512MB");
        if (javaOptions.length > 0) builder.environment().put("KC_JAVA_OPTS", String.join(" ", javaOptions));
        var city = new DemoCity(builder.start(), directory, port);
        try {
            while (!answers(port)) {
                if (!city.process.isAlive()) throw new IOException("the demonstration did not start");
                Thread.sleep(500);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            city.close();
            throw e;
        }
        System.out.printf("filled in %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        return city;
    }

    public Path home() {
        return directory.resolve("var");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static boolean answers(int port) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health")
                    .toURL()
                    .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) throw new IOException("the demonstration does not stop");
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
