package dev.kechuang.programme.web.upward;

import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where upward applications stand in the menus. */
@Configuration(proxyBeanMethods = false)
class UpwardNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem upwardEntry() {
        return new NavItem(
                "programme.nav.area", "upward.section", "upward.list", "/upward", 590, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem upwardStatisticsEntry() {
        return new NavItem(
                "programme.nav.area",
                "upward.section",
                "upward.statistics",
                "/upward/statistics",
                591,
                OFFICERS,
                NavItem.Todo.NONE);
    }

    @Bean
    SubjectLink upwardLink() {
        String subject = "programme/upward/";
        return of ->
                of.startsWith(subject) ? Optional.of("/upward/" + of.substring(subject.length())) : Optional.empty();
    }
}
