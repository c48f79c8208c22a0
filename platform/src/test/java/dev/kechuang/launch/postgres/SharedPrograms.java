package dev.kechuang.launch.postgres;

import java.nio.file.Path;

/** PostgreSQL unpacked once for all tests that make homes of their own. */
public final class SharedPrograms {

    private SharedPrograms() {}

    public static void use() {
        System.setProperty("kc.postgres.programs", directory());
    }

    public static String directory() {
        return Path.of("target").toAbsolutePath().toString();
    }
}
