package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list of titles is asked for; empty texts and nulls ask for nothing.
 *
 * @param text part of the holder's name, of the title's own name, or a whole number
 * @param groups of kinds; empty for all
 * @param on valid on that day
 * @param expiring ends within so many months from today
 * @param due re-evaluation is overdue
 * @param year first day of the present certificate in that year
 */
public record TitleQuery(
        String text,
        Set<TitleKind.Group> groups,
        String kind,
        String level,
        String region,
        String zone,
        String field,
        String state,
        @Nullable LocalDate on,
        int expiring,
        boolean due,
        int year,
        String document,
        Sort sort) {

    /** Orders a list can have; the leading minus of {@link #code} means descending. */
    public enum Sort {
        FROM("from", "valid_from", false),
        FROM_DOWN("-from", "valid_from", true),
        UNTIL("until", "coalesce(t.valid_until, DATE '9999-12-31')", false),
        UNTIL_DOWN("-until", "coalesce(t.valid_until, DATE '9999-12-31')", true);

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
            return column.startsWith("coalesce") ? column : "t." + column;
        }

        boolean descending() {
            return descending;
        }

        /** By the word in the address; the newest first where there is none or a wrong one. */
        static Sort of(String code) {
            for (Sort sort : values()) if (sort.code.equals(code)) return sort;
            return FROM_DOWN;
        }
    }

    /** From the parameters of an address; what makes no sense is left out, as links are typed by hand too. */
    public static TitleQuery of(Map<String, String> parameters) {
        String state = text(parameters, "state");
        boolean known =
                Arrays.stream(Title.State.values()).anyMatch(each -> each.code().equals(state));
        return new TitleQuery(
                text(parameters, "q"),
                Arrays.stream(text(parameters, "group").split(","))
                        .flatMap(code -> Arrays.stream(TitleKind.Group.values())
                                .filter(group ->
                                        group.name().toLowerCase(Locale.ROOT).equals(code)))
                        .collect(Collectors.toUnmodifiableSet()),
                text(parameters, "kind"),
                text(parameters, "level"),
                text(parameters, "region"),
                text(parameters, "zone"),
                text(parameters, "field"),
                known ? state : "",
                TitleRules.day(text(parameters, "on")),
                number(parameters, "expiring", 60),
                parameters.getOrDefault("due", "").equals("true"),
                number(parameters, "year", 2150),
                text(parameters, "document"),
                Sort.of(parameters.getOrDefault("sort", "")));
    }

    private static String text(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.length() > 100 ? value.substring(0, 100) : value;
    }

    private static int number(Map<String, String> parameters, String name, int most) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.matches("[0-9]{1,4}") ? Math.min(Integer.parseInt(value), most) : 0;
    }
}
