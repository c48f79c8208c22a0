package dev.kechuang.indicator.web;

import dev.kechuang.indicator.internal.consistency.FindingStore;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.Reporting;
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
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where indicators stand in the menus, on the home page and in the search. */
@Configuration(proxyBeanMethods = false)
class IndicatorNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    private static final Set<Role> BUREAU = Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    private static NavItem entry(String label, String path, int order, Set<Role> roles, NavItem.Todo todo) {
        return new NavItem("record.nav.area", "indicator.nav.section", label, path, order, roles, todo);
    }

    @Bean
    NavItem indicatorEntry() {
        return entry("indicator.dictionary", "/indicators", 600, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem unitEntry() {
        return entry("indicator.units", "/indicators/units", 600, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem observationEntry(ObjectProvider<ObservationStore> store) {
        return entry(
                "indicator.observations",
                "/indicators/observations",
                601,
                OFFICERS,
                viewer -> viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                        ? store.getObject().waiting(viewer)
                        : 0);
    }

    @Bean
    NavItem reportingEntry() {
        return entry("indicator.reporting", "/indicators/reporting", 602, OFFICERS, NavItem.Todo.NONE)
                .alsoOn("/indicators/import");
    }

    @Bean
    NavItem documentEntry() {
        return entry("indicator.documents", "/indicators/documents", 603, BUREAU, NavItem.Todo.NONE);
    }

    @Bean
    NavItem findingEntry(ObjectProvider<FindingStore> findings) {
        return entry(
                "indicator.findings",
                "/indicators/findings",
                604,
                BUREAU,
                viewer -> findings.getObject().open());
    }

    @Bean
    HomeSource indicatorCard(ObservationStore store, FindingStore findings, Reporting reporting, Labels labels) {
        return new Card(store, findings, reporting, labels);
    }

    /** What waits to be confirmed and to be explained; for the counties what they still owe. */
    private record Card(ObservationStore store, FindingStore findings, Reporting reporting, Labels labels)
            implements HomeSource {

        @Override
        public int order() {
            return 600;
        }

        @Override
        public Optional<HomeCard> card(Viewer viewer, Locale locale) {
            var todos = new ArrayList<HomeCard.Todo>();
            if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)) {
                int waiting = store.waiting(viewer);
                if (waiting > 0) {
                    todos.add(new HomeCard.Todo(
                            labels.text(locale, "indicator.home.waiting", waiting), "", "/indicators/observations"));
                }
                long late = reporting.late(viewer).stream()
                        .map(Reporting.Late::region)
                        .distinct()
                        .count();
                if (late > 0) {
                    todos.add(new HomeCard.Todo(
                            labels.text(locale, "reporting.home.late", late), "", "/indicators/reporting"));
                }
                int open = findings.open();
                if (open > 0) {
                    todos.add(new HomeCard.Todo(
                            labels.text(locale, "indicator.home.findings", open), "", "/indicators/findings"));
                }
            } else if (viewer.is(Role.COUNTY_OFFICER)) {
                var owed = reporting.owed(viewer);
                if (!owed.isEmpty()) {
                    var first = owed.getFirst().what();
                    long late = owed.stream().filter(Reporting.Item::late).count();
                    todos.add(new HomeCard.Todo(
                            labels.text(locale, "indicator.home.owed", owed.size()),
                            late > 0
                                    ? labels.text(locale, "indicator.lateCount", late)
                                    : labels.text(
                                            locale,
                                            "indicator.home.due",
                                            first.due().toString()),
                            "/indicators/reporting?period=" + first.period()));
                }
            }
            if (todos.isEmpty()) return Optional.empty();
            var links = List.of(Action.open(labels.text(locale, "indicator.dictionary"), "/indicators"));
            return Optional.of(new HomeCard(labels.text(locale, "indicator.nav.area"), List.of(), todos, links));
        }
    }

    @Bean
    SearchSource indicatorSearch(Dictionary dictionary, Labels labels) {
        return new Search(dictionary, labels);
    }

    /** Indicators by name, alias or code. */
    private record Search(Dictionary dictionary, Labels labels) implements SearchSource {

        @Override
        public int order() {
            return 600;
        }

        @Override
        public SearchHits search(Viewer viewer, String words, int limit, Locale locale) {
            String title = labels.text(locale, "indicator.nav.area");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var found = dictionary.all().stream()
                    .filter(one -> DictionaryController.matches(one, words))
                    .toList();
            var hits = found.stream()
                    .limit(limit)
                    .map(one -> new SearchHits.Hit(
                            labels.name(locale, one), labels.group(locale, one.group()), "/indicators/" + one.code()))
                    .toList();
            String all = found.size() > limit
                    ? "/indicators?q=" + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8)
                    : "";
            return new SearchHits(title, hits, all);
        }
    }
}
