package dev.kechuang.shared;

import java.util.Locale;

/** A name known in both languages: as argument of a message it is said in the language of the message. */
public interface Bilingual {

    String in(Locale locale);
}
