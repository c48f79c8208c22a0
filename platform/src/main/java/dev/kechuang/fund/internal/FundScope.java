package dev.kechuang.fund.internal;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Map;

/**
 * What of the money a viewer sees, as conditions in SQL on a budget line {@code b} and an allocation {@code a}: officers
 * the lines of their regions and the allocations for organisations there, people of an organisation what is theirs.
 */
public record FundScope(String lines, String allocations, Map<String, Object> parameters) {

    private static final FundScope NOTHING = new FundScope("false", "false", Map.of());

    public static FundScope of(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return NOTHING;
        if (viewer.isOfficer()) {
            return new FundScope(
                    "b.region = ANY(:scope)",
                    "(b.region = ANY(:scope) OR a.region = ANY(:scope) OR a.zone = ANY(:scope))",
                    Map.of("scope", viewer.regionArray()));
        }
        if (viewer.is(Role.APPLICANT) && viewer.organisation() != null) {
            return new FundScope("false", "a.beneficiary = :own", Map.of("own", viewer.organisation()));
        }
        return NOTHING;
    }

    /** Whether the viewer handles money of the region: an officer who works for it. */
    static boolean handles(Viewer viewer, String region) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                && viewer.regions().contains(region);
    }
}
