package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.StandardSearch;
import dev.kechuang.registry.internal.ip.StandardSearch.Certified;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Firms certified to the standard of intellectual property management. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class StandardController {

    private final StandardSearch search;
    private final RightLabels labels;

    StandardController(StandardSearch search, RightLabels labels) {
        this.search = search;
        this.labels = labels;
    }

    public record Page(Form filter, List<Option> districts, Table table, int count) {}

    @GetMapping("/ip/standard")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var firms = search.find(viewer, parameters.getOrDefault("region", "").strip(), labels.today());
        model.addAttribute(
                "model",
                new Page(Form.of(parameters), labels.districts(locale, viewer), table(firms, locale), firms.size()));
        return "registry/ip/standard";
    }

    @ResponseBody
    @GetMapping("/api/registry/ip/standard")
    List<Certified> programs(@RequestParam(defaultValue = "") String region, Viewer viewer) {
        return search.find(viewer, region.strip(), labels.today());
    }

    private Table table(List<Certified> firms, Locale locale) {
        return Table.of(
                labels.text(locale, "ip.standard"),
                List.of(
                        Column.<Certified>title(
                                labels.text(locale, "ip.standard.firm"),
                                firm -> Cell.link(firm.name(), "/organisations/" + firm.organisation() + "/ip")),
                        Column.text(
                                labels.text(locale, "ip.region"),
                                firm -> Cell.text(labels.region(locale, firm.region()))),
                        Column.text(
                                labels.text(locale, "ip.standard.year"),
                                firm -> Cell.text(
                                        firm.asOf() == null
                                                ? String.valueOf(firm.year())
                                                : firm.asOf().toString())),
                        Column.figure(
                                labels.text(locale, "ip.standard.valid"),
                                labels.text(locale, "ip.unit"),
                                firm -> Cell.count(firm.valid())
                                        .linked("/ip?state=valid&organisation=" + firm.organisation()))),
                firms);
    }
}
