package dev.kechuang.portal.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.SearchHits;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search in the bar: every module is asked, and answers with what the viewer may see. */
@Controller
class SearchController {

    private static final int HITS_A_GROUP = 10;
    private static final int LONGEST = 60;

    private final List<SearchSource> sources;

    SearchController(List<SearchSource> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(SearchSource::order))
                .toList();
    }

    @Allow(everyone = true)
    @GetMapping("/search")
    String search(
            @RequestParam(name = "q", defaultValue = "") String typed, Viewer viewer, Locale locale, Model model) {
        String words = typed.strip();
        if (words.length() > LONGEST) words = words.substring(0, LONGEST);
        model.addAttribute("page", new SearchPage(words, find(viewer, words, locale)));
        return "portal/search";
    }

    private List<SearchHits> find(Viewer viewer, String words, Locale locale) {
        if (words.isEmpty()) return List.of();
        return sources.stream()
                .map(source -> source.search(viewer, words, HITS_A_GROUP, locale))
                .filter(found -> !found.hits().isEmpty())
                .toList();
    }
}
