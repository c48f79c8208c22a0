package dev.kechuang.registry.internal;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Map;

/**
 * What of the registry a viewer sees, as a condition in SQL: officers their regions, people of an organisation their
 * own, everybody else nothing.
 */
public record Scope(String sql, Map<String, Object> parameters) {

    private static final Scope NOTHING = new Scope("false", Map.of());

    /** On organisations {@code o}. */
    public static Scope of(Viewer viewer) {
        return of(viewer, "o", "id");
    }

    /** On titles {@code t}: where they count, and whose they are. */
    public static Scope ofTitles(Viewer viewer) {
        return of(viewer, "t", "organisation");
    }

    private static Scope of(Viewer viewer, String table, String organisation) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return NOTHING;
        if (viewer.isOfficer()) {
            return new Scope(
                    "(%1$s.region = ANY(:scope) OR %1$s.zone = ANY(:scope))".formatted(table),
                    Map.of("scope", viewer.regionArray()));
        }
        if (viewer.organisation() != null) {
            return new Scope(table + "." + organisation + " = :own", Map.of("own", viewer.organisation()));
        }
        return NOTHING;
    }
}
