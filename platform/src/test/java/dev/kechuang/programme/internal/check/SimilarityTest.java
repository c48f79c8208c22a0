package dev.kechuang.programme.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Texts that share much are found and shown; others are not. */
class SimilarityTest {

    private static final String ONE = "面向新能源汽车的高镍三元正极材料表面包覆技术研究：开发原子层沉积包覆工艺，提高循环寿命和热稳定性，建成年产一百吨中试线。";

    @Test
    void widthCaseAndPunctuationDoNotMatter() {
        assertThat(Similarity.shingles("ＡＢＣ，新 材料！")).isEqualTo(Similarity.shingles("abc新材料"));
        assertThat(Similarity.shingles("短")).isEmpty();
        assertThat(Similarity.jaccard(Similarity.shingles(ONE), Similarity.shingles(ONE)))
                .isEqualTo(1);
        assertThat(Similarity.jaccard(new int[0], Similarity.shingles(ONE))).isZero();
    }

    @Test
    void theShareIsThatOfTheTrigrams() {
        // abcd has abc, bcd; abce has abc, bce: one of three.
        assertThat(Similarity.jaccard(Similarity.shingles("abcd"), Similarity.shingles("abce")))
                .isEqualTo(1.0 / 3);
    }

    @Test
    void textsThatShareMuchMeetInABandAndOthersHardlyEver() {
        var random = new Random(7);
        int met = 0;
        int strangers = 0;
        for (int i = 0; i < 200; i++) {
            String text = random.ints(300, 0x4E00, 0x5000)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String changed = text.substring(0, 240)
                    + random.ints(60, 0x5000, 0x5200)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            String other = random.ints(300, 0x4E00, 0x5000)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            int[] shingles = Similarity.shingles(text);
            assertThat(Similarity.jaccard(shingles, Similarity.shingles(changed)))
                    .isBetween(0.6, 0.7);
            if (share(shingles, Similarity.shingles(changed))) met++;
            if (share(shingles, Similarity.shingles(other))) strangers++;
        }
        assertThat(met).as("of 200 pairs that share about two thirds").isGreaterThan(190);
        assertThat(strangers).isZero();
    }

    private static boolean share(int[] one, int[] other) {
        int[] a = Similarity.bands(one, "甲");
        int[] b = Similarity.bands(other, "乙");
        return Arrays.stream(a).anyMatch(band -> Arrays.stream(b).anyMatch(x -> x == band));
    }

    @Test
    void sharedPassagesAreMarked() {
        var parts = Similarity.parts("前言不同。开发原子层沉积包覆工艺，结论也不同", "开发原子层沉积包覆工艺；完全另一回事");
        assertThat(parts)
                .containsExactly(
                        new Similarity.Part("前言不同。", false),
                        new Similarity.Part("开发原子层沉积包覆工艺", true),
                        new Similarity.Part("，结论也不同", false));
    }
}
