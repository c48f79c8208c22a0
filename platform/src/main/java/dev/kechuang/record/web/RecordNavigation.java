package dev.kechuang.record.web;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The entries of the records in the officers' menu. */
@Configuration(proxyBeanMethods = false)
class RecordNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER);

    @Bean
    NavItem recordsEntry() {
        return item("record.nav.records", "/records", 150);
    }

    @Bean
    NavItem lateEntry() {
        return item("record.nav.late", "/records/late", 151);
    }

    @Bean
    NavItem closingsEntry() {
        return item("record.nav.closings", "/records/closings", 152);
    }

    private static NavItem item(String label, String path, int order) {
        // Behind the areas in which officers work: 900 is above every floor.
        return new NavItem(
                "record.nav.area", "record.nav.section", label, path, 900 + order, OFFICERS, NavItem.Todo.NONE);
    }
}
