package dev.kechuang.pack.yaml;

/** A place in a pack file; line and column from 1, 0 for the whole file. */
public record At(String file, int line, int column) {

    public static At whole(String file) {
        return new At(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
