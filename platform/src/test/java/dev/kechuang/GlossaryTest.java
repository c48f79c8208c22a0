package dev.kechuang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/glossary.md is one table, in the order of its words, each of them once. */
class GlossaryTest {

    private static final String HEAD = "| word | Chinese | meaning |";

    @Test
    void everyWordStandsOnceAndWhereItIsLookedFor() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/glossary.md"));
        int head = lines.indexOf(HEAD);
        assertThat(lines.subList(0, head)).noneMatch(line -> line.startsWith("|"));
        var words = lines.subList(head + 2, lines.size()).stream()
                .map(line -> line.split("\\|", -1))
                .peek(cells -> assertThat(cells).as(String.join("|", cells)).hasSize(5))
                .map(cells -> cells[1].strip().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(words).isSorted().doesNotHaveDuplicates();
    }
}
