package dev.kechuang.programme.web.definition;

import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The programmes' entry of the menus. */
@Configuration(proxyBeanMethods = false)
class DefinitionNavigation {

    @Bean
    NavItem definitionsEntry() {
        return new NavItem(
                "programme.nav.area",
                "definition.nav",
                "definition.list",
                "/programmes/definitions",
                590,
                Set.of(),
                NavItem.Todo.NONE);
    }
}
