package dev.kechuang.launch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data are: an option of every command that touches them. */
final class HomeOptions {

    @Option(names = "--home", paramLabel = "DIR", description = "数据目录 · data directory (default: var/)")
    private @Nullable Path directory;

    Path directory() {
        return directory != null ? directory : Path.of(System.getProperty("kc.root", "."), "var");
    }

    Home prepare() {
        return Home.prepare(directory(), System.getenv());
    }

    static Refusal noData(Home home) {
        return new Refusal(
                home.path() + " 中没有数据：请用 --home 指定数据目录。",
                "There are no data in " + home.path() + ": name the data directory with --home.");
    }

    /** Opens the database that the environment names, or our own under the home. */
    Database open(Home home) throws java.io.IOException, InterruptedException {
        return ExternalDatabase.isNamedIn(System.getenv())
                ? ExternalDatabase.connect(System.getenv(), home.path())
                : EmbeddedDatabase.start(home.path());
    }
}
