package dev.kechuang.engine.feel;

/** An evaluation that would take too long or grow too large; it is stopped, not answered. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LimitException(String message) {
        super(message);
    }
}
