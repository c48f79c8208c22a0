package dev.kechuang.engine.columns;

import java.math.BigInteger;

/**
 * A whole number of 128 bits, for the rows whose fractions outgrow longs: products of a few sums in fen, as the growth
 * rates of large firms are made of. What outgrows even this hands the row over; so does what only nearly does.
 */
final class Wide {
    private final long high;
    private final long low;

    private Wide(long high, long low) {
        this.high = high;
        this.low = low;
    }

    static Wide of(long value) {
        return new Wide(value >> 63, value);
    }

    BigInteger value() {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }

    private boolean isLong() {
        return high == low >> 63;
    }

    static Wide multiplyExact(Wide a, Wide b) {
        if (a.isLong() && b.isLong()) {
            return new Wide(Math.multiplyHigh(a.low, b.low), a.low * b.low);
        }
        if (b.isLong()) {
            return multiply(a, b.low);
        }
        return multiply(b, a.exactly());
    }

    /** The lower word of a counts without sign, for which its product with b is amended by b where its top bit is set. */
    private static Wide multiply(Wide a, long b) {
        long carried = Math.multiplyHigh(a.low, b) + (a.low < 0 ? b : 0);
        return new Wide(Kernel.addExact(Kernel.multiplyExact(a.high, b), carried), a.low * b);
    }

    static Wide addExact(Wide a, Wide b) {
        long low = a.low + b.low;
        long carry = Long.compareUnsigned(low, a.low) < 0 ? 1 : 0;
        return new Wide(Kernel.addExact(Kernel.addExact(a.high, b.high), carry), low);
    }

    static Wide negateExact(Wide a) {
        return a.low == 0 ? new Wide(Kernel.negateExact(a.high), 0) : new Wide(~a.high, -a.low);
    }

    static Wide absExact(Wide a) {
        return a.high < 0 ? negateExact(a) : a;
    }

    static int sign(Wide a) {
        return a.high != 0 ? Long.signum(a.high) : a.low != 0 ? 1 : 0;
    }

    static int compare(Wide a, Wide b) {
        return a.high != b.high ? Long.compare(a.high, b.high) : Long.compareUnsigned(a.low, b.low);
    }

    private long exactly() {
        return isLong() ? low : Kernel.handedOver();
    }

    /** @see Kernel#points */
    static long points(Wide numerator, Wide denominator) {
        return Kernel.points(numerator.exactly(), denominator.exactly());
    }

    /** @see Kernel#same */
    static int same(int a, Wide aNumerator, Wide aDenominator, int b, Wide bNumerator, Wide bDenominator) {
        boolean same = a == b
                && (a != Kernel.TRUE
                        || compare(multiplyExact(aNumerator, bDenominator), multiplyExact(bNumerator, aDenominator))
                                == 0);
        return same ? a : Kernel.OPEN;
    }
}
