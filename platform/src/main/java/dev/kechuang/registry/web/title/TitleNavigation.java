package dev.kechuang.registry.web.title;

import dev.kechuang.file.FileAccess;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.internal.title.TitleDocuments;
import dev.kechuang.registry.internal.title.TitleQuery;
import dev.kechuang.registry.internal.title.TitleSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.SearchHits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where titles stand in the menus, on the home pages and in the search; what leads to them, and who opens their files. */
@Configuration(proxyBeanMethods = false)
class TitleNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    private static final int SOON = 3;

    @Bean
    NavItem titlesEntry(ObjectProvider<TitleSearch> search) {
        return item(
                "title.titles",
                "/titles",
                220,
                OFFICERS,
                viewer -> search.getObject().expiring(viewer, SOON));
    }

    @Bean
    NavItem titleBatchEntry() {
        return item(
                "title.batch",
                "/titles/batches",
                221,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem institutionsEntry() {
        return item("title.institutions", "/titles/institutions", 222, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem coverageEntry() {
        return item("title.coverage", "/titles/coverage", 223, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownTitlesEntry() {
        return new NavItem(
                        "registry.nav.area",
                        "registry.nav.own",
                        "title.own",
                        "/my/titles",
                        205,
                        Set.of(Role.APPLICANT),
                        NavItem.Todo.NONE)
                .alsoOn("/titles");
    }

    private static NavItem item(String label, String path, int order, Set<Role> roles, NavItem.Todo todo) {
        return new NavItem("registry.nav.area", "title.nav", label, path, order, roles, todo);
    }

    @Bean
    SearchSource titleHits(TitleSearch search, TitleLabels labels) {
        return SearchSource.of(220, (viewer, words, limit, locale) -> {
            String heading = labels.text(locale, "title.titles");
            if (!viewer.isOfficer() && viewer.organisation() == null) return SearchHits.none(heading);
            var page = search.find(viewer, TitleQuery.of(Map.of("q", words)), KeyPage.At.START, limit);
            return new SearchHits(
                    heading,
                    page.items().stream()
                            .map(title -> new SearchHits.Hit(
                                    labels.holder(locale, title) + " · " + labels.kind(locale, title.kind()),
                                    hint(labels, title, locale),
                                    "/titles/" + title.id()))
                            .toList(),
                    page.next() == null || !viewer.isOfficer()
                            ? ""
                            : "/titles?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        });
    }

    private static String hint(TitleLabels labels, Title title, Locale locale) {
        String state = labels.state(locale, title).label();
        return (title.number().isEmpty() ? "" : title.number() + " · ") + labels.level(locale, title.level()) + " · "
                + state;
    }

    @Bean
    HomeSource titleCard(TitleSearch search, TitleLabels labels) {
        return HomeSource.of(220, (viewer, locale) -> {
            boolean own = viewer.is(Role.APPLICANT) && viewer.organisation() != null;
            if (!viewer.isOfficer() && !own) return Optional.empty();
            var soon = search.find(
                    viewer,
                    TitleQuery.of(Map.of("expiring", String.valueOf(SOON), "sort", "until")),
                    KeyPage.At.START,
                    5);
            var todos = new ArrayList<HomeCard.Todo>();
            if (!viewer.is(Role.BUREAU_LEADER)) {
                for (Title title : soon.items()) {
                    todos.add(new HomeCard.Todo(
                            labels.text(
                                    locale,
                                    "title.todo.expiring",
                                    labels.kind(locale, title.kind()),
                                    labels.holder(locale, title)),
                            labels.text(locale, "title.validUntil", String.valueOf(title.validUntil())),
                            "/titles/" + title.id()));
                }
            }
            var figures = viewer.isOfficer()
                    ? List.of(Kpi.of(
                            labels.text(locale, "title.kpi.expiring"),
                            soon.total().count(),
                            labels.text(locale, "title.unit"),
                            "",
                            "/titles?expiring=" + SOON + "&sort=until"))
                    : List.<Kpi>of();
            return Optional.of(new HomeCard(
                    labels.text(locale, "title.titles"),
                    figures,
                    todos,
                    List.of(
                            own
                                    ? Action.open(labels.text(locale, "title.own"), "/my/titles")
                                    : Action.open(labels.text(locale, "title.titles"), "/titles"))));
        });
    }

    @Bean
    SubjectLink titleLink() {
        String subject = "registry/title/";
        return given -> given.startsWith(subject)
                ? Optional.of("/titles/" + given.substring(subject.length()))
                : Optional.empty();
    }

    /** A granting document is public: whoever is logged in may read it. */
    @Bean
    FileAccess titleDocumentAccess() {
        return FileAccess.of(TitleDocuments.FILES, (viewer, reference) -> !viewer.isPublic());
    }
}
