package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckLists;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.KeyPage;
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

/** Where the formal check stands in the menus and on the home page. */
@Configuration(proxyBeanMethods = false)
class CheckNavigation {

    @Bean
    NavItem checksEntry(ObjectProvider<CheckLists> checks) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "check.list",
                "/checks",
                520,
                Set.of(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER),
                viewer -> checks.getObject().waiting(viewer));
    }

    @Bean
    HomeSource checksCard(CheckLists checks, CheckWords words, ApplicationLabels labels) {
        return HomeSource.of(520, (viewer, locale) -> {
            if (!viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) return Optional.empty();
            var first = checks.page(viewer, CheckLists.Tab.WAITING, null, "", labels.today(), KeyPage.At.START, 5);
            if (first.items().isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    words.text(locale, "check.list"),
                    List.of(),
                    first.items().stream()
                            .map(row -> new HomeCard.Todo(
                                    labels.title(locale, row.application()),
                                    row.application().organisationName(),
                                    "/checks/" + row.application().id(),
                                    row.application().dueOn()))
                            .toList(),
                    List.of(Action.open(words.text(locale, "check.list"), "/checks"))));
        });
    }
}
