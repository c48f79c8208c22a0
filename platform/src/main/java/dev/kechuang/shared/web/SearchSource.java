package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.Locale;

/** A module's part of the search in the bar: a bean that finds what the viewer may see. */
public interface SearchSource {

    /** Groups stand by ascending order: the floor of the module times 100, plus a place within. */
    int order();

    /**
     * What is found; nothing for a viewer who may not see such things.
     *
     * @param words what was typed, without blanks around, never empty
     * @param limit how many hits the page shows of each group
     */
    SearchHits search(Viewer viewer, String words, int limit, Locale locale);

    /** The search alone, as {@link #search}. */
    interface Search {
        SearchHits search(Viewer viewer, String words, int limit, Locale locale);
    }

    /** At a place among the groups. */
    static SearchSource of(int order, Search search) {
        return new SearchSource() {
            @Override
            public int order() {
                return order;
            }

            @Override
            public SearchHits search(Viewer viewer, String words, int limit, Locale locale) {
                return search.search(viewer, words, limit, locale);
            }
        };
    }
}
