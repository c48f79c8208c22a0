package dev.kechuang.programme.internal.form;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of applications is asked for; empty texts and null ask for nothing.
 *
 * @param text in number, title, unit and people
 * @param stage kind of stage, e.g. {@code check}
 * @param region district or zone
 * @param year of the call
 * @param overdueOn a day on which whoever acts is late
 */
public record ApplicationQuery(
        String text,
        @Nullable UUID call,
        String programme,
        String stage,
        String status,
        String region,
        String field,
        @Nullable Integer year,
        @Nullable LocalDate overdueOn) {

    public static ApplicationQuery of(Map<String, String> parameters) {
        return of(parameters, null);
    }

    /**
     * From the address of a list; what makes no sense asks for nothing.
     *
     * @param today what {@code overdue=true} is measured by
     */
    public static ApplicationQuery of(Map<String, String> parameters, @Nullable LocalDate today) {
        UUID call = null;
        try {
            String given = parameters.getOrDefault("call", "");
            call = given.isEmpty() ? null : UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            call = null;
        }
        String year = parameters.getOrDefault("year", "");
        return new ApplicationQuery(
                parameters.getOrDefault("q", "").strip(),
                call,
                parameters.getOrDefault("programme", ""),
                parameters.getOrDefault("stage", ""),
                parameters.getOrDefault("status", ""),
                parameters.getOrDefault("region", ""),
                parameters.getOrDefault("field", ""),
                year.matches("[12][0-9]{3}") ? Integer.valueOf(year) : null,
                parameters.getOrDefault("overdue", "").equals("true") ? today : null);
    }

    public boolean isEmpty() {
        return call == null
                && year == null
                && overdueOn == null
                && (text + programme + stage + status + region + field).isEmpty();
    }
}
