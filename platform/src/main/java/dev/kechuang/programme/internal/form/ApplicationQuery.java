package dev.kechuang.programme.internal.form;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of applications is asked for; empty texts and null ask for nothing.
 *
 * @param text in number, title, unit and leader
 * @param stage kind of stage, e.g. {@code check}
 * @param region district or zone
 */
public record ApplicationQuery(
        String text, @Nullable UUID call, String programme, String stage, String status, String region, String field) {

    /** From the address of a list; what makes no sense asks for nothing. */
    public static ApplicationQuery of(Map<String, String> parameters) {
        UUID call = null;
        try {
            String given = parameters.getOrDefault("call", "");
            call = given.isEmpty() ? null : UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            call = null;
        }
        return new ApplicationQuery(
                parameters.getOrDefault("q", "").strip(),
                call,
                parameters.getOrDefault("programme", ""),
                parameters.getOrDefault("stage", ""),
                parameters.getOrDefault("status", ""),
                parameters.getOrDefault("region", ""),
                parameters.getOrDefault("field", ""));
    }

    public boolean isEmpty() {
        return call == null && (text + programme + stage + status + region + field).isEmpty();
    }
}
