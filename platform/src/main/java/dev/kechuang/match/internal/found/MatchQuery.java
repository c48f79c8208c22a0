package dev.kechuang.match.internal.found;

import dev.kechuang.match.internal.found.Found.State;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which matches of a policy are looked for.
 *
 * @param distance at most, for {@link State#NEAR}; null for any
 * @param region county or zone, empty for all
 * @param leastFen what it has to be worth, null for anything
 */
public record MatchQuery(
        String policy,
        State state,
        @Nullable Integer distance,
        String region,
        @Nullable Long leastFen) {

    /** From an address; what is not understood is left out. */
    public static MatchQuery of(String policy, Map<String, String> asked) {
        State state;
        try {
            state = State.valueOf(asked.getOrDefault("state", "ELIGIBLE").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            state = State.ELIGIBLE;
        }
        Long distance = number(asked.get("distance"));
        Long wan = number(asked.get("least"));
        return new MatchQuery(
                policy,
                state,
                distance == null || distance > 100 ? null : distance.intValue(),
                asked.getOrDefault("region", ""),
                wan == null ? null : wan * 1_000_000);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.strip().matches("[0-9]{1,9}") ? null : Long.valueOf(text.strip());
    }
}
