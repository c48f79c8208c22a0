package dev.kechuang.engine.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.syntax.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeelTest {
    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(FeelTest.class.getResourceAsStream("/feel-cases.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> {
                                String[] cells = line.split("\t", -1);
                                return Arguments.of(cells[0], cells[1]);
                            })
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheStandardsValue(String expression, String expected) {
        assertThat(Values.text(Feel.evaluate(expression))).isEqualTo(expected);
    }

    @Test
    void variablesMayHaveChineseNames() {
        Value value = Feel.evaluate(Feel.parse("研发费用 / 营业收入"), Map.of("研发费用", Value.of(6), "营业收入", Value.of(100)));
        assertThat(Values.text(value)).isEqualTo("0.06");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 +",
                "(1",
                "[1, 2",
                "{a: 1",
                "{a 1}",
                "{a: 1, a: 2}",
                "\"abc",
                "/* abc",
                "#",
                "if 1 then 2",
                "for x return 1",
                "@5",
                "1 2",
                "f(a: 1, 2)",
                "x.",
                "[1..2",
                "1 in (",
                "\"\\u12\"",
                "1e99999",
                "5%",
                "then",
                "1 between 2",
                "function(a external"
            })
    void refusesWhatIsNotAnExpression(String text) {
        assertThatThrownBy(() -> Feel.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void anErrorNamesTheLineAndTheColumnInBothLanguages() {
        assertThatThrownBy(() -> Feel.parse("1 +\n  * 2")).isInstanceOfSatisfying(SyntaxException.class, e -> {
            assertThat(e.position()).hasToString("2:3");
            assertThat(e.english()).isEqualTo("expected a value instead of '*'");
            assertThat(e.chinese()).isEqualTo("此处应为一个值，而不是“*”");
        });
    }

    @Test
    @Timeout(20)
    void hostileExpressionsEndWithAnError() {
        assertThatThrownBy(() -> Feel.parse("(".repeat(5000))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Feel.parse("-".repeat(5000) + "1")).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Feel.parse("1+".repeat(9000) + "1")).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Feel.parse(" ".repeat(20_001))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Feel.evaluate("matches(\"" + "a".repeat(40) + "\", \"" + "(.*)".repeat(10) + "x\")"))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Feel.evaluate("for i in 1..100000000 return i"))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Feel.evaluate("for i in 1..2000, j in 1..2000 return i"))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Feel.evaluate("(function(f) f(f))(function(f) f(f))"))
                .isInstanceOf(LimitException.class);
        assertThat(Values.text(Feel.evaluate("10 ** 999999999999"))).isEqualTo("null");
        assertThat(Values.text(Feel.evaluate("0.5 ** 999999999999"))).isEqualTo("0");
    }
}
