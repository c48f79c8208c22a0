package dev.kechuang.programme.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What else the machine does while it is measured. */
final class Machine {

    private Machine() {}

    /** Load averages of 1, 5 and 15 minutes; {@code unknown} where the system does not tell. */
    static String load() {
        try {
            return String.join(" ", Files.readString(Path.of("/proc/loadavg")).split(" ", 4))
                    .replaceFirst(" [^ ]*/.*", "");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
