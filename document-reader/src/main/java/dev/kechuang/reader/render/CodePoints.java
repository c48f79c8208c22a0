package dev.kechuang.reader.render;

/** Translates positions in a Java string to counts of Unicode characters; cheap for positions asked in rising order. */
public final class CodePoints {
    private final String text;
    private int unit;
    private int character;

    public CodePoints(String text) {
        this.text = text;
    }

    public int at(int index) {
        if (index < unit) {
            character -= text.codePointCount(index, unit);
        } else {
            character += text.codePointCount(unit, index);
        }
        unit = index;
        return character;
    }
}
