package dev.kechuang.engine.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The engine's commands. Exit code 0: done; 1: refused, with one sentence that says why. */
@Command(
        name = "kc",
        description = "政策引擎 / policy engine",
        subcommands = {FeelCommand.class, PolicyCommand.class})
public final class EngineMain {
    private EngineMain() {}

    public static void main(String[] args) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        int code = run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new EngineMain());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((e, command, result) -> {
            command.getErr()
                    .println("kc: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            return 1;
        });
        line.setParameterExceptionHandler((e, rest) -> {
            e.getCommandLine().getErr().println("kc: " + e.getMessage());
            return 1;
        });
        return line.execute(args);
    }
}
