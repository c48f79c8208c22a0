package dev.kechuang.policy.internal.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import org.springframework.core.io.ClassPathResource;

/** Texts to begin a new policy with. */
final class PolicyTemplate {

    private PolicyTemplate() {}

    /** A short policy that is right, with two cases. */
    static String text(String id, String name, String pack, LocalDate today) {
        try {
            String text = new ClassPathResource("dev/kechuang/policy/template.yaml")
                    .getContentAsString(StandardCharsets.UTF_8);
            return after(text, id, name, pack).replace("2026-", today.getYear() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of another policy under another name. */
    static String after(String text, String id, String name, String pack) {
        return set(set(set(text, "id", id), "name", quoted(name)), "region", pack);
    }

    private static String set(String text, String key, String value) {
        return text.replaceFirst("(?m)^" + key + ":.*$", Matcher.quoteReplacement(key + ": " + value));
    }

    /** In quotes where YAML would read more than a text. */
    private static String quoted(String name) {
        return name.matches("[\\p{IsHan}\\p{Alnum}（）《》“”、—·]+") ? name : "'" + name.replace("'", "''") + "'";
    }
}
