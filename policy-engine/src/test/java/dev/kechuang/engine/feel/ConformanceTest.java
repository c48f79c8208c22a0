package dev.kechuang.engine.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceTest {
    private static final Path CASES = Path.of("../../shared/eval/dmn-tck-feel-cases.tsv");

    @Test
    void theGivenPartOfTheSuiteIsMet() throws IOException {
        assumeTrue(Files.isReadable(CASES), "the conformance cases are not beside the repository");
        List<Conformance.Outcome> outcomes = Conformance.run(Files.readAllLines(CASES));

        assertThat(share(outcomes, true)).isGreaterThanOrEqualTo(0.98);
        assertThat(share(outcomes, false)).isGreaterThanOrEqualTo(0.97);
    }

    private static double share(List<Conformance.Outcome> outcomes, boolean valued) {
        List<Conformance.Outcome> chosen =
                outcomes.stream().filter(o -> o.valued() == valued).toList();
        return (double) chosen.stream().filter(Conformance.Outcome::good).count() / chosen.size();
    }

    @Test
    void countsAValueANullAndARefusalApart() {
        List<Conformance.Outcome> outcomes = Conformance.run(List.of(
                "f\ta\tdecimal\t3\t1 + 2",
                "f\tb\tnull\t\t1 + \"a\"",
                "f\tc\tnull\t\t1 +",
                "f\td\tstring\tx\ty\\\\ny",
                "f\te\tboolean\ttrue\t1 = 2"));

        assertThat(outcomes)
                .extracting(Conformance.Outcome::verdict)
                .containsExactly(
                        Conformance.Verdict.PASSED,
                        Conformance.Verdict.PASSED,
                        Conformance.Verdict.REFUSED,
                        Conformance.Verdict.REFUSED,
                        Conformance.Verdict.FAILED);
        assertThat(Conformance.report(outcomes)).anyMatch(l -> l.startsWith("FAILED f e expected true got false"));
    }
}
