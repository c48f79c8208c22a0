package dev.kechuang.plan.web.track;

import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.web.plan.PlanWords;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where plans stand in the menus, on the home page and in the search, and how a record leads to one. */
@Configuration(proxyBeanMethods = false)
class PlanNavigation {

    private static final String AREA = "desk.area";
    private static final String SECTION = "plan.section";
    private static final String SUBJECT = "plan/item/";
    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    private static final Set<Role> WORKERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER);
    private static final int HOME_ROWS = 8;

    @Bean
    NavItem planEntry() {
        return new NavItem(AREA, SECTION, "plan.list", "/plans", 700, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem planImportEntry() {
        return new NavItem(AREA, SECTION, "reading.list", "/plan-imports", 701, WORKERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem planMyTasksEntry(ObjectProvider<Obligations> obligations, ObjectProvider<ProgressService> progress) {
        return new NavItem(AREA, SECTION, "track.mine", "/my-tasks", 702, WORKERS, viewer -> {
            UUID unit = viewer.unit();
            return unit == null
                    ? 0
                    : obligations
                            .getObject()
                            .ofUnit(unit, progress.getObject().today())
                            .size();
        });
    }

    @Bean
    NavItem planProgressEntry(ObjectProvider<ProgressService> progress) {
        return new NavItem(
                AREA,
                SECTION,
                "track.inbox",
                "/progress",
                703,
                WORKERS,
                viewer -> progress.getObject().waiting(viewer));
    }

    @Bean
    NavItem planLateEntry() {
        return new NavItem(AREA, SECTION, "track.lateList", "/progress/late", 704, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem planBulletinEntry() {
        return new NavItem(AREA, SECTION, "bulletin.list", "/plan-bulletins", 705, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    SubjectLink planItemLink() {
        return subject -> {
            if (!subject.startsWith(SUBJECT)) return Optional.empty();
            String[] ids = subject.substring(SUBJECT.length()).split("/");
            return ids.length == 2 ? Optional.of("/plans/" + ids[0] + "/items/" + ids[1]) : Optional.empty();
        };
    }

    /** What is due of the own unit, the earliest first; for the leader what waits for release. */
    @Bean
    HomeSource planCard(Obligations obligations, PlanStore plans, PlanService service, PlanWords words) {
        return HomeSource.of(700, (viewer, locale) -> {
            if (!viewer.isOfficer()) return Optional.empty();
            var todos = new ArrayList<HomeCard.Todo>();
            if (viewer.is(Role.BUREAU_LEADER)) {
                for (var waiting : plans.waiting(viewer, HOME_ROWS))
                    todos.add(new HomeCard.Todo(
                            words.text(
                                    locale,
                                    "plan.todo.release",
                                    waiting.getKey().title()),
                            words.text(
                                    locale, "plan.version", waiting.getValue().number()),
                            "/plans/" + waiting.getKey().id() + "/draft"));
            }
            UUID unit = viewer.unit();
            if (unit != null && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) {
                for (var owed : obligations.ofUnit(unit, service.today())) {
                    if (todos.size() == HOME_ROWS) break;
                    todos.add(new HomeCard.Todo(
                            words.text(locale, "track.todo", owed.period(), owed.name()),
                            words.text(
                                    locale,
                                    owed.late(service.today()) ? "track.todo.late" : "track.todo.due",
                                    owed.dueOn().toString()),
                            "/plans/" + owed.plan() + "/items/" + owed.item()));
                }
            }
            return Optional.of(new HomeCard(
                    words.text(locale, "plan.list"),
                    List.of(),
                    todos,
                    List.of(
                            Action.open(words.text(locale, "plan.list"), "/plans"),
                            Action.open(words.text(locale, "track.lateList"), "/progress/late"))));
        });
    }

    @Bean
    SearchSource planHits(PlanStore plans, PlanWords words) {
        return SearchSource.of(700, (viewer, typed, limit, locale) -> {
            String title = words.text(locale, "plan.list");
            if (!viewer.isOfficer()) return SearchHits.none(title);
            var page = plans.page(viewer, new PlanStore.Query(typed, 0, ""), KeyPage.At.START, limit);
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(line -> new SearchHits.Hit(
                                    line.plan().title(),
                                    words.kind(locale, line.plan().kind()) + " · "
                                            + line.plan().years(),
                                    "/plans/" + line.plan().id()))
                            .toList(),
                    page.next() == null ? "" : "/plans?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
        });
    }
}
