package dev.kechuang.engine.columns;

import dev.kechuang.engine.Matches;
import dev.kechuang.engine.Survey;
import java.util.Arrays;

/** Matches of a block as they are found, policy after policy. */
final class MatchList {
    private final int rows;
    private int size;
    private int[] at;
    private int[] policies;
    private byte[] kinds;
    private long[] values;

    MatchList(int rows) {
        this.rows = rows;
        int expected = rows * 4;
        at = new int[expected];
        policies = new int[expected];
        kinds = new byte[expected];
        values = new long[expected];
    }

    void add(int row, int policy, Survey.Kind kind, long value) {
        if (size == at.length) {
            int more = Math.max(64, size * 2);
            at = Arrays.copyOf(at, more);
            policies = Arrays.copyOf(policies, more);
            kinds = Arrays.copyOf(kinds, more);
            values = Arrays.copyOf(values, more);
        }
        at[size] = row;
        policies[size] = policy;
        kinds[size] = (byte) kind.ordinal();
        values[size++] = value;
    }

    /** By row, in a row by policy: a counting sort that keeps the order of what is found in one row. */
    Matches.Block block() {
        int[] starts = new int[rows + 1];
        for (int i = 0; i < size; i++) {
            starts[at[i] + 1]++;
        }
        for (int row = 0; row < rows; row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = Arrays.copyOf(starts, rows);
        int[] sortedPolicies = new int[size];
        byte[] sortedKinds = new byte[size];
        long[] sortedValues = new long[size];
        for (int i = 0; i < size; i++) {
            int to = next[at[i]]++;
            sortedPolicies[to] = policies[i];
            sortedKinds[to] = kinds[i];
            sortedValues[to] = values[i];
        }
        return new Matches.Block(starts, sortedPolicies, sortedKinds, sortedValues);
    }
}
