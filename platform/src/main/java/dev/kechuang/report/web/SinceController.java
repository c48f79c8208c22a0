package dev.kechuang.report.web;

import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.freeze.SinceFrozen;
import dev.kechuang.report.internal.freeze.SinceFrozen.Change;
import dev.kechuang.report.internal.freeze.SinceFrozen.Revised;
import dev.kechuang.report.internal.freeze.SinceFrozen.Since;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.freeze.VersionStore;
import dev.kechuang.report.internal.reading.Content.Aim;
import dev.kechuang.report.internal.reading.Content.Measure;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** What of a frozen version reads differently today. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class SinceController {

    private final ReportStore reports;
    private final VersionStore versions;
    private final SinceFrozen since;
    private final ReportWords words;

    SinceController(ReportStore reports, VersionStore versions, SinceFrozen since, ReportWords words) {
        this.reports = reports;
        this.versions = versions;
        this.since = since;
        this.words = words;
    }

    public record SincePage(
            Report report,
            Version version,
            String frozen,
            Since since,
            @Nullable Table figures,
            @Nullable Table targets) {}

    @GetMapping("/reports/{id}/versions/{number}/changes")
    String since(@PathVariable UUID id, @PathVariable int number, Viewer viewer, Locale locale, Model model) {
        Report report = reports.find(viewer, id).orElseThrow(() -> new NotFound("report"));
        Version version = find(id, number);
        Since read = since.of(version);
        model.addAttribute(
                "model",
                new SincePage(
                        report,
                        version,
                        ReportWords.minute(version.frozenAt()),
                        read,
                        read.figures().isEmpty() ? null : figures(locale, version, read.figures()),
                        read.targets().isEmpty() ? null : targets(locale, read.targets())));
        return "report/since";
    }

    /** The same as JSON. */
    @GetMapping("/api/reports/{id}/versions/{number}/changes")
    @ResponseBody
    Since since(@PathVariable UUID id, @PathVariable int number, Viewer viewer) {
        if (reports.find(viewer, id).isEmpty()) throw new NotFound("report");
        return since.of(find(id, number));
    }

    private Version find(UUID id, int number) {
        return versions.find(id, number).orElseThrow(() -> new NotFound("version"));
    }

    private Table figures(Locale locale, Version version, List<Change> rows) {
        List<Column<Change>> columns = List.of(
                Column.title(
                        words.text(locale, "report.indicator"),
                        one -> Cell.text(one.figure().name()
                                + (one.figure().measure() == Measure.VALUE
                                        ? ""
                                        : " · "
                                                + words.text(
                                                        locale,
                                                        "report.measure."
                                                                + one.figure().measure())))),
                Column.text(
                        words.text(locale, "report.region"),
                        one -> Cell.text(one.figure().place())),
                Column.text(
                        words.text(locale, "report.period"),
                        one -> Cell.text(one.figure().period())),
                Column.figure(
                        words.text(locale, "report.since.then"),
                        "",
                        one -> figure(
                                one.figure().value(),
                                one.figure().unit(),
                                one.figure().at(version.snapshot()).path())),
                Column.figure(
                        words.text(locale, "report.since.now"),
                        "",
                        one -> figure(one.now(), one.figure().unit(), one.path())));
        return Table.of(words.text(locale, "report.since.figures"), columns, rows);
    }

    private static Cell figure(java.math.@Nullable BigDecimal value, String unit, String path) {
        return value == null ? Cell.NONE : new Cell.Figure(Figures.exact(value) + " " + unit, path, "");
    }

    private Table targets(Locale locale, List<Revised> rows) {
        List<Column<Revised>> columns = List.of(
                Column.title(
                        words.text(locale, "report.aim"),
                        one -> Cell.link(
                                one.then().name(),
                                "/plans/" + one.then().plan() + "/items/"
                                        + one.then().item())),
                Column.text(words.text(locale, "report.since.then"), one -> Cell.text(said(locale, one.then()))),
                Column.text(
                        words.text(locale, "report.since.now"),
                        one -> Cell.text(
                                one.now() == null
                                        ? words.text(locale, "report.since.dropped")
                                        : said(locale, one.now()))));
        return Table.of(words.text(locale, "report.since.targets"), columns, rows);
    }

    private String said(Locale locale, Aim aim) {
        return words.text(
                locale,
                "report.since.aim",
                aim.wanted(),
                aim.reached().isEmpty() ? words.text(locale, "report.aim.unknown") : aim.reached(),
                words.text(locale, "report.light." + aim.light()),
                aim.number());
    }
}
