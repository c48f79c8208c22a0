package dev.kechuang.engine.syntax;

/** A place in an expression's own text; both counts start at 1. */
public record Position(int line, int column) {
    public static final Position START = new Position(1, 1);

    /** The same place when the expression itself begins at {@code base} in a document. */
    public Position within(Position base) {
        return line == 1
                ? new Position(base.line, base.column + column - 1)
                : new Position(base.line + line - 1, column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
