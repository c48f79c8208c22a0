package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where science credit stands in the menus. */
@Configuration(proxyBeanMethods = false)
class CreditNavigation {

    @Bean
    NavItem creditEntry(CreditStore store) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "credit.list",
                "/credit",
                580,
                Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER),
                viewer -> viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) ? store.waiting(viewer) : 0);
    }

    @Bean
    NavItem ownCreditEntry() {
        return new NavItem(
                        "programme.nav.area",
                        "programme.nav.handling",
                        "credit.own",
                        "/credit/own",
                        581,
                        Set.of(Role.APPLICANT),
                        NavItem.Todo.NONE)
                .alsoOn("/credit");
    }
}
