package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ProjectLists;
import dev.kechuang.programme.internal.contract.ProjectLists.View;
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

/** Where projects stand in the menus, and what of them waits on the home page. */
@Configuration(proxyBeanMethods = false)
class ContractNavigation {

    private static final int SHOWN = 6;

    @Bean
    NavItem projectsEntry(ObjectProvider<ProjectLists> lists) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "contract.list",
                "/contracts",
                560,
                Set.of(Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                viewer -> lists.getObject().waiting(viewer));
    }

    @Bean
    HomeSource projectsCard(ProjectLists lists, ProjectListController list, ContractLabels labels) {
        return HomeSource.of(560, (viewer, locale) -> {
            if (!viewer.isOfficer() && !viewer.is(Role.APPLICANT)) return Optional.empty();
            var rows = lists.first(viewer, View.TODO, "", SHOWN);
            if (rows.isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    labels.text(locale, "contract.list"),
                    List.of(),
                    rows.stream()
                            .map(row -> new HomeCard.Todo(
                                    list.what(locale, row) + "：" + row.title(),
                                    row.organisation(),
                                    row.path(),
                                    row.due()))
                            .toList(),
                    List.of(Action.open(labels.text(locale, "contract.list"), "/contracts"))));
        });
    }
}
