package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimal arithmetic as IEEE 754 decimal128: 34 digits, exponents up to ±6144, no value beyond. */
final class Numbers {
    static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final MathContext WORKING = new MathContext(50, RoundingMode.HALF_EVEN);
    private static final int MAX_EXPONENT = 6_144;
    private static final BigDecimal LN_2 =
            new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068");

    private Numbers() {}

    /** Rounds to 34 digits; null when the exponent is out of range. */
    static Value bounded(BigDecimal value) {
        BigDecimal rounded = value.round(PRECISION);
        if (rounded.signum() == 0) {
            return new Value.Num(BigDecimal.ZERO);
        }
        long exponent = (long) rounded.precision() - rounded.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            return Value.NULL;
        }
        return exponent < -MAX_EXPONENT ? new Value.Num(BigDecimal.ZERO) : new Value.Num(rounded);
    }

    static Value divide(BigDecimal left, BigDecimal right) {
        return right.signum() == 0 ? Value.NULL : bounded(left.divide(right, PRECISION));
    }

    static Value power(BigDecimal base, BigDecimal exponent) {
        if (exponent.stripTrailingZeros().scale() <= 0) {
            return integerPower(base, exponent);
        }
        if (base.signum() < 0 || (base.signum() == 0 && exponent.signum() < 0)) {
            return Value.NULL;
        }
        if (base.signum() == 0) {
            return new Value.Num(BigDecimal.ZERO);
        }
        BigDecimal half = new BigDecimal("0.5");
        if (exponent.compareTo(half) == 0) {
            return bounded(base.sqrt(PRECISION));
        }
        return exp(exponent.multiply(ln(base), WORKING));
    }

    private static Value integerPower(BigDecimal base, BigDecimal exponent) {
        if (base.signum() == 0) {
            return exponent.signum() < 0 ? Value.NULL : Value.of(exponent.signum() == 0 ? 1 : 0);
        }
        BigDecimal magnitude = base.abs();
        boolean odd = exponent.toBigInteger().testBit(0);
        if (magnitude.compareTo(BigDecimal.ONE) == 0) {
            return Value.of(base.signum() < 0 && odd ? -1 : 1);
        }
        // log10 |base^exponent| decides before any digit is computed, so a huge exponent costs nothing.
        double size = log10(magnitude) * exponent.doubleValue();
        if (size > MAX_EXPONENT + 1) {
            return Value.NULL;
        }
        if (size < -MAX_EXPONENT - 1) {
            return new Value.Num(BigDecimal.ZERO);
        }
        if (exponent.abs().compareTo(BigDecimal.valueOf(99_999)) > 0) {
            Value result = exp(exponent.multiply(ln(magnitude), WORKING));
            return base.signum() < 0 && odd && result instanceof Value.Num n
                    ? bounded(n.value().negate())
                    : result;
        }
        BigDecimal power = base.pow(exponent.intValueExact(), WORKING);
        return bounded(power);
    }

    private static double log10(BigDecimal value) {
        int shift = value.precision() - value.scale();
        return Math.log10(value.movePointLeft(shift).doubleValue()) + shift;
    }

    static Value exp(BigDecimal x) {
        if (x.abs().compareTo(BigDecimal.valueOf(14_200)) > 0) {
            return x.signum() > 0 ? Value.NULL : new Value.Num(BigDecimal.ZERO);
        }
        int halvings = 16;
        BigDecimal small =
                x.divide(BigDecimal.valueOf(1L << halvings), WORKING.getPrecision() + 20, RoundingMode.HALF_EVEN);
        MathContext mc = new MathContext(WORKING.getPrecision() + 20, RoundingMode.HALF_EVEN);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 80 && term.signum() != 0; i++) {
            term = term.multiply(small, mc).divide(BigDecimal.valueOf(i), mc);
            sum = sum.add(term, mc);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, mc);
        }
        return bounded(sum);
    }

    /** The natural logarithm of a positive number. */
    static BigDecimal ln(BigDecimal x) {
        int tens = x.precision() - x.scale() - 1;
        BigDecimal mantissa = x.movePointLeft(tens);
        int twos = 0;
        BigDecimal two = BigDecimal.valueOf(2);
        while (mantissa.compareTo(new BigDecimal("1.4")) > 0) {
            mantissa = mantissa.divide(two, WORKING);
            twos++;
        }
        BigDecimal result = atanhSeries(mantissa).add(LN_2.multiply(BigDecimal.valueOf(twos)), WORKING);
        if (tens != 0) {
            BigDecimal lnTen = atanhSeries(new BigDecimal("1.25")).add(LN_2.multiply(BigDecimal.valueOf(3)), WORKING);
            result = result.add(lnTen.multiply(BigDecimal.valueOf(tens)), WORKING);
        }
        return result;
    }

    /** ln x = 2 artanh((x−1)/(x+1)), quick near 1. */
    private static BigDecimal atanhSeries(BigDecimal x) {
        BigDecimal y = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), WORKING);
        BigDecimal square = y.multiply(y, WORKING);
        BigDecimal power = y;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; i < 200 && power.signum() != 0; i += 2) {
            BigDecimal term = power.divide(BigDecimal.valueOf(i), WORKING);
            sum = sum.add(term, WORKING);
            power = power.multiply(square, WORKING);
        }
        return sum.multiply(BigDecimal.valueOf(2), WORKING);
    }

    /** A whole number that fits an int, as positions and scales must be; null otherwise. */
    static @Nullable Integer toInt(BigDecimal value) {
        BigInteger whole = value.toBigInteger();
        return whole.bitLength() < 32 ? whole.intValue() : null;
    }
}
