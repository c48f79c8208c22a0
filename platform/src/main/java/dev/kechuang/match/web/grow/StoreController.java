package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.EntryStore.Query;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.match.internal.grow.GrowStage;
import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.match.internal.grow.PrereviewService;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.desk.Part.Choosing.Press;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The store (培育库): who is in it, given to counsellors and pre-reviewed together. */
@Controller
@RequestMapping("/cultivation/store")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class StoreController {

    private static final String PATH = "/cultivation/store";

    /** A page waits so long for a pre-review of many; what is not done by then goes on without it. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final EntryStore store;
    private final CultivationService service;
    private final PrereviewService prereviews;
    private final GrowFilters filters;
    private final GrowWords words;
    private final Sheets sheets;

    StoreController(
            EntryStore store,
            CultivationService service,
            PrereviewService prereviews,
            GrowFilters filters,
            GrowWords words,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.prereviews = prereviews;
        this.filters = filters;
        this.words = words;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    static Query query(Map<String, String> asked, int year) {
        return new Query(
                year,
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("state", ""),
                GrowWords.number(asked.getOrDefault("distance", "")),
                asked.getOrDefault("field", ""),
                asked.getOrDefault("region", ""),
                asked.getOrDefault("stage", ""),
                asked.getOrDefault("here", ""),
                asked.getOrDefault("filterCounsellor", ""),
                asked.getOrDefault("visited", ""),
                asked.getOrDefault("sort", ""));
    }

    private static String filtered(String path, Map<String, String> asked) {
        var kept = new HashMap<>(asked);
        kept.remove("counsellor");
        String mine = asked.getOrDefault("filterCounsellor", "");
        String address = GrowFilters.filtered(path, kept);
        return mine.matches("mine|none")
                ? address + (address.contains("?") ? "&" : "?") + "filterCounsellor=" + mine
                : address;
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        return list(asked, Form.EMPTY, viewer, locale, model);
    }

    private String list(Map<String, String> asked, Form chosen, Viewer viewer, Locale locale, Model model) {
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var page = store.page(
                viewer,
                ladder,
                query(asked, year),
                words.today(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                50);
        boolean acts = GrowDesk.acts(viewer);
        List<Column<Entry>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.firm"),
                        e -> new Cell.Lines(e.name(), "/cultivation/entries/" + e.id(), e.creditCode())),
                Column.text(t(locale, "matchGrow.column.stage"), e -> words.stage(locale, e)),
                Column.text(
                        t(locale, "matchGrow.column.match"),
                        e -> words.state(locale, e.now(), e.distance(), e.missing())),
                Column.figure(
                        t(locale, "matchGrow.column.score"),
                        "",
                        e -> Cell.text(GrowWords.score(e.scoreLow(), e.scoreHigh()))),
                Column.text(t(locale, "matchGrow.column.region"), e -> Cell.text(words.region(locale, e.region()))),
                Column.text(t(locale, "matchGrow.column.counsellor"), e -> Cell.text(e.counsellorName())),
                Column.text(t(locale, "matchGrow.column.visited"), e -> GrowWords.day(e.visited())),
                Column.figure(t(locale, "matchGrow.column.measures"), "", e -> Cell.count(e.openMeasures())));
        Table table = Table.of(t(locale, "matchGrow.store"), columns, page.items());
        if (acts)
            table = table.chosenBy(
                    "entries",
                    page.items().stream()
                            .map(e -> e.inStore() ? e.id().toString() : "")
                            .toList());
        var listing = new Part.Listing(
                "",
                List.of(
                        new Button(t(locale, "matchGrow.runs"), "/cultivation/runs?ladder=" + ladder.id(), false),
                        new Button(t(locale, "matchGrow.export"), filtered(PATH + "/export", asked), false)),
                table,
                page,
                t(locale, "matchGrow.store.none"),
                t(locale, "matchGrow.store.none.hint"));
        model.addAttribute(
                "model",
                Page.of(t(locale, "matchGrow.store"))
                        .add(words.tabs(locale, ladder, PATH, year))
                        .add(query(asked, viewer, locale, ladder, year))
                        .add(new Part.Choosing(
                                "choosing",
                                listing,
                                chosen,
                                List.of(
                                        Field.checkbox(
                                                "all", t(locale, "matchGrow.wholeStore", GrowFilters.total(page))),
                                        Field.select(
                                                "counsellor",
                                                t(locale, "matchGrow.counsellor"),
                                                acts ? words.counsellors(viewer) : List.of()),
                                        Field.line("counsellorName", t(locale, "matchGrow.counsellorName"), 60)
                                                .hint(t(locale, "matchGrow.counsellorName.hint"))),
                                acts
                                        ? List.of(
                                                new Press(
                                                        t(locale, "matchGrow.do.prereview"),
                                                        filtered(PATH + "/prereview", asked),
                                                        true),
                                                new Press(
                                                        t(locale, "matchGrow.do.assign"),
                                                        filtered(PATH + "/assign", asked),
                                                        false))
                                        : List.of())));
        return Page.VIEW;
    }

    private Part query(Map<String, String> asked, Viewer viewer, Locale locale, Ladder ladder, int year) {
        return new Part.Query(
                PATH,
                GrowFilters.form(asked, ladder, year),
                List.of(
                        Field.line("q", t(locale, "matchGrow.q"), 60),
                        Field.select("year", t(locale, "matchGrow.year"), words.years(store.years(ladder))),
                        Field.select(
                                "stage",
                                t(locale, "matchGrow.column.stage"),
                                words.options(locale, GrowStage.class, "matchGrow.stage.")),
                        Field.hidden("ladder")),
                Stream.concat(
                                filters.ofFirms(viewer, locale).stream(),
                                Stream.of(
                                        Field.select(
                                                "state", t(locale, "matchGrow.column.match"), words.states(locale)),
                                        Field.select(
                                                "filterCounsellor",
                                                t(locale, "matchGrow.column.counsellor"),
                                                List.of(
                                                        new Option("mine", t(locale, "matchGrow.counsellor.mine")),
                                                        new Option("none", t(locale, "matchGrow.counsellor.none")))),
                                        Field.select(
                                                "here",
                                                t(locale, "matchGrow.here"),
                                                List.of(
                                                        new Option("left", t(locale, "matchGrow.here.left")),
                                                        new Option("all", t(locale, "matchGrow.here.all")))),
                                        Field.select(
                                                "sort",
                                                t(locale, "matchGrow.sort"),
                                                List.of(
                                                        new Option("visited", t(locale, "matchGrow.sort.visited")),
                                                        new Option("entered", t(locale, "matchGrow.sort.entered"))))))
                        .toList());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/assign")
    String assign(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var asked = posted.toSingleValueMap();
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var outcome =
                service.assignAll(viewer, ladder, year, GrowFilters.ids(posted, "entries"), whole(asked, year), asked);
        return Answer.of(
                outcome,
                Notice.done("matchGrow.done.assigned", outcome.<Integer>fold(count -> count, errors -> 0)),
                count -> filtered(PATH, asked),
                errors -> list(asked, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private static Optional<Query> whole(Map<String, String> asked, int year) {
        return "true".equals(asked.get("all")) ? Optional.of(query(asked, year)) : Optional.empty();
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/prereview")
    String prereview(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var asked = posted.toSingleValueMap();
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var outcome = prereviews.start(viewer, ladder, year, GrowFilters.ids(posted, "entries"), whole(asked, year));
        if (outcome instanceof Outcome.Done<UUID>(UUID run)) {
            int unused = prereviews.work(run, PATIENCE);
        }
        return Answer.of(
                outcome,
                Notice.done("matchGrow.done.run"),
                run -> "/cultivation/runs/" + run,
                errors -> list(asked, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var columns = List.of(
                new Sheets.Column<Entry>("matchGrow.column.firm", Entry::name),
                new Sheets.Column<Entry>("matchGrow.creditCode", Entry::creditCode),
                new Sheets.Column<Entry>("matchGrow.column.region", e -> words.region(locale, e.region())),
                new Sheets.Column<Entry>("matchGrow.column.field", e -> words.field(locale, e.field())),
                new Sheets.Column<Entry>(
                        "matchGrow.column.stage", e -> words.stage(locale, e).label()),
                new Sheets.Column<Entry>(
                        "matchGrow.column.match", e -> words.stateText(locale, e.now(), e.distance(), e.missing())),
                new Sheets.Column<Entry>("matchGrow.column.enteredOn", Entry::enteredOn),
                new Sheets.Column<Entry>("matchGrow.why", Entry::why),
                new Sheets.Column<Entry>("matchGrow.column.prereviewedOn", Entry::prereviewedOn),
                new Sheets.Column<Entry>("matchGrow.column.score", e -> GrowWords.score(e.scoreLow(), e.scoreHigh())),
                new Sheets.Column<Entry>("matchGrow.column.counsellor", Entry::counsellorName),
                new Sheets.Column<Entry>("matchGrow.column.visited", Entry::visited),
                new Sheets.Column<Entry>("matchGrow.column.measures", Entry::openMeasures),
                new Sheets.Column<Entry>("matchGrow.column.leftOn", Entry::leftOn));
        sheets.write(
                response,
                viewer,
                locale,
                words.name(locale, ladder) + " " + t(locale, "matchGrow.store") + " " + year,
                asked,
                columns,
                at -> store.page(viewer, ladder, query(asked, year), words.today(), at, Sheets.page()));
    }
}
