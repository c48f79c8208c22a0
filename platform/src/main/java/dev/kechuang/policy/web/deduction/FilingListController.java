package dev.kechuang.policy.web.deduction;

import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.DeductionStatistics;
import dev.kechuang.policy.internal.deduction.DeductionStatistics.Line;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.FilingSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of filings, and what the confirmed ones add up to. */
@Controller
@RequestMapping("/deductions")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class FilingListController {

    private static final int ROWS = 20;

    private final FilingSearch search;
    private final DeductionService service;
    private final DeductionStatistics statistics;
    private final DeductionWords words;
    private final Sheets sheets;

    FilingListController(
            FilingSearch search,
            DeductionService service,
            DeductionStatistics statistics,
            DeductionWords words,
            Sheets sheets) {
        this.search = search;
        this.service = service;
        this.statistics = statistics;
        this.words = words;
        this.sheets = sheets;
    }

    /** @param opens whether the viewer may open a filing of the own firm */
    public record ListPage(
            Form filter,
            Form open,
            Table table,
            KeyPage<Filing> page,
            List<Option> years,
            List<Option> states,
            List<Option> regions,
            boolean opens,
            boolean officer) {}

    @GetMapping
    String list(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        return list(given, Form.EMPTY, viewer, locale, model);
    }

    private String list(Map<String, String> given, Form open, Viewer viewer, Locale locale, Model model) {
        var page = search.find(viewer, FilingSearch.Query.of(given), at(given), ROWS);
        boolean officer = viewer.isOfficer();
        var columns = new ArrayList<Column<Filing>>();
        columns.add(Column.title(
                words.text(locale, officer ? "deduction.firm" : "deduction.filing"),
                f -> Cell.link(
                        officer
                                ? f.organisationName()
                                : words.text(locale, "deduction.title", String.valueOf(f.year())),
                        "/deductions/" + f.id())));
        columns.add(Column.text(words.text(locale, "deduction.year"), f -> Cell.text(String.valueOf(f.year()))));
        columns.add(Column.text(words.text(locale, "deduction.state"), f -> words.state(locale, f.state())));
        columns.add(Column.figure(
                words.text(locale, "deduction.projects"), "", f -> confirmed(f, c -> Cell.count(c.projects()))));
        columns.add(figure(locale, "deduction.expense", Filing.Confirmed::expense));
        columns.add(figure(locale, "deduction.deduction", Filing.Confirmed::deduction));
        columns.add(figure(locale, "deduction.saved", Filing.Confirmed::saved));
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(given),
                        open,
                        Table.of(words.text(locale, "deduction.list"), columns, page.items()),
                        page,
                        words.years(DeductionService.FIRST_YEAR),
                        words.states(locale),
                        words.regions(locale, viewer),
                        viewer.is(Role.APPLICANT) && viewer.organisation() != null,
                        officer));
        return "policy/deduction/list";
    }

    private Column<Filing> figure(Locale locale, String key, ToLongFunction<Filing.Confirmed> fen) {
        return Column.figure(
                words.text(locale, key),
                words.text(locale, "shared.wan"),
                f -> confirmed(f, c -> Cell.money(new dev.kechuang.shared.Money(fen.applyAsLong(c)))));
    }

    private static Cell confirmed(Filing filing, Function<Filing.Confirmed, Cell> cell) {
        var confirmed = filing.confirmed();
        return confirmed == null ? Cell.NONE : cell.apply(confirmed);
    }

    /** Opens the firm's filing of a year, or leads to the one that is there. */
    @Allow(Role.APPLICANT)
    @PostMapping
    String open(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        String year = posted.getOrDefault("year", "");
        return switch (service.open(viewer, year.matches("[0-9]{4}") ? Integer.parseInt(year) : 0)) {
            case Outcome.Done<Filing>(var filing) -> "redirect:/deductions/" + filing.id();
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                yield list(Map.of(), Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = FilingSearch.Query.of(given);
        sheets.write(
                response,
                viewer,
                locale,
                words.text(locale, "deduction.list"),
                given,
                List.<Sheets.Column<Filing>>of(
                        new Sheets.Column<>("deduction.firm", Filing::organisationName),
                        new Sheets.Column<>("deduction.year", Filing::year),
                        new Sheets.Column<>(
                                "deduction.state",
                                f -> words.state(locale, f.state()).label()),
                        new Sheets.Column<>(
                                "deduction.projects",
                                f -> f.confirmed() == null
                                        ? null
                                        : f.confirmed().projects()),
                        wan("deduction.expense.wan", Filing.Confirmed::expense),
                        wan("deduction.deduction.wan", Filing.Confirmed::deduction),
                        wan("deduction.saved.wan", Filing.Confirmed::saved)),
                at -> search.find(viewer, query, at, Sheets.page()));
    }

    private static Sheets.Column<Filing> wan(String key, ToLongFunction<Filing.Confirmed> fen) {
        return new Sheets.Column<>(
                key, f -> f.confirmed() == null ? null : new Sheets.Wan(fen.applyAsLong(f.confirmed())));
    }

    public record StatisticsPage(
            Form filter,
            List<Option> years,
            String year,
            List<Kpi> kpis,
            Table byYear,
            Table byRegion,
            Table byIndustry,
            Table byCategory,
            boolean none) {}

    private static final List<String> CATEGORIES = List.of(
            "personnel",
            "direct",
            "depreciation",
            "amortisation",
            "design",
            "other",
            "commissionedDomestic",
            "commissionedForeign");

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/statistics")
    String statistics(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        var byYear = statistics.byYear(viewer);
        String asked = given.getOrDefault("year", "");
        int year = asked.matches("[0-9]{4}")
                ? Integer.parseInt(asked)
                : byYear.isEmpty() ? 0 : Integer.parseInt(byYear.getFirst().key());
        var one = byYear.stream()
                .filter(line -> line.key().equals(String.valueOf(year)))
                .findFirst()
                .orElse(new Line("", 0, 0, 0, 0, 0));
        String there = "/deductions?state=confirmed&year=" + year;
        var kpis = List.of(
                Kpi.of(words.text(locale, "deduction.firms"), one.firms(), "", "", there),
                Kpi.of(words.text(locale, "deduction.projects"), one.projects(), "", "", there),
                words.kpi(locale, "deduction.expense", one.expense(), "", there),
                words.kpi(locale, "deduction.deduction", one.deduction(), "", there),
                words.kpi(locale, "deduction.saved", one.saved(), "", there));
        var spent = statistics.byCategory(viewer, year);
        var categories = List.<Column<String>>of(
                Column.title(
                        words.text(locale, "deduction.category"),
                        code -> Cell.text(words.text(locale, "deduction.field." + code))),
                words.money(locale, "deduction.expense", code -> spent.getOrDefault(code, 0L)));
        model.addAttribute(
                "model",
                new StatisticsPage(
                        Form.of(Map.of("year", String.valueOf(year))),
                        byYear.stream()
                                .map(line -> new Option(line.key(), line.key()))
                                .toList(),
                        String.valueOf(year),
                        kpis,
                        table(
                                locale,
                                "deduction.byYear",
                                "deduction.year",
                                byYear,
                                line -> Cell.link(line.key(), "/deductions/statistics?year=" + line.key())),
                        table(
                                locale,
                                "deduction.byRegion",
                                "deduction.region",
                                statistics.byRegion(viewer, year),
                                line -> Cell.link(words.region(locale, line.key()), there + "&region=" + line.key())),
                        table(
                                locale,
                                "deduction.byIndustry",
                                "deduction.industry",
                                statistics.byIndustry(viewer, year),
                                line -> Cell.text(words.industry(locale, line.key()))),
                        Table.of(
                                words.text(locale, "deduction.byCategory"),
                                categories,
                                CATEGORIES.stream().filter(spent::containsKey).toList()),
                        byYear.isEmpty()));
        return "policy/deduction/statistics";
    }

    private Table table(Locale locale, String caption, String key, List<Line> lines, Function<Line, Cell> cell) {
        return Table.of(
                words.text(locale, caption),
                List.of(
                        Column.title(words.text(locale, key), cell),
                        words.count(locale, "deduction.firms", Line::firms),
                        words.count(locale, "deduction.projects", Line::projects),
                        words.money(locale, "deduction.expense", Line::expense),
                        words.money(locale, "deduction.deduction", Line::deduction),
                        words.money(locale, "deduction.saved", Line::saved)),
                lines);
    }

    /** One year by county, industry and category of cost, each on a sheet of its own. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/statistics/export")
    void export(@RequestParam int year, Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.write(
                response,
                locale,
                words.text(locale, "deduction.statistics") + " " + year,
                List.of(
                        part(locale, "deduction.byYear", "deduction.year", statistics.byYear(viewer), Line::key),
                        part(
                                locale,
                                "deduction.byRegion",
                                "deduction.region",
                                statistics.byRegion(viewer, year),
                                line -> words.region(locale, line.key())),
                        part(
                                locale,
                                "deduction.byIndustry",
                                "deduction.industry",
                                statistics.byIndustry(viewer, year),
                                line -> words.industry(locale, line.key()))));
    }

    private Sheets.Part<Line> part(
            Locale locale, String title, String key, List<Line> lines, Function<Line, String> name) {
        return new Sheets.Part<>(
                words.text(locale, title),
                List.of(
                        new Sheets.Column<>(key, name),
                        new Sheets.Column<>("deduction.firms", Line::firms),
                        new Sheets.Column<>("deduction.projects", Line::projects),
                        new Sheets.Column<>("deduction.expense.wan", line -> new Sheets.Wan(line.expense())),
                        new Sheets.Column<>("deduction.deduction.wan", line -> new Sheets.Wan(line.deduction())),
                        new Sheets.Column<>("deduction.saved.wan", line -> new Sheets.Wan(line.saved()))),
                lines);
    }

    static KeyPage.At at(Map<String, String> given) {
        return KeyPage.At.of(given.get("after"), given.get("before"));
    }
}
