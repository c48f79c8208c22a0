package dev.kechuang.portal.web;

import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The portal's entries of the menus. Home comes first, whatever the floor. */
@Configuration(proxyBeanMethods = false)
class PortalNavigation {

    @Bean
    NavItem homeEntry() {
        return new NavItem(
                "portal.nav.area", "portal.nav.section", "portal.nav.home", "/home", 0, Set.of(), NavItem.Todo.NONE);
    }

    @Bean
    @ConditionalOnBooleanProperty("kc.demo")
    NavItem componentsEntry() {
        return new NavItem(
                "portal.nav.area",
                "portal.nav.section",
                "portal.nav.components",
                "/components",
                9,
                Set.of(),
                NavItem.Todo.NONE);
    }
}
