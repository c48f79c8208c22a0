package dev.kechuang.engine.syntax;

/**
 * One token. {@code text} is the word, operator, digits or the unescaped string; {@code start} and {@code end} are
 * character offsets.
 */
record Token(Kind kind, String text, int start, int end, Position position) {
    enum Kind {
        NUMBER,
        UNIT,
        STRING,
        NAME,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }
}
