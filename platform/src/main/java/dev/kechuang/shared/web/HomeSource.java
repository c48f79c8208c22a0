package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.HomeCard;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** A module's part of the home page (工作台): a bean that says what waits for the viewer, and the figures that matter. */
public interface HomeSource {

    /** Cards stand by ascending order: the floor of the module times 100, plus a place within. */
    int order();

    /** Empty when the module has nothing for this viewer's roles. At most two statements: it is the busiest page. */
    Optional<HomeCard> card(Viewer viewer, Locale locale);

    /** At a place on the page. */
    static HomeSource of(int order, BiFunction<Viewer, Locale, Optional<HomeCard>> card) {
        return new HomeSource() {
            @Override
            public int order() {
                return order;
            }

            @Override
            public Optional<HomeCard> card(Viewer viewer, Locale locale) {
                return card.apply(viewer, locale);
            }
        };
    }
}
