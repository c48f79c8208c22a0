package dev.kechuang.portal.web;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import java.util.List;
import java.util.Optional;
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
    NavItem cockpitEntry() {
        return new NavItem(
                "portal.nav.area",
                "portal.nav.section",
                "portal.nav.cockpit",
                "/cockpit",
                1,
                Set.of(Role.BUREAU_LEADER, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER),
                NavItem.Todo.NONE);
    }

    /** Where a leader begins. */
    @Bean
    HomeSource cockpitCard(Texts texts) {
        return HomeSource.of(1, (viewer, locale) -> {
            if (!viewer.is(Role.BUREAU_LEADER)) return Optional.empty();
            String title = texts.text(locale, "portal.nav.cockpit");
            return Optional.of(new HomeCard(title, List.of(), List.of(), List.of(Action.open(title, "/cockpit"))));
        });
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
