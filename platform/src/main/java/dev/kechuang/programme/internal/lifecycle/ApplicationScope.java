package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Map;

/**
 * Which applications a viewer sees, as a condition on {@code a} (programme.application) in SQL: officers what was
 * submitted in their regions, people of an organisation their own and those they take part in, everybody else nothing.
 * What an expert sees, the review decides.
 */
public record ApplicationScope(String sql, Map<String, Object> parameters) {

    private static final ApplicationScope NOTHING = new ApplicationScope("false", Map.of());

    public static ApplicationScope of(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return NOTHING;
        if (viewer.isOfficer()) {
            return new ApplicationScope(
                    "(a.number IS NOT NULL AND (a.region = ANY(:scope) OR a.zone = ANY(:scope)))",
                    Map.of("scope", viewer.regionArray()));
        }
        if (viewer.organisation() != null && viewer.is(Role.APPLICANT)) {
            // The array is read once, so that both sides of the OR find their index.
            return new ApplicationScope(
                    "(a.organisation = :own OR a.id = ANY(ARRAY(SELECT p.application FROM programme.participant p"
                            + " WHERE p.organisation = :own)))",
                    Map.of("own", viewer.organisation()));
        }
        return NOTHING;
    }
}
