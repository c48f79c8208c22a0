package dev.kechuang.engine.columns;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Matches;
import dev.kechuang.engine.Survey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One block of a survey: its rows against policy after policy, and the matches found. For one thread. */
final class SurveyBlock {
    private static final byte FLAGS = Kernel.FLAG_OPEN | Kernel.FLAG_HAND_OVER;

    private final Survey survey;
    private final Layout layout;
    private final Columns columns;
    private final Cells block;
    private final long[][] cells;
    private final int from;
    private final int to;
    private final MatchList matches;

    /** Which rows the shared steps keep, and their flags, by shared step. */
    private final long[][] kept;

    private final byte[][] commonFlags;

    private final int[] candidates;
    private final int[] strict;
    private final int[] near;
    private final int[] before;
    private final int[] met;
    private final long[] amounts;
    private final byte[] marks;
    private byte[][] flags = new byte[0][];
    private final @Nullable Facts[] facts;
    private final int[] seen;
    private int look;
    private int eligible;

    SurveyBlock(Survey survey, Layout layout, Columns columns, Cells block, int size, List<Check> common) {
        this.survey = survey;
        this.layout = layout;
        this.columns = columns;
        this.block = block;
        this.cells = block.columns();
        this.from = block.from();
        this.to = from + size;
        this.matches = new MatchList(size);
        this.candidates = new int[size];
        this.strict = new int[size];
        this.near = new int[size];
        this.before = new int[size];
        this.met = new int[size];
        this.amounts = new long[size];
        this.marks = new byte[size];
        this.facts = new Facts[size];
        this.seen = new int[cells.length];
        this.kept = new long[common.size()][(size + 63) / 64];
        this.commonFlags = new byte[common.size()][size];
        for (int d = 0; d < common.size(); d++) {
            for (int i = 0; i < size; i++) {
                candidates[i] = from + i;
            }
            int n = common.get(d).run(block, candidates, size, commonFlags[d]);
            for (int i = 0; i < n; i++) {
                int at = candidates[i] - from;
                kept[d][at >> 6] |= 1L << at;
            }
        }
    }

    Matches.Block matches() {
        return matches.block();
    }

    /** @param order the steps that are not shared; @param common the shared step of each step, or −1 */
    void decide(Plan plan, int[] order, int[] common, long @Nullable [] scope) {
        int n = candidates(common, scope);
        while (flags.length < plan.steps.length) {
            flags = Arrays.copyOf(flags, flags.length + 1);
            flags[flags.length - 1] = new byte[to - from];
        }
        for (int i = 0; i < order.length && n > 0; i++) {
            n = run(plan.steps[order[i]].loosest(), order[i], candidates, n);
        }
        if (n == 0) {
            return;
        }
        mark(plan, common, n);
        System.arraycopy(candidates, 0, strict, 0, n);
        int m = n;
        for (int step : plan.changed) {
            m = m == 0 ? 0 : run(plan.steps[step].strict(), step, strict, m);
        }
        eligible = 0;
        for (int i = 0; i < m; i++) {
            taken(plan, common, strict[i]);
        }
        plan.amounts.run(columns, cells, met, eligible, amounts);
        for (int i = 0; i < eligible; i++) {
            matches.add(met[i] - from, plan.number, Survey.Kind.ELIGIBLE, amounts[i]);
        }
        near(plan, n, strict, m);
    }

    private int run(Check check, int step, int[] rows, int n) {
        Arrays.fill(flags[step], (byte) 0);
        return check.run(block, rows, n, flags[step]);
    }

    /** The rows in scope that the shared steps keep; rows of the evaluator are left out. */
    private int candidates(int[] common, long @Nullable [] scope) {
        int n = 0;
        for (int word = 0; word < (to - from + 63) >> 6; word++) {
            int left = Math.min(64, to - from - word * 64);
            long stay = (left == 64 ? -1L : (1L << left) - 1) & ~columns.handOver((from >> 6) + word);
            if (scope != null) {
                stay &= scope[(from >> 6) + word];
            }
            for (int shared : common) {
                if (shared >= 0) {
                    stay &= kept[shared][word];
                }
            }
            while (stay != 0) {
                candidates[n++] = from + word * 64 + Long.numberOfTrailingZeros(stay);
                stay &= stay - 1;
            }
        }
        return n;
    }

    /** Notes which rows the evaluator has to decide, before the flags are used again. */
    private void mark(Plan plan, int[] common, int n) {
        for (int i = 0; i < n; i++) {
            int at = candidates[i] - from;
            byte mark = plan.evaluated.isEmpty() ? 0 : Kernel.FLAG_HAND_OVER;
            for (int step = 0; step < common.length; step++) {
                if (common[step] >= 0) {
                    mark |= commonFlags[common[step]][at];
                } else if (plan.steps[step].first()) {
                    mark |= flags[step][at];
                }
            }
            marks[at] = (byte) (mark & Kernel.FLAG_HAND_OVER);
        }
    }

    private byte flags(Plan plan, int[] common, int step, int at) {
        return common[step] >= 0 && !plan.steps[step].changed() ? commonFlags[common[step]][at] : flags[step][at];
    }

    /** A row that no compiled condition refuses. */
    private void taken(Plan plan, int[] common, int row) {
        int at = row - from;
        int flag = marks[at];
        for (int step = 0; step < common.length; step++) {
            flag |= flags(plan, common, step, at);
        }
        if ((flag & Kernel.FLAG_HAND_OVER) != 0) {
            exactly(plan.number, row);
        } else if ((flag & FLAGS) == 0) {
            met[eligible++] = row;
        } else {
            int missing = missing(plan, common, row);
            if (missing <= survey.limits().missing()) {
                matches.add(at, plan.number, Survey.Kind.OPEN, missing);
            }
        }
    }

    /** Distinct unknown cells that open conditions read, as far as the limit needs counting. */
    private int missing(Plan plan, int[] common, int row) {
        int limit = survey.limits().missing();
        int founding = layout.founding();
        long founded = founding < 0 ? Kernel.UNKNOWN : cells[founding][row];
        int missing = 0;
        look++;
        for (int step = 0; step < common.length && missing <= limit; step++) {
            if ((flags(plan, common, step, row - from) & Kernel.FLAG_OPEN) == 0) {
                continue;
            }
            for (Plan.Cell cell : plan.steps[step].reads) {
                if (cells[cell.column()][row] == Kernel.UNKNOWN
                        && seen[cell.column()] != look
                        && founded < cell.ends()) {
                    seen[cell.column()] = look;
                    missing++;
                }
            }
        }
        return Math.max(1, missing);
    }

    /** The candidates that are refused as the policy stands, by the least that the policy must be eased. */
    private void near(Plan plan, int n, int[] taken, int m) {
        int[] percents =
                survey.limits().percents().stream().mapToInt(Integer::intValue).toArray();
        int k = without(candidates, n, taken, m, near);
        if (percents.length == 0 || k == 0) {
            return;
        }
        for (int step : plan.changed) {
            if (!plan.steps[step].first() && k > 0) {
                k = run(plan.steps[step].loosest(), step, near, k);
                note(step, k);
            }
        }
        for (int form = percents.length - 1; form > 0 && k > 0; form--) {
            int was = k;
            System.arraycopy(near, 0, before, 0, k);
            for (int step : plan.changed) {
                if (k > 0) {
                    k = run(plan.steps[step].check(form), step, near, k);
                    note(step, k);
                }
            }
            int dropped = without(before, was, near, k, before);
            for (int i = 0; i < dropped; i++) {
                nearAt(plan, before[i], percents[form]);
            }
        }
        for (int i = 0; i < k; i++) {
            nearAt(plan, near[i], percents[0]);
        }
    }

    private void note(int step, int k) {
        for (int i = 0; i < k; i++) {
            marks[near[i] - from] |= (byte) (flags[step][near[i] - from] & Kernel.FLAG_HAND_OVER);
        }
    }

    private void nearAt(Plan plan, int row, int percent) {
        if (marks[row - from] == 0) {
            matches.add(row - from, plan.number, Survey.Kind.NEAR, percent);
        } else {
            exactly(plan.number, row);
        }
    }

    /** Writes what the first list has and the second, which is a part of it in the same order, has not. */
    private static int without(int[] all, int n, int[] part, int m, int[] into) {
        int k = 0;
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (next < m && part[next] == all[i]) {
                next++;
            } else {
                into[k++] = all[i];
            }
        }
        return k;
    }

    /** The rows whose values no cell holds, by the evaluator. */
    void handedOver(List<Plan> plans, long @Nullable [] @Nullable [] scope) {
        if (!columns.anyHandedOver(from, to)) {
            return;
        }
        for (int row = from; row < to; row++) {
            if (columns.handedOver(row)) {
                for (Plan plan : plans) {
                    long[] within = scope == null ? null : scope[plan.number];
                    if (within == null || (within[row >> 6] >>> row & 1) != 0) {
                        exactly(plan.number, row);
                    }
                }
            }
        }
    }

    private void exactly(int policy, int row) {
        Survey.Match match = survey.decide(policy, facts(row));
        if (match != null) {
            matches.add(row - from, policy, match.kind(), match.value());
        }
    }

    private Facts facts(int row) {
        Facts known = facts[row - from];
        if (known == null) {
            known = columns.facts(row);
            facts[row - from] = known;
        }
        return known;
    }
}
