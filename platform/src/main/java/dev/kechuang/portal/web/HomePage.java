package dev.kechuang.portal.web;

import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import java.util.Comparator;
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

    /** Cards with something that waits: what is due first at the front, what has no day behind in the modules' order. */
    public List<HomeCard> waiting() {
        return cards.stream()
                .filter(card -> !card.todos().isEmpty())
                .sorted(Comparator.comparing(HomeCard::due, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(card -> new HomeCard(
                        card.title(),
                        card.figures(),
                        card.todos().stream()
                                .sorted(Comparator.comparing(
                                        HomeCard.Todo::due, Comparator.nullsLast(Comparator.naturalOrder())))
                                .toList(),
                        card.links()))
                .toList();
    }

    public List<Action> links() {
        return cards.stream().flatMap(card -> card.links().stream()).toList();
    }
}
