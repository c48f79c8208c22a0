package dev.kechuang.launch;

import dev.kechuang.launch.postgres.SharedPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of its own with a main class of this program; what it says is kept line by line. */
final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private JavaProcess(Process process, Consumer<String> line) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> {
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    output.add(text);
                    line.accept(text);
                }
            } catch (IOException e) {
                output.add("output ended: " + e);
            }
        });
    }

    /** The command line as {@code kc} runs it. */
    static JavaProcess kc(Map<String, String> environment, String... arguments) throws IOException {
        return start(Main.class, environment, line -> {}, arguments);
    }

    /** The same with what {@code kc} has written down after a build. */
    static JavaProcess kcWith(Path beans, String... arguments) throws IOException {
        String classes = System.getProperty("java.class.path") + System.getProperty("path.separator") + beans;
        return start(Main.class, classes, Map.of(), line -> {}, arguments);
    }

    static JavaProcess start(Class<?> main, Map<String, String> environment, Consumer<String> line, String... arguments)
            throws IOException {
        return start(main, System.getProperty("java.class.path"), environment, line, arguments);
    }

    private static JavaProcess start(
            Class<?> main, String classes, Map<String, String> environment, Consumer<String> line, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dkc.postgres.programs=" + SharedPrograms.directory(),
                "-Dkc.root=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                classes,
                main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), line);
    }

    /** @throws AssertionError with everything said if it does not end in two minutes */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) throw new AssertionError("still runs: " + said());
        reader.join();
        return process.exitValue();
    }

    /** The first line with the text, waited for. */
    String await(String text) throws InterruptedException {
        for (long end = System.nanoTime() + 300_000_000_000L; System.nanoTime() < end; Thread.sleep(20)) {
            boolean ended = !process.isAlive();
            for (String line : output) if (line.contains(text)) return line;
            if (ended && !reader.isAlive()) break;
        }
        throw new AssertionError("never said \"" + text + "\": " + said());
    }

    String said() {
        return String.join("\n", output);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
