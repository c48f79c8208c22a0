package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure of every sentence in {@code sentences.txt}: nothing missed, nothing invented, every field right. */
class SentencesTest {

    static Stream<SentenceBook.Entry> sentences() {
        return SentenceBook.read("sentences.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void statesTheseFigures(SentenceBook.Entry entry) {
        String document = entry.context() + entry.sentence() + "\n";
        List<Figure> found = DocumentReader.read("t", document).figures();
        assertThat(found.stream().map(Figure::text))
                .containsExactlyElementsOf(entry.figures().stream()
                        .map(SentenceBook.Expected::text)
                        .toList());
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < found.size(); i++) {
            Figure figure = found.get(i);
            SentenceBook.Expected expected = entry.figures().get(i);
            String what = expected.text() + " in " + entry.sentence();
            all.assertThat(figure.span().of(document)).as("span of " + what).isEqualTo(expected.text());
            all.assertThat(figure.value()).as("value of " + what).isEqualByComparingTo(expected.value());
            if (expected.valueTo() == null)
                all.assertThat(figure.valueTo()).as("range of " + what).isNull();
            else
                all.assertThat(Objects.requireNonNull(figure.valueTo()))
                        .as("range of " + what)
                        .isEqualByComparingTo(expected.valueTo());
            all.assertThat(figure.unit()).as("unit of " + what).isEqualTo(expected.unit());
            all.assertThat(figure.bound().sign()).as("bound of " + what).isEqualTo(expected.bound());
            all.assertThat(figure.role().word()).as("role of " + what).isEqualTo(expected.role());
            all.assertThat(figure.time().word()).as("time of " + what).isEqualTo(expected.time());
            all.assertThat(figure.period()).as("period of " + what).isEqualTo(expected.period());
            all.assertThat(figure.per() == null ? "" : figure.per().word())
                    .as("per of " + what)
                    .isEqualTo(expected.per());
            all.assertThat(Score.alike(expected.measure(), figure.measure()))
                    .as("measure of %s: %s, expected %s", what, figure.measure(), expected.measure())
                    .isTrue();
        }
        all.assertAll();
    }
}
