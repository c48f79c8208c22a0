package dev.kechuang.reader;

/** Outcome of reading a file. */
public sealed interface ReadResult {

    /** The file had text. */
    record Readable(Reading reading) implements ReadResult {}

    /**
     * The file could not be read.
     *
     * @param message one sentence in Chinese that says what is wrong and what would be right
     */
    record Unreadable(Reason reason, String message) implements ReadResult {}

    /** Why a file could not be read. */
    enum Reason {
        MISSING,
        TOO_LARGE,
        EMPTY,
        /** A picture, or a PDF of pictures (扫描件). */
        SCAN,
        ENCRYPTED,
        BROKEN,
        /** A format this library does not read. */
        FORMAT
    }
}
