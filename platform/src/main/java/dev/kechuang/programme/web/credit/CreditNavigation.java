package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where science credit stands in the menus and on the home page. */
@Configuration(proxyBeanMethods = false)
class CreditNavigation {

    private static final int SHOWN = 5;

    @Bean
    NavItem creditEntry(ObjectProvider<CreditStore> store) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "credit.list",
                "/credit",
                580,
                Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER),
                viewer -> viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                        ? store.getObject().waiting(viewer)
                        : 0);
    }

    @Bean
    HomeSource creditCard(CreditStore store, CreditWords words) {
        return HomeSource.of(580, (viewer, locale) -> {
            if (!viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)) return Optional.empty();
            var todos = store.toHandle(viewer, SHOWN).stream()
                    .map(entry -> new HomeCard.Todo(
                            words.text(
                                    locale,
                                    entry.objected() ? "credit.todo.objected" : "credit.todo.proposed",
                                    words.event(locale, entry.event())),
                            entry.organisationName(),
                            "/credit/entries/" + entry.id()))
                    .toList();
            if (todos.isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    words.text(locale, "credit.list"),
                    List.of(),
                    todos,
                    List.of(Action.open(words.text(locale, "credit.list"), "/credit?state=proposed"))));
        });
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
