package dev.kechuang.engine.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** XPath's regular expressions on Java's engine, with a bound on how long a match may search. */
final class Regex {
    private static final int MAX_STEPS = 2_000_000;

    private Regex() {}

    static Value matches(String input, String pattern, String flags) {
        Pattern compiled = compile(pattern, flags);
        return compiled == null
                ? Value.NULL
                : bounded(() -> Value.of(compiled.matcher(new Bounded(input)).find()));
    }

    static Value replace(String input, String pattern, String replacement, String flags) {
        Pattern compiled = compile(pattern, flags);
        if (compiled == null) {
            return Value.NULL;
        }
        return bounded(() -> {
            if (compiled.matcher("").find()) {
                return Value.NULL; // XPath: a pattern that matches nothing replaces nothing sensibly (FORX0003)
            }
            Matcher matcher = compiled.matcher(new Bounded(input));
            String java = flags.contains("q")
                    ? Matcher.quoteReplacement(replacement)
                    : replacement(replacement, matcher.groupCount());
            return java == null ? Value.NULL : Value.of(matcher.replaceAll(java));
        });
    }

    static Value split(String input, String delimiter) {
        Pattern compiled = compile(delimiter, "");
        if (compiled == null) {
            return Value.NULL;
        }
        return bounded(() -> {
            List<Value> parts = new ArrayList<>();
            for (String part : compiled.split(new Bounded(input), -1)) {
                parts.add(Value.of(part));
            }
            return new Value.Items(parts);
        });
    }

    private interface Search {
        Value run();
    }

    private static Value bounded(Search search) {
        try {
            return search.run();
        } catch (StackOverflowError tooDeep) {
            throw new LimitException("the regular expression searches too deep");
        } catch (IndexOutOfBoundsException | IllegalArgumentException invalid) {
            return Value.NULL;
        }
    }

    private static @Nullable Pattern compile(String pattern, String flags) {
        int java = Pattern.UNIX_LINES;
        boolean multiline = false;
        boolean blanks = false;
        for (char flag : flags.toCharArray()) {
            switch (flag) {
                case 's' -> java |= Pattern.DOTALL;
                case 'm' -> multiline = true;
                case 'i' -> java |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'x' -> blanks = true;
                case 'q' -> java |= Pattern.LITERAL;
                default -> {
                    return null;
                }
            }
        }
        if ((java & Pattern.LITERAL) != 0) {
            return Pattern.compile(pattern, java);
        }
        String translated = new RegexTranslator(pattern, multiline, blanks).translate();
        if (translated == null) {
            return null;
        }
        try {
            return Pattern.compile(translated, multiline ? java | Pattern.MULTILINE : java);
        } catch (PatternSyntaxException invalid) {
            return null;
        }
    }

    /** XPath's {@code $N} takes as many digits as there are groups; only {@code \\} and {@code \$} are escapes. */
    private static @Nullable String replacement(String text, int groups) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (c == '\\') {
                if (next != '\\' && next != '$') {
                    return null;
                }
                out.append('\\').append(next);
                i++;
            } else if (c == '$') {
                if (!Character.isDigit(next)) {
                    return null;
                }
                int group = next - '0';
                i++;
                while (i + 1 < text.length()
                        && Character.isDigit(text.charAt(i + 1))
                        && group * 10 + text.charAt(i + 1) - '0' <= groups) {
                    group = group * 10 + text.charAt(++i) - '0';
                }
                if (group <= groups) {
                    out.append('$').append(group);
                    if (i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))) {
                        out.append('\\').append(text.charAt(++i));
                    }
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Counts the characters looked at, so that a catastrophic pattern ends with an error instead of never. */
    private static final class Bounded implements CharSequence {
        private final String text;
        private int steps;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new LimitException("the regular expression takes more than " + MAX_STEPS + " steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
