package dev.kechuang.pack;

/**
 * One thing wrong in a pack, at its place.
 *
 * @param file path as the reader can open it, e.g. {@code packs/cn/regions.yaml}
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole file is meant
 * @param chinese what is wrong and what would be right
 * @param english the same
 */
public record PackProblem(String file, int line, int column, String chinese, String english) {

    /** {@code file:line:column}, or the file alone. */
    public String place() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return place() + ": " + chinese + " / " + english;
    }
}
