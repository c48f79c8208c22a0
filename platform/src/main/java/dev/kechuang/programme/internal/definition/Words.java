package dev.kechuang.programme.internal.definition;

import java.util.Locale;

/** A text of a definition in both languages; English falls back to Chinese where the author gave none. */
public record Words(String zh, String en) {

    public String in(Locale locale) {
        return locale.getLanguage().equals("en") && !en.isEmpty() ? en : zh;
    }
}
