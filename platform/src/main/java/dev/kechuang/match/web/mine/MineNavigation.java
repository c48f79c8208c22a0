package dev.kechuang.match.web.mine;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where “我的政策” stands in the menus. */
@Configuration(proxyBeanMethods = false)
class MineNavigation {

    @Bean
    NavItem myPoliciesEntry() {
        return new NavItem(
                "policy.nav.area",
                "policy.nav.policies",
                "matchMine.title",
                "/my/policies",
                299,
                Set.of(Role.APPLICANT),
                NavItem.Todo.NONE);
    }
}
