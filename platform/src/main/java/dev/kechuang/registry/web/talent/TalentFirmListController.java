package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Performance;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.PerformanceStore;
import dev.kechuang.registry.internal.talent.PerformanceStore.Firm;
import dev.kechuang.registry.internal.talent.PerformanceStore.Query;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Talent-led firms of a half-year as a list with figures, on the page and as a workbook. */
@Controller
@RequestMapping("/talent-firms")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class TalentFirmListController {

    private static final int ROWS = 20;

    private final PerformanceStore store;
    private final TalentLabels labels;
    private final Sheets sheets;

    TalentFirmListController(PerformanceStore store, TalentLabels labels, Sheets sheets) {
        this.store = store;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(
            Form filter,
            boolean open,
            boolean officer,
            boolean mayLoad,
            List<Kpi> kpis,
            Table table,
            KeyPage<Firm> page,
            List<Option> periods,
            List<Option> regions,
            List<Option> states,
            List<Option> sizes) {}

    /** From the address; the last half-year that is over where none is given. */
    Query query(Map<String, String> given) {
        return new Query(
                Period.of(given.getOrDefault("period", "")).orElse(labels.last()),
                given.getOrDefault("q", "").strip(),
                given.getOrDefault("region", "").strip(),
                given.getOrDefault("state", "").strip(),
                given.getOrDefault("size", "").strip());
    }

    @GetMapping
    String list(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        var query = query(given);
        var filter = new HashMap<>(given);
        filter.put("period", query.period().toString());
        var page = store.firms(viewer, query, KeyPage.At.of(given.get("after"), given.get("before")), ROWS);
        String wan = labels.text(locale, "shared.wan");
        var table = Table.of(
                labels.text(locale, "talent.firms"),
                List.of(
                        Column.<Firm>title(
                                labels.text(locale, "talent.field.firm"),
                                f -> new Cell.Lines(
                                        f.name(), "/talent-firms/" + f.id() + "/" + query.period(), f.leaders())),
                        Column.text(
                                labels.text(locale, "talent.field.region"),
                                f -> Cell.text(labels.region(locale, f.region()))),
                        Column.figure(
                                labels.text(locale, "talent.field.revenue"),
                                wan,
                                f -> figure(f, p -> Cell.money(p.revenue()))),
                        Column.figure(
                                labels.text(locale, "talent.field.tax"), wan, f -> figure(f, p -> Cell.money(p.tax()))),
                        Column.figure(
                                labels.text(locale, "talent.field.staff"),
                                "",
                                f -> figure(f, p -> Cell.count(p.staff()))),
                        Column.figure(
                                labels.text(locale, "talent.field.financing"),
                                wan,
                                f -> figure(f, p -> Cell.money(p.financing()))),
                        Column.text(
                                labels.text(locale, "talent.state"),
                                f -> f.performance() == null
                                        ? Cell.text(labels.text(locale, "talent.state.none"))
                                        : labels.state(locale, f.performance().state()))),
                page.items());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(filter),
                        !(query.region() + query.size()).isEmpty(),
                        viewer.isOfficer(),
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                        viewer.isOfficer() ? kpis(viewer, query, locale) : List.of(),
                        table,
                        page,
                        labels.periods(locale),
                        labels.regions(locale, viewer),
                        labels.states(locale),
                        labels.sizes(locale)));
        return "registry/talent/firms";
    }

    private static Cell figure(Firm firm, Function<Performance.Figures, Cell> cell) {
        var performance = firm.performance();
        return performance == null ? Cell.NONE : cell.apply(performance.figures());
    }

    /** Of all firms of the half-year in the viewer's regions, whatever the list is narrowed to. */
    private List<Kpi> kpis(Viewer viewer, Query query, Locale locale) {
        var s = store.summary(viewer, new Query(query.period(), "", query.region(), "", ""));
        String path = "/talent-firms?period=" + query.period()
                + (query.region().isEmpty() ? "" : "&region=" + query.region());
        String note = labels.text(locale, "talent.confirmedOf", s.confirmed());
        return List.of(
                Kpi.of(labels.text(locale, "talent.firms"), s.firms(), "", note, path),
                new Kpi(
                        labels.text(locale, "talent.field.revenue"),
                        Figures.decimal(new BigDecimal(s.revenue().fen()).movePointLeft(10), 2),
                        labels.text(locale, "talent.yi"),
                        null,
                        "",
                        path + "&state=confirmed"),
                Kpi.of(labels.text(locale, "talent.over100m"), s.over100m(), "", "", path + "&size=over100m"),
                Kpi.of(labels.text(locale, "talent.over10m"), s.over10m(), "", "", path + "&size=over10m"),
                Kpi.of(
                        labels.text(locale, "talent.state.submitted"),
                        s.submitted(),
                        "",
                        "",
                        path + "&state=submitted"));
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = query(given);
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "talent.firms") + " " + labels.period(locale, query.period()),
                given,
                List.<Sheets.Column<Firm>>of(
                        new Sheets.Column<>("talent.field.creditCode", Firm::creditCode),
                        new Sheets.Column<>("talent.field.firm", Firm::name),
                        new Sheets.Column<>("talent.field.leaders", Firm::leaders),
                        new Sheets.Column<>("talent.field.region", f -> labels.region(locale, f.region())),
                        wan("talent.field.revenue.wan", Performance.Figures::revenue),
                        wan("talent.field.tax.wan", Performance.Figures::tax),
                        new Sheets.Column<>(
                                "talent.field.staff",
                                f -> f.performance() == null
                                        ? null
                                        : f.performance().figures().staff()),
                        wan("talent.field.financing.wan", Performance.Figures::financing),
                        new Sheets.Column<>(
                                "talent.state",
                                f -> f.performance() == null
                                        ? labels.text(locale, "talent.state.none")
                                        : labels.state(locale, f.performance().state())
                                                .label())),
                at -> store.firms(viewer, query, at, Sheets.page()));
    }

    private static Sheets.Column<Firm> wan(String key, Function<Performance.Figures, Money> money) {
        return new Sheets.Column<>(
                key,
                f -> f.performance() == null
                        ? null
                        : new Sheets.Wan(money.apply(f.performance().figures()).fen()));
    }
}
