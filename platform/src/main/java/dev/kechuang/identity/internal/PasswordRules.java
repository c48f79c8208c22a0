package dev.kechuang.identity.internal;

import dev.kechuang.shared.FieldError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a password has to be (口令规则): long enough and mixed, or simply long; nothing that is guessed first. Every rule a
 * password breaks is named, so that nobody has to try one after the other.
 */
public final class PasswordRules {

    static final int SHORTEST = 10;
    static final int LONG = 16;
    static final int LONGEST = 128;
    static final int KINDS = 3;

    /** How many earlier passwords are not taken again. */
    static final int REMEMBERED = 5;

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /**
     * @param field name of the form field the errors belong to
     * @param usedBefore whether the person had this password among the last five; asked only if all else is right,
     *     because it is slow
     */
    public static List<FieldError> check(
            String field, char[] password, String login, String name, Predicate<char[]> usedBefore) {
        var errors = new ArrayList<FieldError>();
        if (password.length < SHORTEST) errors.add(FieldError.of(field, "identity.password.short", SHORTEST));
        if (password.length > LONGEST) return List.of(FieldError.of(field, "identity.password.long", LONGEST));
        if (password.length < LONG && kinds(password) < KINDS) {
            errors.add(FieldError.of(field, "identity.password.kinds", KINDS, LONG));
        }
        String text = new String(password).toLowerCase(Locale.ROOT);
        if (contains(text, login) || contains(text, name)) errors.add(FieldError.of(field, "identity.password.name"));
        if (guessable(text)) errors.add(FieldError.of(field, "identity.password.common"));
        if (errors.isEmpty() && usedBefore.test(password)) {
            errors.add(FieldError.of(field, "identity.password.reused", REMEMBERED));
        }
        return errors;
    }

    private static boolean contains(String text, String part) {
        String low = part.toLowerCase(Locale.ROOT).strip();
        // Two Chinese characters are a name; two letters are chance.
        int enough = low.chars().anyMatch(c -> c > 0x7f) ? 2 : 4;
        return low.length() >= enough && text.contains(low);
    }

    private static int kinds(char[] password) {
        boolean lower = false;
        boolean upper = false;
        boolean digit = false;
        boolean other = false;
        for (char c : password) {
            if (Character.isDigit(c)) digit = true;
            else if (Character.isUpperCase(c)) upper = true;
            else if (Character.isLowerCase(c)) lower = true;
            else other = true;
        }
        return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    /**
     * A common word with figures and signs around it, however its letters are dressed up ({@code P@ssw0rd2026!}), the same
     * few characters over and over, or a walk along the keyboard.
     */
    static boolean guessable(String low) {
        if (low.chars().distinct().count() < 5) return true;
        if (COMMON.contains(low) || COMMON.contains(core(low)) || COMMON.contains(core(undressed(low)))) return true;
        return longestWalk(low) * 2 > low.length();
    }

    private static String core(String text) {
        return text.replaceAll("^[^a-z\\u4e00-\\u9fff]+|[^a-z\\u4e00-\\u9fff]+$", "")
                .replaceAll("[._@#!-]", "");
    }

    private static String undressed(String text) {
        // Figures at the end are a year or a counter, not letters.
        return text.replaceAll("[^a-z@$]+$", "")
                .replace('@', 'a')
                .replace('4', 'a')
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    private static final List<String> WALKS = List.of(
            "01234567890",
            "09876543210",
            "abcdefghijklmnopqrstuvwxyz",
            "zyxwvutsrqponmlkjihgfedcba",
            "qwertyuiop",
            "poiuytrewq",
            "asdfghjkl",
            "lkjhgfdsa",
            "zxcvbnm",
            "mnbvcxz",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
            "qazwsxedcrfvtgbyhnujmikolp",
            "!@#$%^&*()");

    private static int longestWalk(String text) {
        int longest = 0;
        for (int from = 0; from < text.length(); from++) {
            for (int to = text.length(); to - from > Math.max(longest, 3); to--) {
                String part = text.substring(from, to);
                if (WALKS.stream().anyMatch(walk -> walk.contains(part))) longest = to - from;
            }
        }
        return longest;
    }

    private static Set<String> common() {
        try (var in = Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
