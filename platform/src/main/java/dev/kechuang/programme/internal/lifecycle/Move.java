package dev.kechuang.programme.internal.lifecycle;

import java.util.Map;
import java.util.UUID;

/**
 * What somebody wants to happen to an application.
 *
 * @param expected number of the last move the person saw ({@link Application#moves()}); an older one is refused
 * @param reason for returns, holds, refusals and terminations needed, at most 4,000 characters
 * @param data kept with the event as JSON: texts, numbers, lists, maps
 */
public record Move(UUID application, int expected, EventKind kind, String reason, Map<String, Object> data) {

    public static Move pass(Application application) {
        return new Move(application.id(), application.moves(), EventKind.PASSED, "", Map.of());
    }

    public static Move of(Application application, EventKind kind, String reason) {
        return new Move(application.id(), application.moves(), kind, reason, Map.of());
    }

    public Move with(Map<String, Object> data) {
        return new Move(application, expected, kind, reason, data);
    }
}
