package dev.kechuang.record.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this process and of the database's: what stays comparable when others use the machine too. */
final class Processor {

    /** Of a tick in /proc. */
    private static final int MILLIS = 10;

    private final long postmaster;

    /** @param home of the database */
    Processor(Path home) throws IOException {
        postmaster = Long.parseLong(
                Files.readAllLines(home.resolve("pgdata/postmaster.pid")).getFirst());
    }

    /** Since the start, to the tick. */
    double millis() {
        long ticks = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                String[] fields = fields(process);
                if (fields.length < 18) continue;
                if (pid == ProcessHandle.current().pid() || Long.parseLong(fields[3]) == postmaster)
                    ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
                // Its children that ended are counted with it.
                if (pid == postmaster) for (int i = 13; i <= 16; i++) ticks += Long.parseLong(fields[i]);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ticks * (double) MILLIS;
    }

    private static String[] fields(Path process) {
        try {
            // The name in brackets may hold spaces.
            return Files.readString(process.resolve("stat"))
                    .replaceAll("\\(.*\\)", "name")
                    .split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
