package dev.kechuang.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The data directory of an instance (数据目录), checked before anything is written. */
final class Home {

    private static final long LEAST_FREE_MB = 500;

    private final Path path;

    private Home(Path path) {
        this.path = path;
    }

    /**
     * @throws Refusal if it can't be read and written, or the disk is nearly full ({@code KC_MIN_FREE_MB}, by default
     *     500)
     */
    static Home prepare(Path directory, Map<String, String> environment) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (!Files.isReadable(path) || !Files.isWritable(path)) throw new IOException("no permission");
            long least = number(environment.getOrDefault("KC_MIN_FREE_MB", String.valueOf(LEAST_FREE_MB)));
            long free = Files.getFileStore(path).getUsableSpace() / (1 << 20);
            if (free < least) {
                throw new Refusal(
                        "磁盘空间不足：" + path + " 仅剩 " + free + " MB，至少需要 " + least + " MB。",
                        "Too little disk space: " + path + " has " + free + " MB free, " + least + " MB are needed.");
            }
            return new Home(path.toRealPath());
        } catch (IOException e) {
            throw new Refusal(
                    "目录 " + path + " 不可读写：请检查权限，或用 --home 指定其他目录。",
                    "The directory " + path + " can't be read and written: check its permissions, or name another one"
                            + " with --home.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    "KC_MIN_FREE_MB 的值“" + value + "”不是整数。", "KC_MIN_FREE_MB is not a whole number: " + value + ".", e);
        }
    }
}
