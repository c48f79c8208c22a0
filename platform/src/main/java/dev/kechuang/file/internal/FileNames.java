package dev.kechuang.file.internal;

import java.text.Normalizer;
import java.util.Locale;

/** Makes a name that a browser sent fit to be kept, shown and sent back. */
final class FileNames {

    private static final int LONGEST = 120;

    private FileNames() {}

    /**
     * The last part of the path, composed (NFC), without control, direction and reserved characters, at most 120
     * characters with the ending kept. A name of which nothing is left is {@code file}.
     */
    static String clean(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String last = composed.substring(Math.max(composed.lastIndexOf('/'), composed.lastIndexOf('\\')) + 1);
        var kept = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.SURROGATE)
                .map(c -> "<>:\"|?*;".indexOf(c) >= 0 ? '_' : c)
                .forEach(kept::appendCodePoint);
        String text = kept.toString().strip().replaceFirst("^[.\\s]+", "").replaceFirst("[.\\s]+$", "");
        if (text.isEmpty()) return "file";
        if (text.length() <= LONGEST) return text;
        String ending = extension(text);
        int stem = ending.isEmpty() || ending.length() > 10 ? LONGEST : LONGEST - ending.length() - 1;
        String head = text.substring(0, Character.isHighSurrogate(text.charAt(stem - 1)) ? stem - 1 : stem);
        return stem == LONGEST ? head : head + "." + ending;
    }

    /** What follows the last dot, in lower case; empty without one. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
