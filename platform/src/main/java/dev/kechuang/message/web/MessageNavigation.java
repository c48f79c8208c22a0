package dev.kechuang.message.web;

import dev.kechuang.message.internal.Inbox;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The inbox stands under the home page, in the area the portal opens. */
@Configuration(proxyBeanMethods = false)
class MessageNavigation {

    @Bean
    NavItem inboxEntry(Inbox inbox) {
        return new NavItem(
                "portal.nav.area", "portal.nav.section", "message.title", "/messages", 5, Set.of(), inbox::unread);
    }
}
