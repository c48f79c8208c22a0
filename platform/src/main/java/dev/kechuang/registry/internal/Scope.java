package dev.kechuang.registry.internal;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Map;

/**
 * What of the registry a viewer sees, as a condition on {@code o} in SQL: officers their regions, people of an
 * organisation their own, everybody else nothing.
 */
record Scope(String sql, Map<String, Object> parameters) {

    private static final Scope NOTHING = new Scope("false", Map.of());

    static Scope of(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return NOTHING;
        if (viewer.isOfficer()) {
            return new Scope("(o.region = ANY(:scope) OR o.zone = ANY(:scope))", Map.of("scope", viewer.regionArray()));
        }
        if (viewer.organisation() != null) return new Scope("o.id = :own", Map.of("own", viewer.organisation()));
        return NOTHING;
    }
}
