package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.internal.opinion.OpinionStore.Line;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Statistics of opinions whose figures open their records. */
@Controller
@RequestMapping("/opinions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class OpinionFigures {

    private final OpinionStore store;
    private final OpinionWords words;
    private final Labels labels;

    OpinionFigures(OpinionStore store, OpinionWords words, Labels labels) {
        this.store = store;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    @GetMapping("/statistics")
    String statistics(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        String typed = asked.getOrDefault("year", "").strip();
        int year = typed.matches("[0-9]{4}")
                ? Integer.parseInt(typed)
                : asked.containsKey("year") ? 0 : labels.today().getYear();
        String by = List.of("topic", "region", "unit").contains(asked.getOrDefault("by", ""))
                ? asked.getOrDefault("by", "topic")
                : "topic";
        var lines = store.statistics(viewer, year, by, labels.today());
        var heard = store.heard(viewer, year);
        String in = year == 0 ? "" : "year=" + year;
        String note = t(locale, "desk.asOf", labels.today().toString());
        String span = year == 0 ? "" : "&from=" + year + "-01-01&until=" + year + "-12-31";
        var total = lines.stream().filter(line -> line.key().equals("*")).findFirst();
        String unit = t(locale, "opinion.unit");
        var page = Page.of(t(locale, "opinion.statistics"))
                .add(new Part.Query(
                        "/opinions/statistics",
                        Form.of(Map.of("year", year == 0 ? "" : String.valueOf(year), "by", by)),
                        List.of(
                                Field.line("year", t(locale, "opinion.column.year"), 4),
                                Field.select("by", t(locale, "opinion.by"), words.cuts(locale))),
                        List.of()))
                .add(new Part.Figures(List.of(
                        Kpi.of(
                                t(locale, "opinion.meetings"),
                                heard.meetings(),
                                t(locale, "opinion.meetingUnit"),
                                note,
                                "/records?kind=" + Opinion.MEETING + span),
                        Kpi.of(
                                t(locale, "opinion.firmsHeard"),
                                heard.firms(),
                                t(locale, "opinion.firmUnit"),
                                note,
                                "/records?kind=" + Opinion.HEARD + span),
                        Kpi.of(
                                t(locale, "opinion.opinions"),
                                heard.opinions(),
                                unit,
                                note,
                                "/records?kind=" + Opinion.RECORD + span),
                        Kpi.of(
                                t(locale, "opinion.late"),
                                total.map(Line::late).orElse(0L),
                                unit,
                                note,
                                "/opinions?state=late&" + in))));
        List<Column<Line>> columns = List.of(
                Column.title(t(locale, "opinion.by." + by), line -> key(locale, by, line.key(), in)),
                Column.figure(t(locale, "opinion.opinions"), unit, line -> Cell.count(line.opinions())),
                Column.figure(
                        t(locale, "opinion.firmsSaid"),
                        t(locale, "opinion.firmUnit"),
                        line -> Cell.count(line.firms())),
                Column.figure(t(locale, "opinion.state.answered"), unit, line -> Cell.count(line.answered())),
                Column.figure(t(locale, "opinion.state.closed"), unit, line -> Cell.count(line.closed())),
                Column.figure(t(locale, "opinion.late"), unit, line -> Cell.count(line.late())),
                Column.figure(t(locale, "opinion.satisfied"), "%", line -> rate(line.satisfied(), line.rated())));
        page.add(new Part.Listing(
                "",
                List.of(),
                Table.of(t(locale, "opinion.statistics"), columns, lines),
                null,
                t(locale, "opinion.none"),
                ""));
        var cut =
                lines.stream().filter(line -> !line.key().equals("*")).limit(12).toList();
        if (!cut.isEmpty()) {
            page.add(new Part.Drawing(new Chart(
                    "opinions",
                    t(locale, "opinion.statistics"),
                    unit,
                    note,
                    Chart.Type.RANKING,
                    t(locale, "opinion.by." + by),
                    cut.stream().map(line -> name(locale, by, line.key())).toList(),
                    List.of(Chart.Series.of(
                            t(locale, "opinion.opinions"),
                            cut.stream().mapToLong(Line::opinions).toArray())))));
        }
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private String name(Locale locale, String by, String key) {
        if (key.equals("*")) return t(locale, "desk.total");
        return switch (by) {
            case "region" -> labels.region(locale, key);
            case "unit" -> key.isEmpty() ? t(locale, "opinion.state.received") : key;
            default -> words.topic(locale, key);
        };
    }

    private Cell key(Locale locale, String by, String key, String in) {
        String name = name(locale, by, key);
        if (key.equals("*")) return Cell.link(name, "/opinions?" + in);
        return by.equals("topic") ? Cell.link(name, "/opinions?topic=" + key + "&" + in) : Cell.text(name);
    }

    private static Cell rate(long part, long whole) {
        if (whole == 0) return Cell.NONE;
        return Cell.decimal(
                BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP), 1);
    }
}
