package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores on the annotated documents beside the repository; skipped where they are not there. */
class AnnotatedDocumentsTest {
    private static final Path SHARED = shared();

    private static Path shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isDirectory(at.resolve("shared/eval"))) return at.resolve("shared");
        return Path.of("../shared");
    }

    @BeforeEach
    void annotationsArePresent() {
        assumeTrue(Files.isDirectory(SHARED.resolve("eval/gold")), "no annotated documents at " + SHARED);
    }

    private static List<Map<String, Object>> gold(String name, String type) throws IOException {
        return lines(Files.readString(SHARED.resolve("eval/gold/" + name + ".jsonl")), type);
    }

    private static List<Map<String, Object>> lines(String text, String type) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(Json::object)
                .filter(o -> type.equals(o.getOrDefault("type", "check")))
                .toList();
    }

    private static Reading reading(String name) throws IOException {
        return DocumentReader.read(name, Files.readString(SHARED.resolve("corpus/" + name + ".txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huaian-2020-work-points", "suzhou-2014-report-2015-plan", "suzhou-2006-2007-reports"})
    void figuresReachTheBar(String name) throws IOException {
        var score = Score.figures(gold(name, "figure"), lines(reading(name).jsonLines(), "figure"));
        assertThat(score.span()).as("span").isGreaterThanOrEqualTo(0.97);
        assertThat(score.value()).as("value and unit").isGreaterThanOrEqualTo(0.96);
        assertThat(score.role()).as("role").isGreaterThanOrEqualTo(0.92);
        assertThat(score.time()).as("actual or target").isGreaterThanOrEqualTo(0.91);
        assertThat(score.measure()).as("measure").isGreaterThanOrEqualTo(0.85);
        assertThat(score.full()).as("full").isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void tasksReachTheBar() throws IOException {
        String name = "huaian-2020-work-points";
        double[] score = Score.tasks(gold(name, "task"), lines(reading(name).jsonLines(), "task"));
        assertThat(score[0]).as("clauses").isGreaterThanOrEqualTo(0.98);
        assertThat(score[1]).as("owners").isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void auditFindsWhatTwoReportsHold() throws IOException {
        List<Finding> findings =
                Audit.of(List.of(reading("suzhou-2006-2007-reports"))).findings();
        List<Map<String, Object>> gold = gold("suzhou-2006-2007-checks", "check").stream()
                .filter(check -> check.containsKey("stated_start"))
                .toList();
        int others = (int) findings.stream()
                .filter(f -> f.verdict() == Finding.Verdict.CONTRADICTS || f.verdict() == Finding.Verdict.DOUBTFUL)
                .filter(f -> gold.stream().noneMatch(check -> checks(check, f)))
                .count();
        assertThat(others).as("findings the annotation does not have").isLessThanOrEqualTo(3);
        for (Map<String, Object> check : gold) {
            String note = String.valueOf(check.get("note"));
            boolean soft = note.startsWith("soft") || note.contains("uncertain");
            List<Finding.Verdict> verdicts = findings.stream()
                    .filter(f -> checks(check, f))
                    .map(Finding::verdict)
                    .toList();
            if (!"contradicts".equals(check.get("verdict")))
                assertThat(verdicts).as(check.toString()).doesNotContain(Finding.Verdict.CONTRADICTS);
            else
                assertThat(verdicts)
                        .as(check.toString())
                        .containsExactly(soft ? Finding.Verdict.DOUBTFUL : Finding.Verdict.CONTRADICTS);
        }
    }

    private static boolean checks(Map<String, Object> check, Finding finding) {
        return check.get("stated_start") instanceof Number start
                && start.intValue() == finding.stated().figure().span().start()
                && finding.kind().name().equalsIgnoreCase(String.valueOf(check.get("kind")));
    }
}
