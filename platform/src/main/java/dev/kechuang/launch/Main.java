package dev.kechuang.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of the application; {@code kc} starts it. */
@Command(name = "./kc", mixinStandardHelpOptions = true)
public final class Main {

    private static final Map<String, Class<?>> COMMANDS = Map.of(
            "demo", DemoCommand.class,
            "serve", ServeCommand.class,
            "verify", VerifyCommand.class,
            "admin-link", AdminLinkCommand.class,
            "backup", BackupCommand.class,
            "restore", RestoreCommand.class,
            "generate", GenerateCommand.class,
            "train", TrainCommand.class,
            "programme", ProgrammeCommand.class);

    private Main() {}

    public static void main(String[] arguments) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.WARN); // until Spring takes logging over
            // It warns of migrations out of order, which are meant.
            root.getLoggerContext()
                    .getLogger("org.flywaydb.core.internal.command.DbMigrate")
                    .setLevel(Level.ERROR);
        }
        System.exit(run(arguments));
    }

    /** Exit code: 0 done, 1 refused or broken. */
    static int run(String... arguments) {
        return commands(arguments)
                .setParameterExceptionHandler(Main::explainArgument)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(arguments);
    }

    /** The one command that is meant where its name comes first: reading all of them takes a start a tenth of a second. */
    private static CommandLine commands(String... arguments) {
        var line = new CommandLine(new Main());
        Class<?> meant = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (meant == null) COMMANDS.forEach(line::addSubcommand);
        else line.addSubcommand(arguments[0], meant);
        return line;
    }

    private static int explainArgument(ParameterException e, String[] arguments) {
        Console.error("参数有误：" + e.getMessage() + "（./kc help 查看用法）。 Wrong argument; ./kc help shows the usage.");
        return 1;
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof Refusal refusal) {
            Console.error(String.valueOf(refusal.getMessage()));
            return 1;
        }
        Path log = keep(failure, command);
        Throwable root = failure;
        while (root.getCause() != null) root = root.getCause();
        Console.error("意外错误 Unexpected failure: " + root + (log == null ? "" : "（详见 details in " + log + "）"));
        if (log == null) failure.printStackTrace();
        return 1;
    }

    /** Writes the stack trace beside the other logs; null if even that fails. */
    private static @Nullable Path keep(Exception failure, CommandLine command) {
        HomeOptions home = command.getMixins().values().stream()
                .filter(HomeOptions.class::isInstance)
                .map(HomeOptions.class::cast)
                .findFirst()
                .orElseGet(HomeOptions::new);
        Path file = home.directory().resolve("log/failure.log");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var writer = new PrintWriter(Files.newBufferedWriter(
                    file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND))) {
                writer.println(LocalDateTime.now(java.time.ZoneId.of("Asia/Shanghai")));
                failure.printStackTrace(writer);
            }
            return file;
        } catch (IOException e) {
            return null;
        }
    }
}
