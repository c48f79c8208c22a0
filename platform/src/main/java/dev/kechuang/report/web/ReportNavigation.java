package dev.kechuang.report.web;

import dev.kechuang.record.SubjectLink;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where reports stand in the menus, on the home pages, in the search and behind records. */
@Configuration(proxyBeanMethods = false)
class ReportNavigation {

    private static final String AREA = "report.nav.area";
    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem reportsEntry(ObjectProvider<ReportStore> store) {
        return new NavItem(
                AREA,
                "report.nav.section",
                "report.list",
                "/reports",
                800,
                OFFICERS,
                viewer -> store.getObject().countWaiting(viewer));
    }

    @Bean
    NavItem yearbookEntry() {
        return new NavItem(
                AREA, "report.nav.section", "report.yearbook", "/reports/yearbook", 801, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    HomeSource reportCard(ReportStore store, ReportWords words) {
        return HomeSource.of(800, (viewer, locale) -> {
            if (!ReportService.writes(viewer)) return Optional.empty();
            var todos = store.waiting(viewer, 5).stream()
                    .map(report -> new HomeCard.Todo(
                            words.text(locale, "report.todo", report.title()),
                            report.submittedName() == null ? "" : report.submittedName(),
                            "/reports/" + report.id()))
                    .toList();
            return Optional.of(new HomeCard(
                    words.text(locale, AREA),
                    List.of(),
                    todos,
                    List.of(Action.open(words.text(locale, "report.list"), "/reports"))));
        });
    }

    @Bean
    SearchSource reportHits(ReportStore store, ReportWords words) {
        return new SearchSource() {
            @Override
            public int order() {
                return 800;
            }

            @Override
            public SearchHits search(Viewer viewer, String typed, int limit, Locale locale) {
                String title = words.text(locale, "report.list");
                if (!ReportService.writes(viewer)) return SearchHits.none(title);
                var page = store.page(viewer, "", typed, KeyPage.At.START, limit);
                return new SearchHits(
                        title,
                        page.items().stream().map(report -> hit(report, locale)).toList(),
                        page.next() == null ? "" : "/reports?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
            }

            private SearchHits.Hit hit(Report report, Locale locale) {
                return new SearchHits.Hit(
                        report.title(),
                        words.text(locale, "report.state." + report.state().code()),
                        "/reports/" + report.id());
            }
        };
    }

    @Bean
    SubjectLink reportLinks() {
        return subject -> {
            String[] parts = subject.split("/");
            return parts.length == 4 && subject.startsWith("report/version/")
                    ? Optional.of("/reports/" + parts[2] + "/versions/" + parts[3])
                    : Optional.empty();
        };
    }
}
