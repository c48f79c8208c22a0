package dev.kechuang.launch.postgres;

import java.nio.file.Path;
import java.util.List;

/** A process of its own that starts PostgreSQL, says where it listens, and waits to be killed. */
final class PostgresProcess {

    private PostgresProcess() {}

    public static void main(String[] arguments) throws Exception {
        try {
            var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), List.of("shared_buffers=16MB"));
            System.out.println("ready " + postgres.url("postgres"));
            Thread.sleep(600_000);
        } catch (RuntimeException e) {
            System.out.println("refused " + e.getMessage());
            System.exit(1);
        }
    }
}
