package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionService;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.internal.opinion.OpinionStore.Query;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Opinions as officers work them off: list, one with its way, statistics, Excel. */
@Controller
@RequestMapping("/opinions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class OpinionController {

    private static final int SIZE = 50;

    private final OpinionStore store;
    private final OpinionService service;
    private final History history;
    private final OpinionWords words;
    private final Labels labels;
    private final Sheets sheets;

    OpinionController(
            OpinionStore store,
            OpinionService service,
            History history,
            OpinionWords words,
            Labels labels,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.history = history;
        this.words = words;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    static Query query(Map<String, String> asked) {
        String year = asked.getOrDefault("year", "").strip();
        return new Query(
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("state", ""),
                asked.getOrDefault("topic", ""),
                asked.getOrDefault("source", ""),
                year.matches("[0-9]{4}") ? Integer.parseInt(year) : 0,
                asked.containsKey("mine"));
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.page(
                viewer, query(asked), labels.today(), KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        var shown = Page.of(t(locale, "opinion.list"))
                .add(new Part.Query(
                        "/opinions",
                        Form.of(asked),
                        List.of(
                                Field.line("q", t(locale, "opinion.q"), 60),
                                Field.select("state", t(locale, "opinion.column.state"), words.states(locale)),
                                Field.select("topic", t(locale, "opinion.column.topic"), words.topics(locale))),
                        List.of(
                                Field.select("source", t(locale, "opinion.column.source"), words.sources(locale)),
                                Field.line("year", t(locale, "opinion.column.year"), 4))))
                .add(new Part.Listing(
                        "",
                        List.of(
                                new Button(t(locale, "opinion.forms"), "/opinions/forms", false),
                                new Button(t(locale, "opinion.meetings"), "/opinions/meetings", false),
                                new Button(t(locale, "opinion.statistics"), "/opinions/statistics", false),
                                new Button(t(locale, "desk.export"), "/opinions/export?" + encoded(asked), false)),
                        table(locale, page.items(), "/opinions/"),
                        page,
                        t(locale, "opinion.none"),
                        t(locale, "opinion.none.hint")));
        model.addAttribute("model", shown);
        return Page.VIEW;
    }

    private static String encoded(Map<String, String> asked) {
        var out = org.springframework.web.util.UriComponentsBuilder.newInstance();
        asked.forEach((name, value) -> out.queryParam(name, value));
        String query = out.encode().build().getQuery();
        return query == null ? "" : query;
    }

    Table table(Locale locale, List<Opinion> rows, String base) {
        return Table.of(
                t(locale, "opinion.list"),
                List.of(
                        Column.text(t(locale, "opinion.column.number"), o -> Cell.link(o.number(), base + o.id())),
                        Column.title(
                                t(locale, "opinion.column.text"),
                                o -> new Cell.Lines(words.brief(o.text()), "", o.organisationName())),
                        Column.text(t(locale, "opinion.column.topic"), o -> Cell.text(words.topic(locale, o.topic()))),
                        Column.text(t(locale, "opinion.column.unit"), o -> Cell.text(o.unitName())),
                        Column.text(t(locale, "opinion.column.dueOn"), o -> Labels.day(o.dueOn())),
                        Column.text(t(locale, "opinion.column.state"), o -> words.state(locale, o, labels.today()))),
                rows);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, String command, Form form, Viewer viewer, Locale locale, Model model) {
        Opinion o = store.find(viewer, id).orElseThrow(() -> new NotFound("opinion"));
        var page = Page.of(o.number(), new Crumb(t(locale, "opinion.list"), "/opinions"));
        page.add(new Part.Facts("", words.details(locale, o, true)));
        if (OpinionService.mayAnswer(viewer, o)) {
            page.add(command(
                    locale,
                    o,
                    "answer",
                    command,
                    form,
                    List.of(Field.text("answer", t(locale, "opinion.column.answer"), 4000)
                            .must()),
                    false));
        }
        if (OpinionService.mayAssign(viewer, o)) {
            var values = Map.of(
                    "topic", o.topic(), "unit", o.unit() == null ? "" : o.unit().toString());
            page.add(command(
                    locale,
                    o,
                    "assign",
                    command,
                    command.equals("assign") ? form : Form.of(values),
                    List.of(
                            Field.select("topic", t(locale, "opinion.column.topic"), words.topics(locale))
                                    .must(),
                            Field.select("unit", t(locale, "opinion.column.unit"), labels.units(locale))
                                    .must(),
                            Field.day("dueOn", t(locale, "opinion.column.dueOn"))
                                    .must()),
                    o.unit() != null));
        }
        if (o.state() == Opinion.State.ANSWERED && !viewer.is(Role.BUREAU_LEADER)) {
            page.add(command(locale, o, "close", command, form, List.of(), true));
        }
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "opinion.action.")));
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Part command(
            Locale locale, Opinion o, String command, String refused, Form form, List<Field> fields, boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        var values = new java.util.HashMap<>(command.equals(refused) || refused.isEmpty() ? form.values() : Map.of());
        values.put("version", String.valueOf(o.version()));
        return new Part.Command(
                t(locale, "opinion.do." + command),
                command.equals("close") ? t(locale, "opinion.close.hint") : "",
                "/opinions/" + o.id() + "/" + command,
                Form.of(values).with(command.equals(refused) ? form.errors() : List.of()),
                all,
                t(locale, "opinion.do." + command),
                "",
                false,
                folded);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/assign")
    String assign(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return done(
                id,
                "assign",
                posted,
                v -> service.assign(viewer, id, v, posted),
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/answer")
    String answer(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return done(
                id,
                "answer",
                posted,
                v -> service.answer(viewer, id, v, posted),
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return done(id, "close", posted, v -> service.close(viewer, id, v), viewer, locale, model, response, redirect);
    }

    private String done(
            UUID id,
            String command,
            Map<String, String> posted,
            Function<Integer, Outcome<UUID>> service,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.apply(Typed.version(posted.get("version"))),
                Notice.done("opinion.done." + command),
                value -> "/opinions/" + id,
                errors -> show(id, command, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var columns = List.of(
                new Sheets.Column<Opinion>("opinion.column.number", Opinion::number),
                new Sheets.Column<Opinion>("opinion.column.firm", Opinion::organisationName),
                new Sheets.Column<Opinion>("opinion.column.region", o -> labels.region(locale, o.region())),
                new Sheets.Column<Opinion>("opinion.column.topic", o -> words.topic(locale, o.topic())),
                new Sheets.Column<Opinion>("opinion.column.text", Opinion::text),
                new Sheets.Column<Opinion>("opinion.column.source", o -> words.source(locale, o)),
                new Sheets.Column<Opinion>("opinion.column.statedOn", Opinion::statedOn),
                new Sheets.Column<Opinion>("opinion.column.unit", Opinion::unitName),
                new Sheets.Column<Opinion>("opinion.column.dueOn", Opinion::dueOn),
                new Sheets.Column<Opinion>(
                        "opinion.column.state",
                        o -> words.state(locale, o, labels.today()).label()),
                new Sheets.Column<Opinion>("opinion.column.answer", Opinion::answer),
                new Sheets.Column<Opinion>("opinion.column.answeredOn", Opinion::answeredOn),
                new Sheets.Column<Opinion>("opinion.column.satisfaction", o -> words.satisfaction(locale, o)));
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "opinion.list"),
                asked,
                columns,
                at -> store.page(viewer, query(asked), labels.today(), at, 500));
    }

    /** The parameters of a request, several values of one field joined by commas. */
    static Map<String, String> joined(MultiValueMap<String, String> posted) {
        return Form.of(new LinkedMultiValueMap<>(posted)).values();
    }

    static List<Tab> tabs(Labels labels, Locale locale, String current) {
        return List.of(
                Tab.of(labels.text(locale, "opinion.forms"), "/opinions/forms", current.equals("forms")),
                Tab.of(labels.text(locale, "opinion.meetings"), "/opinions/meetings", current.equals("meetings")));
    }
}
