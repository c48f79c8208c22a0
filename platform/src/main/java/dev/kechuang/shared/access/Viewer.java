package dev.kechuang.shared.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who looks: the person behind a request with everything that decides what they see. Every query takes one and is
 * scoped by it in SQL.
 *
 * @param account id of the account; null for the public
 * @param name the person's name as shown to others
 * @param roles empty for the public
 * @param organisation the organisation the account acts for, null for officers and the public
 * @param unit the bureau division or county bureau the account works in, null for others
 * @param unitName name of the unit or organisation, for the frame; empty for the public
 * @param regions codes of every region and zone the viewer works for: the whole subtree, resolved. Empty for people who
 *     see no organisation but their own
 */
public record Viewer(
        @Nullable UUID account,
        String name,
        Set<Role> roles,
        @Nullable UUID organisation,
        @Nullable UUID unit,
        String unitName,
        List<String> regions) {

    public static final Viewer PUBLIC = new Viewer(null, "", Set.of(), null, null, "", List.of());

    public boolean isPublic() {
        return account == null;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        for (Role role : any) if (roles.contains(role)) return true;
        return false;
    }

    /** Officer of the bureau or of a county: sees organisations of {@link #regions}. */
    public boolean isOfficer() {
        return isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER);
    }

    /** The account's id where only people who are logged in can get to. */
    public UUID requireAccount() {
        if (account == null) throw new IllegalStateException("nobody is logged in");
        return account;
    }

    /** The regions as the array that SQL compares with: {@code o.region = ANY(:regions)}. */
    public String[] regionArray() {
        return regions.toArray(String[]::new);
    }
}
