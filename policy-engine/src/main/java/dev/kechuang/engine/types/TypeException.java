package dev.kechuang.engine.types;

import dev.kechuang.engine.syntax.Position;

/** An expression that makes no sense with the types of its parts; in Chinese and English. */
public final class TypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String chinese;

    public TypeException(Position position, String chinese, String english) {
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
