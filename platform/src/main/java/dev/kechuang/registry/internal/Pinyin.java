package dev.kechuang.registry.internal;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads Chinese names as pinyin (拼音) without tones, one syllable a character. Characters with several readings that
 * occur in names (多音字) give alternatives, because nobody can tell from the name alone which one its owner means.
 */
public final class Pinyin {

    /** More alternatives than this help nobody. */
    private static final int MOST_READINGS = 6;

    /** Readings that occur in names, the commoner first; the library knows phrases, but few of those in names. */
    private static final Map<Character, List<String>> POLYPHONES = Map.ofEntries(
            Map.entry('长', List.of("chang", "zhang")),
            Map.entry('行', List.of("hang", "xing")),
            Map.entry('重', List.of("zhong", "chong")),
            Map.entry('乐', List.of("le", "yue")),
            Map.entry('曾', List.of("zeng", "ceng")),
            Map.entry('单', List.of("dan", "shan")),
            Map.entry('厦', List.of("xia", "sha")),
            Map.entry('都', List.of("du", "dou")),
            Map.entry('朝', List.of("chao", "zhao")),
            Map.entry('调', List.of("diao", "tiao")),
            Map.entry('传', List.of("chuan", "zhuan")),
            Map.entry('盛', List.of("sheng", "cheng")),
            Map.entry('晟', List.of("sheng", "cheng")),
            Map.entry('参', List.of("can", "shen")),
            Map.entry('车', List.of("che", "ju")),
            Map.entry('校', List.of("xiao", "jiao")),
            Map.entry('六', List.of("liu", "lu")),
            Map.entry('仇', List.of("chou", "qiu")),
            Map.entry('解', List.of("jie", "xie")),
            Map.entry('会', List.of("hui", "kuai")),
            Map.entry('绿', List.of("lv", "lu")));

    static {
        // The library shows its dictionaries to other threads while it still reads them: they are read here, where the
        // lock of the class keeps everybody waiting. A phrase and a character outside of one, so both are read.
        PinyinHelper.toPinyin("重庆镇", PinyinStyleEnum.NORMAL, " ");
    }

    private Pinyin() {}

    /**
     * Every reading of a normalised text, the likeliest first: one element a character, letters and digits as they
     * stand, other characters left out.
     */
    public static List<List<String>> readings(String text) {
        var readings = new ArrayList<List<String>>();
        readings.add(new ArrayList<>());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && han(text.charAt(end))) end++;
            if (end == at) {
                String literal = Character.isLetterOrDigit(text.charAt(at)) ? text.substring(at, at + 1) : "";
                if (!literal.isEmpty()) for (var reading : readings) reading.add(literal);
                at++;
                continue;
            }
            String[] syllables = PinyinHelper.toPinyin(text.substring(at, end), PinyinStyleEnum.NORMAL, " ")
                    .split(" ");
            for (int i = at; i < end; i++) {
                String syllable = i - at < syllables.length ? syllables[i - at] : "";
                add(readings, POLYPHONES.getOrDefault(text.charAt(i), List.of(syllable)));
            }
            at = end;
        }
        return readings;
    }

    private static void add(List<List<String>> readings, List<String> alternatives) {
        int before = readings.size();
        for (int a = 1; a < alternatives.size() && readings.size() < MOST_READINGS; a++) {
            for (int r = 0; r < before && readings.size() < MOST_READINGS; r++) {
                var branch = new ArrayList<>(readings.get(r));
                branch.add(alternatives.get(a));
                readings.add(branch);
            }
        }
        for (int r = 0; r < before; r++) readings.get(r).add(alternatives.getFirst());
    }

    static boolean han(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
