package dev.kechuang.plan.web.scheme;

import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.scheme.Scheme;
import dev.kechuang.plan.internal.scheme.Scheme.Kind;
import dev.kechuang.plan.internal.scheme.Scheme.Level;
import dev.kechuang.plan.internal.scheme.Scheme.State;
import dev.kechuang.plan.internal.scheme.SchemeService;
import dev.kechuang.plan.internal.scheme.SchemeStore;
import dev.kechuang.plan.internal.scheme.SchemeStore.Query;
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
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Schemes: list, one with its stages, targets and progress. */
@Controller
@RequestMapping("/schemes")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SchemeController {

    private final SchemeStore store;
    private final SchemeService service;
    private final History history;
    private final Labels labels;
    private final Sheets sheets;
    private final SchemeParts parts;

    SchemeController(
            SchemeStore store,
            SchemeService service,
            History history,
            Labels labels,
            Sheets sheets,
            SchemeParts parts) {
        this.store = store;
        this.service = service;
        this.history = history;
        this.labels = labels;
        this.sheets = sheets;
        this.parts = parts;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    static Query query(Map<String, String> asked) {
        return new Query(
                asked.getOrDefault("q", "").strip(), asked.getOrDefault("kind", ""), asked.getOrDefault("state", ""));
    }

    private List<Option> kinds(Locale locale) {
        return labels.options(locale, Kind.class, "scheme.kind.");
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.page(
                viewer, query(asked), labels.today(), KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
        var states = Stream.concat(
                        labels.options(locale, State.class, "scheme.state.").stream(),
                        Stream.of(new Option("late", t(locale, "scheme.late"))))
                .toList();
        var buttons = new ArrayList<Button>();
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER))
            buttons.add(new Button(t(locale, "scheme.new"), "/schemes/new", true));
        buttons.add(new Button(t(locale, "desk.export"), "/schemes/export", false));
        List<Column<Scheme>> columns = List.of(
                Column.text(t(locale, "scheme.column.number"), s -> Cell.text(s.number())),
                Column.title(
                        t(locale, "scheme.column.title"),
                        s -> new Cell.Lines(s.title(), "/schemes/" + s.id(), s.source())),
                Column.text(t(locale, "scheme.column.kind"), s -> Cell.text(parts.kind(locale, s))),
                Column.text(t(locale, "scheme.column.unit"), s -> Cell.text(s.unitName())),
                Column.text(t(locale, "scheme.column.endsOn"), s -> Labels.day(s.endsOn())),
                Column.figure(t(locale, "scheme.column.percent"), "%", s -> Cell.count(s.percent())),
                Column.text(t(locale, "scheme.column.state"), s -> parts.state(locale, s)));
        model.addAttribute(
                "model",
                Page.of(t(locale, "scheme.list"))
                        .add(new Part.Query(
                                "/schemes",
                                Form.of(asked),
                                List.of(
                                        Field.line("q", t(locale, "scheme.q"), 60),
                                        Field.select("kind", t(locale, "scheme.column.kind"), kinds(locale)),
                                        Field.select("state", t(locale, "scheme.column.state"), states)),
                                List.of()))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "scheme.list"), columns, page.items()),
                                page,
                                t(locale, "scheme.none"),
                                t(locale, "scheme.none.hint"))));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/new")
    String enter(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var values = new HashMap<>(asked);
        values.putIfAbsent("kind", "assigned");
        values.putIfAbsent("level", "city");
        values.putIfAbsent("startsOn", labels.today().toString());
        UUID unit = viewer.unit();
        if (unit != null) values.putIfAbsent("unit", unit.toString());
        return enter(Form.of(values), viewer, locale, model);
    }

    /** A county enters what its own unit leads and is offered nothing else. */
    private List<Option> leads(Viewer viewer, Locale locale) {
        var all = labels.units(locale);
        return viewer.is(Role.BUREAU_OFFICER)
                ? all
                : all.stream()
                        .filter(one -> one.value().equals(String.valueOf(viewer.unit())))
                        .toList();
    }

    private String enter(Form form, Viewer viewer, Locale locale, Model model) {
        var scale = Stream.of("1", "2", "3", "4", "5")
                .map(one -> new Option(one, one))
                .toList();
        var fields = List.of(
                Field.radios("kind", t(locale, "scheme.column.kind"), kinds(locale))
                        .must(),
                Field.line("title", t(locale, "scheme.column.title"), 120).must(),
                Field.line("source", t(locale, "scheme.column.source"), 120)
                        .must()
                        .hint(t(locale, "scheme.source.hint")),
                Field.line("document", t(locale, "scheme.column.document"), 80),
                Field.select(
                                "level",
                                t(locale, "scheme.column.level"),
                                labels.options(locale, Level.class, "scheme.level."))
                        .must(),
                Field.day("startsOn", t(locale, "scheme.column.startsOn")).must(),
                Field.day("endsOn", t(locale, "scheme.column.endsOn")).must(),
                Field.select("unit", t(locale, "scheme.column.unit"), leads(viewer, locale))
                        .must(),
                Field.select("region", t(locale, "scheme.column.region"), labels.regions(locale, viewer))
                        .hint(t(locale, "scheme.region.hint")),
                Field.checkboxes("supporting", t(locale, "scheme.column.supporting"), labels.units(locale)),
                Field.text("content", t(locale, "scheme.column.content"), 4000),
                Field.text("stages", t(locale, "scheme.stages"), 8000).hint(t(locale, "scheme.stages.hint")),
                Field.text("targets", t(locale, "scheme.targets"), 4000).hint(t(locale, "scheme.targets.hint")),
                Field.select("likelihood", t(locale, "scheme.column.likelihood"), scale)
                        .hint(t(locale, "scheme.risk.hint")),
                Field.select("impact", t(locale, "scheme.column.impact"), scale).hint(t(locale, "scheme.risk.hint")));
        model.addAttribute(
                "model",
                Page.of(t(locale, "scheme.new"), new Crumb(t(locale, "scheme.list"), "/schemes"))
                        .add(new Part.Command(
                                "",
                                "",
                                "/schemes/new",
                                form,
                                fields,
                                t(locale, "desk.save"),
                                "/schemes",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/new")
    String entered(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = Form.of(posted).values();
        return Answer.of(
                service.enter(viewer, typed),
                Notice.done("scheme.done.saved"),
                id -> "/schemes/" + id,
                errors -> enter(Form.of(typed).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Scheme s = store.find(viewer, id).orElseThrow(() -> new NotFound("scheme"));
        var stages = store.stages(id);
        boolean running = s.state() == State.RUNNING;
        var page = Page.of(s.title(), new Crumb(t(locale, "scheme.list"), "/schemes"))
                .add(new Part.Facts("", parts.details(locale, s)));
        if (!s.content().isEmpty()) page.add(new Part.Prose(t(locale, "scheme.column.content"), s.content()));
        var targets = store.targets(id);
        if (!targets.isEmpty()) page.add(parts.targets(locale, s, targets));
        if (!stages.isEmpty()) page.add(parts.stages(locale, s, stages));
        if (running && SchemeService.reports(viewer, s)) {
            var open = stages.stream()
                    .filter(stage -> stage.doneOn() == null)
                    .map(stage -> new Option(String.valueOf(stage.number()), stage.title()))
                    .toList();
            var fields = new ArrayList<>(List.of(
                    Field.number("percent", t(locale, "scheme.column.percent")).must(),
                    Field.text("text", t(locale, "scheme.progress"), 2000).must()));
            if (!open.isEmpty()) fields.add(Field.checkboxes("done", t(locale, "scheme.stageDone"), open));
            page.add(command(locale, s, "report", refused, form, fields, false));
        }
        if (running && SchemeService.supports(viewer, s)) {
            page.add(command(
                    locale,
                    s,
                    "report",
                    refused,
                    form,
                    List.of(Field.text("text", t(locale, "scheme.supported"), 2000)
                            .must()),
                    false));
        }
        if (running && SchemeService.closes(viewer, s)) {
            page.add(command(
                    locale,
                    s,
                    "close",
                    refused,
                    form,
                    List.of(
                            Field.radios(
                                            "result",
                                            t(locale, "scheme.result"),
                                            List.of(
                                                    new Option("completed", t(locale, "scheme.state.completed")),
                                                    new Option("terminated", t(locale, "scheme.state.terminated"))))
                                    .must(),
                            Field.text("note", t(locale, "scheme.column.closedNote"), 2000)
                                    .must()),
                    true));
        }
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "scheme.action.")));
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Part command(
            Locale locale, Scheme s, String name, String refused, Form form, List<Field> fields, boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        boolean mine = name.equals(refused);
        var values = new HashMap<>(mine ? form.values() : Map.of());
        values.put("version", String.valueOf(s.version()));
        if (!mine && name.equals("report")) values.put("percent", String.valueOf(s.percent()));
        return new Part.Command(
                t(locale, "scheme.do." + name),
                "",
                "/schemes/" + s.id() + "/" + name,
                Form.of(values).with(mine ? form.errors() : List.of()),
                all,
                t(locale, "scheme.do." + name),
                "",
                false,
                folded);
    }

    private String answer(
            UUID id,
            String command,
            Map<String, String> typed,
            Outcome<UUID> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("scheme.done.saved"),
                done -> "/schemes/" + id,
                errors -> show(id, command, Form.of(typed).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/report")
    String report(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = Form.of(posted).values();
        var outcome = service.report(viewer, id, Typed.version(typed.get("version")), typed);
        return answer(id, "report", typed, outcome, viewer, locale, model, response, redirect);
    }

    @PostMapping("/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.close(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(id, "close", posted, outcome, viewer, locale, model, response, redirect);
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var columns = List.of(
                new Sheets.Column<Scheme>("scheme.column.number", Scheme::number),
                new Sheets.Column<Scheme>("scheme.column.kind", s -> parts.kind(locale, s)),
                new Sheets.Column<Scheme>("scheme.column.title", Scheme::title),
                new Sheets.Column<Scheme>("scheme.column.source", Scheme::source),
                new Sheets.Column<Scheme>("scheme.column.document", Scheme::document),
                new Sheets.Column<Scheme>("scheme.column.unit", Scheme::unitName),
                new Sheets.Column<Scheme>("scheme.column.startsOn", Scheme::startsOn),
                new Sheets.Column<Scheme>("scheme.column.endsOn", Scheme::endsOn),
                new Sheets.Column<Scheme>("scheme.column.percent", Scheme::percent),
                new Sheets.Column<Scheme>(
                        "scheme.column.state", s -> parts.state(locale, s).label()));
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "scheme.list"),
                asked,
                columns,
                at -> store.page(viewer, query(asked), labels.today(), at, 500));
    }
}
