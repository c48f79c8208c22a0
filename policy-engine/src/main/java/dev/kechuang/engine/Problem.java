package dev.kechuang.engine;

/** Something wrong in a document: where, and one sentence in each language. */
public record Problem(Severity severity, String file, int line, int column, String chinese, String english) {
    public enum Severity {
        ERROR,
        WARNING
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (severity == Severity.WARNING ? "提示 " : "") + chinese + " / "
                + english;
    }
}
