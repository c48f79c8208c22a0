package dev.kechuang.reader.structure;

import java.util.List;

/**
 * A line of the text without its line break and outer blanks.
 *
 * @param markers numbers that open items in it, at its start or after a full stop
 */
public record Line(int start, int end, Kind kind, List<Marker> markers) {
    /** What a line is for. */
    public enum Kind {
        /** Menus, share buttons, counters of visits. */
        CLUTTER,
        /** Labelled data of the file card: 索引号:, 发布机构:. */
        CARD,
        TITLE,
        BODY
    }

    public boolean body() {
        return kind == Kind.BODY || kind == Kind.CARD;
    }

    int length() {
        return end - start;
    }
}
