package dev.kechuang.engine.eval;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** An exact fraction: two longs while they suffice, big integers beyond. Always reduced, the denominator positive. */
public final class Rational implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(0, 1);
    public static final Rational ONE = new Rational(1, 1);
    /** Digits a fraction may grow to; beyond, a policy computes something it should not. */
    static final int MAX_BITS = 20_000;

    private final long numerator;
    private final long denominator;
    private final @Nullable BigInteger bigNumerator;
    private final @Nullable BigInteger bigDenominator;

    private Rational(long numerator, long denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.bigNumerator = null;
        this.bigDenominator = null;
    }

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = 0;
        this.denominator = 0;
        this.bigNumerator = numerator;
        this.bigDenominator = denominator;
    }

    public static Rational of(long whole) {
        return new Rational(whole, 1);
    }

    /** The fraction; the denominator must not be zero. */
    public static Rational of(long numerator, long denominator) {
        if (denominator == 0) {
            throw new ArithmeticException("denominator is zero");
        }
        if (numerator == Long.MIN_VALUE || denominator == Long.MIN_VALUE) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        long gcd = gcd(Math.abs(numerator), Math.abs(denominator));
        long sign = denominator < 0 ? -1 : 1;
        return new Rational(sign * (numerator / gcd), sign * (denominator / gcd));
    }

    public static Rational of(BigInteger numerator, BigInteger denominator) {
        if (numerator.bitLength() + denominator.bitLength() > MAX_BITS) {
            throw new ArithmeticException("the number grows beyond its bounds");
        }
        BigInteger gcd = numerator.gcd(denominator);
        BigInteger n = denominator.signum() < 0 ? numerator.negate().divide(gcd) : numerator.divide(gcd);
        BigInteger d = denominator.abs().divide(gcd);
        return n.bitLength() < 63 && d.bitLength() < 63
                ? new Rational(n.longValue(), d.longValue())
                : new Rational(n, d);
    }

    public static Rational of(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        int scale = value.scale();
        return scale <= 0
                ? of(unscaled.multiply(BigInteger.TEN.pow(-scale)), BigInteger.ONE)
                : of(unscaled, BigInteger.TEN.pow(scale));
    }

    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x == 0 ? 1 : x;
    }

    private boolean small() {
        return bigNumerator == null;
    }

    public BigInteger numerator() {
        return bigNumerator == null ? BigInteger.valueOf(numerator) : bigNumerator;
    }

    public BigInteger denominator() {
        return bigDenominator == null ? BigInteger.valueOf(denominator) : bigDenominator;
    }

    /** Whether both parts fit a long, as generated code needs of its constants. */
    public boolean fitsLong() {
        return small();
    }

    public Rational add(Rational other) {
        if (small() && other.small()) {
            if (denominator == 1 && other.denominator == 1) {
                long sum = numerator + other.numerator;
                if (((numerator ^ sum) & (other.numerator ^ sum)) >= 0 && sum != Long.MIN_VALUE) {
                    return new Rational(sum, 1);
                }
            }
            try {
                return of(
                        Math.addExact(
                                Math.multiplyExact(numerator, other.denominator),
                                Math.multiplyExact(other.numerator, denominator)),
                        Math.multiplyExact(denominator, other.denominator));
            } catch (ArithmeticException overflow) {
                // falls through to big integers
            }
        }
        return of(
                numerator().multiply(other.denominator()).add(other.numerator().multiply(denominator())),
                denominator().multiply(other.denominator()));
    }

    public Rational subtract(Rational other) {
        return add(other.negate());
    }

    public Rational multiply(Rational other) {
        if (small() && other.small()) {
            try {
                return of(
                        Math.multiplyExact(numerator, other.numerator),
                        Math.multiplyExact(denominator, other.denominator));
            } catch (ArithmeticException overflow) {
                // falls through to big integers
            }
        }
        return of(numerator().multiply(other.numerator()), denominator().multiply(other.denominator()));
    }

    /** @throws ArithmeticException when {@code other} is zero */
    public Rational divide(Rational other) {
        if (other.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return multiply(
                other.small() ? of(other.denominator, other.numerator) : of(other.denominator(), other.numerator()));
    }

    public Rational negate() {
        return small() ? of(-numerator, denominator) : of(numerator().negate(), denominator());
    }

    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    public int signum() {
        return small() ? Long.signum(numerator) : numerator().signum();
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isWhole() {
        return small() ? denominator == 1 : denominator().equals(BigInteger.ONE);
    }

    /** Raised to a whole power; a negative power of zero has no value. */
    public Rational power(int exponent) {
        if (Math.abs((long) exponent) > 1_000) {
            throw new ArithmeticException("the exponent is out of bounds");
        }
        Rational base = exponent < 0 ? ONE.divide(this) : this;
        int n = Math.abs(exponent);
        return of(base.numerator().pow(n), base.denominator().pow(n));
    }

    /** Rounded at so many decimals. */
    public Rational round(int decimals, RoundingMode mode) {
        if (decimals == 0 && isWhole()) {
            return this;
        }
        BigInteger scale = BigInteger.TEN.pow(Math.min(Math.abs(decimals), 1_000));
        BigDecimal scaled = decimals >= 0
                ? new BigDecimal(numerator().multiply(scale)).divide(new BigDecimal(denominator()), 0, mode)
                : new BigDecimal(numerator())
                        .divide(new BigDecimal(denominator().multiply(scale)), 0, mode);
        return decimals >= 0
                ? of(scaled.toBigInteger(), scale)
                : of(scaled.toBigInteger().multiply(scale), BigInteger.ONE);
    }

    /** The nearest decimal of 34 digits. */
    public BigDecimal toDecimal() {
        BigDecimal value =
                new BigDecimal(numerator()).divide(new BigDecimal(denominator()), java.math.MathContext.DECIMAL128);
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    public double toDouble() {
        return small() ? (double) numerator / denominator : toDecimal().doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        if (small() && other.small()) {
            if (denominator == other.denominator) {
                return Long.compare(numerator, other.numerator);
            }
            long leftHigh = Math.multiplyHigh(numerator, other.denominator);
            long rightHigh = Math.multiplyHigh(other.numerator, denominator);
            return leftHigh != rightHigh
                    ? Long.compare(leftHigh, rightHigh)
                    : Long.compareUnsigned(numerator * other.denominator, other.numerator * denominator);
        }
        return numerator()
                .multiply(other.denominator())
                .compareTo(other.numerator().multiply(denominator()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rational r && compareTo(r) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * numerator().hashCode() + denominator().hashCode();
    }

    @Override
    public String toString() {
        return isWhole() ? numerator().toString() : numerator() + "/" + denominator();
    }
}
