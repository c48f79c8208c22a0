package dev.kechuang.bench.policy;

import dev.kechuang.bench.policy.BenchPolicies.Thresholds;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Kernel;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** The same policies as a loop that a careful programmer writes for exactly this kind of policy: the limit. */
final class HandWritten {
    private static final int BLOCK = 4_096;

    private final long[] rd;
    private final long[] revenue;
    private final long[] costs;
    private final long[] science;
    private final long[] staff;
    private final long[] founded;
    private final long[] resident;
    private final long[] industry;
    private final long[] lengths;
    private final long[] starts;
    private final long[] kind;
    private final long[] granted;
    private final long classOne;
    private final long[] industryCodes;
    private final LocalDate day;
    private final int rows;

    HandWritten(Columns columns, LocalDate day) {
        this.day = day;
        this.rows = columns.rows();
        int year = day.getYear() - 1;
        rd = cells(columns, "高企口径研发费用", year);
        revenue = cells(columns, "营业收入", year);
        costs = cells(columns, "成本费用", year);
        science = cells(columns, "科技人员", year);
        staff = cells(columns, "职工总数", year);
        founded = cells(columns, "注册成立日期", 0);
        resident = cells(columns, "居民企业", 0);
        industry = cells(columns, "行业门类", 0);
        Fact ip = fact(columns, "知识产权");
        lengths = columns.cells(columns.column(ip, 0));
        starts = columns.cells(columns.starts(ip));
        kind = columns.cells(columns.field(ip, "类别"));
        granted = columns.cells(columns.field(ip, "授权日期"));
        classOne = columns.code("Ⅰ类");
        industryCodes = new long[BenchPolicies.INDUSTRIES.length];
        for (int i = 0; i < industryCodes.length; i++) {
            industryCodes[i] = columns.code(BenchPolicies.INDUSTRIES[i]);
        }
    }

    private static Fact fact(Columns columns, String name) {
        Fact fact = columns.dictionary().find(name);
        if (fact == null) {
            throw new IllegalStateException(name);
        }
        return fact;
    }

    private static long[] cells(Columns columns, String name, int year) {
        return columns.cells(columns.column(fact(columns, name), year));
    }

    /** Eligible and unknown bits of every policy. */
    long[][][] run(List<Thresholds> policies) {
        int words = (rows + 63) / 64;
        long[][][] results = new long[policies.size()][2][words];
        IntStream.range(0, (rows + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int from = block * BLOCK;
            int to = Math.min(rows, from + BLOCK);
            for (int p = 0; p < policies.size(); p++) {
                Thresholds t = policies.get(p);
                policy(t, day.minusYears(t.years()).toEpochDay(), day.minusYears(t.patentYears()).toEpochDay(), from, to, results[p]);
            }
        });
        return results;
    }

    private void policy(Thresholds t, long foundedBy, long grantedAfter, int from, int to, long[][] result) {
        long industryCode = industryCodes[t.industry()];
        for (int row = from; row < to; row++) {
            boolean open = false;
            long g = resident[row];
            if (g != 1) {
                if (g != Kernel.UNKNOWN) {
                    continue;
                }
                open = true;
            }
            long r = revenue[row];
            if (r == Kernel.UNKNOWN) {
                open = true;
            } else if (r == Kernel.ABSENT || r > t.revenue()) {
                continue;
            }
            long f = founded[row];
            if (f == Kernel.UNKNOWN) {
                open = true;
            } else if (f == Kernel.ABSENT || f > foundedBy) {
                continue;
            }
            long h = industry[row];
            if (h == Kernel.UNKNOWN) {
                open = true;
            } else if (h == Kernel.ABSENT || h == industryCode) {
                continue;
            }
            long e = rd[row];
            if (e == Kernel.UNKNOWN || r == Kernel.UNKNOWN) {
                open = true;
            } else if (e == Kernel.ABSENT || r <= 0 || e * 1000 < r * t.rd()) {
                continue;
            }
            long s = science[row];
            long a = staff[row];
            if (s == Kernel.UNKNOWN || a == Kernel.UNKNOWN) {
                open = true;
            } else if (s == Kernel.ABSENT || a <= 0 || s * 1000 < a * t.staff()) {
                continue;
            }
            long c = costs[row];
            if (e == Kernel.UNKNOWN || c == Kernel.UNKNOWN) {
                open = true;
            } else if (e == Kernel.ABSENT || c <= 0 || points(e, c) < t.score()) {
                continue;
            }
            long n = lengths[row];
            if (n == Kernel.UNKNOWN) {
                open = true;
            } else {
                int count = 0;
                int start = (int) starts[row];
                for (int i = start; i < start + n; i++) {
                    if (kind[i] == classOne && granted[i] > grantedAfter) {
                        count++;
                    }
                }
                if (count < t.patents()) {
                    continue;
                }
            }
            result[open ? 1 : 0][row >> 6] |= 1L << row;
        }
    }

    private static int points(long e, long c) {
        long tens = e * 10;
        return tens >= c * 6 ? 50 : tens >= c * 5 ? 40 : tens >= c * 4 ? 30 : tens >= c * 3 ? 20 : tens >= c * 2 ? 10 : 0;
    }
}
