package dev.kechuang.reader.input;

import dev.kechuang.reader.ReadResult.Reason;

/** Plain text of a file, or why there is none. */
public sealed interface Extraction {
    record Text(String text) implements Extraction {}

    record Failure(Reason reason, String message) implements Extraction {}
}
