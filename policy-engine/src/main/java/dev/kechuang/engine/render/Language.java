package dev.kechuang.engine.render;

/** The two languages of every output. */
public enum Language {
    CHINESE,
    ENGLISH;

    String of(String chinese, String english) {
        return this == CHINESE ? chinese : english;
    }
}
