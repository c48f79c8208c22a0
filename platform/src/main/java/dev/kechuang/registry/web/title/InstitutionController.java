package dev.kechuang.registry.web.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.registry.internal.title.CoverageStore;
import dev.kechuang.registry.internal.title.TitleQuery;
import dev.kechuang.registry.internal.title.TitleSearch;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** R&amp;D institutions, platforms and carriers, and how many firms above scale have one. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class InstitutionController {

    private static final int ROWS = 20;
    private static final int YEARS = 5;
    private static final List<TitleKind.Group> GROUPS = List.of(
            TitleKind.Group.RD_INSTITUTION,
            TitleKind.Group.PLATFORM,
            TitleKind.Group.CARRIER,
            TitleKind.Group.ALLIANCE,
            TitleKind.Group.REGION);

    private final TitleSearch search;
    private final CoverageStore coverage;
    private final TitleTables tables;
    private final TitleLabels labels;

    InstitutionController(TitleSearch search, CoverageStore coverage, TitleTables tables, TitleLabels labels) {
        this.search = search;
        this.coverage = coverage;
        this.tables = tables;
        this.labels = labels;
    }

    public record ListPage(
            Form filter,
            Sort sort,
            List<Kpi> figures,
            Table table,
            KeyPage<Title> page,
            List<Option> groups,
            List<Option> kinds,
            List<Option> levels,
            List<Option> districts,
            List<Option> fields,
            String export) {}

    @GetMapping("/titles/institutions")
    String institutions(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var asked = new HashMap<>(parameters);
        String group = parameters.getOrDefault("group", "");
        boolean known = GROUPS.stream().anyMatch(each -> code(each).equals(group));
        if (!known)
            asked.put(
                    "group",
                    String.join(
                            ",",
                            GROUPS.stream().map(InstitutionController::code).toList()));
        asked.putIfAbsent("state", "valid");
        var query = TitleQuery.of(asked);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        var counts = search.counts(viewer, query);
        var figures = new ArrayList<Kpi>();
        for (TitleKind.Level level : TitleKind.Level.values()) {
            int count = counts.stream()
                    .filter(each -> each.level() == level)
                    .mapToInt(TitleSearch.Count::count)
                    .sum();
            figures.add(Kpi.of(
                    labels.level(locale, level),
                    count,
                    labels.text(locale, "title.unit"),
                    labels.text(locale, "title.asOf", labels.today().toString()),
                    "/titles/institutions?level=" + level.code() + (known ? "&group=" + group : "")));
        }
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(asked),
                        Sort.parse(query.sort().code()),
                        figures,
                        tables.institutions(page.items(), locale),
                        page,
                        GROUPS.stream()
                                .map(each -> new Option(code(each), labels.group(locale, each)))
                                .toList(),
                        labels.kinds(locale, kind -> GROUPS.contains(kind.group())),
                        labels.levels(locale),
                        labels.districts(locale, viewer),
                        labels.technicalFields(locale),
                        known ? "" : "group=" + asked.get("group")));
        return "registry/title/institutions";
    }

    private static String code(TitleKind.Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    public record CoveragePage(
            int year, Form filter, List<Option> years, List<Kpi> figures, Table table, Chart chart, boolean empty) {}

    private int year(@Nullable Integer given) {
        int last = labels.today().getYear();
        return given == null ? last - 1 : Math.clamp(given, 1990, last);
    }

    @GetMapping("/titles/coverage")
    String coverage(@RequestParam @Nullable Integer year, Viewer viewer, Locale locale, Model model) {
        int shown = year(year);
        var rows = coverage.byRegion(viewer, shown);
        int having = rows.stream().mapToInt(CoverageStore.Row::having).sum();
        int firms = rows.stream().mapToInt(CoverageStore.Row::firms).sum();
        String asOf = labels.text(locale, "title.asOf", coverage.day(shown).toString());
        int last = labels.today().getYear();
        var byYear = coverage.byYear(viewer, last - YEARS + 1, last);
        model.addAttribute(
                "model",
                new CoveragePage(
                        shown,
                        Form.of(Map.of("year", String.valueOf(shown))),
                        IntStream.rangeClosed(0, 9)
                                .mapToObj(back -> String.valueOf(last - back))
                                .map(each -> new Option(each, each))
                                .toList(),
                        List.of(
                                new Kpi(
                                        labels.text(locale, "title.coverage"),
                                        rate(having, firms),
                                        "%",
                                        null,
                                        asOf,
                                        firms(shown, "", null)),
                                Kpi.of(
                                        labels.text(locale, "title.coverage.having"),
                                        having,
                                        labels.text(locale, "title.coverage.unit"),
                                        "",
                                        firms(shown, "", true)),
                                Kpi.of(
                                        labels.text(locale, "title.coverage.firms"),
                                        firms,
                                        labels.text(locale, "title.coverage.unit"),
                                        "",
                                        firms(shown, "", null))),
                        table(rows, having, firms, shown, locale),
                        new Chart(
                                "coverage",
                                labels.text(locale, "title.coverage.years"),
                                "%",
                                asOf,
                                Chart.Type.LINE,
                                labels.text(locale, "title.coverage.year"),
                                byYear.stream().map(CoverageStore.Row::region).toList(),
                                List.of(new Chart.Series(
                                        labels.text(locale, "title.coverage"),
                                        byYear.stream()
                                                .<@Nullable BigDecimal>map(row -> ratio(row.having(), row.firms()))
                                                .toList()))),
                        firms == 0));
        return "registry/title/coverage";
    }

    private static @Nullable BigDecimal ratio(int having, int firms) {
        if (firms == 0) return null;
        return BigDecimal.valueOf(having * 100L).divide(BigDecimal.valueOf(firms), 1, RoundingMode.HALF_UP);
    }

    private static String rate(int having, int firms) {
        BigDecimal ratio = ratio(having, firms);
        return ratio == null ? "—" : ratio.toPlainString();
    }

    private static String firms(int year, String region, @Nullable Boolean having) {
        return "/titles/coverage/firms?year=" + year + (region.isEmpty() ? "" : "&region=" + region)
                + (having == null ? "" : "&having=" + having);
    }

    private Table table(List<CoverageStore.Row> rows, int having, int firms, int year, Locale locale) {
        var all = new ArrayList<>(rows);
        if (rows.size() > 1) all.add(new CoverageStore.Row("", having, firms));
        return Table.of(
                labels.text(locale, "title.coverage"),
                List.of(
                        Column.<CoverageStore.Row>text(
                                labels.text(locale, "title.region"),
                                row -> Cell.text(
                                        row.region().isEmpty()
                                                ? labels.text(locale, "title.coverage.total")
                                                : labels.region(locale, row.region()))),
                        Column.figure(
                                labels.text(locale, "title.coverage.having"),
                                labels.text(locale, "title.coverage.unit"),
                                row -> Cell.count(row.having()).linked(firms(year, row.region(), true))),
                        Column.figure(
                                labels.text(locale, "title.coverage.firms"),
                                labels.text(locale, "title.coverage.unit"),
                                row -> Cell.count(row.firms()).linked(firms(year, row.region(), null))),
                        Column.figure(
                                labels.text(locale, "title.coverage"),
                                "%",
                                row -> new Cell.Figure(rate(row.having(), row.firms()), "", ""))),
                all);
    }

    public record FirmsPage(
            int year,
            Form filter,
            Table table,
            KeyPage<CoverageStore.Firm> page,
            List<Option> districts,
            List<Option> choices) {}

    /** The firms behind a figure of the coverage: all above scale, or those with or without an institution. */
    @GetMapping("/titles/coverage/firms")
    String firms(
            @RequestParam @Nullable Integer year,
            @RequestParam(defaultValue = "") String region,
            @RequestParam @Nullable Boolean having,
            @RequestParam @Nullable String after,
            @RequestParam @Nullable String before,
            Viewer viewer,
            Locale locale,
            Model model) {
        int shown = year(year);
        var page = coverage.firms(viewer, shown, region, having, KeyPage.At.of(after, before), ROWS);
        model.addAttribute(
                "model",
                new FirmsPage(
                        shown,
                        Form.of(Map.of(
                                "year",
                                String.valueOf(shown),
                                "region",
                                region,
                                "having",
                                having == null ? "" : having.toString())),
                        Table.of(
                                labels.text(locale, "title.coverage.firms"),
                                List.of(
                                        Column.<CoverageStore.Firm>title(
                                                labels.text(locale, "title.column.organisation"),
                                                firm -> new Cell.Lines(
                                                        firm.name(),
                                                        "/organisations/" + firm.id() + "/titles",
                                                        firm.creditCode())),
                                        Column.text(
                                                labels.text(locale, "title.region"),
                                                firm -> Cell.text(labels.region(locale, firm.region()))),
                                        Column.title(
                                                labels.text(locale, "title.group.rd_institution"),
                                                firm -> Cell.text(firm.institutions()))),
                                page.items()),
                        page,
                        labels.districts(locale, viewer),
                        List.of(
                                new Option("true", labels.text(locale, "title.coverage.with")),
                                new Option("false", labels.text(locale, "title.coverage.without")))));
        return "registry/title/firms";
    }

    @GetMapping("/titles/coverage/export")
    void export(@RequestParam @Nullable Integer year, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        int shown = year(year);
        Pages.download(response, labels.text(locale, "title.coverage") + shown + ".xlsx");
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(labels.text(locale, "title.coverage"));
            var heads = List.of(
                    labels.text(locale, "title.region"),
                    labels.text(locale, "title.coverage.having"),
                    labels.text(locale, "title.coverage.firms"),
                    labels.text(locale, "title.coverage") + "（%）");
            for (int c = 0; c < heads.size(); c++) sheet.value(0, c, heads.get(c));
            int row = 1;
            for (var each : coverage.byRegion(viewer, shown)) {
                sheet.value(row, 0, OrganisationWorkbook.harmless(labels.region(locale, each.region())));
                sheet.value(row, 1, each.having());
                sheet.value(row, 2, each.firms());
                BigDecimal ratio = ratio(each.having(), each.firms());
                if (ratio != null) sheet.value(row, 3, ratio);
                row++;
            }
            sheet.value(
                    row + 1,
                    0,
                    labels.text(locale, "title.asOf", coverage.day(shown).toString()));
        }
    }

    /** @param rate percent with one decimal, null where there is no firm above scale */
    record Covered(
            String region, int having, int firms, @Nullable BigDecimal rate) {}

    /** The same as JSON. */
    @GetMapping("/api/registry/titles/coverage")
    ResponseEntity<List<Covered>> json(@RequestParam @Nullable Integer year, Viewer viewer) {
        return ResponseEntity.ok(coverage.byRegion(viewer, year(year)).stream()
                .map(row -> new Covered(row.region(), row.having(), row.firms(), ratio(row.having(), row.firms())))
                .toList());
    }
}
