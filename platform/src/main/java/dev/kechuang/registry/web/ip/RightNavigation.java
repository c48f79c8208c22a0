package dev.kechuang.registry.web.ip;

import dev.kechuang.record.SubjectLink;
import dev.kechuang.registry.internal.ip.EntryStore;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.RightQuery;
import dev.kechuang.registry.internal.ip.RightSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.SearchHits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where intellectual property stands in the menus and in the search, and what its records lead to. */
@Configuration(proxyBeanMethods = false)
class RightNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem rightsEntry() {
        return item("ip.rights", "/ip", 240, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem rightsWaitingEntry(ObjectProvider<EntryStore> entries) {
        return item(
                "ip.waiting",
                "/ip/waiting",
                241,
                Set.of(Role.COUNTY_OFFICER),
                viewer -> entries.getObject().waiting(viewer));
    }

    @Bean
    NavItem ipCasesEntry() {
        return item("ip.cases", "/ip/cases", 242, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem standardEntry() {
        return item("ip.standard", "/ip/standard", 243, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownRightsEntry() {
        return new NavItem(
                        "registry.nav.area",
                        "registry.nav.own",
                        "ip.own",
                        "/my/ip",
                        206,
                        Set.of(Role.APPLICANT),
                        NavItem.Todo.NONE)
                .alsoOn("/ip");
    }

    private static NavItem item(String label, String path, int order, Set<Role> roles, NavItem.Todo todo) {
        return new NavItem("registry.nav.area", "ip.nav", label, path, order, roles, todo);
    }

    @Bean
    SearchSource rightHits(RightSearch search, RightLabels labels) {
        return SearchSource.of(240, (viewer, words, limit, locale) -> {
            String heading = labels.text(locale, "ip.rights");
            if (!viewer.isOfficer() && viewer.organisation() == null) return SearchHits.none(heading);
            var page = search.find(viewer, RightQuery.of(Map.of("q", words)), KeyPage.At.START, limit);
            return new SearchHits(
                    heading,
                    page.items().stream()
                            .map(right ->
                                    new SearchHits.Hit(right.title(), hint(labels, right, locale), "/ip/" + right.id()))
                            .toList(),
                    page.next() == null || !viewer.isOfficer()
                            ? ""
                            : "/ip?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        });
    }

    private static String hint(RightLabels labels, Right right, Locale locale) {
        return right.number() + " · " + labels.owners(locale, right) + " · "
                + labels.state(locale, right).label();
    }

    @Bean
    SubjectLink rightLink() {
        return link("registry/ip/", "/ip/");
    }

    @Bean
    SubjectLink ipCaseLink() {
        return link("registry/ipCase/", "/ip/cases/");
    }

    private static SubjectLink link(String subject, String page) {
        return given ->
                given.startsWith(subject) ? Optional.of(page + given.substring(subject.length())) : Optional.empty();
    }
}
