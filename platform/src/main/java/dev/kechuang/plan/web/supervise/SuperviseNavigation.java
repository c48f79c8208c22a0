package dev.kechuang.plan.web.supervise;

import dev.kechuang.file.FileAccess;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.SuperviseStore.Query;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where supervision stands in menus, on home pages, in the search. Notes on accountability are in none but the leaders' menu. */
@Configuration(proxyBeanMethods = false)
class SuperviseNavigation {

    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem supervisionEntry(ObjectProvider<SuperviseStore> store) {
        return new NavItem(
                "desk.area",
                "supervise.section",
                "supervise.list",
                "/supervision",
                740,
                OFFICERS,
                viewer -> store.getObject().countWaiting(viewer));
    }

    @Bean
    NavItem accountabilityEntry() {
        return new NavItem(
                "desk.area",
                "supervise.section",
                "supervise.notes",
                "/accountability",
                741,
                Set.of(Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    @Bean
    HomeSource supervisionCard(SuperviseStore store, Labels labels) {
        return HomeSource.of(740, (viewer, locale) -> {
            if (!viewer.isOfficer()) return Optional.empty();
            var todos = store.waiting(viewer, 5).stream()
                    .map(f -> new HomeCard.Todo(
                            labels.text(
                                    locale,
                                    f.state() == FindingState.REPORTED
                                            ? "supervise.todo.review"
                                            : "supervise.todo.rectify",
                                    f.text().length() > 40 ? f.text().substring(0, 40) + "…" : f.text()),
                            f.dueOn().toString(),
                            "/supervision/" + f.supervision()))
                    .toList();
            if (todos.isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    labels.text(locale, "supervise.section"),
                    List.of(),
                    todos,
                    List.of(Action.open(labels.text(locale, "supervise.list"), "/supervision"))));
        });
    }

    @Bean
    SearchSource supervisionHits(SuperviseStore store, Desk desk, Labels labels) {
        return SearchSource.of(740, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "supervise.list");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var page = store.page(viewer, new Query(words, "", "", null), desk.today(), KeyPage.At.START, limit);
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(s -> new SearchHits.Hit(
                                    s.title(), s.number() + " · " + s.unitName(), "/supervision/" + s.id()))
                            .toList(),
                    "");
        });
    }

    /** A finding opens the item it stands in. */
    @Bean
    SubjectLink supervisionLink() {
        return subject -> {
            if (subject.startsWith("plan/supervision/")) return Optional.of("/supervision/" + subject.substring(17));
            return subject.startsWith("plan/finding/")
                    ? Optional.of("/supervision/findings/" + subject.substring(13))
                    : Optional.empty();
        };
    }

    @Bean
    FileAccess findingFiles(SuperviseStore store) {
        return FileAccess.of(SuperviseService.FILES, (viewer, reference) -> {
            Optional<UUID> id = Typed.id(reference);
            return id.isPresent() && store.finding(viewer, id.get()).isPresent();
        });
    }
}
