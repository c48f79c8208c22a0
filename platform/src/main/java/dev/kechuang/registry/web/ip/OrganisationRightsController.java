package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.ip.EntryStore;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.RightQuery;
import dev.kechuang.registry.internal.ip.RightSearch;
import dev.kechuang.registry.web.OrganisationTabs;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What one organisation owns, and what it entered. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class OrganisationRightsController {

    private static final int ROWS = 50;
    private static final int ENTRIES = 20;

    private final Organisations organisations;
    private final RightSearch search;
    private final EntryStore entries;
    private final OrganisationTabs tabs;
    private final RightTables tables;
    private final RightLabels labels;

    OrganisationRightsController(
            Organisations organisations,
            RightSearch search,
            EntryStore entries,
            OrganisationTabs tabs,
            RightTables tables,
            RightLabels labels) {
        this.organisations = organisations;
        this.search = search;
        this.entries = entries;
        this.tabs = tabs;
        this.tables = tables;
        this.labels = labels;
    }

    /** @param none when the organisation stated that it has none; empty where it did not */
    public record Page(
            Organisation organisation,
            List<Tab> tabs,
            Sort sort,
            Table table,
            KeyPage<Right> page,
            Table entries,
            String none,
            boolean officer,
            boolean mayEnter,
            boolean mayStateNone) {}

    @GetMapping("/organisations/{id}/ip")
    String rights(
            @PathVariable UUID id,
            @RequestParam Map<String, String> parameters,
            Viewer viewer,
            Locale locale,
            Model model) {
        Organisation o = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        var asked = new HashMap<>(parameters);
        asked.put("organisation", id.toString());
        var query = RightQuery.of(asked);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        var stated = entries.of(id, ENTRIES);
        boolean own = id.equals(viewer.organisation()) && viewer.is(Role.APPLICANT);
        String none =
                page.items().isEmpty() ? entries.none(id).map(String::valueOf).orElse("") : "";
        model.addAttribute(
                "model",
                new Page(
                        o,
                        tabs.of(id, "ip", locale),
                        Sort.parse(query.sort()),
                        tables.rights(labels.text(locale, "ip.rights"), page.items(), false, locale),
                        page,
                        tables.entries(stated, false, locale),
                        none,
                        viewer.isOfficer(),
                        own || viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                        own
                                && page.items().isEmpty()
                                && none.isEmpty()
                                && stated.stream().noneMatch(entry -> entry.open())));
        return "registry/ip/organisation";
    }

    /** One address for everybody's own rights, for menus and messages. */
    @Allow(Role.APPLICANT)
    @GetMapping("/my/ip")
    String own(Viewer viewer) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return "redirect:/organisations/" + viewer.organisation() + "/ip";
    }
}
