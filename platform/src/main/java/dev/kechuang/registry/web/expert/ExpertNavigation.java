package dev.kechuang.registry.web.expert;

import dev.kechuang.record.SubjectLink;
import dev.kechuang.registry.internal.expert.ExpertSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the pool stands in the menus, in the search and behind the records. */
@Configuration(proxyBeanMethods = false)
class ExpertNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem expertsEntry() {
        return new NavItem(
                "registry.nav.area", "expert.nav", "expert.experts", "/experts", 240, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem expertAssignmentsEntry() {
        return new NavItem(
                "registry.nav.area",
                "expert.nav",
                "expert.assignments",
                "/experts/assignments",
                241,
                OFFICERS,
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownExpertEntry() {
        return new NavItem(
                        "registry.nav.area",
                        "expert.nav",
                        "expert.own",
                        "/my/expert",
                        242,
                        Set.of(Role.EXPERT),
                        NavItem.Todo.NONE)
                .alsoOn("/experts");
    }

    @Bean
    SubjectLink expertLink() {
        return subject -> {
            if (subject.startsWith("registry/expert/")) {
                return Optional.of("/experts/" + subject.substring("registry/expert/".length()));
            }
            return subject.startsWith("registry/expertAssignment/")
                    ? Optional.of("/experts/assignments/" + subject.substring("registry/expertAssignment/".length()))
                    : Optional.empty();
        };
    }

    @Bean
    HomeSource expertCard(ExpertLabels labels) {
        return HomeSource.of(240, (viewer, locale) -> {
            if (!viewer.is(Role.EXPERT)) return Optional.empty();
            String own = labels.text(locale, "expert.own");
            return Optional.of(new HomeCard(own, List.of(), List.of(), List.of(Action.open(own, "/my/expert"))));
        });
    }

    @Bean
    SearchSource expertHits(ExpertSearch search, ExpertLabels labels) {
        return SearchSource.of(240, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "expert.experts");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var page = search.find(viewer, ExpertSearch.Query.of(Map.of("q", words)), KeyPage.At.START, limit);
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(e -> new SearchHits.Hit(
                                    e.name(),
                                    e.unitName() + " · " + labels.services(locale, e.serves()),
                                    "/experts/" + e.id()))
                            .toList(),
                    page.next() == null
                            ? ""
                            : "/experts?q="
                                    + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
        });
    }
}
