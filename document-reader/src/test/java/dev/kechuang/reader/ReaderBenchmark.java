package dev.kechuang.reader;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures reading speed; started by hand with text files as arguments, which are repeated to the sizes measured. Prints
 * milliseconds and MB a second for reading, and for the audit of the result.
 */
final class ReaderBenchmark {
    private static final int[] MEGABYTES = {1, 2, 5, 10, 20, 50};

    private ReaderBenchmark() {}

    public static void main(String[] args) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String file : args) all.append(Files.readString(Path.of(file))).append('\n');
        byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 12; i++) DocumentReader.read("warm-up", repeat(text, 1 << 20));
        System.out.println("MB\tread ms\tMB/s\tfigures\taudit ms");
        for (int size : MEGABYTES) {
            byte[] bytes = repeat(text, size << 20);
            long best = Long.MAX_VALUE;
            Reading reading = null;
            for (int i = 0; i < (size <= 2 ? 5 : 2); i++) {
                long start = cpu();
                if (DocumentReader.read("text", bytes) instanceof ReadResult.Readable readable)
                    reading = readable.reading();
                best = Math.min(best, cpu() - start);
            }
            if (reading == null) throw new IllegalStateException("not readable");
            long start = cpu();
            Audit.of(List.of(reading));
            long audit = cpu() - start;
            System.out.printf(
                    "%d\t%d\t%.2f\t%d\t%d%n",
                    size,
                    best / 1_000_000,
                    size / (best / 1e9),
                    reading.figures().size(),
                    audit / 1_000_000);
        }
    }

    /** Time this thread was on a processor: other programs on the machine do not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static byte[] repeat(byte[] text, int size) {
        int times = Math.max(1, size / text.length);
        byte[] bytes = new byte[times * text.length];
        for (int i = 0; i < times; i++) System.arraycopy(text, 0, bytes, i * text.length, text.length);
        return bytes;
    }
}
