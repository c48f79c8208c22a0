package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.GrowStage;
import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.match.internal.grow.StageStore;
import dev.kechuang.match.internal.grow.StageStore.Funnel;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The funnel (培育漏斗): how many of a store came how far, by county and by year; every figure opens its records. */
@Controller
@RequestMapping("/cultivation/funnel")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class FunnelController {

    private static final String PATH = "/cultivation/funnel";

    private final StageStore stages;
    private final EntryStore entries;
    private final GrowWords words;
    private final Sheets sheets;

    FunnelController(StageStore stages, EntryStore entries, GrowWords words, Sheets sheets) {
        this.stages = stages;
        this.entries = entries;
        this.words = words;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    @GetMapping
    String funnel(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var byRegion = stages.byRegion(viewer, ladder, year);
        var byYear = stages.byYear(viewer, ladder);
        var values = new HashMap<>(asked);
        values.put("ladder", ladder.id());
        values.put("year", String.valueOf(year));
        Funnel all = sum(String.valueOf(year), byRegion);
        var page = Page.of(t(locale, "matchGrow.funnel"))
                .add(words.tabs(locale, ladder, PATH, year))
                .add(new Part.Query(
                        PATH,
                        Form.of(values),
                        List.of(
                                Field.select("year", t(locale, "matchGrow.year"), words.years(entries.years(ladder))),
                                Field.hidden("ladder")),
                        List.of()))
                .add(new Part.Figures(Arrays.stream(GrowStage.values())
                        .map(stage -> Kpi.of(
                                words.stage(locale, stage),
                                all.at(stage),
                                t(locale, "matchGrow.unit"),
                                stage == GrowStage.STORED
                                        ? ""
                                        : t(locale, "matchGrow.rate", rate(all.at(stage), all.stored())),
                                records(ladder, year, stage, "")))
                        .toList()));
        if (!byRegion.isEmpty()) page.add(new Part.Drawing(chart(locale, byRegion)));
        page.add(new Part.Listing(
                t(locale, "matchGrow.byRegion"),
                List.of(new Part.Button(
                        t(locale, "matchGrow.export"),
                        PATH + "/export?ladder=" + ladder.id() + "&year=" + year,
                        false)),
                table(
                        locale,
                        t(locale, "matchGrow.byRegion"),
                        t(locale, "matchGrow.column.region"),
                        byRegion,
                        f -> Cell.text(words.region(locale, f.of())),
                        (f, stage) -> records(ladder, year, stage, f.of())),
                null,
                t(locale, "matchGrow.funnel.none"),
                t(locale, "matchGrow.funnel.none.hint")));
        page.add(Part.Listing.of(
                t(locale, "matchGrow.byYear"),
                table(
                        locale,
                        t(locale, "matchGrow.byYear"),
                        t(locale, "matchGrow.year"),
                        byYear,
                        f -> Cell.link(f.of(), PATH + "?ladder=" + ladder.id() + "&year=" + f.of()),
                        (f, stage) -> records(ladder, Integer.parseInt(f.of()), stage, "")),
                t(locale, "matchGrow.funnel.none")));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private static Funnel sum(String of, List<Funnel> all) {
        ToLongFunction<GrowStage> at =
                stage -> all.stream().mapToLong(one -> one.at(stage)).sum();
        return new Funnel(
                of,
                (int) at.applyAsLong(GrowStage.STORED),
                (int) at.applyAsLong(GrowStage.PREREVIEWED),
                (int) at.applyAsLong(GrowStage.APPLIED),
                (int) at.applyAsLong(GrowStage.RECOGNISED));
    }

    private static String rate(int of, int to) {
        if (to == 0) return "—";
        return Figures.decimal(BigDecimal.valueOf(100L * of).divide(BigDecimal.valueOf(to), 1, RoundingMode.HALF_UP), 1)
                + "%";
    }

    /** The records that make a figure up. */
    private static String records(Ladder ladder, int year, GrowStage stage, String region) {
        return "/records?kind=" + StageStore.KIND + "&dimension=ladder:" + ladder.id() + "&dimension=stage:"
                + stage.code() + "&dimension=year:" + year + (region.isEmpty() ? "" : "&region=" + region);
    }

    private interface Evidence {
        String of(Funnel funnel, GrowStage stage);
    }

    private Table table(
            Locale locale,
            String caption,
            String first,
            List<Funnel> rows,
            java.util.function.Function<Funnel, Cell> name,
            Evidence evidence) {
        var columns = new ArrayList<Column<Funnel>>();
        columns.add(Column.text(first, name));
        for (GrowStage stage : GrowStage.values())
            columns.add(Column.figure(
                    words.stage(locale, stage),
                    t(locale, "matchGrow.unit"),
                    f -> Cell.count(f.at(stage)).linked(evidence.of(f, stage))));
        columns.add(Column.figure(
                t(locale, "matchGrow.column.rate"), "", f -> Cell.text(rate(f.recognised(), f.stored()))));
        return Table.of(caption, columns, rows);
    }

    private Chart chart(Locale locale, List<Funnel> rows) {
        return new Chart(
                "funnel",
                t(locale, "matchGrow.byRegion"),
                t(locale, "matchGrow.unit"),
                t(locale, "matchGrow.asOf", words.today().toString()),
                Chart.Type.BAR,
                t(locale, "matchGrow.column.region"),
                rows.stream().map(f -> words.region(locale, f.of())).toList(),
                Arrays.stream(GrowStage.values())
                        .map(stage -> Chart.Series.of(
                                words.stage(locale, stage),
                                rows.stream().mapToLong(f -> f.at(stage)).toArray()))
                        .toList());
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var columns = new ArrayList<Sheets.Column<Funnel>>();
        columns.add(new Sheets.Column<>("matchGrow.column.region", f -> words.region(locale, f.of())));
        for (GrowStage stage : GrowStage.values())
            columns.add(Sheets.Column.named(words.stage(locale, stage), f -> f.at(stage)));
        columns.add(new Sheets.Column<>("matchGrow.column.rate", f -> rate(f.recognised(), f.stored())));
        sheets.write(
                response,
                viewer,
                locale,
                words.name(locale, ladder) + " " + t(locale, "matchGrow.funnel") + " " + year,
                asked,
                columns,
                stages.byRegion(viewer, ladder, year).iterator());
    }
}
