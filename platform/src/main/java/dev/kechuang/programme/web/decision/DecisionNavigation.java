package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.DecisionSearch;
import dev.kechuang.programme.internal.decision.DecisionSearch.Found;
import dev.kechuang.programme.internal.decision.DecisionWaiting;
import dev.kechuang.programme.internal.decision.ObjectionStore;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where decision and objections stand in the menus and on the home page. */
@Configuration(proxyBeanMethods = false)
class DecisionNavigation {

    private static final int SHOWN = 6;

    /** Where each thing that waits is done; the ranking of the call for a decision. */
    private static final Map<String, String> PAGES =
            Map.of("list", "/lists", "issue", "/approvals", "notice", "/notices", "approval", "/approvals");

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem decisionsEntry(ObjectProvider<DecisionWaiting> waiting) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "decision.list",
                "/decisions",
                540,
                OFFICERS,
                viewer -> waiting.getObject().calls(viewer));
    }

    @Bean
    NavItem objectionsEntry(ObjectProvider<DecisionWaiting> waiting) {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "decision.objections",
                "/decisions/objections",
                541,
                OFFICERS,
                viewer -> waiting.getObject().objections(viewer));
    }

    @Bean
    HomeSource decisionCard(DecisionWaiting waiting, ObjectionStore objections, DecisionWords words) {
        return new HomeSource() {
            @Override
            public int order() {
                return 540;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (!viewer.isOfficer()) return Optional.empty();
                var waits = waiting.most(viewer, SHOWN);
                int open = objections.open(viewer);
                if (waits.isEmpty() && open == 0) return Optional.empty();
                var todos = new ArrayList<HomeCard.Todo>();
                if (open > 0)
                    todos.add(new HomeCard.Todo(
                            words.text(locale, "decision.home.objections", open), "", "/decisions/objections"));
                for (var one : waits) {
                    todos.add(new HomeCard.Todo(
                            words.text(locale, "decision.home." + one.what(), one.title(), one.count()),
                            "",
                            "/decisions/" + one.call() + PAGES.getOrDefault(one.what(), ""),
                            one.due()));
                }
                return Optional.of(new HomeCard(
                        words.text(locale, "decision.list"),
                        List.of(),
                        todos,
                        List.of(Action.open(words.text(locale, "decision.list"), "/decisions"))));
            }
        };
    }

    @Bean
    SearchSource noticeHits(DecisionSearch search, DecisionWords words) {
        return source(
                542,
                locale -> words.text(locale, "decision.public"),
                (viewer, typed, limit) -> search.notices(typed, limit));
    }

    @Bean
    SearchSource decisionHits(DecisionSearch search, DecisionWords words) {
        return source(
                541,
                locale -> words.text(locale, "decision.papers"),
                (viewer, typed, limit) -> viewer.isOfficer() ? search.papers(viewer, typed, limit) : List.of());
    }

    private interface Finder {
        List<Found> find(Viewer viewer, String words, int limit);
    }

    private static SearchSource source(int order, Function<Locale, String> title, Finder finder) {
        return new SearchSource() {
            @Override
            public int order() {
                return order;
            }

            @Override
            public SearchHits search(Viewer viewer, String words, int limit, Locale locale) {
                return new SearchHits(
                        title.apply(locale),
                        finder.find(viewer, words, limit).stream()
                                .map(one -> new SearchHits.Hit(one.title(), one.note(), one.path()))
                                .toList(),
                        "");
            }
        };
    }
}
