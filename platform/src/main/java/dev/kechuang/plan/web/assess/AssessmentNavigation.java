package dev.kechuang.plan.web.assess;

import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.web.desk.Labels;
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

/** Where the yearly assessment stands in menus and on home pages. */
@Configuration(proxyBeanMethods = false)
class AssessmentNavigation {

    @Bean
    NavItem assessmentEntry(ObjectProvider<AssessmentStore> store) {
        return new NavItem(
                "desk.area",
                "assess.section",
                "assess.list",
                "/assessments",
                735,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                viewer -> store.getObject().countRaised(viewer));
    }

    @Bean
    HomeSource assessmentCard(AssessmentStore store, Labels labels) {
        return HomeSource.of(735, (viewer, locale) -> {
            if (!viewer.isOfficer()) return Optional.empty();
            var todos = store.all(viewer).stream()
                    .filter(one -> one.state() != Assessment.State.FINAL)
                    .limit(3)
                    .map(one -> new HomeCard.Todo(
                            labels.text(locale, "assess.todo." + one.state().code(), String.valueOf(one.year())),
                            one.objectionsUntil() == null
                                    ? ""
                                    : one.objectionsUntil().toString(),
                            "/assessments/" + one.id()))
                    .toList();
            if (todos.isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    labels.text(locale, "assess.section"),
                    List.of(),
                    todos,
                    List.of(Action.open(labels.text(locale, "assess.list"), "/assessments"))));
        });
    }
}
