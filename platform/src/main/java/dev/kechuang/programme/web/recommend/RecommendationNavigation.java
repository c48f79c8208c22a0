package dev.kechuang.programme.web.recommend;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.recommend.RecommendationService;
import dev.kechuang.programme.internal.recommend.RecommendationStore;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where recommendations stand in the menus, on the home page and on the page of an application. */
@Configuration(proxyBeanMethods = false)
public class RecommendationNavigation {

    @Bean
    NavItem recommendationsEntry(ObjectProvider<RecommendationService> service) {
        return new NavItem(
                "programme.nav.area",
                "recommend.section",
                "recommend.list",
                "/recommendations",
                515,
                Set.of(Role.COUNTY_OFFICER, Role.APPLICANT),
                viewer -> service.getObject().count(viewer));
    }

    @Bean
    HomeSource recommendationsCard(RecommendationService service, ApplicationLabels labels) {
        return HomeSource.of(515, (viewer, locale) -> {
            if (!viewer.isAny(Role.COUNTY_OFFICER, Role.APPLICANT)) return Optional.empty();
            var first = service.waiting(viewer, KeyPage.At.START, 5);
            if (first.items().isEmpty()) return Optional.empty();
            return Optional.of(new HomeCard(
                    labels.text(locale, "recommend.list"),
                    List.of(),
                    first.items().stream()
                            .map(one -> new HomeCard.Todo(
                                    labels.title(locale, one),
                                    one.dueOn() == null
                                            ? one.organisationName()
                                            : one.dueOn() + " · " + one.organisationName(),
                                    "/recommendations/" + one.id(),
                                    one.dueOn()))
                            .toList(),
                    List.of(Action.open(labels.text(locale, "recommend.list"), "/recommendations"))));
        });
    }

    @Bean
    ApplicationPart recommendationPart(
            RecommendationService service, RecommendationStore store, ApplicationLabels labels) {
        return new ApplicationPart() {
            @Override
            public String tab() {
                return "recommendation";
            }

            @Override
            public int order() {
                return 150;
            }

            @Override
            public String label() {
                return "recommend.tab";
            }

            @Override
            public boolean visible(Viewer viewer, Application application, Definition definition) {
                return !application.isDraft()
                        && application.stageKind() != Stage.Kind.RECOMMENDATION
                        && definition.first(Stage.Recommendation.class).isPresent()
                        && !viewer.is(Role.EXPERT);
            }

            @Override
            public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
                return new Panel(
                        "programme/recommendationPart",
                        new Opinions(store.opinion(application.id()).stream().toList()));
            }

            @Override
            public List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
                if (application.stageKind() != Stage.Kind.RECOMMENDATION) return List.of();
                return service.mine(viewer, application.id()).isEmpty()
                        ? List.of()
                        : List.of(Action.open(
                                labels.text(locale, "recommend.do"), "/recommendations/" + application.id()));
            }
        };
    }

    /** @param all none or one */
    public record Opinions(List<RecommendationStore.Opinion> all) {}
}
