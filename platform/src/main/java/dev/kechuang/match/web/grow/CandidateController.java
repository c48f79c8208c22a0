package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.Candidate;
import dev.kechuang.match.internal.grow.CandidateStore;
import dev.kechuang.match.internal.grow.CandidateStore.Query;
import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.shared.KeyPage;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Firms near a ladder's thresholds (候选企业): the list, and how they come into the store. */
@Controller
@RequestMapping("/cultivation")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class CandidateController {

    private static final String PATH = "/cultivation";
    private final CandidateStore store;
    private final EntryStore entries;
    private final CultivationService service;
    private final GrowFilters filters;
    private final GrowWords words;
    private final Sheets sheets;

    CandidateController(
            CandidateStore store,
            EntryStore entries,
            CultivationService service,
            GrowFilters filters,
            GrowWords words,
            Sheets sheets) {
        this.store = store;
        this.entries = entries;
        this.service = service;
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
                asked.getOrDefault("visited", ""),
                asked.getOrDefault("stored", ""),
                asked.getOrDefault("sort", ""));
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        return list(asked, Form.EMPTY, Form.EMPTY, viewer, locale, model);
    }

    private String list(Map<String, String> asked, Form entering, Form one, Viewer viewer, Locale locale, Model model) {
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
        List<Column<Candidate>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.firm"),
                        c -> new Cell.Lines(c.name(), "/organisations/" + c.organisation(), c.creditCode())),
                Column.text(
                        t(locale, "matchGrow.column.match"),
                        c -> words.state(locale, c.state(), c.distance(), c.missing())),
                Column.text(t(locale, "matchGrow.column.region"), c -> Cell.text(words.region(locale, c.region()))),
                Column.text(t(locale, "matchGrow.column.field"), c -> Cell.text(words.field(locale, c.field()))),
                Column.text(t(locale, "matchGrow.column.visited"), c -> GrowWords.day(c.visited())),
                Column.actions(
                        t(locale, "matchGrow.column.do"),
                        c -> c.entry() == null
                                ? Cell.link(
                                        t(locale, "matchGrow.do.try"),
                                        "/policies/" + ladder.policy() + "/organisations/" + c.organisation())
                                : Cell.link(t(locale, "matchGrow.do.open"), "/cultivation/entries/" + c.entry())));
        Table table = Table.of(t(locale, "matchGrow.candidates"), columns, page.items());
        if (acts)
            table = table.chosenBy(
                    "organisations",
                    page.items().stream()
                            .map(c -> c.entry() == null ? c.organisation().toString() : "")
                            .toList());
        var listing = new Part.Listing(
                "",
                List.of(new Button(
                        t(locale, "matchGrow.export"), GrowFilters.filtered(PATH + "/export", asked), false)),
                table,
                page,
                t(locale, "matchGrow.candidates.none"),
                t(locale, "matchGrow.candidates.none.hint"));
        var shown = Page.of(t(locale, "matchGrow.candidates"))
                .add(words.tabs(locale, ladder, PATH, year))
                .add(query(asked, viewer, locale, ladder, year))
                .add(new Part.Choosing(
                        "entering",
                        listing,
                        entering,
                        List.of(
                                Field.line("why", t(locale, "matchGrow.why"), 500)
                                        .must()
                                        .hint(t(locale, "matchGrow.why.hint")),
                                Field.checkbox("all", t(locale, "matchGrow.whole", GrowFilters.total(page)))),
                        acts
                                ? List.of(new Press(
                                        t(locale, "matchGrow.do.enter", String.valueOf(year)),
                                        GrowFilters.filtered(PATH + "/enter", asked),
                                        true))
                                : List.of()));
        if (acts)
            shown.add(new Part.Command(
                    t(locale, "matchGrow.enterOne"),
                    t(locale, "matchGrow.enterOne.hint"),
                    PATH + "/enter-one?ladder=" + ladder.id() + "&year=" + year,
                    one,
                    List.of(
                            Field.line("creditCode", t(locale, "matchGrow.creditCode"), 18)
                                    .must(),
                            Field.line("why", t(locale, "matchGrow.why"), 500).must()),
                    t(locale, "matchGrow.do.enter", String.valueOf(year)),
                    "",
                    false,
                    true));
        model.addAttribute("model", shown);
        return Page.VIEW;
    }

    private Part query(Map<String, String> asked, Viewer viewer, Locale locale, Ladder ladder, int year) {
        return new Part.Query(
                PATH,
                GrowFilters.form(asked, ladder, year),
                List.of(
                        Field.line("q", t(locale, "matchGrow.q"), 60),
                        Field.select("state", t(locale, "matchGrow.column.match"), words.states(locale)),
                        Field.select("year", t(locale, "matchGrow.year"), words.years(entries.years(ladder))),
                        Field.hidden("ladder")),
                Stream.concat(
                                filters.ofFirms(viewer, locale).stream(),
                                Stream.of(
                                        Field.select(
                                                "stored",
                                                t(locale, "matchGrow.stored"),
                                                List.of(
                                                        new Option("in", t(locale, "matchGrow.stored.in")),
                                                        new Option("all", t(locale, "matchGrow.stored.all")))),
                                        Field.select(
                                                "sort",
                                                t(locale, "matchGrow.sort"),
                                                List.of(new Option("visited", t(locale, "matchGrow.sort.visited"))))))
                        .toList());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/enter")
    String enter(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var asked = posted.toSingleValueMap();
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        boolean all = "true".equals(asked.get("all"));
        var outcome = service.enter(
                viewer,
                ladder,
                year,
                GrowFilters.ids(posted, "organisations"),
                all ? Optional.of(query(asked, year)) : Optional.empty(),
                asked);
        return Answer.of(
                outcome,
                Notice.done("matchGrow.done.entered", outcome.<Integer>fold(count -> count, errors -> 0)),
                count -> "/cultivation/store?ladder=" + ladder.id() + "&year=" + year,
                errors -> list(asked, Form.of(posted).with(errors), Form.EMPTY, viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/enter-one")
    String enterOne(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.enterOne(viewer, words.ladder(posted), words.year(posted), posted),
                Notice.done("matchGrow.done.entered", 1),
                id -> "/cultivation/entries/" + id,
                errors -> list(posted, Form.EMPTY, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        Ladder ladder = words.ladder(asked);
        int year = words.year(asked);
        var columns = List.of(
                new Sheets.Column<Candidate>("matchGrow.column.firm", Candidate::name),
                new Sheets.Column<Candidate>("matchGrow.creditCode", Candidate::creditCode),
                new Sheets.Column<Candidate>("matchGrow.column.region", c -> words.region(locale, c.region())),
                new Sheets.Column<Candidate>("matchGrow.column.field", c -> words.field(locale, c.field())),
                new Sheets.Column<Candidate>(
                        "matchGrow.column.match", c -> words.stateText(locale, c.state(), c.distance(), c.missing())),
                new Sheets.Column<Candidate>("matchGrow.column.visited", Candidate::visited));
        sheets.write(
                response,
                viewer,
                locale,
                words.name(locale, ladder) + " " + t(locale, "matchGrow.candidates"),
                asked,
                columns,
                at -> store.page(viewer, ladder, query(asked, year), words.today(), at, Sheets.page()));
    }
}
