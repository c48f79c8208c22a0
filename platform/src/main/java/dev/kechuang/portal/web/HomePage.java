package dev.kechuang.portal.web;

import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import java.util.List;

/**
 * What a home page shows.
 *
 * @param cards what each module has for the viewer, by order
 * @param emptyHint message key of what to do while nothing waits
 */
public record HomePage(List<HomeCard> cards, String emptyHint) {

    /** Two rows of four: more figures than that are read by nobody. */
    private static final int FIGURES = 8;

    public List<Kpi> figures() {
        return cards.stream()
                .flatMap(card -> card.figures().stream())
                .limit(FIGURES)
                .toList();
    }

    /** Cards with something that waits. */
    public List<HomeCard> waiting() {
        return cards.stream().filter(card -> !card.todos().isEmpty()).toList();
    }

    public List<Action> links() {
        return cards.stream().flatMap(card -> card.links().stream()).toList();
    }
}
