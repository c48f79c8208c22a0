package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.SheetAccess;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.programme.web.form.ApplicationLabels;
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

/** Where review stands in the menus and on the expert's home page. */
@Configuration(proxyBeanMethods = false)
class ReviewNavigation {

    @Bean
    NavItem reviewsEntry() {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "review.list",
                "/reviews",
                530,
                Set.of(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    @Bean
    NavItem ownReviewsEntry(ObjectProvider<SheetAccess> sheets) {
        return new NavItem(
                        "programme.nav.area",
                        "programme.nav.handling",
                        "review.mine",
                        "/my/reviews",
                        531,
                        Set.of(Role.EXPERT),
                        viewer -> waiting(sheets.getObject(), viewer))
                .alsoOn("/reviews/sheets");
    }

    private static int waiting(SheetAccess sheets, Viewer viewer) {
        return (int) sheets.of(viewer).stream().filter(each -> !each.signed()).count();
    }

    @Bean
    HomeSource reviewCard(SheetAccess sheets, ApplicationLabels labels) {
        return new HomeSource() {
            @Override
            public int order() {
                return 530;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (!viewer.is(Role.EXPERT)) return Optional.empty();
                String title = labels.text(locale, "review.mine");
                var todos = sheets.of(viewer).stream()
                        .filter(each -> !each.signed())
                        .limit(5)
                        .map((Assignment each) -> new HomeCard.Todo(
                                labels.text(locale, "review.todo." + each.state()), "", "/reviews/sheets/" + each.id()))
                        .toList();
                return Optional.of(new HomeCard(title, List.of(), todos, List.of(Action.open(title, "/my/reviews"))));
            }
        };
    }
}
