package dev.kechuang.match.web.push;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where pushing stands in the menus. */
@Configuration(proxyBeanMethods = false)
class PushNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem policyNewsEntry() {
        return entry("matchPush.news", "/my/policies/news", 301, Set.of(Role.APPLICANT));
    }

    @Bean
    NavItem policyRemindersEntry() {
        return entry("matchPush.wishes", "/my/policies/reminders", 302, Set.of(Role.APPLICANT));
    }

    @Bean
    NavItem newMatchesEntry() {
        return entry("matchPush.new", "/push/new", 310, OFFICERS);
    }

    @Bean
    NavItem reachEntry() {
        return entry("matchPush.reach", "/push/reach", 311, OFFICERS);
    }

    @Bean
    NavItem webhooksEntry() {
        return entry("matchPush.webhooks", "/push/webhooks", 312, Set.of(Role.BUREAU_OFFICER));
    }

    private static NavItem entry(String label, String path, int order, Set<Role> roles) {
        return new NavItem("policy.nav.area", "policy.nav.policies", label, path, order, roles, NavItem.Todo.NONE);
    }
}
