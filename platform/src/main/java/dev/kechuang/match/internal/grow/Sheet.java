package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Decision.Verdict;
import java.time.LocalDate;
import java.util.List;

/**
 * A pre-review sheet (预评审表) in words.
 *
 * @param missing facts that are missing or not confirmed
 * @param papers what to prepare
 */
public record Sheet(
        String firm,
        String creditCode,
        String policy,
        LocalDate day,
        Verdict verdict,
        List<String> limits,
        List<Line> conditions,
        List<Points> scores,
        List<String> risks,
        List<Mend> mends,
        List<String> missing,
        List<PaperLine> papers) {

    /** A condition; {@code said} holds each comparison with its margin. */
    public record Line(String id, String name, Met met, List<String> said, String clause) {}

    /**
     * An item of a score.
     *
     * @param level 0 for a whole table, 1 for its items, and so on
     * @param points a number, or an interval while experts' points or facts are missing
     */
    public record Points(String name, int level, String points, String most, String band) {}

    /** What to mend for a condition that is not met, the cheapest first. */
    public record Mend(String condition, List<String> ways) {}

    /** @param why which of the conditions it proves are not met or barely met; empty for none */
    public record PaperLine(String name, String clause, String why) {}

    public long count(Met met) {
        return conditions.stream().filter(line -> line.met() == met).count();
    }
}
