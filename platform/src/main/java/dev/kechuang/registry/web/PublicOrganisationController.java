package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The confirmed organisations for everybody (公开名录): name, code, kind and place, nothing about people or figures. */
@Controller
@Allow(everyone = true)
public class PublicOrganisationController {

    private static final int ROWS = 20;
    private static final int MOST = 200;

    /** What strangers may ask by. */
    private static final List<String> FILTERS = List.of("q", "kind", "region", "industry");

    private final OrganisationSearch search;
    private final Labels labels;

    PublicOrganisationController(OrganisationSearch search, Labels labels) {
        this.search = search;
        this.labels = labels;
    }

    public record PublicPage(
            Form filter,
            Table table,
            KeyPage<Organisation> page,
            List<Option> kinds,
            List<Option> districts,
            List<Option> industries) {}

    @GetMapping("/public/organisations")
    String list(@RequestParam Map<String, String> parameters, Locale locale, Model model) {
        var page = found(parameters, ROWS);
        var table = Table.of(
                labels.text(locale, "registry.public"),
                List.of(
                        Column.<Organisation>title(
                                labels.text(locale, "registry.field.name"),
                                o -> new Cell.Lines(o.name(), "", o.creditCode())),
                        Column.text(
                                labels.text(locale, "registry.field.kind"),
                                o -> Cell.text(labels.kind(locale, o.kind()))),
                        Column.text(
                                labels.text(locale, "registry.field.region"),
                                o -> Cell.text(labels.place(locale, o.region(), o.zone()))),
                        Column.text(
                                labels.text(locale, "registry.field.industry"),
                                o -> Cell.text(labels.industry(locale, o.industry())))),
                page.items());
        model.addAttribute(
                "model",
                new PublicPage(
                        Form.of(parameters),
                        table,
                        page,
                        labels.kinds(locale),
                        labels.districts(locale, Viewer.PUBLIC),
                        labels.industries(locale)));
        return "registry/public";
    }

    /** Filters q, kind, region and industry. */
    @GetMapping("/api/registry/organisations/public")
    @ResponseBody
    KeyPage<PublicOrganisation> list(@RequestParam Map<String, String> parameters) {
        var page = found(parameters, Math.clamp(Pages.number(parameters.getOrDefault("size", "50")), 1, MOST));
        return new KeyPage<>(
                page.items().stream().map(PublicOrganisation::of).toList(), page.next(), page.previous(), page.total());
    }

    private KeyPage<Organisation> found(Map<String, String> parameters, int rows) {
        var asked = new HashMap<>(parameters);
        asked.keySet().retainAll(FILTERS);
        asked.put("sort", "name");
        return search.confirmed(OrganisationQuery.of(asked), parameters.get("after"), parameters.get("before"), rows);
    }

    /** What everybody may know of an organisation. */
    record PublicOrganisation(
            String creditCode,
            String name,
            String kind,
            String region,
            @Nullable String zone,
            String industry) {
        static PublicOrganisation of(Organisation o) {
            return new PublicOrganisation(
                    o.creditCode(), o.name(), o.kind().code(), o.region(), o.zone(), o.industry());
        }
    }
}
