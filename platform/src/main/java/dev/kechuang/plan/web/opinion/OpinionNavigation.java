package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.opinion.CollectionStore;
import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.record.SubjectLink;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where opinions stand in the menus, on home pages, in the search, and behind records. */
@Configuration(proxyBeanMethods = false)
class OpinionNavigation {

    private static final String AREA = "desk.area";
    private static final String SECTION = "opinion.section";
    private static final Set<Role> OFFICERS = Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);

    @Bean
    NavItem opinionEntry(ObjectProvider<OpinionStore> store) {
        return new NavItem(
                AREA,
                SECTION,
                "opinion.list",
                "/opinions",
                750,
                OFFICERS,
                viewer -> store.getObject().countWaiting(viewer));
    }

    @Bean
    NavItem opinionFormEntry() {
        return new NavItem(AREA, SECTION, "opinion.forms", "/opinions/forms", 751, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem opinionMeetingEntry() {
        return new NavItem(AREA, SECTION, "opinion.meetings", "/opinions/meetings", 752, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem opinionStatisticsEntry() {
        return new NavItem(
                AREA, SECTION, "opinion.statistics", "/opinions/statistics", 753, OFFICERS, NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownOpinionEntry() {
        return new NavItem(AREA, SECTION, "opinion.my", "/my/opinions", 754, Set.of(Role.APPLICANT), NavItem.Todo.NONE);
    }

    @Bean
    HomeSource opinionCard(OpinionStore store, CollectionStore collections, Desk desk, Labels labels) {
        return new HomeSource() {
            @Override
            public int order() {
                return 750;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (viewer.is(Role.APPLICANT)) return Optional.of(firm(viewer, locale));
                if (!viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)) return Optional.empty();
                var todos = store.waiting(viewer, 5).stream()
                        .map(o -> new HomeCard.Todo(
                                labels.text(
                                        locale,
                                        o.state() == Opinion.State.RECEIVED
                                                ? "opinion.todo.assign"
                                                : "opinion.todo.answer",
                                        o.number(),
                                        o.organisationName()),
                                o.dueOn() == null ? "" : o.dueOn().toString(),
                                "/opinions/" + o.id()))
                        .toList();
                if (todos.isEmpty()) return Optional.empty();
                return Optional.of(new HomeCard(
                        labels.text(locale, "opinion.section"),
                        List.of(),
                        todos,
                        List.of(Action.open(labels.text(locale, "opinion.list"), "/opinions"))));
            }

            private HomeCard firm(Viewer viewer, Locale locale) {
                UUID organisation = viewer.organisation();
                var todos = new ArrayList<HomeCard.Todo>();
                if (organisation != null) {
                    for (var form :
                            collections.forFirm(organisation).stream().limit(5).toList()) {
                        todos.add(new HomeCard.Todo(
                                labels.text(locale, "opinion.todo.fill", form.title()),
                                labels.text(
                                        locale,
                                        "opinion.my.until",
                                        form.closesOn().toString()),
                                "/my/opinions/forms/" + form.id()));
                    }
                }
                return new HomeCard(
                        labels.text(locale, "opinion.my"),
                        List.of(),
                        todos,
                        List.of(Action.open(labels.text(locale, "opinion.my.say"), "/my/opinions/new")));
            }
        };
    }

    @Bean
    SearchSource opinionHits(OpinionStore store, Desk desk, Labels labels) {
        return SearchSource.of(750, (viewer, words, limit, locale) -> {
            String title = labels.text(locale, "opinion.opinions");
            boolean officer = viewer.isOfficer();
            if (!officer && !viewer.is(Role.APPLICANT)) return SearchHits.none(title);
            var page = store.page(
                    viewer, new OpinionStore.Query(words, "", "", "", 0, false), desk.today(), KeyPage.At.START, limit);
            String base = officer ? "/opinions" : "/my/opinions";
            return new SearchHits(
                    title,
                    page.items().stream()
                            .map(o -> new SearchHits.Hit(
                                    o.text().length() > 60 ? o.text().substring(0, 59) + "…" : o.text(),
                                    o.number() + " · " + o.organisationName(),
                                    base + "/" + o.id()))
                            .toList(),
                    page.next() == null || !officer
                            ? ""
                            : base + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        });
    }

    @Bean
    SubjectLink opinionLink() {
        return subject -> {
            if (subject.startsWith("plan/opinion/")) return Optional.of("/opinions/" + subject.substring(13));
            if (subject.startsWith("plan/opinionMeeting/"))
                return Optional.of("/opinions/meetings/" + subject.substring(20));
            return subject.startsWith("plan/opinionForm/")
                    ? Optional.of("/opinions/forms/" + subject.substring(17))
                    : Optional.empty();
        };
    }
}
