package dev.kechuang.shared.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An enum whose values stand in the database, in JSON and in message keys as words in camel case. */
public interface Coded {

    String name();

    /** {@code THIRD_PARTY} as {@code thirdParty}. */
    default String code() {
        var out = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            if (out.isEmpty()) out.append(word);
            else out.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return out.toString();
    }

    static <E extends Enum<E> & Coded> Optional<E> find(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.code().equals(code))
                .findFirst();
    }

    /** From the database, where only known codes can stand. */
    static <E extends Enum<E> & Coded> E of(Class<E> type, String code) {
        return find(type, code).orElseThrow(() -> new IllegalStateException(type.getSimpleName() + " " + code));
    }
}
