package dev.kechuang.identity.internal;

import dev.kechuang.identity.OrganisationNames;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Makes the {@link Viewer} of an account: its roles, where it belongs, and the regions it works for. */
@Repository
public class ViewerStore {

    private final JdbcClient jdbc;
    private final Regions regions;
    private final ObjectProvider<OrganisationNames> organisations;

    public ViewerStore(JdbcClient jdbc, Regions regions, ObjectProvider<OrganisationNames> organisations) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.organisations = organisations;
    }

    /** Empty when there is no such account or it is not active. */
    public Optional<Viewer> load(UUID account) {
        return jdbc.sql("""
                        SELECT a.name, a.organisation, a.unit, u.name AS unit_name,
                               array_remove(u.region || u.also_regions, NULL) AS regions,
                               ARRAY(SELECT r.role FROM identity.account_role r WHERE r.account = a.id) AS roles
                        FROM identity.account a LEFT JOIN identity.unit u ON u.id = a.unit
                        WHERE a.id = :account AND a.status = 'ACTIVE'
                        """)
                .param("account", account)
                .query((row, number) -> new Loaded(
                        Rows.text(row, "name"),
                        Rows.uuidOrNull(row, "organisation"),
                        Rows.uuidOrNull(row, "unit"),
                        row.getString("unit_name"),
                        List.of(Rows.texts(row, "regions")),
                        Arrays.stream(Rows.texts(row, "roles"))
                                .map(Role::valueOf)
                                .toList()))
                .optional()
                .map(loaded -> viewer(account, loaded));
    }

    private Viewer viewer(UUID account, Loaded loaded) {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(loaded.roles);
        boolean officer = roles.contains(Role.COUNTY_OFFICER)
                || roles.contains(Role.BUREAU_OFFICER)
                || roles.contains(Role.BUREAU_LEADER);
        String place = loaded.unitName;
        if (place == null) {
            place = loaded.organisation == null ? "" : organisationName(loaded.organisation);
        }
        return new Viewer(
                account,
                loaded.name,
                java.util.Collections.unmodifiableSet(roles),
                loaded.organisation,
                loaded.unit,
                place,
                officer ? subtrees(loaded.regions) : List.of());
    }

    private List<String> subtrees(List<String> codes) {
        return codes.stream()
                .flatMap(code -> regions.subtree(code).stream())
                .distinct()
                .toList();
    }

    private String organisationName(UUID organisation) {
        var names = organisations.getIfAvailable();
        return names == null ? "" : names.name(organisation).orElse("");
    }

    private record Loaded(
            String name,
            @Nullable UUID organisation,
            @Nullable UUID unit,
            @Nullable String unitName,
            List<String> regions,
            List<Role> roles) {}
}
