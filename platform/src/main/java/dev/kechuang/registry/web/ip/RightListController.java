package dev.kechuang.registry.web.ip;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.RightQuery;
import dev.kechuang.registry.internal.ip.RightRecords;
import dev.kechuang.registry.internal.ip.RightSearch;
import dev.kechuang.registry.internal.ip.RightWorkbook;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Table;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of rights for officers, and the same as a workbook. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class RightListController {

    private static final int ROWS = 20;
    private static final int MOST = 100_000;
    private static final List<String> MORE = List.of("class", "zone", "year", "expiring", "organisation");

    private final RightSearch search;
    private final Figures figures;
    private final RightWorkbook workbook;
    private final RightTables tables;
    private final RightLabels labels;
    private final TransactionOperations transactions;

    RightListController(
            RightSearch search,
            Figures figures,
            RightWorkbook workbook,
            RightTables tables,
            RightLabels labels,
            TransactionOperations transactions) {
        this.search = search;
        this.figures = figures;
        this.workbook = workbook;
        this.tables = tables;
        this.labels = labels;
        this.transactions = transactions;
    }

    /** @param open whether the further fields of the query row show */
    public record ListPage(
            Form filter,
            Sort sort,
            boolean open,
            List<Kpi> valid,
            Table table,
            KeyPage<Right> page,
            List<Option> kinds,
            List<Option> classes,
            List<Option> states,
            List<Option> districts,
            List<Option> zones,
            boolean filtered,
            boolean mayEnter) {}

    @GetMapping("/ip")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = RightQuery.of(parameters);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        boolean open = MORE.stream()
                .anyMatch(name -> !parameters.getOrDefault(name, "").isBlank());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        Sort.parse(query.sort()),
                        open,
                        valid(query, viewer, locale),
                        tables.rights(labels.text(locale, "ip.rights"), page.items(), true, locale),
                        page,
                        labels.kinds(locale),
                        labels.classes(locale),
                        labels.states(locale),
                        labels.districts(locale, viewer),
                        labels.zones(locale, viewer),
                        !query.empty(),
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)));
        return "registry/ip/list";
    }

    /** What is valid today in the viewer's regions, or the one asked for, as the records count it: however many there are. */
    private List<Kpi> valid(RightQuery query, Viewer viewer, Locale locale) {
        var regions = viewer.regions().contains(query.region()) ? List.of(query.region()) : viewer.regions();
        var counts = new LinkedHashMap<String, Long>();
        figures.breakdown(
                        RecordFilter.of(RightRecords.VALID).in(regions).upTo(labels.today()),
                        new Figures.Cut.Dimension("right"))
                .forEach(group -> counts.put(group.key(), group.count()));
        String in = regions.size() == 1 ? "&region=" + regions.getFirst() : "";
        var kpis = new ArrayList<Kpi>();
        long rest = counts.values().stream().mapToLong(Long::longValue).sum();
        for (RightKind kind :
                List.of(RightKind.INVENTION, RightKind.UTILITY_MODEL, RightKind.DESIGN, RightKind.SOFTWARE)) {
            long count = counts.getOrDefault(kind.code(), 0L);
            rest -= count;
            kpis.add(Kpi.of(
                    labels.text(locale, "ip.kpi.valid", labels.kind(locale, kind)),
                    count,
                    labels.text(locale, "ip.unit"),
                    "",
                    "/ip?state=valid&kind=" + kind.code() + in));
        }
        kpis.add(Kpi.of(
                labels.text(locale, "ip.kpi.others"),
                rest,
                labels.text(locale, "ip.unit"),
                "",
                "/ip?state=valid" + in));
        return kpis;
    }

    /** People of an organisation get their own rights. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping({"/ip/export", "/api/registry/ip/export"})
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        Pages.download(response, labels.text(locale, "ip.rights") + labels.today() + ".xlsx");
        // One transaction, so that rows arrive by a cursor and not all at once.
        transactions.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, RightQuery.of(parameters), MOST)) {
                workbook.export(response.getOutputStream(), rows, described(parameters, viewer, locale));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<String> described(Map<String, String> parameters, Viewer viewer, Locale locale) {
        var lines = new ArrayList<String>();
        lines.add(
                labels.text(locale, "ip.exported", viewer.name(), labels.today().toString(), MOST));
        parameters.forEach((name, value) -> {
            if (value.isBlank()) return;
            String shown = switch (name) {
                case "kind" ->
                    RightKind.of(value).map(kind -> labels.kind(locale, kind)).orElse("");
                case "class" -> value.matches("[12]") ? labels.inClass(locale, value) : "";
                case "region", "zone" -> labels.region(locale, value);
                case "state" ->
                    labels.states(locale).stream()
                            .filter(state -> state.value().equals(value))
                            .map(Option::label)
                            .findFirst()
                            .orElse("");
                case "q", "year", "expiring" -> value;
                default -> "";
            };
            if (!shown.isEmpty()) lines.add(labels.text(locale, "ip.filter." + name) + "：" + shown);
        });
        return lines;
    }
}
