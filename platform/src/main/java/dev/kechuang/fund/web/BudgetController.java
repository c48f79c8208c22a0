package dev.kechuang.fund.web;

import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.fund.internal.LineSearch;
import dev.kechuang.fund.web.FormPage.Field;
import dev.kechuang.fund.web.FormPage.Kind;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Budget lines: the list with its sums, one line with what stands on it, and the forms that change it. */
@Controller
@RequestMapping("/funds")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class BudgetController {

    private static final int ROWS = 20;

    private final Budgets budgets;
    private final LineSearch search;
    private final FundLabels labels;
    private final Sheets sheets;
    private final Clock clock;

    BudgetController(Budgets budgets, LineSearch search, FundLabels labels, Sheets sheets, Clock clock) {
        this.budgets = budgets;
        this.search = search;
        this.labels = labels;
        this.sheets = sheets;
        this.clock = clock;
    }

    public record ListPage(
            Form filter,
            List<Kpi> kpis,
            Table table,
            KeyPage<BudgetLine> page,
            List<Option> years,
            List<Option> sources,
            List<Option> regions,
            boolean mayOpen) {}

    @GetMapping
    String list(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        // Who says nothing sees this year.
        var parameters = new HashMap<>(given);
        parameters.putIfAbsent("year", String.valueOf(LocalDate.now(clock).getYear()));
        var filter = LineSearch.Filter.of(parameters);
        var page = search.lines(viewer, filter, at(parameters), ROWS);
        var totals = search.totals(viewer, filter);
        var kpis = List.of(
                labels.kpi(locale, "fund.budget", totals.budget(), "/funds/journal?kind=budget"),
                labels.kpi(locale, "fund.reserved", totals.reserved(), totals.budget(), "/funds/journal?kind=reserve"),
                labels.kpi(
                        locale, "fund.contracted", totals.contracted(), totals.budget(), "/funds/journal?kind=commit"),
                labels.kpi(locale, "fund.paid", totals.paid(), totals.budget(), "/funds/journal?kind=settle"),
                labels.kpi(locale, "fund.available", totals.available(), totals.budget(), "/funds/journal"));
        var table = Table.of(
                labels.text(locale, "fund.lines"),
                List.of(
                        Column.<BudgetLine>title(
                                labels.text(locale, "fund.line.name"),
                                b -> new Cell.Lines(b.name(), "/funds/lines/" + b.id(), b.programme())),
                        Column.text(labels.text(locale, "fund.line.year"), b -> Cell.text(String.valueOf(b.year()))),
                        Column.text(
                                labels.text(locale, "fund.line.source"),
                                b -> Cell.text(
                                        labels.source(locale, b.source()) + " · " + labels.region(locale, b.region()))),
                        figure(locale, "fund.budget", b -> Cell.money(b.budget())),
                        figure(locale, "fund.reserved", b -> Cell.money(b.reserved())),
                        figure(locale, "fund.contracted", b -> Cell.money(b.contracted())),
                        figure(locale, "fund.paid", b -> Cell.money(b.paid())),
                        figure(locale, "fund.available", b -> Cell.money(b.available()))),
                page.items());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        kpis,
                        table,
                        page,
                        years(),
                        labels.sources(locale),
                        labels.regions(locale, viewer, LocalDate.now(clock)),
                        viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)));
        return "fund/lines";
    }

    private Column<BudgetLine> figure(Locale locale, String key, java.util.function.Function<BudgetLine, Cell> cell) {
        return Column.figure(labels.text(locale, key), labels.text(locale, "shared.wan"), cell);
    }

    private List<Option> years() {
        int now = LocalDate.now(clock).getYear();
        return java.util.stream.IntStream.rangeClosed(0, 9)
                .mapToObj(back -> new Option(String.valueOf(now + 1 - back), String.valueOf(now + 1 - back)))
                .toList();
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, HttpServletResponse response) {
        var parameters = new HashMap<>(given);
        parameters.putIfAbsent("year", String.valueOf(LocalDate.now(clock).getYear()));
        var filter = LineSearch.Filter.of(parameters);
        sheets.<BudgetLine>write(
                response,
                locale,
                "fund.lines",
                List.of(
                        new Sheets.Column<>("fund.line.year", BudgetLine::year),
                        new Sheets.Column<>("fund.line.name", BudgetLine::name),
                        new Sheets.Column<>("fund.line.programme", BudgetLine::programme),
                        new Sheets.Column<>("fund.line.source", b -> labels.source(locale, b.source())),
                        new Sheets.Column<>("fund.line.region", b -> labels.region(locale, b.region())),
                        new Sheets.Column<>("fund.line.subject", BudgetLine::subjectCode),
                        new Sheets.Column<>("fund.budget", BudgetLine::budget),
                        new Sheets.Column<>("fund.reserved", BudgetLine::reserved),
                        new Sheets.Column<>("fund.contracted", BudgetLine::contracted),
                        new Sheets.Column<>("fund.transit", BudgetLine::transit),
                        new Sheets.Column<>("fund.paid", BudgetLine::paid),
                        new Sheets.Column<>("fund.surrendered", BudgetLine::surrendered),
                        new Sheets.Column<>("fund.available", BudgetLine::available)),
                at -> search.lines(viewer, filter, at, Sheets.page()));
    }

    public record DetailPage(
            BudgetLine line,
            List<Kpi> kpis,
            List<Detail> details,
            Form filter,
            Table table,
            KeyPage<LineSearch.Row> page,
            boolean mayChange,
            boolean mayCarry) {}

    @GetMapping("/lines/{id}")
    String line(
            @PathVariable UUID id,
            @RequestParam Map<String, String> parameters,
            Viewer viewer,
            Locale locale,
            Model model) {
        BudgetLine line = find(viewer, id);
        String journal = "/funds/journal?line=" + id;
        var page = search.allocations(viewer, id, parameters.getOrDefault("q", ""), at(parameters), ROWS);
        var kpis = List.of(
                labels.kpi(locale, "fund.budget", line.budget(), journal),
                labels.kpi(locale, "fund.reserved", line.reserved(), line.budget(), journal + "&kind=reserve"),
                labels.kpi(locale, "fund.contracted", line.contracted(), line.budget(), journal + "&kind=commit"),
                labels.kpi(locale, "fund.paid", line.paid(), line.budget(), journal + "&kind=settle"),
                labels.kpi(locale, "fund.available", line.available(), line.budget(), journal));
        var details = List.of(
                Detail.of(labels.text(locale, "fund.line.year"), String.valueOf(line.year())),
                Detail.of(labels.text(locale, "fund.line.programme"), line.programme()),
                Detail.of(labels.text(locale, "fund.line.source"), labels.source(locale, line.source())),
                Detail.of(labels.text(locale, "fund.line.region"), labels.region(locale, line.region())),
                Detail.of(labels.text(locale, "fund.line.subject"), line.subjectCode()),
                Detail.of(labels.text(locale, "fund.transit"), Cell.money(line.transit())),
                Detail.of(labels.text(locale, "fund.surrendered"), Cell.money(line.surrendered())));
        boolean may = mayChange(viewer, line);
        model.addAttribute(
                "model",
                new DetailPage(
                        line,
                        kpis,
                        details,
                        Form.of(parameters),
                        AllocationController.table(labels, locale, page.items()),
                        page,
                        may,
                        may && line.available().fen() > 0));
        return "fund/line";
    }

    private static boolean mayChange(Viewer viewer, BudgetLine line) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)
                && viewer.regions().contains(line.region());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/lines/new")
    String create(Viewer viewer, Locale locale, Model model) {
        var values = Typed.fresh("year", String.valueOf(LocalDate.now(clock).getYear()), "source", "city");
        model.addAttribute("model", newPage(viewer, locale).filled(values));
        return FormPage.VIEW;
    }

    private FormPage newPage(Viewer viewer, Locale locale) {
        return new FormPage(
                labels.text(locale, "fund.line.new"),
                "/funds/lines/new",
                "/funds",
                labels.text(locale, "fund.line.open"),
                List.of(new Crumb(labels.text(locale, "fund.lines"), "/funds")),
                List.of(),
                List.of(
                        Field.of(Kind.NUMBER, "year", labels.text(locale, "fund.line.year")),
                        Field.of(Kind.TEXT, "name", labels.text(locale, "fund.line.name"))
                                .hint(labels.text(locale, "fund.line.name.hint")),
                        Field.of(Kind.TEXT, "programme", labels.text(locale, "fund.line.programme"))
                                .hint(labels.text(locale, "fund.line.programme.hint")),
                        Field.choice("source", labels.text(locale, "fund.line.source"), labels.sources(locale)),
                        Field.choice(
                                "region",
                                labels.text(locale, "fund.line.region"),
                                labels.regions(locale, viewer, LocalDate.now(clock))),
                        Field.of(Kind.TEXT, "subjectCode", labels.text(locale, "fund.line.subject"))
                                .hint(labels.text(locale, "fund.line.subject.hint"))
                                .optional(),
                        Field.of(Kind.MONEY, "budget", labels.text(locale, "fund.budget")),
                        Field.of(Kind.LONG, "basis", labels.text(locale, "fund.line.basis"))
                                .hint(labels.text(locale, "fund.line.basis.hint"))),
                Form.EMPTY);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = new Typed(posted);
        int year = typed.number("year", "fund.error.year");
        var source = Source.of(typed.text("source"));
        if (source.isEmpty()) typed.wrong("source", "fund.error.source");
        var budget = typed.wan("budget");
        var outcome = typed.then(() -> budgets.open(
                viewer,
                typed.key(),
                new NewBudgetLine(
                        year,
                        typed.text("programme"),
                        typed.text("name"),
                        source.orElseThrow(),
                        typed.text("region"),
                        typed.text("subjectCode"),
                        budget,
                        typed.text("basis"))));
        return newPage(viewer, locale)
                .answer(outcome, posted, BudgetController::path, "fund.done.opened", model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/lines/{id}/change")
    String change(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", changePage(changeable(viewer, id), locale).filled(Typed.fresh()));
        return FormPage.VIEW;
    }

    private FormPage changePage(BudgetLine line, Locale locale) {
        return new FormPage(
                labels.text(locale, "fund.line.change"),
                path(line) + "/change",
                path(line),
                labels.text(locale, "fund.line.change.do"),
                crumbs(line, locale),
                facts(line, locale),
                List.of(
                        Field.of(Kind.MONEY, "amount", labels.text(locale, "fund.line.change.amount"))
                                .hint(labels.text(locale, "fund.line.change.hint")),
                        Field.of(Kind.LONG, "reason", labels.text(locale, "fund.reason"))),
                Form.EMPTY);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines/{id}/change")
    String changed(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        BudgetLine line = changeable(viewer, id);
        var typed = new Typed(posted);
        var amount = typed.wan("amount");
        var outcome = typed.then(() -> budgets.change(viewer, typed.key(), id, amount, typed.text("reason")));
        return changePage(line, locale)
                .answer(outcome, posted, BudgetController::path, "fund.done.changed", model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/lines/{id}/carry")
    String carry(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute(
                "model", carryPage(changeable(viewer, id), viewer, locale).filled(Typed.fresh()));
        return FormPage.VIEW;
    }

    private FormPage carryPage(BudgetLine line, Viewer viewer, Locale locale) {
        var targets = search.later(viewer, line).stream()
                .map(later -> new Option(later.id().toString(), later.year() + " " + later.name()))
                .toList();
        return new FormPage(
                labels.text(locale, "fund.line.carry"),
                path(line) + "/carry",
                path(line),
                labels.text(locale, "fund.line.carry.do"),
                crumbs(line, locale),
                facts(line, locale),
                List.of(
                        Field.choice("to", labels.text(locale, "fund.line.carry.to"), targets)
                                .hint(targets.isEmpty() ? labels.text(locale, "fund.line.carry.none") : ""),
                        Field.of(Kind.MONEY, "amount", labels.text(locale, "fund.amount")),
                        Field.of(Kind.LONG, "reason", labels.text(locale, "fund.reason"))),
                Form.EMPTY);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines/{id}/carry")
    String carried(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        BudgetLine line = changeable(viewer, id);
        var typed = new Typed(posted);
        var to = typed.id("to", "fund.error.carryTo");
        var amount = typed.wan("amount");
        var outcome = typed.then(() -> budgets.carryOver(
                viewer, typed.key(), id, java.util.Objects.requireNonNull(to), amount, typed.text("reason")));
        return carryPage(line, viewer, locale)
                .answer(outcome, posted, BudgetController::path, "fund.done.carried", model, response, redirect);
    }

    private static String path(BudgetLine line) {
        return "/funds/lines/" + line.id();
    }

    private List<Crumb> crumbs(BudgetLine line, Locale locale) {
        return List.of(new Crumb(labels.text(locale, "fund.lines"), "/funds"), new Crumb(line.name(), path(line)));
    }

    private List<Detail> facts(BudgetLine line, Locale locale) {
        return List.of(
                Detail.of(labels.text(locale, "fund.line.name"), line.year() + " " + line.name()),
                Detail.of(labels.text(locale, "fund.budget.wan"), Cell.money(line.budget())),
                Detail.of(labels.text(locale, "fund.available.wan"), Cell.money(line.available())));
    }

    private BudgetLine find(Viewer viewer, UUID id) {
        return budgets.find(viewer, id).orElseThrow(() -> new NotFound("budget line"));
    }

    private BudgetLine changeable(Viewer viewer, UUID id) {
        BudgetLine line = find(viewer, id);
        if (!mayChange(viewer, line)) throw new NotFound("budget line");
        return line;
    }

    static KeyPage.At at(Map<String, String> parameters) {
        return KeyPage.At.of(parameters.get("after"), parameters.get("before"));
    }
}
