package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.match.internal.grow.PrereviewStore;
import dev.kechuang.match.internal.grow.PrereviewStore.Run;
import dev.kechuang.match.internal.grow.PrereviewStore.RunLine;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pre-reviews of many (批量预评审): how far one is, and what came of it. */
@Controller
@RequestMapping("/cultivation/runs")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class RunController {

    private static final String PATH = "/cultivation/runs/";

    private final PrereviewStore store;
    private final GrowWords words;
    private final Sheets sheets;

    RunController(PrereviewStore store, GrowWords words, Sheets sheets) {
        this.store = store;
        this.words = words;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    /** Of the viewer's own. */
    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        Ladder ladder = words.ladder(asked);
        List<Column<Run>> columns = List.of(
                Column.text(
                        t(locale, "matchGrow.column.started"),
                        run -> Cell.link(GrowWords.minute(run.startedAt()), PATH + run.id())),
                Column.figure(t(locale, "matchGrow.year"), "", run -> Cell.text(String.valueOf(run.year()))),
                Column.figure(t(locale, "matchGrow.run.total"), "", run -> Cell.count(run.total())),
                Column.figure(t(locale, "matchGrow.outcome.made"), "", run -> Cell.count(run.made())),
                Column.figure(t(locale, "matchGrow.outcome.same"), "", run -> Cell.count(run.same())),
                Column.figure(t(locale, "matchGrow.outcome.refused"), "", run -> Cell.count(run.refused())),
                Column.text(t(locale, "matchGrow.column.state"), run -> state(locale, run)));
        String title = t(locale, "matchGrow.runs");
        model.addAttribute(
                "model",
                Page.of(title)
                        .add(words.tabs(locale, ladder, "/cultivation/runs", words.year(asked)))
                        .add(Part.Listing.of(
                                "",
                                Table.of(title, columns, store.runsOf(viewer.requireAccount(), ladder)),
                                t(locale, "matchGrow.runs.none"))));
        return Page.VIEW;
    }

    private Tag state(Locale locale, Run run) {
        return run.finishedAt() == null
                ? new Tag(t(locale, "matchGrow.run.running"), Tone.IN_PROGRESS)
                : new Tag(t(locale, "matchGrow.run.finished"), Tone.PASSED);
    }

    private Run own(Viewer viewer, UUID id) {
        return store.run(id)
                .filter(run -> run.startedBy().equals(viewer.account()))
                .orElseThrow(() -> new NotFound("run"));
    }

    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id, @RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        Run run = own(viewer, id);
        var page = store.lines(viewer, id, KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
        List<Column<RunLine>> columns = List.of(
                Column.figure(t(locale, "matchGrow.column.number"), "", line -> Cell.count(line.number())),
                Column.title(
                        t(locale, "matchGrow.column.firm"),
                        line -> line.prereview() == null
                                ? Cell.link(line.name(), EntryController.PATH + line.entry())
                                : Cell.link(line.name(), "/cultivation/prereviews/" + line.prereview())),
                Column.text(
                        t(locale, "matchGrow.column.region"), line -> Cell.text(words.region(locale, line.region()))),
                Column.text(t(locale, "matchGrow.column.outcome"), line -> outcome(locale, line)),
                Column.text(
                        t(locale, "matchGrow.verdict"),
                        line -> line.verdict() == null ? Cell.NONE : words.verdict(locale, line.verdict())),
                Column.figure(
                        t(locale, "matchGrow.column.score"),
                        "",
                        line -> Cell.text(GrowWords.score(line.scoreLow(), line.scoreHigh()))),
                Column.figure(t(locale, "matchGrow.column.unmet"), "", line -> Cell.count(line.unmet())),
                Column.figure(t(locale, "matchGrow.column.open"), "", line -> Cell.count(line.open())),
                Column.figure(t(locale, "matchGrow.column.risks"), "", line -> Cell.count(line.risks())));
        String title = t(locale, "matchGrow.run", words.ladderName(locale, run.ladder()), String.valueOf(run.year()));
        var parts = Page.of(
                        title,
                        new dev.kechuang.shared.web.ui.Crumb(
                                t(locale, "matchGrow.runs"), "/cultivation/runs?ladder=" + run.ladder()))
                .add(new Part.Figures(List.of(
                        kpi(locale, "matchGrow.run.total", run.total()),
                        kpi(locale, "matchGrow.outcome.made", run.made()),
                        kpi(locale, "matchGrow.outcome.same", run.same()),
                        kpi(locale, "matchGrow.outcome.refused", run.refused()))))
                .add(new Part.Progress(
                        "run-progress",
                        t(locale, "matchGrow.run.progress"),
                        run.total() - run.waiting(),
                        run.total(),
                        run.finishedAt() == null ? PATH + id + "/progress" : null))
                .add(new Part.Listing(
                        "",
                        List.of(new Part.Button(t(locale, "matchGrow.export"), PATH + id + "/export", false)),
                        Table.of(title, columns, page.items()),
                        page,
                        "",
                        ""));
        model.addAttribute("model", parts);
        return Page.VIEW;
    }

    private Kpi kpi(Locale locale, String label, long number) {
        return Kpi.of(t(locale, label), number, t(locale, "matchGrow.unit"), "", "");
    }

    private Tag outcome(Locale locale, RunLine line) {
        String outcome = line.outcome();
        if (outcome == null) return new Tag(t(locale, "matchGrow.outcome.waiting"), Tone.DRAFT);
        return switch (outcome) {
            case "made" -> new Tag(t(locale, "matchGrow.outcome.made"), Tone.PASSED);
            case "same" -> new Tag(t(locale, "matchGrow.outcome.same"), Tone.IN_PROGRESS);
            default -> new Tag(line.reason(), Tone.FAILED);
        };
    }

    /** What the bar asks for; when the run is over the whole page comes anew. */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable UUID id, Viewer viewer, Locale locale, Model model, HttpServletResponse response) {
        Run run = own(viewer, id);
        if (run.finishedAt() != null) response.setHeader("HX-Refresh", "true");
        model.addAttribute(
                "part",
                new Part.Progress(
                        "run-progress",
                        t(locale, "matchGrow.run.progress"),
                        run.total() - run.waiting(),
                        run.total(),
                        run.finishedAt() == null ? PATH + id + "/progress" : null));
        return "match/grow/progress";
    }

    @GetMapping("/{id}/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        Run run = own(viewer, id);
        var columns = List.of(
                new Sheets.Column<RunLine>("matchGrow.column.number", RunLine::number),
                new Sheets.Column<RunLine>("matchGrow.column.firm", RunLine::name),
                new Sheets.Column<RunLine>("matchGrow.column.region", line -> words.region(locale, line.region())),
                new Sheets.Column<RunLine>(
                        "matchGrow.column.outcome",
                        line -> outcome(locale, line).label()),
                new Sheets.Column<RunLine>(
                        "matchGrow.verdict",
                        line -> line.verdict() == null
                                ? null
                                : words.verdict(locale, line.verdict()).label()),
                new Sheets.Column<RunLine>(
                        "matchGrow.column.score", line -> GrowWords.score(line.scoreLow(), line.scoreHigh())),
                new Sheets.Column<RunLine>("matchGrow.column.unmet", RunLine::unmet),
                new Sheets.Column<RunLine>("matchGrow.column.open", RunLine::open),
                new Sheets.Column<RunLine>("matchGrow.column.risks", RunLine::risks));
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "matchGrow.run", words.ladderName(locale, run.ladder()), String.valueOf(run.year())),
                Map.of(),
                columns,
                at -> store.lines(viewer, id, at, Sheets.page()));
    }
}
