package dev.kechuang.engine.columns;

import java.time.LocalDate;

/** What generated code calls, and the codes it works with. Public only because generated classes need it. */
public final class Kernel {
    /** A cell that is not known yet, and one that is known to be absent; both lie below every value. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    public static final long ABSENT = Long.MIN_VALUE + 1;
    /** Cells below this are no values. */
    public static final long LIMIT = Long.MIN_VALUE + 2;

    static final int FALSE = 0;
    static final int TRUE = 1;
    static final int OPEN = 2;
    static final int NULL = 3;
    /** The row must be decided by the evaluator. */
    static final int HAND_OVER = 4;
    /** The row must be asked of the condition's second form, which computes with wider numbers. */
    static final int OVERFLOW = 8;

    /** Marks of a row that is still in the running. */
    static final byte FLAG_OPEN = 1;

    static final byte FLAG_HAND_OVER = 2;
    /** Only between the two forms of a condition. */
    static final byte FLAG_OVERFLOW = 4;

    /** Beside the number of rows that a condition keeps: some of them overflow. */
    static final int SOME_OVERFLOW = 1 << 30;

    /** Points that only the evaluator can tell, and those nobody asked for yet. */
    static final long NO_POINTS = Long.MIN_VALUE;

    static final long NOT_ASKED = Long.MIN_VALUE + 1;

    private static final ArithmeticException HANDED_OVER = new HandedOver();

    /** Thrown for a row at a time, so without the cost of a stack trace. */
    private static final class HandedOver extends ArithmeticException {
        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private Kernel() {}

    /** The first benefit of a policy. */
    public interface Amount {
        /**
         * Writes the amount of each of {@code rows[0..n)} in fen: −1 where there is none or it is not known, and
         * {@link #UNKNOWN} where the evaluator has to say.
         */
        void run(long[][] columns, int[] rows, int n, long[] amounts, long[] constants);
    }

    /** One score over one block. */
    public interface Points {
        /**
         * Writes for each of {@code rows[0..n)} the lowest and the highest points still possible, at the row less
         * {@code from}: the lowest shifted by 32 bits beside the highest, or {@link #NO_POINTS}.
         *
         * @return whether some can't be told
         */
        boolean run(long[][] columns, int[] rows, int n, int from, long[] points, long[] constants);
    }

    /** One condition over one block. */
    public interface Program {
        /**
         * Keeps in {@code rows[0..n)} those that the condition does not rule out and returns how many, with
         * {@link #SOME_OVERFLOW} where some are kept only because they overflow.
         *
         * @param flags by row less {@code from}
         */
        int run(long[][] columns, int[] rows, int n, int from, byte[] flags, long[] constants);
    }

    public static int and(int a, int b) {
        if (a == HAND_OVER || b == HAND_OVER) {
            return a == FALSE || b == FALSE ? FALSE : HAND_OVER;
        }
        if (a == FALSE || b == FALSE) {
            return FALSE;
        }
        if (a == OPEN || b == OPEN) {
            return OPEN;
        }
        return a == NULL || b == NULL ? NULL : TRUE;
    }

    public static int or(int a, int b) {
        if (a == TRUE || b == TRUE) {
            return TRUE;
        }
        if (a == HAND_OVER || b == HAND_OVER) {
            return HAND_OVER;
        }
        if (a == OPEN || b == OPEN) {
            return OPEN;
        }
        return a == NULL || b == NULL ? NULL : FALSE;
    }

    public static int not(int a) {
        return a == TRUE ? FALSE : a == FALSE ? TRUE : a;
    }

    public static int truth(long cell) {
        return cell == UNKNOWN ? OPEN : cell == ABSENT ? NULL : (int) cell;
    }

    public static int absent(long cell) {
        return cell == UNKNOWN ? OPEN : cell == ABSENT ? TRUE : FALSE;
    }

    /** Like those of {@link Math}, but without a new exception for every row that overflows. */
    public static long multiplyExact(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw HANDED_OVER;
        }
        return product;
    }

    /** Ends a row where a number was to come. */
    static long handedOver() {
        throw HANDED_OVER;
    }

    public static long addExact(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw HANDED_OVER;
        }
        return sum;
    }

    public static long negateExact(long a) {
        if (a == Long.MIN_VALUE) {
            throw HANDED_OVER;
        }
        return -a;
    }

    public static long absExact(long a) {
        return a < 0 ? negateExact(a) : a;
    }

    /** The state of a number in a cell. */
    public static int state(long cell) {
        return cell >= LIMIT ? TRUE : cell == UNKNOWN ? OPEN : NULL;
    }

    /** The state of what is made of two numbers: open before absent. */
    public static int join(int a, int b) {
        return a == OPEN || b == OPEN ? OPEN : a == NULL || b == NULL ? NULL : TRUE;
    }

    /** A state that only the evaluator may go on with ends the row. */
    public static int sure(int state) {
        if (state == HAND_OVER) {
            throw HANDED_OVER;
        }
        return state;
    }

    /** Which way a choice goes: absent is as good as false. */
    public static int decided(int truth) {
        return sure(truth) == NULL ? FALSE : truth;
    }

    /** The state of a choice while its condition is open: that of both ways where they come to the same. */
    public static int same(int a, long aNumerator, long aDenominator, int b, long bNumerator, long bDenominator) {
        boolean same = a == b
                && (a != TRUE || multiplyExact(aNumerator, bDenominator) == multiplyExact(bNumerator, aDenominator));
        return same ? a : OPEN;
    }

    /** The year of a date; open and absent stay what they are. */
    public static long year(long day) {
        return day < LIMIT ? day : LocalDate.ofEpochDay(day).getYear();
    }

    /** The value of a year in a series: nothing before the year of founding, absent when founded after the last one. */
    public static long recent(long cell, long founded, long nextYear, boolean last) {
        if (founded >= LIMIT && founded >= nextYear) {
            return last ? ABSENT : 0;
        }
        return cell;
    }

    /** How many of {@code years} years, the last ending before {@code nextYear}, are not before founding. */
    public static long recentCount(long founded, long firstYear, int years) {
        if (founded < LIMIT) {
            return years;
        }
        int year = LocalDate.ofEpochDay(founded).getYear();
        return Math.max(0, Math.min(years, firstYear + years - year));
    }

    /** An amount in whole fen, rounded down and never negative. */
    public static long fen(long numerator, long denominator) {
        return Math.max(0, Math.floorDiv(numerator, denominator));
    }

    /** Whole points, not below nothing; fractions of a point are for the evaluator. */
    public static long points(long numerator, long denominator) {
        if (numerator % denominator != 0) {
            throw HANDED_OVER;
        }
        return Math.max(0, numerator / denominator);
    }

    /** A comparison of points of which only bounds are known; {@code operator} is the ordinal of the syntax. */
    public static int compare(int operator, long low, long high, long bound) {
        int lowest = Long.compare(low, bound);
        int highest = Long.compare(high, bound);
        int sure = switch (operator) {
            case 2 -> highest < 0 || lowest > 0 ? FALSE : low == high ? TRUE : OPEN;
            case 3 -> highest < 0 || lowest > 0 ? TRUE : low == high ? FALSE : OPEN;
            case 4 -> highest < 0 ? TRUE : lowest >= 0 ? FALSE : OPEN;
            case 5 -> highest <= 0 ? TRUE : lowest > 0 ? FALSE : OPEN;
            case 6 -> lowest > 0 ? TRUE : highest <= 0 ? FALSE : OPEN;
            default -> lowest >= 0 ? TRUE : highest < 0 ? FALSE : OPEN;
        };
        return sure;
    }
}
