package dev.kechuang.record.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as it stands in docs/performance.md. */
final class Results {

    /** Longest a statement of another side may take. */
    static final int PATIENCE_MILLIS = 20_000;

    private final List<String> sides;
    private final Map<String, Map<String, double[]>> byQuestion = new LinkedHashMap<>();

    Results(List<String> sides) {
        this.sides = sides;
    }

    /**
     * @param millis sorted
     * @param processor time of an ask, of application and database together, in milliseconds
     */
    void add(String question, String side, double[] millis, double processor) {
        byQuestion.computeIfAbsent(question, key -> new LinkedHashMap<>()).put(side, millis);
        System.out.printf(
                "%-52s %10s  median %9.1f  p95 %9.1f  max %9.1f ms; processor %.1f ms; %d asks%n",
                question, side, at(millis, 0.5), at(millis, 0.95), millis[millis.length - 1], processor, millis.length);
    }

    private static double at(double[] sorted, double part) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
    }

    /** Of one side median, p95 and largest; of several the median and p95 of each, with how often the slow ones were asked. */
    String markdown() {
        var lines = new ArrayList<String>();
        boolean one = sides.size() == 1;
        lines.add(
                one
                        ? "| what | median | p95 | max |"
                        : "| median / p95, milliseconds | " + String.join(" | ", sides) + " |");
        lines.add("|---|" + "---|".repeat(one ? 3 : sides.size()));
        byQuestion.forEach((question, found) -> {
            var line = new StringBuilder("| ").append(question).append(" |");
            for (String side : sides) {
                double[] millis = found.get(side);
                if (millis == null) {
                    line.append(" – |");
                } else if (one) {
                    line.append(" %s | %s | %s |"
                            .formatted(
                                    shown(at(millis, 0.5)), shown(at(millis, 0.95)), shown(millis[millis.length - 1])));
                } else {
                    line.append(" %s / %s%s |"
                            .formatted(
                                    shown(at(millis, 0.5)),
                                    shown(at(millis, 0.95)),
                                    millis.length < 20 ? " (" + millis.length + " asks)" : ""));
                }
            }
            lines.add(line.toString());
        });
        return String.join(System.lineSeparator(), lines);
    }

    private static String shown(double millis) {
        if (millis >= PATIENCE_MILLIS) return "over %,d".formatted(PATIENCE_MILLIS);
        return millis >= 100 ? "%,.0f".formatted(millis) : "%.1f".formatted(millis);
    }
}
