package dev.kechuang.reader.figure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what 该项目, 该计划 refer to in the sentences before. */
final class Anaphora {
    private static final Pattern THAT = Pattern.compile("^(?:该|本|此|上述|这一)(?!市|省|区|县|年|级|次)(.{2,6})$");
    private static final int WINDOW = 320;

    private Anaphora() {}

    /** The full name of what the word refers to, or the word itself. */
    static String resolve(String word, Context context) {
        Matcher that = THAT.matcher(word);
        if (!that.matches()) return word;
        String noun = that.group(1);
        int end = context.q().outerStart();
        String before = context.text().substring(Math.max(0, end - WINDOW), end);
        String found = "";
        Matcher named = Pattern.compile("((?:[^,;。:、“”\\s]{1,8}的?)?“[^”]{2,40}”(?:" + Pattern.quote(noun)
                        + ")?|[^,;。:、“”\\s]{2,24}" + Pattern.quote(noun) + ")")
                .matcher(before);
        while (named.find()) {
            String candidate = named.group(1);
            if (candidate.contains("该" + noun)) continue;
            if (candidate.endsWith(noun) || candidate.endsWith(noun + "”") || candidate.contains(noun + "”"))
                found = candidate;
        }
        return found.isEmpty() ? word : Phrase.trimLead(found);
    }
}
