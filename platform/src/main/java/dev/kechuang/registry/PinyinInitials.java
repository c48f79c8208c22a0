package dev.kechuang.registry;

import dev.kechuang.registry.internal.Pinyin;
import java.util.List;

/** What a Chinese name is found by when somebody types letters (拼音首字母). */
public final class PinyinInitials {

    private PinyinInitials() {}

    /** Initials of every reading, and the whole pinyin of every reading; empty for an empty text. */
    public static List<String> of(String text) {
        if (text.isEmpty()) return List.of();
        var found = new java.util.ArrayList<String>();
        for (var syllables : Pinyin.readings(text)) {
            var initials = new StringBuilder();
            for (String syllable : syllables) initials.append(syllable, 0, Math.min(1, syllable.length()));
            found.add(initials.toString());
            found.add(String.join("", syllables));
        }
        return List.copyOf(found);
    }
}
