package dev.kechuang.identity.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The commands on one's own account, for programs. */
@RestController
@RequestMapping("/api/identity")
@Allow(anyRole = true)
class IdentityApi {

    /** @param regions codes of the regions the person works for */
    record Me(
            UUID account,
            String name,
            Set<Role> roles,
            @Nullable UUID organisation,
            @Nullable UUID unit,
            String place,
            List<String> regions) {}

    @GetMapping("/me")
    Me me(Viewer viewer) {
        return new Me(
                viewer.requireAccount(),
                viewer.name(),
                viewer.roles(),
                viewer.organisation(),
                viewer.unit(),
                viewer.unitName(),
                viewer.regions());
    }
}
