package dev.kechuang.plan.web.supervise;

import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.SuperviseStore.Query;
import dev.kechuang.plan.internal.supervise.Supervision;
import dev.kechuang.plan.internal.supervise.Supervision.Kind;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
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
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Items of supervision: the list, and how one is issued. */
@Controller
@RequestMapping("/supervision")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SuperviseController {

    private static final String PATH = "/supervision/";

    private final SuperviseStore store;
    private final SuperviseService service;
    private final Labels labels;
    private final Sheets sheets;

    SuperviseController(SuperviseStore store, SuperviseService service, Labels labels, Sheets sheets) {
        this.store = store;
        this.service = service;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    static Query query(Map<String, String> asked) {
        return new Query(
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("kind", ""),
                asked.getOrDefault("state", ""),
                Typed.id(asked.getOrDefault("unit", "")).orElse(null));
    }

    private static boolean issues(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.page(
                viewer, query(asked), labels.today(), KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
        var states = Stream.concat(
                        labels.options(locale, State.class, "supervise.state.").stream(),
                        Stream.of(new Option("late", t(locale, "supervise.late"))))
                .toList();
        var buttons = new ArrayList<Button>();
        if (issues(viewer)) buttons.add(new Button(t(locale, "supervise.new"), "/supervision/new", true));
        buttons.add(new Button(t(locale, "desk.export"), "/supervision/export", false));
        List<Column<Supervision>> columns = List.of(
                Column.text(t(locale, "supervise.column.number"), s -> Cell.link(s.number(), PATH + s.id())),
                Column.title(
                        t(locale, "supervise.column.title"),
                        s -> new Cell.Lines(
                                s.title(),
                                "",
                                t(locale, "supervise.kind." + s.kind().code()))),
                Column.text(t(locale, "supervise.column.unit"), s -> Cell.text(s.unitName())),
                Column.text(t(locale, "supervise.column.dueOn"), s -> Labels.day(s.dueOn())),
                Column.figure(t(locale, "supervise.findings"), "", s -> Cell.count(s.findings())),
                Column.figure(t(locale, "supervise.openFindings"), "", s -> Cell.count(s.open())),
                Column.text(t(locale, "supervise.column.state"), s -> state(locale, s)));
        model.addAttribute(
                "model",
                Page.of(t(locale, "supervise.list"))
                        .add(new Part.Query(
                                "/supervision",
                                Form.of(asked),
                                List.of(
                                        Field.line("q", t(locale, "supervise.q"), 60),
                                        Field.select(
                                                "kind",
                                                t(locale, "supervise.column.kind"),
                                                labels.options(locale, Kind.class, "supervise.kind.")),
                                        Field.select("state", t(locale, "supervise.column.state"), states)),
                                List.of(Field.select(
                                        "unit", t(locale, "supervise.column.unit"), labels.units(locale)))))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "supervise.list"), columns, page.items()),
                                page,
                                t(locale, "supervise.none"),
                                t(locale, "supervise.none.hint"))));
        return Page.VIEW;
    }

    private Tag state(Locale locale, Supervision s) {
        if (s.state() == State.CLOSED) return new Tag(t(locale, "supervise.state.closed"), Tone.PASSED);
        return s.dueOn().isBefore(labels.today())
                ? new Tag(t(locale, "supervise.late"), Tone.FAILED)
                : new Tag(t(locale, "supervise.state.open"), Tone.IN_PROGRESS);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/new")
    String issue(@RequestParam Map<String, String> asked, Locale locale, Model model) {
        var values = new HashMap<>(asked);
        UUID item = id(asked.getOrDefault("item", asked.getOrDefault("task", "")));
        if (item != null) store.planned(item).ifPresent(planned -> fill(values, planned, locale));
        values.putIfAbsent("kind", asked.containsKey("task") ? "task" : "free");
        values.putIfAbsent("dueOn", labels.today().plusDays(30).toString());
        return issue(Form.of(values), locale, model);
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is known of a task or target that is late or behind: what was typed already stays. */
    private void fill(Map<String, String> values, SuperviseStore.Planned planned, Locale locale) {
        String period = values.getOrDefault("period", "");
        values.putIfAbsent("kind", planned.task() ? "task" : "free");
        if (planned.task()) values.put("task", planned.item().toString());
        values.putIfAbsent("title", brief(t(locale, "supervise.prefill.title", planned.name()), 120));
        values.putIfAbsent(
                "basis",
                brief(
                        period.isEmpty()
                                ? t(locale, "supervise.prefill.basis", planned.planTitle(), planned.name())
                                : t(
                                        locale,
                                        "supervise.prefill.late",
                                        planned.planTitle(),
                                        planned.name(),
                                        period,
                                        values.getOrDefault("due", "")),
                        500));
        if (planned.lead() != null) values.putIfAbsent("unit", planned.lead().toString());
    }

    private static String brief(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private String issue(Form form, Locale locale, Model model) {
        var kinds = labels.options(locale, Kind.class, "supervise.kind.").stream()
                .filter(kind ->
                        !kind.value().equals("task") || !form.value("task").isEmpty())
                .toList();
        var fields = List.of(
                Field.radios("kind", t(locale, "supervise.column.kind"), kinds).must(),
                Field.line("title", t(locale, "supervise.column.title"), 120).must(),
                Field.select("unit", t(locale, "supervise.column.unit"), labels.units(locale))
                        .must(),
                Field.day("dueOn", t(locale, "supervise.column.dueOn")).must(),
                Field.text("basis", t(locale, "supervise.column.basis"), 500).hint(t(locale, "supervise.basis.hint")),
                Field.line("evaluator", t(locale, "supervise.column.evaluator"), 120)
                        .hint(t(locale, "supervise.evaluator.hint")),
                Field.line("policy", t(locale, "supervise.column.policy"), 120)
                        .hint(t(locale, "supervise.evaluator.hint")),
                Field.hidden("task"));
        model.addAttribute(
                "model",
                Page.of(t(locale, "supervise.new"), new Crumb(t(locale, "supervise.list"), "/supervision"))
                        .add(new Part.Command(
                                "",
                                "",
                                "/supervision/new",
                                form,
                                fields,
                                t(locale, "supervise.do.issue"),
                                "/supervision",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/new")
    String issued(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.issue(viewer, posted),
                Notice.done("supervise.done.issued"),
                id -> PATH + id,
                errors -> issue(Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var columns = List.of(
                new Sheets.Column<Supervision>("supervise.column.number", Supervision::number),
                new Sheets.Column<Supervision>(
                        "supervise.column.kind",
                        s -> t(locale, "supervise.kind." + s.kind().code())),
                new Sheets.Column<Supervision>("supervise.column.title", Supervision::title),
                new Sheets.Column<Supervision>("supervise.column.unit", Supervision::unitName),
                new Sheets.Column<Supervision>("supervise.column.issuedOn", Supervision::issuedOn),
                new Sheets.Column<Supervision>("supervise.column.dueOn", Supervision::dueOn),
                new Sheets.Column<Supervision>("supervise.findings", Supervision::findings),
                new Sheets.Column<Supervision>("supervise.openFindings", Supervision::open),
                new Sheets.Column<Supervision>(
                        "supervise.column.state", s -> state(locale, s).label()),
                new Sheets.Column<Supervision>("supervise.column.closedOn", Supervision::closedOn),
                new Sheets.Column<Supervision>("supervise.column.score", Supervision::score));
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "supervise.list"),
                asked,
                columns,
                at -> store.page(viewer, query(asked), labels.today(), at, 500));
    }
}
