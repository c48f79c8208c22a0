package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.PanelEntryService;
import dev.kechuang.programme.internal.review.ReviewDesk;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Panels that wait for their sheets on the officer's home page. */
@Configuration(proxyBeanMethods = false)
class PanelEntryNavigation {

    @Bean
    HomeSource panelEntryCard(PanelEntryService entries, ApplicationLabels labels) {
        return new HomeSource() {
            @Override
            public int order() {
                return 529;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                if (!ReviewDesk.runs(viewer)) return Optional.empty();
                var waiting = entries.waiting(viewer);
                if (waiting.isEmpty()) return Optional.empty();
                return Optional.of(new HomeCard(
                        labels.text(locale, "entry.card"),
                        List.of(),
                        waiting.stream()
                                .limit(5)
                                .map(each -> new HomeCard.Todo(
                                        labels.text(
                                                locale,
                                                "entry.todo",
                                                each.review().name().in(locale),
                                                each.title()),
                                        labels.text(locale, "entry.progress", each.done(), each.applications()),
                                        "/reviews/" + each.call() + "/" + each.stage() + "/entry",
                                        each.dueOn()))
                                .toList(),
                        List.of(Action.open(labels.text(locale, "review.list"), "/reviews"))));
            }
        };
    }
}
