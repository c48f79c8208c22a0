package dev.kechuang.programme.internal.contract;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;

/** Who acts for which side. What a viewer sees at all, {@code ApplicationScope} decides in SQL. */
public final class ContractRights {

    private ContractRights() {}

    /** The applicant's side (乙方). */
    public static boolean applicant(Viewer viewer, Project project) {
        return viewer.is(Role.APPLICANT) && project.application().organisation().equals(viewer.organisation());
    }

    /**
     * The side that commissions (甲方): officers and leaders who work for the region of the call. A county's officers
     * see the city's projects with firms of theirs, but act in the county's own calls only.
     */
    public static boolean bureau(Viewer viewer, Project project) {
        return viewer.isOfficer() && viewer.regions().contains(project.callRegion());
    }

    /** Money of the district is confirmed by whoever works where the firm is. */
    public static boolean place(Viewer viewer, Project project) {
        return viewer.isOfficer()
                && (viewer.regions().contains(project.application().region())
                        || viewer.regions()
                                .contains(String.valueOf(project.application().zone())));
    }
}
