package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.internal.SearchTokens;

/** Names as they are compared. */
final class TitleNames {

    private TitleNames() {}

    /** Half-width, without spaces and without the marks that people set in different ways. */
    static String comparable(String name) {
        return SearchTokens.normalise(name).replaceAll("[()\\[\\]{}〔〕【】《》“”\"'·•・,，.。、\\-—–_]", "");
    }
}
