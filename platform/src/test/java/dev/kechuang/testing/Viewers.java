package dev.kechuang.testing;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A viewer of each role, for tests that need somebody who looks. Every call makes another person. */
public final class Viewers {

    /** Suzhou with its counties, districts and zones, as the demonstration city has them. */
    public static final List<String> SUZHOU = List.of(
            "320500", "320505", "320506", "320507", "320508", "320509", "320581", "320582", "320583", "320585",
            "320571");

    public static final String TAICANG = "320585";

    private Viewers() {}

    /** Acts for the organisation. */
    public static Viewer applicant(UUID organisation) {
        return viewer("陈企申", Role.APPLICANT, organisation, null, "", List.of());
    }

    public static Viewer bankOfficer(UUID bank) {
        return viewer("钱贷理", Role.BANK_OFFICER, bank, null, "", List.of());
    }

    public static Viewer instrumentOwner(UUID organisation) {
        return viewer("仪共享", Role.INSTRUMENT_OWNER, organisation, null, "", List.of());
    }

    public static Viewer expert() {
        return viewer("严评审", Role.EXPERT, null, null, "", List.of());
    }

    public static Viewer broker() {
        return viewer("经技中", Role.BROKER, null, null, "", List.of());
    }

    /** Works for one county or park: {@code countyOfficer(Viewers.TAICANG)}. */
    public static Viewer countyOfficer(String... regions) {
        return viewer("区受理", Role.COUNTY_OFFICER, null, UUID.randomUUID(), "区县科技局", List.of(regions));
    }

    /** Works for the whole city. */
    public static Viewer bureauOfficer() {
        return viewer("市经办", Role.BUREAU_OFFICER, null, UUID.randomUUID(), "高新处", SUZHOU);
    }

    public static Viewer bureauLeader() {
        return viewer("局领导", Role.BUREAU_LEADER, null, UUID.randomUUID(), "局领导", SUZHOU);
    }

    public static Viewer systemAdmin() {
        return viewer("系统管", Role.SYSTEM_ADMIN, null, null, "", List.of());
    }

    public static Viewer securityAdmin() {
        return viewer("安全管", Role.SECURITY_ADMIN, null, null, "", List.of());
    }

    public static Viewer auditAdmin() {
        return viewer("审计管", Role.AUDIT_ADMIN, null, null, "", List.of());
    }

    /** Somebody with the role, of an organisation or unit made up where the role needs one. */
    public static Viewer of(Role role) {
        return switch (role) {
            case APPLICANT -> applicant(UUID.randomUUID());
            case EXPERT -> expert();
            case BANK_OFFICER -> bankOfficer(UUID.randomUUID());
            case INSTRUMENT_OWNER -> instrumentOwner(UUID.randomUUID());
            case BROKER -> broker();
            case COUNTY_OFFICER -> countyOfficer(TAICANG);
            case BUREAU_OFFICER -> bureauOfficer();
            case BUREAU_LEADER -> bureauLeader();
            case SYSTEM_ADMIN -> systemAdmin();
            case SECURITY_ADMIN -> securityAdmin();
            case AUDIT_ADMIN -> auditAdmin();
        };
    }

    private static Viewer viewer(
            String name,
            Role role,
            @Nullable UUID organisation,
            @Nullable UUID unit,
            String place,
            List<String> regions) {
        return new Viewer(UUID.randomUUID(), name, Set.of(role), organisation, unit, place, regions);
    }
}
