package dev.kechuang.engine.columns;

/** A condition that is not compiled; the evaluator decides it row by row. */
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super(what, null, false, false);
    }
}
