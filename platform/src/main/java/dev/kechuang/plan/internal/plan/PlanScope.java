package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.HashMap;
import java.util.Map;

/**
 * What a viewer sees of plans, as conditions in SQL. Whoever works for a plan's region sees all of it, drafts too; others
 * see, of what is in force, the targets and tasks that name their unit or set something for their region.
 *
 * @param plans condition on {@code p} (plan.plan)
 * @param items condition on {@code t} (plan.target or plan.task) of a version of {@code p}
 * @param parts condition on {@code c} (plan.part) of these: nobody sees what is set for another county
 */
public record PlanScope(String plans, String items, String parts, Map<String, Object> parameters) {

    private static final PlanScope NOTHING = new PlanScope("false", "false", "false", Map.of());

    /** Of a version {@code x.version} that names the viewer's unit or a part for the viewer's region. */
    private static final String NAMED = """
            (EXISTS (SELECT FROM plan.duty d WHERE d.version = %1$s AND %2$s d.unit = :scopeUnit::uuid)
             OR EXISTS (SELECT FROM plan.part c WHERE c.version = %1$s AND %3$s c.kind = 'region' AND c.key = ANY(:scope)))""";

    public static PlanScope of(Viewer viewer) {
        if (!viewer.isOfficer() || viewer.roles().stream().anyMatch(Role::isAdministrator)) return NOTHING;
        var parameters = new HashMap<String, Object>();
        parameters.put("scope", viewer.regionArray());
        var unit = viewer.unit();
        // No unit has this id.
        parameters.put("scopeUnit", unit == null ? "00000000-0000-0000-0000-000000000000" : unit.toString());
        return new PlanScope(
                "(p.region = ANY(:scope) OR EXISTS (SELECT FROM plan.in_force f WHERE f.plan = p.id AND "
                        + NAMED.formatted("f.version", "", "") + "))",
                "(p.region = ANY(:scope) OR "
                        + NAMED.formatted("t.version", "d.item = t.item AND", "c.item = t.item AND") + ")",
                "(c.kind <> 'region' OR c.key = ANY(:scope))",
                parameters);
    }

    /** Whether the viewer sees all of a plan of the region, drafts too. */
    public static boolean whole(Viewer viewer, String region) {
        return viewer.isOfficer() && viewer.regions().contains(region);
    }

    /** Whether the viewer makes plans of the region. */
    public static boolean makes(Viewer viewer, String region) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                && viewer.regions().contains(region);
    }

    /** Whether the viewer releases plans of the region; the database sees to it that nobody releases the own. */
    public static boolean releases(Viewer viewer, String region) {
        return viewer.isAny(Role.BUREAU_LEADER, Role.COUNTY_OFFICER)
                && viewer.regions().contains(region);
    }
}
