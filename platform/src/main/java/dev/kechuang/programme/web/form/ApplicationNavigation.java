package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.form.ApplicationQuery;
import dev.kechuang.programme.internal.form.ApplicationSearch;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where applications stand in the menus, on home pages and in the search, and how a record leads to one. */
@Configuration(proxyBeanMethods = false)
class ApplicationNavigation {

    private static final String SUBJECT = "programme/application/";
    private static final int HOME_ROWS = 8;

    @Bean
    NavItem applicationsEntry() {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "application.list",
                "/applications",
                512,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownApplicationsEntry() {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "application.mine",
                "/applications",
                511,
                Set.of(Role.APPLICANT),
                NavItem.Todo.NONE);
    }

    @Bean
    SubjectLink applicationLink() {
        return subject -> subject.startsWith(SUBJECT)
                ? Optional.of("/applications/" + subject.substring(SUBJECT.length()))
                : Optional.empty();
    }

    @Bean
    SubjectLink amountLink() {
        return subject -> subject.startsWith(SubmissionService.AMOUNT)
                ? Optional.of("/applications/" + subject.substring(SubmissionService.AMOUNT.length()))
                : Optional.empty();
    }

    @Bean
    SearchSource applicationHits(ApplicationSearch search, ApplicationLabels labels) {
        return SearchSource.of(500, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "application.list");
            if (!viewer.isOfficer() && !viewer.is(Role.APPLICANT)) return SearchHits.none(title);
            var page = search.find(viewer, ApplicationQuery.of(Map.of("q", words)), KeyPage.At.START, limit);
            return new SearchHits(
                    title,
                    page.items().stream().map(one -> hit(one, labels, locale)).toList(),
                    page.next() == null ? "" : "/applications?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        });
    }

    private static SearchHits.Hit hit(Application one, ApplicationLabels labels, Locale locale) {
        String number = one.number();
        return new SearchHits.Hit(
                labels.title(locale, one),
                (number == null ? labels.text(locale, "application.status.draft") : number) + " · "
                        + one.organisationName(),
                "/applications/" + one.id());
    }

    @Bean
    HomeSource applicationsCard(ApplicationSearch search, ApplicationLabels labels) {
        return HomeSource.of(500, (viewer, locale) -> {
            var own = viewer.organisation();
            if (own == null || !viewer.is(Role.APPLICANT)) return Optional.empty();
            var todos = search.waiting(own, labels.now(), HOME_ROWS).stream()
                    .map(waiting -> todo(waiting, labels, locale))
                    .toList();
            return Optional.of(new HomeCard(
                    labels.text(locale, "application.mine"),
                    List.of(),
                    todos,
                    List.of(
                            Action.open(labels.text(locale, "application.mine"), "/applications"),
                            Action.open(labels.text(locale, "application.new"), "/calls"))));
        });
    }

    private static HomeCard.Todo todo(ApplicationSearch.Waiting waiting, ApplicationLabels labels, Locale locale) {
        Application one = waiting.application();
        String title = labels.title(locale, one);
        String own = "/applications/" + one.id();
        if (waiting.invited())
            return new HomeCard.Todo(
                    labels.text(locale, "application.todo.invited", title), one.organisationName(), own);
        if (one.status() == Status.RETURNED) {
            return new HomeCard.Todo(
                    labels.text(locale, "application.todo.returned", title), one.callTitle(), own, one.dueOn());
        }
        long days = ChronoUnit.DAYS.between(labels.today(), ApplicationLabels.day(waiting.closesAt()));
        return new HomeCard.Todo(
                labels.text(locale, "application.todo.draft", title),
                days < 0
                        ? labels.text(locale, "application.todo.over")
                        : labels.text(locale, "application.todo.days", days),
                own + "/form",
                ApplicationLabels.day(waiting.closesAt()));
    }
}
