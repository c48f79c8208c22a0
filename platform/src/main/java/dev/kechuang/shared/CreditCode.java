package dev.kechuang.shared;

import java.util.Locale;
import java.util.Optional;

/**
 * The unified social credit code (统一社会信用代码) of an organisation, GB 32100-2015: 17 characters of a 31-letter
 * alphabet and a check character, weights 3^i mod 31.
 *
 * @param value 18 characters, upper case, check character right
 */
public record CreditCode(String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public CreditCode {
        if (problem(value).isPresent()) throw new IllegalArgumentException("not a credit code: " + value);
    }

    /** What is wrong with a text as a credit code; empty when it is one. */
    public static Optional<Problem> problem(String text) {
        if (text.length() != 18) return Optional.of(Problem.LENGTH);
        for (int i = 0; i < 18; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) return Optional.of(Problem.CHARACTER);
        }
        return checkCharacter(text.substring(0, 17)) == text.charAt(17)
                ? Optional.empty()
                : Optional.of(Problem.CHECK_DIGIT);
    }

    /** Trims and raises to upper case, as people type codes in both cases and with spaces around. */
    public static String normalise(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    /** The check character for the first 17 characters (GB 32100-2015, 5.2). */
    public static char checkCharacter(String first17) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Why a text is no credit code. */
    public enum Problem {
        LENGTH,
        CHARACTER,
        CHECK_DIGIT;

        /** The message key. */
        public String key() {
            return "shared.creditCode." + name().toLowerCase(Locale.ROOT);
        }
    }
}
