package dev.kechuang.engine.feel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes an XPath regular expression as Java understands it. */
final class RegexTranslator {
    private static final String NAME_START =
            "[:A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD]";
    private static final String NAME_PART =
            "[-.0-9:A-Z_a-z\\u00B7\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u203F-\\u2040\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD]";

    private final String source;
    private final boolean multiline;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final Set<Integer> closed = new HashSet<>();
    private int groups;
    private int at;

    RegexTranslator(String pattern, boolean multiline, boolean blanks) {
        this.source = blanks ? withoutBlanks(pattern) : pattern;
        this.multiline = multiline;
    }

    /** The flag x removes blanks outside character classes. */
    private static String withoutBlanks(String pattern) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                kept.append(c).append(pattern.charAt(++i));
                continue;
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth > 0 || !(c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /** Null when the pattern is not valid. */
    @Nullable String translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean valid = switch (c) {
                case '\\' -> escape(false);
                case '[' -> characterClass();
                case '(' -> openGroup();
                case ')' -> closeGroup();
                case '$' -> put(multiline ? "$" : "\\z");
                case '^' -> put(multiline ? "^" : "\\A");
                case '*', '+', '?', '}' -> quantifier(c);
                default -> put(String.valueOf(c));
            };
            if (!valid) {
                return null;
            }
        }
        return open.isEmpty() ? out.toString() : null;
    }

    private boolean put(String text) {
        out.append(text);
        at++;
        return true;
    }

    /** Possessive quantifiers are Java's alone. */
    private boolean quantifier(char c) {
        if (at + 1 < source.length() && source.charAt(at + 1) == '+') {
            return false;
        }
        return put(String.valueOf(c));
    }

    private boolean openGroup() {
        boolean capturing = !source.startsWith("(?", at);
        if (!capturing && !source.startsWith("(?:", at)) {
            return false;
        }
        open.push(capturing ? ++groups : 0);
        return put("(");
    }

    private boolean closeGroup() {
        if (open.isEmpty()) {
            return false;
        }
        closed.add(open.pop());
        return put(")");
    }

    private boolean escape(boolean inClass) {
        if (at + 1 >= source.length()) {
            return false;
        }
        char c = source.charAt(at + 1);
        if (Character.isDigit(c)) {
            return !inClass && backReference();
        }
        String text = switch (c) {
            case 'i' -> NAME_START;
            case 'I' -> "[^" + NAME_START + "]";
            case 'c' -> NAME_PART;
            case 'C' -> "[^" + NAME_PART + "]";
            case 'd' -> "\\p{Nd}";
            case 'D' -> "\\P{Nd}";
            case 's' -> "[ \\t\\n\\r]";
            case 'S' -> "[^ \\t\\n\\r]";
            case 'w' -> "[^\\p{P}\\p{Z}\\p{C}]";
            case 'W' -> "[\\p{P}\\p{Z}\\p{C}]";
            case 'n', 'r', 't', '\\', '|', '.', '?', '*', '+', '(', ')', '{', '}', '-', '[', ']', '^', '$' -> "\\" + c;
            default -> "";
        };
        if (c == 'p' || c == 'P') {
            return category(c);
        }
        if (text.isEmpty()) {
            return false;
        }
        out.append(text);
        at += 2;
        return true;
    }

    private boolean category(char c) {
        int end = source.indexOf('}', at);
        if (end < 0 || source.charAt(at + 2) != '{') {
            return false;
        }
        String name = source.substring(at + 3, end);
        out.append('\\').append(c).append('{');
        out.append(name.startsWith("Is") ? "In" + name.substring(2) : name).append('}');
        at = end + 1;
        return true;
    }

    private boolean backReference() {
        int number = source.charAt(at + 1) - '0';
        at += 2;
        while (at < source.length()
                && Character.isDigit(source.charAt(at))
                && number * 10 + source.charAt(at) - '0' <= groups) {
            number = number * 10 + source.charAt(at++) - '0';
        }
        if (number == 0 || !closed.contains(number)) {
            return false;
        }
        out.append("(?:\\").append(number).append(')');
        return true;
    }

    /** A class with subtraction, {@code [a-z-[aeiou]]}, becomes Java's intersection. */
    private boolean characterClass() {
        out.append('[');
        at++;
        if (at < source.length() && source.charAt(at) == '^') {
            put("^");
        }
        int start = out.length();
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ']') {
                return out.length() > start && put("]");
            }
            if (source.startsWith("-[", at)) {
                at++;
                return subtraction(start);
            }
            boolean valid = c == '\\' ? escape(true) : c != '[' && put(c == '&' ? "\\&" : String.valueOf(c));
            if (!valid) {
                return false;
            }
        }
        return false;
    }

    private boolean subtraction(int start) {
        boolean negated = out.charAt(start - 1) == '^';
        int open = negated ? start - 2 : start - 1;
        String base = out.substring(open) + "]";
        out.setLength(open);
        int before = out.length();
        if (!characterClass() || at >= source.length() || source.charAt(at) != ']') {
            return false;
        }
        String taken = out.substring(before);
        out.setLength(before);
        out.append('[').append(base).append("&&[^").append(taken).append("]]");
        at++;
        return true;
    }
}
