package dev.kechuang.registry;

import dev.kechuang.registry.internal.Pinyin;
import java.util.List;
import java.util.stream.Collectors;

/** What a Chinese name is found by when somebody types letters (拼音首字母). */
public final class PinyinInitials {

    private PinyinInitials() {}

    /** Initials of every reading; empty for an empty text. */
    public static List<String> of(String text) {
        return readings(text, true);
    }

    /** The whole pinyin of every reading. */
    public static List<String> whole(String text) {
        return readings(text, false);
    }

    private static List<String> readings(String text, boolean initials) {
        if (text.isEmpty()) return List.of();
        return Pinyin.readings(text).stream()
                .map(syllables -> syllables.stream()
                        .map(syllable -> initials ? syllable.substring(0, Math.min(1, syllable.length())) : syllable)
                        .collect(Collectors.joining()))
                .toList();
    }
}
