package dev.kechuang.match.web.run;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the city's matches stand in the menus. */
@Configuration(proxyBeanMethods = false)
class MatchNavigation {

    @Bean
    NavItem cityMatches() {
        return new NavItem(
                "policy.nav.area",
                "policy.nav.policies",
                "matchRun.title",
                "/matches",
                620,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }
}
