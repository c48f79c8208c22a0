package dev.kechuang.launch.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs small commands of the system. */
final class Commands {

    private Commands() {}

    /** A builder whose process knows nothing of the caller's PostgreSQL settings, language or directory. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        return builder.redirectErrorStream(true);
    }

    /** @throws IOException with the command's output if it does not end with 0 */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = builder(command).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + " failed: " + output.strip());
    }

    static int exitCode(List<String> command) throws IOException, InterruptedException {
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
