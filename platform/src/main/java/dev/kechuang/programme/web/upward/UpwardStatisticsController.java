package dev.kechuang.programme.web.upward;

import dev.kechuang.programme.internal.upward.UpwardStore;
import dev.kechuang.programme.internal.upward.UpwardStore.Line;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Recommendations and what became of them, by level and programme. */
@Controller
@RequestMapping("/upward")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class UpwardStatisticsController {

    private final UpwardStore store;
    private final ApplicationLabels labels;
    private final Sheets sheets;

    UpwardStatisticsController(UpwardStore store, ApplicationLabels labels, Sheets sheets) {
        this.store = store;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    public record StatisticsPage(Form filter, List<Kpi> kpis, Table table, boolean any) {}

    /** As the bureau reports it: recommended, approved, money, by level and programme. */
    @GetMapping("/statistics")
    String statistics(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        int year = year(asked);
        var lines = store.statistics(viewer, year);
        var all = lines.isEmpty() ? new Line("", "", 0, 0, 0, 0, 0) : lines.getFirst();
        String of = year == 0 ? "" : "&year=" + year;
        String note = text(locale, "upward.asOf", labels.today().toString());
        var kpis = List.of(
                Kpi.of(
                        text(locale, "upward.recommended"),
                        all.recommended(),
                        text(locale, "upward.unit"),
                        note,
                        "/upward?q=" + of),
                Kpi.of(
                        text(locale, "upward.approved"),
                        all.approved(),
                        text(locale, "upward.unit"),
                        note,
                        "/upward?result=approved" + of),
                new Kpi(
                        text(locale, "upward.grantedSum"),
                        Figures.wan(new Money(all.grantedFen())),
                        "万元",
                        null,
                        note,
                        "/upward?result=approved" + of));
        List<Column<Line>> columns = List.of(
                Column.title(text(locale, "upward.column.programme"), line -> name(locale, line, of)),
                Column.figure(
                        text(locale, "upward.recommended"),
                        text(locale, "upward.unit"),
                        line -> Cell.count(line.recommended())),
                Column.figure(
                        text(locale, "upward.approved"),
                        text(locale, "upward.unit"),
                        line -> Cell.count(line.approved())),
                Column.figure(
                        text(locale, "upward.open"), text(locale, "upward.unit"), line -> Cell.count(line.open())),
                Column.figure(text(locale, "upward.rate"), "%", line -> rate(line)),
                Column.figure(
                        text(locale, "upward.requestedSum"), "万元", line -> Cell.money(new Money(line.requestedFen()))),
                Column.figure(
                        text(locale, "upward.grantedSum"), "万元", line -> Cell.money(new Money(line.grantedFen()))));
        var filter = Map.of("year", year == 0 ? "" : String.valueOf(year));
        model.addAttribute(
                "model",
                new StatisticsPage(
                        Form.of(filter),
                        kpis,
                        Table.of(text(locale, "upward.statistics"), columns, lines),
                        all.recommended() > 0));
        return "programme/upwardStatistics";
    }

    /** This year's unless another is asked for; 0 for all. */
    private int year(Map<String, String> asked) {
        return asked.containsKey("year")
                ? UpwardController.year(asked.getOrDefault("year", ""))
                : labels.today().getYear();
    }

    @GetMapping("/statistics/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        int year = year(asked);
        sheets.write(
                response,
                viewer,
                locale,
                text(locale, "upward.statistics") + (year == 0 ? "" : " " + year),
                Map.of(),
                List.of(
                        new Sheets.Column<Line>(
                                "upward.column.level",
                                line -> line.level().isEmpty()
                                        ? text(locale, "upward.total")
                                        : text(locale, "upward.level." + line.level())),
                        new Sheets.Column<>(
                                "upward.column.programme",
                                line -> line.programme().isEmpty()
                                                && !line.level().isEmpty()
                                        ? text(locale, "upward.total")
                                        : line.programme()),
                        new Sheets.Column<>("upward.recommended", Line::recommended),
                        new Sheets.Column<>("upward.approved", Line::approved),
                        new Sheets.Column<>("upward.open", Line::open),
                        new Sheets.Column<>("upward.requestedSum", line -> new Sheets.Wan(line.requestedFen())),
                        new Sheets.Column<>("upward.grantedSum", line -> new Sheets.Wan(line.grantedFen()))),
                store.statistics(viewer, year).iterator());
    }

    private Cell name(Locale locale, Line line, String of) {
        if (line.level().isEmpty()) return Cell.text(text(locale, "upward.total"));
        String level = text(locale, "upward.level." + line.level());
        if (line.programme().isEmpty()) {
            return Cell.link(text(locale, "upward.totalOf", level), "/upward?level=" + line.level() + of);
        }
        return new Cell.Lines(
                line.programme(),
                "/upward?level=" + line.level() + of + "&programme="
                        + java.net.URLEncoder.encode(line.programme(), StandardCharsets.UTF_8),
                level);
    }

    /** Approved of those decided: what is open says nothing yet. */
    private static Cell rate(Line line) {
        long decided = line.recommended() - line.open();
        if (decided == 0) return Cell.NONE;
        var rate =
                BigDecimal.valueOf(line.approved() * 100).divide(BigDecimal.valueOf(decided), 1, RoundingMode.HALF_UP);
        return Cell.decimal(rate, 1);
    }
}
