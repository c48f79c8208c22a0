package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of organisations, and the list of those that wait for the officer. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class OrganisationListController {

    private static final int ROWS = 20;
    private static final List<String> MORE = List.of("kind", "zone", "industry", "scale", "field", "from", "to");

    private final OrganisationSearch search;
    private final Labels labels;

    OrganisationListController(OrganisationSearch search, Labels labels) {
        this.search = search;
        this.labels = labels;
    }

    /**
     * @param open whether the further fields of the query row show
     * @param export address of the same list as an Excel file
     */
    public record ListPage(
            Form filter,
            Sort sort,
            boolean open,
            Table table,
            KeyPage<Organisation> page,
            List<Option> districts,
            List<Option> zones,
            List<Option> kinds,
            List<Option> industries,
            List<Option> scales,
            List<Option> fields,
            List<Option> statuses,
            boolean filtered) {}

    @GetMapping("/organisations")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", page(parameters, viewer, locale));
        return "registry/organisations";
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/organisations/waiting")
    String waiting(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var waiting = new HashMap<>(parameters);
        waiting.put("status", "pending");
        waiting.putIfAbsent("sort", "updated");
        model.addAttribute("model", page(waiting, viewer, locale));
        return "registry/waiting";
    }

    private ListPage page(Map<String, String> parameters, Viewer viewer, Locale locale) {
        var query = OrganisationQuery.of(parameters);
        var page = search.find(viewer, query, parameters.get("after"), parameters.get("before"), ROWS);
        var table = Table.of(
                labels.text(locale, "registry.organisations"),
                List.of(
                        Column.<Organisation>title(
                                        labels.text(locale, "registry.field.name"),
                                        o -> new Cell.Lines(o.name(), "/organisations/" + o.id(), o.creditCode()))
                                .sortedBy("name"),
                        Column.text(
                                labels.text(locale, "registry.field.kind"),
                                o -> Cell.text(labels.kind(locale, o.kind()))),
                        Column.text(
                                labels.text(locale, "registry.field.region"),
                                o -> Cell.text(labels.place(locale, o.region(), o.zone()))),
                        Column.text(
                                labels.text(locale, "registry.field.industry"),
                                o -> Cell.text(labels.industry(locale, o.industry()))),
                        Column.text(
                                labels.text(locale, "registry.field.scale"),
                                o -> Cell.text(labels.scale(locale, o.scale()))),
                        Column.<Organisation>text(
                                        labels.text(locale, "registry.field.founded"),
                                        o -> Cell.text(
                                                o.founded() == null
                                                        ? ""
                                                        : o.founded().toString()))
                                .sortedBy("founded"),
                        Column.text(
                                labels.text(locale, "registry.field.status"), o -> labels.status(locale, o.status())),
                        Column.<Organisation>text(
                                        labels.text(locale, "registry.field.updated"),
                                        o -> Cell.text(Pages.day(o.updatedAt())))
                                .sortedBy("updated")),
                page.items());
        boolean open = MORE.stream()
                .anyMatch(name -> !parameters.getOrDefault(name, "").isBlank());
        return new ListPage(
                Form.of(parameters),
                Sort.parse(query.sort().code()),
                open,
                table,
                page,
                labels.districts(locale, viewer),
                labels.zones(locale, viewer),
                labels.kinds(locale),
                labels.industries(locale),
                labels.scales(locale),
                labels.technicalFields(locale),
                labels.statuses(locale),
                open || !(query.text() + query.region() + query.status()).isEmpty());
    }
}
