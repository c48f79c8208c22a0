package dev.kechuang.pack.web;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The packs' entry of the menus. */
@Configuration(proxyBeanMethods = false)
class PackNavigation {

    @Bean
    NavItem packsEntry() {
        return new NavItem(
                "pack.nav.area",
                "pack.nav.section",
                "pack.nav.packs",
                "/packs",
                8_900,
                Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.SYSTEM_ADMIN),
                NavItem.Todo.NONE);
    }
}
