package dev.kechuang.audit.web;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The entries of the audit administrator's menu. */
@Configuration(proxyBeanMethods = false)
class AuditNavigation {

    @Bean
    NavItem auditEntries() {
        return item("audit.nav.entries", "/audit", 120);
    }

    @Bean
    NavItem auditChain() {
        return item("audit.nav.chain", "/audit/chain", 121);
    }

    private static NavItem item(String label, String path, int order) {
        return new NavItem(
                "audit.nav.area", "audit.nav.section", label, path, order, Set.of(Role.AUDIT_ADMIN), NavItem.Todo.NONE);
    }
}
