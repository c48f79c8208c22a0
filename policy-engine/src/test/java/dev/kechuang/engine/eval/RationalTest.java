package dev.kechuang.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** Fractions are exact at the edges where longs end and big integers begin. */
class RationalTest {

    private static final BigInteger TWO = BigInteger.TWO;

    private static Rational big(int bits) {
        return Rational.of(TWO.pow(bits), BigInteger.ONE);
    }

    @Test
    void fitsALongUpToSixtyTwoBitsOnEitherSide() {
        assertThat(big(61).fitsLong()).isTrue();
        assertThat(big(62).fitsLong()).isFalse();

        assertThat(Rational.of(BigInteger.ONE, TWO.pow(61)).fitsLong()).isTrue();
        assertThat(Rational.of(BigInteger.ONE, TWO.pow(62)).fitsLong()).isFalse();
        assertThat(Rational.of(Long.MIN_VALUE, 1).fitsLong()).isFalse();
        assertThat(Rational.of(Long.MIN_VALUE, 1).numerator()).isEqualTo(BigInteger.valueOf(Long.MIN_VALUE));
        assertThat(Rational.of(1, Long.MIN_VALUE).denominator()).isEqualTo(TWO.pow(63));
        assertThat(Rational.of(1, Long.MIN_VALUE).signum()).isNegative();
    }

    @Test
    void sumsThatLeaveALongAreExact() {
        Rational most = Rational.of(Long.MAX_VALUE);
        assertThat(most.add(Rational.of(1)).numerator()).isEqualTo(TWO.pow(63));
        assertThat(most.negate().subtract(Rational.of(1)).numerator())
                .isEqualTo(TWO.pow(63).negate());
        assertThat(most.negate().subtract(Rational.of(2)).numerator())
                .isEqualTo(TWO.pow(63).add(BigInteger.ONE).negate());
        assertThat(most.add(most).numerator()).isEqualTo(TWO.pow(64).subtract(TWO));
        assertThat(Rational.of(3, 7).add(Rational.of(2))).isEqualTo(Rational.of(17, 7));
        assertThat(Rational.of(2).add(Rational.of(3, 7))).isEqualTo(Rational.of(17, 7));
        assertThat(most.add(Rational.of(1)).add(Rational.of(1, 2)))
                .isEqualTo(Rational.of(TWO.pow(64).add(BigInteger.ONE), TWO));
        assertThat(Rational.of(1, 2).add(most.add(Rational.of(1))))
                .isEqualTo(Rational.of(TWO.pow(64).add(BigInteger.ONE), TWO));
    }

    @Test
    void productsAndQuotientsThatLeaveALongAreExact() {
        Rational large = big(62);
        assertThat(large.multiply(large).numerator()).isEqualTo(TWO.pow(124));
        assertThat(large.multiply(large).divide(large)).isEqualTo(large);
        assertThat(Rational.of(1).divide(large.multiply(large)).denominator()).isEqualTo(TWO.pow(124));
        assertThat(large.multiply(large).multiply(Rational.of(1, 2)).numerator())
                .isEqualTo(TWO.pow(123));
        assertThatThrownBy(() -> large.divide(Rational.of(0))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void comparesWhereProductsOverflow() {
        Rational a = Rational.of(Long.MAX_VALUE, 3);
        Rational b = Rational.of(Long.MAX_VALUE - 1, 3);
        assertThat(a).isGreaterThan(b);
        assertThat(Rational.of(Long.MAX_VALUE, 3)).isGreaterThan(Rational.of(Long.MAX_VALUE, 5));
        assertThat(Rational.of(-Long.MAX_VALUE, 3)).isLessThan(Rational.of(-Long.MAX_VALUE, 5));
        assertThat(Rational.of(-1, 3)).isLessThan(Rational.of(1, 5));
        assertThat(Rational.of(2, 3)).isLessThan(Rational.of(3, 4));
        assertThat(big(70)).isGreaterThan(Rational.of(1)).isEqualByComparingTo(big(70));
        assertThat(big(70).negate()).isLessThan(Rational.of(1));
        assertThat(Rational.of(1)).isLessThan(big(70));
    }

    @Test
    void leastAndGreatestOfEqualsIsTheFirst() {
        Rational one = Rational.of(1, 2);
        Rational same = Rational.of(2, 4);
        assertThat(one.min(same)).isSameAs(one);
        assertThat(one.max(same)).isSameAs(one);
        assertThat(one.min(Rational.of(1, 3))).isEqualTo(Rational.of(1, 3));
        assertThat(one.max(Rational.of(2, 3))).isEqualTo(Rational.of(2, 3));
        Rational zero = Rational.of(0);
        assertThat(zero.abs()).isSameAs(zero);
        assertThat(Rational.of(-3).abs()).isEqualTo(Rational.of(3));
        assertThat(big(80).negate().abs()).isEqualTo(big(80));
    }

    @Test
    void powersUpToAThousand() {
        assertThat(Rational.of(2).power(1_000).numerator()).isEqualTo(TWO.pow(1_000));
        assertThat(Rational.of(2).power(-1_000).denominator()).isEqualTo(TWO.pow(1_000));
        assertThat(Rational.of(-2, 3).power(3)).isEqualTo(Rational.of(-8, 27));
        assertThat(Rational.of(5).power(0)).isEqualTo(Rational.of(1));
        assertThat(Rational.of(5).power(0)).isNotSameAs(Rational.of(5).power(1));
        assertThatThrownBy(() -> Rational.of(1).power(1_001)).hasMessageContaining("exponent");
        assertThatThrownBy(() -> Rational.of(1).power(-1_001)).hasMessageContaining("exponent");
    }

    @Test
    void roundsAtDecimalsAndBeforeThePoint() {
        assertThat(Rational.of(5, 2).round(0, RoundingMode.HALF_UP)).isEqualTo(Rational.of(3));
        assertThat(Rational.of(12345, 100).round(1, RoundingMode.HALF_UP)).isEqualTo(Rational.of(1235, 10));
        assertThat(Rational.of(1250).round(-2, RoundingMode.HALF_UP)).isEqualTo(Rational.of(1300));
        assertThat(Rational.of(1249).round(-2, RoundingMode.HALF_UP)).isEqualTo(Rational.of(1200));
        Rational whole = Rational.of(7);
        assertThat(whole.round(0, RoundingMode.UP)).isSameAs(whole);
        assertThat(whole.round(2, RoundingMode.UP)).isEqualTo(whole);
        assertThat(big(90).round(0, RoundingMode.UP)).isEqualTo(big(90));
    }

    @Test
    void readsAndWritesDecimals() {
        assertThat(Rational.of(new BigDecimal("1E3"))).isEqualTo(Rational.of(1000));
        assertThat(Rational.of(new BigDecimal("12"))).isEqualTo(Rational.of(12));
        assertThat(Rational.of(new BigDecimal("0.125"))).isEqualTo(Rational.of(1, 8));
        assertThat(Rational.of(1, 8).toDecimal()).isEqualByComparingTo("0.125");
        assertThat(Rational.of(0, 5).toDecimal()).isEqualTo(BigDecimal.ZERO);
        assertThat(Rational.of(100).toDecimal().stripTrailingZeros()).isEqualByComparingTo("100");
        assertThat(Rational.of(1, 3).toDouble()).isEqualTo(1.0 / 3);
        assertThat(big(70).toDouble()).isEqualTo(Math.pow(2, 70));
    }

    @Test
    void theSameNumberIsEqualWhateverItWasMadeOf() {
        assertThat(Rational.of(2, 4)).isEqualTo(Rational.of(-1, -2)).hasSameHashCodeAs(Rational.of(1, 2));
        assertThat(Rational.of(1, 2)).isNotEqualTo(Rational.of(1, 3)).isNotEqualTo("1/2");
        assertThat(Rational.of(1, 2).hashCode()).isNotEqualTo(Rational.of(2, 1).hashCode());
        assertThat(Rational.of(3, 2).hashCode()).isEqualTo(31 * 3 + 2);
        assertThat(Rational.of(0, 9).isWhole()).isTrue();
        assertThat(Rational.of(TWO.pow(100), BigInteger.valueOf(3)).isWhole()).isFalse();
        assertThat(big(100).isWhole()).isTrue();
    }

    @Test
    void numbersBeyondTheirBoundsAreRefused() {
        int bits = Rational.MAX_BITS;
        assertThat(Rational.of(TWO.pow(bits - 2), BigInteger.ONE).numerator().bitLength())
                .isEqualTo(bits - 1);
        assertThatThrownBy(() -> Rational.of(TWO.pow(bits), BigInteger.ONE)).hasMessageContaining("bounds");
        assertThatThrownBy(
                        () -> Rational.of(TWO.pow(bits / 2), TWO.pow(bits / 2).add(BigInteger.ONE)))
                .hasMessageContaining("bounds");
        assertThatThrownBy(() -> Rational.of(1, 0)).hasMessageContaining("zero");
    }
}
