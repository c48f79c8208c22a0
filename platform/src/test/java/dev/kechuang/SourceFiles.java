package dev.kechuang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of the platform as texts, for tests about what is written in them. */
final class SourceFiles {

    static final Path TEMPLATES = Path.of("src/main/jte");
    static final Path JAVA = Path.of("src/main/java");
    static final Path TEXTS = Path.of("src/main/resources/i18n");

    private SourceFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a folder with the ending given, by its path. */
    static Map<Path, String> below(Path folder, String ending) {
        var found = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(ending)).forEach(file -> found.put(file, read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
