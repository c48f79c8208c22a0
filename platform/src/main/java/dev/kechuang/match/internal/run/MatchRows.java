package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.sheet.Sheet;
import java.util.Arrays;
import java.util.List;

/** Matches of some organisations in a few bytes each. */
public final class MatchRows {

    /** No amount. */
    public static final long NONE = -1;

    private final List<Sheet> sheets;
    private int[] rows = new int[64];
    private short[] rules = new short[64];
    private byte[] states = new byte[64];
    private byte[] distances = new byte[64];
    private byte[] missing = new byte[64];
    private long[] amounts = new long[64];
    private int size;

    public MatchRows(List<Sheet> sheets) {
        this.sheets = sheets;
    }

    /**
     * @param row place of the sheet
     * @param rule code of the rule
     * @param state 1 eligible, 2 near, 3 open
     * @param distance in per cent when near, else 0
     * @param missing number of facts when open, else 0
     * @param amount in fen, {@link #NONE} for none
     */
    public void add(int row, short rule, int state, int distance, int missing, long amount) {
        if (size == rows.length) grow();
        rows[size] = row;
        rules[size] = rule;
        states[size] = (byte) state;
        distances[size] = (byte) distance;
        this.missing[size] = (byte) missing;
        amounts[size] = amount;
        size++;
    }

    private void grow() {
        int more = size * 2;
        rows = Arrays.copyOf(rows, more);
        rules = Arrays.copyOf(rules, more);
        states = Arrays.copyOf(states, more);
        distances = Arrays.copyOf(distances, more);
        missing = Arrays.copyOf(missing, more);
        amounts = Arrays.copyOf(amounts, more);
    }

    public int size() {
        return size;
    }

    public List<Sheet> sheets() {
        return sheets;
    }

    public int row(int match) {
        return rows[match];
    }

    public Sheet sheet(int match) {
        return sheets.get(rows[match]);
    }

    public short rule(int match) {
        return rules[match];
    }

    public int state(int match) {
        return states[match];
    }

    public int distance(int match) {
        return distances[match];
    }

    public int missing(int match) {
        return missing[match];
    }

    public long amount(int match) {
        return amounts[match];
    }

    /** Numbers of the matches by sheet: those of row r stand from {@code starts[r]} to {@code starts[r + 1]}. */
    public ByRow byRow() {
        int[] starts = new int[sheets.size() + 1];
        for (int i = 0; i < size; i++) starts[rows[i] + 1]++;
        for (int r = 0; r < sheets.size(); r++) starts[r + 1] += starts[r];
        int[] order = new int[size];
        int[] next = starts.clone();
        for (int i = 0; i < size; i++) order[next[rows[i]]++] = i;
        return new ByRow(starts, order);
    }

    /** @param order numbers of matches */
    public record ByRow(int[] starts, int[] order) {}
}
