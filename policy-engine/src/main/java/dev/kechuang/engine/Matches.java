package dev.kechuang.engine;

import java.util.ArrayList;
import java.util.List;

/** The matches of a chunk, by row and in a row by policy, in a few flat arrays. Immutable. */
public final class Matches {
    private static final Survey.Kind[] KINDS = Survey.Kind.values();

    private final int rows;
    private final int size;
    private final List<Block> blocks;

    /**
     * The matches of as many rows as all blocks but the last have.
     *
     * @param starts for each row its first match, and after the last row how many there are
     * @param kinds ordinals of {@link Survey.Kind}
     */
    public record Block(int[] starts, int[] policies, byte[] kinds, long[] values) {
        int rows() {
            return starts.length - 1;
        }
    }

    /** Receives matches one by one. */
    public interface Sink {
        void match(int row, int policy, Survey.Kind kind, long value);
    }

    public Matches(List<Block> blocks) {
        this.blocks = List.copyOf(blocks);
        this.rows = blocks.stream().mapToInt(Block::rows).sum();
        this.size = blocks.stream().mapToInt(b -> b.starts()[b.rows()]).sum();
    }

    public int rows() {
        return rows;
    }

    /** How many matches all rows have. */
    public int size() {
        return size;
    }

    /** All matches in order, without an object for any. */
    public void each(Sink sink) {
        int first = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.rows(); i++) {
                for (int at = block.starts()[i]; at < block.starts()[i + 1]; at++) {
                    sink.match(first + i, block.policies()[at], KINDS[block.kinds()[at]], block.values()[at]);
                }
            }
            first += block.rows();
        }
    }

    /** The matches of one row. */
    public List<Survey.Match> of(int row) {
        int width = blocks.getFirst().rows();
        Block block = blocks.get(row / width);
        int i = row % width;
        List<Survey.Match> matches = new ArrayList<>();
        for (int at = block.starts()[i]; at < block.starts()[i + 1]; at++) {
            matches.add(new Survey.Match(block.policies()[at], KINDS[block.kinds()[at]], block.values()[at]));
        }
        return matches;
    }
}
