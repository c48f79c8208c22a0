package dev.kechuang.registry.web;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationRecords;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.registry.internal.WaitingCount;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.SearchHits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the registry stands in the menus, on the home pages and in the search. */
@Configuration(proxyBeanMethods = false)
class RegistryNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem organisationsEntry() {
        return new NavItem(
                "registry.nav.area",
                "registry.nav.organisations",
                "registry.organisations",
                "/organisations",
                200,
                OFFICERS,
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem waitingEntry(ObjectProvider<WaitingCount> waiting) {
        return new NavItem(
                "registry.nav.area",
                "registry.nav.organisations",
                "registry.waiting",
                "/organisations/waiting",
                201,
                Set.of(Role.COUNTY_OFFICER),
                viewer -> waiting.getObject().organisations(viewer));
    }

    @Bean
    NavItem waitingFactsEntry(ObjectProvider<WaitingCount> waiting) {
        return new NavItem(
                "registry.nav.area",
                "registry.nav.organisations",
                "registry.facts.waiting",
                "/facts/waiting",
                202,
                Set.of(Role.COUNTY_OFFICER),
                viewer -> waiting.getObject().facts(viewer));
    }

    @Bean
    NavItem factImportEntry() {
        return new NavItem(
                "registry.nav.area",
                "registry.nav.organisations",
                "registry.factImport.title",
                "/facts/import",
                203,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownOrganisationEntry() {
        return new NavItem(
                        "registry.nav.area",
                        "registry.nav.own",
                        "registry.own",
                        "/my/organisation",
                        204,
                        Set.of(Role.APPLICANT),
                        NavItem.Todo.NONE)
                .alsoOn("/organisations");
    }

    @Bean
    SearchSource organisationHits(OrganisationSearch search, Labels labels) {
        return SearchSource.of(200, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "registry.organisations");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var page = search.find(viewer, OrganisationQuery.of(Map.of("q", words, "sort", "name")), null, null, limit);
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(o -> new SearchHits.Hit(
                                    o.name(),
                                    o.creditCode() + " · " + labels.region(locale, o.region()),
                                    "/organisations/" + o.id()))
                            .toList(),
                    page.next() == null
                            ? ""
                            : "/organisations?sort=name&q="
                                    + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
        });
    }

    @Bean
    HomeSource registryCard(WaitingCount waiting, Figures figures, Labels labels, Clock clock) {
        return new HomeSource() {
            @Override
            public int order() {
                return 200;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (viewer.is(Role.APPLICANT)) {
                    return Optional.of(new HomeCard(
                            labels.text(locale, "registry.own"),
                            List.of(),
                            List.of(),
                            List.of(Action.open(labels.text(locale, "registry.own"), "/my/organisation"))));
                }
                if (!viewer.isOfficer()) return Optional.empty();
                var todos = viewer.is(Role.COUNTY_OFFICER)
                        ? waiting.first(viewer, 5).stream()
                                .map(o -> new HomeCard.Todo(
                                        labels.text(locale, "registry.todo.confirm", o.name()),
                                        labels.region(locale, o.region()) + " · " + Pages.day(o.since()),
                                        "/organisations/" + o.id()))
                                .toList()
                        : List.<HomeCard.Todo>of();
                return Optional.of(new HomeCard(
                        labels.text(locale, "registry.organisations"),
                        viewer.is(Role.COUNTY_OFFICER)
                                ? waiting(waiting.both(viewer), locale)
                                : List.of(registered(viewer, locale)),
                        todos,
                        List.of(Action.open(labels.text(locale, "registry.organisations"), "/organisations"))));
            }

            private List<Kpi> waiting(WaitingCount.Counts counts, Locale locale) {
                return List.of(
                        Kpi.of(
                                labels.text(locale, "registry.kpi.registrations"),
                                counts.organisations(),
                                labels.text(locale, "registry.kpi.organisationUnit"),
                                "",
                                "/organisations?status=pending"),
                        Kpi.of(
                                labels.text(locale, "registry.kpi.facts"),
                                counts.facts(),
                                labels.text(locale, "registry.kpi.factsUnit"),
                                "",
                                "/facts/waiting"));
            }

            private Kpi registered(Viewer viewer, Locale locale) {
                var today = LocalDate.now(clock);
                var stock =
                        figures.stock(RecordFilter.of(OrganisationRecords.KIND).in(viewer.regions()), today);
                return Kpi.of(
                        labels.text(locale, "registry.kpi.registered"),
                        stock.count(),
                        labels.text(locale, "registry.kpi.organisationUnit"),
                        labels.text(locale, "registry.kpi.until", today.toString()),
                        "/organisations?status=confirmed");
            }
        };
    }
}
