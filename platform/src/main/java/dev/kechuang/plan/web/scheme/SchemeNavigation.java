package dev.kechuang.plan.web.scheme;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.scheme.SchemeStore;
import dev.kechuang.plan.internal.scheme.SchemeStore.Query;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where schemes and media reports stand in menus, on home pages, in the search, and behind records. */
@Configuration(proxyBeanMethods = false)
class SchemeNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem schemeEntry() {
        return new NavItem("desk.area", "scheme.section", "scheme.list", "/schemes", 745, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem mediaEntry() {
        return new NavItem(
                "desk.area", "scheme.section", "scheme.media", "/media-reports", 746, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    HomeSource schemeCard(SchemeStore store, Desk desk, Labels labels) {
        return HomeSource.of(745, (viewer, locale) -> {
            if (!viewer.isOfficer()) return Optional.empty();
            var todos = store.waiting(viewer, desk.today(), 5).stream()
                    .map(s -> new HomeCard.Todo(
                            labels.text(locale, "scheme.todo", s.title()),
                            s.endsOn().toString(),
                            "/schemes/" + s.id()))
                    .toList();
            if (todos.isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    labels.text(locale, "scheme.section"),
                    List.of(),
                    todos,
                    List.of(Action.open(labels.text(locale, "scheme.list"), "/schemes"))));
        });
    }

    @Bean
    SearchSource schemeHits(SchemeStore store, Desk desk, Labels labels) {
        return SearchSource.of(745, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "scheme.list");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var page = store.page(viewer, new Query(words, "", ""), desk.today(), KeyPage.At.START, limit);
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(s -> new SearchHits.Hit(
                                    s.title(), s.number() + " · " + s.source(), "/schemes/" + s.id()))
                            .toList(),
                    "");
        });
    }

    @Bean
    SubjectLink schemeLink() {
        return subject -> {
            if (subject.startsWith("plan/scheme/")) return Optional.of("/schemes/" + subject.substring(12));
            return subject.startsWith("plan/mediaReport/")
                    ? Optional.of("/media-reports/" + subject.substring(17))
                    : Optional.empty();
        };
    }
}
