package dev.kechuang.report.internal.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionMergeTest {

    private static final String BASE = "甲\n乙\n丙\n丁";

    @Test
    void differentParagraphsComeTogether() {
        assertThat(SectionMerge.of(BASE, "甲1\n乙\n丙\n丁", "甲\n乙\n丙\n丁1")).contains("甲1\n乙\n丙\n丁1");
        assertThat(SectionMerge.of(BASE, "甲\n乙\n丁", "甲\n乙\n丙\n丁\n戊")).contains("甲\n乙\n丁\n戊");
        assertThat(SectionMerge.of(BASE, "零\n" + BASE, BASE + "\n戊")).contains("零\n" + BASE + "\n戊");
        assertThat(SectionMerge.of(BASE, "甲\n乙1\n丙\n丁", "甲\n乙\n丙1\n丁")).contains("甲\n乙1\n丙1\n丁");
        assertThat(SectionMerge.of(BASE, BASE, "新")).contains("新");
        assertThat(SectionMerge.of(BASE, "新", BASE)).contains("新");
        assertThat(SectionMerge.of(BASE, "新", "新")).contains("新");
    }

    @Test
    void theSameParagraphNeedsAPerson() {
        assertThat(SectionMerge.of(BASE, "甲\n乙1\n丙\n丁", "甲\n乙2\n丙\n丁")).isEmpty();
        assertThat(SectionMerge.of(BASE, BASE + "\n我", BASE + "\n你")).isEmpty();
        assertThat(SectionMerge.of("", "我", "你")).isEmpty();
    }

    /** Whatever two people do: nothing either of them added is lost, and nobody's untouched work comes back. */
    @Test
    void nothingAddedIsEverLost() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var base = new ArrayList<String>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) base.add("b" + random.nextInt(5));
            var mine = edited(base, "m", random);
            var theirs = edited(base, "t", random);
            var merged = SectionMerge.of(join(base), join(mine), join(theirs));
            if (merged.isEmpty()) continue;
            var lines = List.of(merged.get().split("\n", -1));
            assertThat(lines)
                    .containsAll(
                            mine.stream().filter(line -> line.startsWith("m")).toList());
            assertThat(lines)
                    .containsAll(
                            theirs.stream().filter(line -> line.startsWith("t")).toList());
        }
    }

    private static List<String> edited(List<String> base, String who, Random random) {
        var lines = new ArrayList<>(base);
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            int at = random.nextInt(lines.size() + 1);
            switch (random.nextInt(3)) {
                case 0 -> lines.add(at, who + random.nextInt(1000));
                case 1 -> {
                    if (at < lines.size()) lines.set(at, who + random.nextInt(1000));
                }
                default -> {
                    if (at < lines.size() && lines.size() > 1 && lines.get(at).startsWith("b")) lines.remove(at);
                }
            }
        }
        return lines;
    }

    private static String join(List<String> lines) {
        return String.join("\n", lines);
    }
}
