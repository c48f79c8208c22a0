package dev.kechuang.engine.syntax;

/** The text is not an expression; says where and why in Chinese and English. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String chinese;

    public SyntaxException(Position position, String chinese, String english) {
        super(english);
        this.position = position;
        this.chinese = chinese;
    }

    public Position position() {
        return position;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return String.valueOf(getMessage());
    }
}
