package dev.kechuang.programme.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.Packs;
import dev.kechuang.programme.ProgrammeCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new programme is one file: that of the guide, put into a copy of the packs. */
class GuideTest {

    /** The first line of the file in the guide says where it goes. */
    private static final Pattern FILE = Pattern.compile("```yaml\n(# packs/(\\S+)\n.*?)```", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Path packs;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    private String text;

    @BeforeEach
    void writeTheFileOfTheGuide() throws IOException {
        packs = home.resolve("packs");
        Path original = Packs.find("packs");
        try (var paths = Files.walk(original)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, packs.resolve(original.relativize(path).toString()));
            }
        }
        var guide = FILE.matcher(Files.readString(Path.of("../docs/programmes.md")));
        assertThat(guide.find()).as("the guide holds the whole file").isTrue();
        text = guide.group(1);
        file = packs.resolve(guide.group(2));
        Files.writeString(file, text);
    }

    @Test
    void theFileOfTheGuideIsAProgramme() {
        var programmes = new ProgrammeReader(Packs.load(packs, "320500", Programmes.CLOCK)).readAll();
        var voucher = programmes.stream()
                .filter(programme -> programme.definition().code().equals("suzhou-innovation-voucher"))
                .findFirst()
                .orElseThrow()
                .definition();
        assertThat(voucher.region()).isEqualTo("320500");
        assertThat(voucher.stages())
                .extracting(Stage::kind)
                .containsExactly(
                        Stage.Kind.APPLICATION,
                        Stage.Kind.CHECK,
                        Stage.Kind.DECISION,
                        Stage.Kind.NOTICE,
                        Stage.Kind.APPROVAL,
                        Stage.Kind.PAYMENT);
        assertThat(voucher.form().pathOf(FormDefinition.Meaning.PROVEN_EXPENSE)).contains("service.paid");
        assertThat(voucher.eligibility()).isEqualTo("cn-jiangsu-suzhou-voucher");
    }

    @Test
    void theCheckCountsItAndTellsItsMistakesByLine() throws IOException {
        assertThat(ProgrammeCheck.of(packs, "320500", Programmes.CLOCK).programmes())
                .contains("suzhou-innovation-voucher", "suzhou-city-project");
        Files.writeString(file, text.replace("kind: payment", "kind: pay"));
        int line = text.substring(0, text.indexOf("kind: payment")).split("\n").length;
        assertThat(ProgrammeCheck.of(packs, "320500", Programmes.CLOCK).problems())
                .anySatisfy(problem -> {
                    assertThat(problem.file()).endsWith("innovation-voucher.yaml");
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.english()).contains("\"kind\" cannot be \"pay\"");
                });
    }

    @Test
    void anIdThatAnotherFileHasIsTold() throws IOException {
        Files.writeString(file, text.replace("id: suzhou-innovation-voucher", "id: suzhou-city-project"));
        assertThat(ProgrammeCheck.of(packs, "320500", Programmes.CLOCK).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.chinese()).contains("city-project.yaml"));
    }
}
