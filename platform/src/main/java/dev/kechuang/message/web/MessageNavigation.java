package dev.kechuang.message.web;

import dev.kechuang.message.internal.Inbox;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The inbox stands under the home page, in the area the portal opens. */
@Configuration(proxyBeanMethods = false)
class MessageNavigation {

    @Bean
    NavItem inboxEntry(ObjectProvider<Inbox> inbox) {
        return new NavItem(
                "portal.nav.area",
                "portal.nav.section",
                "message.title",
                "/messages",
                5,
                Set.of(),
                viewer -> inbox.getObject().unread(viewer));
    }
}
