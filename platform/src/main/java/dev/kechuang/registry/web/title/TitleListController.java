package dev.kechuang.registry.web.title;

import dev.kechuang.registry.Title;
import dev.kechuang.registry.internal.title.TitleQuery;
import dev.kechuang.registry.internal.title.TitleSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Table;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists of titles: of everything officers see, and of what is valid for everybody. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class TitleListController {

    private static final int ROWS = 20;
    private static final List<String> MORE =
            List.of("level", "zone", "field", "on", "expiring", "due", "year", "document");

    private final TitleSearch search;
    private final TitleTables tables;
    private final TitleExport export;
    private final TitleLabels labels;

    TitleListController(TitleSearch search, TitleTables tables, TitleExport export, TitleLabels labels) {
        this.search = search;
        this.tables = tables;
        this.export = export;
        this.labels = labels;
    }

    /** @param open whether the further fields of the query row show */
    public record ListPage(
            Form filter,
            Sort sort,
            boolean open,
            Table table,
            KeyPage<Title> page,
            List<Option> kinds,
            List<Option> levels,
            List<Option> districts,
            List<Option> zones,
            List<Option> fields,
            List<Option> states,
            List<Option> expiring,
            boolean filtered,
            boolean mayEnter) {}

    @GetMapping("/titles")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = TitleQuery.of(parameters);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        boolean open = MORE.stream()
                .anyMatch(name -> !parameters.getOrDefault(name, "").isBlank());
        boolean filtered = open || !(query.text() + query.kind() + query.region() + query.state()).isEmpty();
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        Sort.parse(query.sort().code()),
                        open,
                        tables.titles(page.items(), locale),
                        page,
                        labels.kinds(locale, kind -> true),
                        labels.levels(locale),
                        labels.districts(locale, viewer),
                        labels.zones(locale, viewer),
                        labels.technicalFields(locale),
                        labels.states(locale),
                        labels.expiring(locale),
                        filtered,
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)));
        return "registry/title/list";
    }

    /** The list as a workbook; people of an organisation get their own titles. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/titles/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        export.write(parameters, viewer, locale, response);
    }

    public record PublicPage(
            Form filter,
            Table table,
            KeyPage<Title> page,
            List<Option> kinds,
            List<Option> levels,
            List<Option> districts) {}

    /** Titles that are valid today, for everybody. */
    @Allow(everyone = true)
    @GetMapping("/public/titles")
    String valid(@RequestParam Map<String, String> parameters, Locale locale, Model model) {
        var query = TitleQuery.of(parameters);
        var page = search.valid(query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        model.addAttribute(
                "model",
                new PublicPage(
                        Form.of(parameters),
                        tables.open(page.items(), locale),
                        page,
                        labels.kinds(locale, kind -> true),
                        labels.levels(locale),
                        labels.districts(locale, Viewer.PUBLIC)));
        return "registry/title/public";
    }
}
