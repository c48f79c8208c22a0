package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.Right.State;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of rights is asked for; empty texts, nulls and zeros ask for nothing.
 *
 * @param text part of the title, a whole number, or an owner's name
 * @param inClass {@code 1} or {@code 2}
 * @param state where it stands today, as {@link State#code}
 * @param year of the grant, of an application that was not granted the year of the application
 * @param organisation owned by it today
 * @param expiring the term ends within so many months
 */
public record RightQuery(
        String text,
        String kind,
        String inClass,
        String state,
        String region,
        String zone,
        int year,
        @Nullable UUID organisation,
        int expiring,
        boolean oldestFirst) {

    /** From the parameters of an address; what makes no sense is left out, as links are typed by hand too. */
    public static RightQuery of(Map<String, String> parameters) {
        String kind = text(parameters, "kind");
        String inClass = text(parameters, "class");
        String state = text(parameters, "state");
        String organisation = text(parameters, "organisation");
        return new RightQuery(
                text(parameters, "q"),
                RightKind.of(kind).isPresent() ? kind : "",
                inClass.equals("1") || inClass.equals("2") ? inClass : "",
                Arrays.stream(State.values()).anyMatch(each -> each.code().equals(state)) ? state : "",
                text(parameters, "region"),
                text(parameters, "zone"),
                number(parameters, "year", 2150),
                organisation.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                        ? UUID.fromString(organisation)
                        : null,
                number(parameters, "expiring", 60),
                parameters.getOrDefault("sort", "").equals("day"));
    }

    /** As the address of the list has the order. */
    public String sort() {
        return oldestFirst ? "day" : "-day";
    }

    public boolean empty() {
        return (text + kind + inClass + state + region + zone).isEmpty()
                && year == 0
                && expiring == 0
                && organisation == null;
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
