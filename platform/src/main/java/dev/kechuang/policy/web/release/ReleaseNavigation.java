package dev.kechuang.policy.web.release;

import dev.kechuang.policy.internal.release.DraftStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The officer's entry of the menus, with the number of drafts that wait for another person. */
@Configuration(proxyBeanMethods = false)
class ReleaseNavigation {

    @Bean
    NavItem policyDraftsEntry(ObjectProvider<DraftStore> drafts) {
        return new NavItem(
                        "policy.nav.area",
                        "policy.nav.policies",
                        "release.list",
                        "/policy-drafts",
                        305,
                        Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                        viewer -> drafts.getObject().waiting(viewer))
                .alsoOn("/what-if");
    }
}
