package dev.kechuang.shared.web.ui;

import java.util.List;

/**
 * What one module found.
 *
 * @param title what kind of things these are, e.g. 企业
 * @param all the list with all that is found, when there is more; empty for no such page
 */
public record SearchHits(String title, List<Hit> hits, String all) {

    /** @param note what tells it from others with a similar name */
    public record Hit(String title, String note, String path) {}

    public static SearchHits none(String title) {
        return new SearchHits(title, List.of(), "");
    }
}
