package dev.kechuang.registry.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list of organisations is asked for; empty texts and nulls ask for nothing.
 *
 * @param text part of a name or former name, pinyin, initials of pinyin, or the beginning of a credit code
 * @param industry section or division
 * @param foundedFrom first year
 * @param foundedTo last year
 */
public record OrganisationQuery(
        String text,
        String kind,
        String region,
        String zone,
        String industry,
        String scale,
        String technicalField,
        String status,
        @Nullable Integer foundedFrom,
        @Nullable Integer foundedTo,
        Sort sort) {

    /** Orders a list can have; the leading minus of {@link #code} means descending. */
    public enum Sort {
        NAME("name", "name_key", false),
        NAME_DOWN("-name", "name_key", true),
        FOUNDED("founded", "COALESCE(founded, DATE '0001-01-01')", false),
        FOUNDED_DOWN("-founded", "COALESCE(founded, DATE '0001-01-01')", true),
        UPDATED("updated", "updated_at", false),
        UPDATED_DOWN("-updated", "updated_at", true);

        private final String code;
        private final String column;
        private final boolean descending;

        Sort(String code, String column, boolean descending) {
            this.code = code;
            this.column = column;
            this.descending = descending;
        }

        public String code() {
            return code;
        }

        String column() {
            return column;
        }

        boolean descending() {
            return descending;
        }

        String cast() {
            return switch (this) {
                case NAME, NAME_DOWN -> "text";
                case FOUNDED, FOUNDED_DOWN -> "date";
                case UPDATED, UPDATED_DOWN -> "timestamptz";
            };
        }

        /** By the word in the address; by last change where there is none or a wrong one. */
        public static Sort of(String code) {
            for (Sort sort : values()) if (sort.code.equals(code)) return sort;
            return UPDATED_DOWN;
        }
    }

    /** From the parameters of an address; what makes no sense is left out, as links are typed by hand too. */
    public static OrganisationQuery of(Map<String, String> parameters) {
        return new OrganisationQuery(
                text(parameters, "q"),
                text(parameters, "kind"),
                text(parameters, "region"),
                text(parameters, "zone"),
                text(parameters, "industry"),
                text(parameters, "scale"),
                text(parameters, "field"),
                text(parameters, "status"),
                year(parameters, "from"),
                year(parameters, "to"),
                Sort.of(parameters.getOrDefault("sort", "")));
    }

    private static String text(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.length() > 100 ? value.substring(0, 100) : value;
    }

    private static @Nullable Integer year(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.matches("[12][0-9]{3}") ? Integer.valueOf(value) : null;
    }
}
