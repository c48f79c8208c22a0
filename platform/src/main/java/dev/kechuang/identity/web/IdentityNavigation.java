package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.AdministratorLog;
import dev.kechuang.identity.internal.LiveSessions;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The administrators' menu, and their card on the home page. */
@Configuration(proxyBeanMethods = false)
class IdentityNavigation {

    private static final Set<Role> ADMINISTRATORS = Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);

    @Bean
    NavItem accountsEntry() {
        return entry("identity.nav.accounts", "/identity/accounts", 110);
    }

    @Bean
    NavItem unitsEntry() {
        return entry("identity.nav.units", "/identity/units", 111);
    }

    @Bean
    NavItem sessionsEntry() {
        return entry("identity.nav.sessions", "/identity/sessions", 112);
    }

    @Bean
    NavItem actionsEntry() {
        return entry("identity.nav.actions", "/identity/actions", 113);
    }

    private static NavItem entry(String label, String path, int order) {
        return new NavItem(
                "identity.nav.area", "identity.nav.section", label, path, order, ADMINISTRATORS, NavItem.Todo.NONE);
    }

    @Bean
    HomeSource administratorsHome(LiveSessions sessions, AdministratorLog log, AccountStore accounts, Words words) {
        return HomeSource.of(110, (viewer, locale) -> {
            if (!viewer.isAny(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)) return Optional.empty();
            var figures = List.of(
                    Kpi.of(words.t(locale, "identity.home.online"), sessions.count(), "", "", "/identity/sessions"));
            var waiting = viewer.is(Role.SECURITY_ADMIN)
                    ? accounts.withoutRole(10).stream()
                            .map(account -> new HomeCard.Todo(
                                    words.t(locale, "identity.home.withoutRole", account.name()),
                                    Words.time(account.createdAt()),
                                    "/identity/accounts/" + account.id()))
                            .toList()
                    : log.page(null, null, 5).items().stream()
                            .filter(entry -> !entry.actor().equals(viewer.account()))
                            .map(entry -> new HomeCard.Todo(
                                    entry.actorName() + " "
                                            + words.t(locale, "audit.action." + entry.action()) + " "
                                            + entry.label(),
                                    Words.time(entry.at()),
                                    "/identity/actions"))
                            .toList();
            return Optional.of(new HomeCard(
                    words.t(locale, "identity.nav.area"),
                    figures,
                    waiting,
                    List.of(
                            Action.open(words.t(locale, "identity.nav.accounts"), "/identity/accounts"),
                            Action.open(words.t(locale, "identity.nav.actions"), "/identity/actions"))));
        });
    }
}
