package dev.kechuang.shared.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "999|999",
                "1000|1,000",
                "-999|−999",
                "-1000|−1,000",
                "123456789|123,456,789",
                "-9223372036854775808|−9,223,372,036,854,775,808"
            })
    void countsAreGroupedByThreeWithATrueMinus(long value, String shown) {
        assertThat(Figures.count(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1234.565|2|1,234.57", "-0.004|2|0.00", "0.5|0|1", "-1234.5|1|−1,234.5", "1E+7|2|10,000,000.00"})
    void decimalsAreRoundedHalfUp(BigDecimal value, int decimals, String shown) {
        assertThat(Figures.decimal(value, decimals)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"123456789012|123,456.79|1,234,567,890.12", "-5000|−0.01|−50.00", "4999|0.00|49.99"})
    void moneyIsShownIn10000YuanAndInFullOnHover(long fen, String wan, String yuan) {
        assertThat(Figures.wan(new Money(fen))).isEqualTo(wan);
        assertThat(Figures.yuan(new Money(fen))).isEqualTo(yuan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"3.1250|3.125", "1200.00|1,200", "0|0", "0.00|0"})
    void exactFiguresKeepTheDecimalsTheyHave(BigDecimal value, String shown) {
        assertThat(Figures.exact(value)).isEqualTo(shown);
    }
}
