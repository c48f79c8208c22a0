package dev.kechuang.programme.internal.definition;

import dev.kechuang.shared.Bilingual;
import java.util.Locale;

/** A text of a definition in both languages; English falls back to Chinese where the author gave none. */
public record Words(String zh, String en) implements Bilingual {

    @Override
    public String in(Locale locale) {
        return locale.getLanguage().equals("en") && !en.isEmpty() ? en : zh;
    }
}
