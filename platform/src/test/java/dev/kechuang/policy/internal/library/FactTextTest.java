package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts as people type them. */
class FactTextTest {

    private static final FactDictionary FACTS =
            Policies.load(Path.of("../packs")).dictionary();

    private static @Nullable Val read(String fact, String typed) {
        Fact of = Objects.requireNonNull(FACTS.find(fact), fact);
        return FactText.read(of, typed, "万元", fact + "@2025");
    }

    private static Val fen(long fen) {
        return Val.of(fen);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "1200.5; 1200500000",
                "１２００; 1200000000",
                "1,200; 1200000000",
                "3亿元; 30000000000",
                "800元; 80000",
                "-5; "
            })
    void moneyInTenThousandYuanOrItsOwnUnit(String typed, @Nullable Long expected) {
        assertThat(read("营业收入", typed)).isEqualTo(expected == null ? null : fen(expected));
    }

    @Test
    void lossesMayBeNegativeAndWhatIsNotThereIsAbsent() {
        assertThat(read("应纳税所得额", "-120")).isEqualTo(fen(-120_000_000));
        assertThat(read("应纳税所得额", "无")).isEqualTo(Val.ABSENT);
    }

    @Test
    void boundsWhereThatIsAllThatIsKnown() {
        var between = (Val.Interval) Objects.requireNonNull(read("营业收入", "2000~5000"));
        assertThat(between.low()).isEqualTo(Rational.of(2_000_000_000L));
        assertThat(between.high()).isEqualTo(Rational.of(5_000_000_000L));
        assertThat(between.missing()).containsExactly("营业收入@2025");
        assertThat(((Val.Interval) Objects.requireNonNull(read("职工总数", "≤500"))).low())
                .isEqualTo(Rational.ZERO);
        assertThat(((Val.Interval) Objects.requireNonNull(read("职工总数", "≥ 10"))).low())
                .isEqualTo(Rational.of(10));
        assertThat(read("职工总数", "20~10")).isNull();
        assertThat(read("职工总数", "-5~10")).isNull();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThat(read("职工总数", "12.5")).isNull();
        assertThat(read("职工总数", "=1+1")).isNull();
        assertThat(read("职工总数", "9".repeat(30))).isNull();
        assertThat(read("专家分_技术先进程度", "9")).as("at most 8").isNull();
        assertThat(read("居民企业", "也许")).isNull();
        assertThat(read("行业门类", "制造")).isNull();
        assertThat(read("注册成立日期", "2026-02-30")).isNull();
    }

    @Test
    void daysAndChoices() {
        assertThat(read("注册成立日期", "2020年1月5日")).isEqualTo(new Val.Day(LocalDate.of(2020, 1, 5)));
        assertThat(read("居民企业", "是")).isEqualTo(Val.TRUE);
        assertThat(read("行业门类", "制造业")).isEqualTo(new Val.Text("制造业"));
    }
}
