package dev.kechuang.plan.web.supervise;

import dev.kechuang.file.Uploads;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.SuperviseStore.Query;
import dev.kechuang.plan.internal.supervise.Supervision;
import dev.kechuang.plan.internal.supervise.Supervision.Finding;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.internal.supervise.Supervision.Kind;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.FieldError;
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
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Supervision items with their findings. */
@Controller
@RequestMapping("/supervision")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SuperviseController {

    private static final String PATH = "/supervision/";

    private final SuperviseStore store;
    private final SuperviseService service;
    private final History history;
    private final Uploads uploads;
    private final Labels labels;
    private final Sheets sheets;

    SuperviseController(
            SuperviseStore store,
            SuperviseService service,
            History history,
            Uploads uploads,
            Labels labels,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.history = history;
        this.uploads = uploads;
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

    private Tag state(Locale locale, Finding f) {
        LocalDate today = labels.today();
        boolean waits = f.state() == FindingState.OPEN || f.state() == FindingState.RETURNED;
        if (waits && f.dueOn().isBefore(today)) return new Tag(t(locale, "supervise.late"), Tone.FAILED);
        return new Tag(
                t(locale, "supervise.findingState." + f.state().code()),
                switch (f.state()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case REPORTED -> Tone.PUBLISHED;
                    case RETURNED -> Tone.RETURNED;
                    case ACCEPTED -> Tone.PASSED;
                });
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
                Field.line("basis", t(locale, "supervise.column.basis"), 500).hint(t(locale, "supervise.basis.hint")),
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

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    /** @param refused the command that was refused: {@code find}, {@code close}, or the id of a finding */
    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Supervision s = store.find(viewer, id).orElseThrow(() -> new NotFound("supervision"));
        boolean supervises = SuperviseService.supervises(viewer, s);
        var page = Page.of(s.title(), new Crumb(t(locale, "supervise.list"), "/supervision"))
                .add(new Part.Facts("", details(locale, s)));
        if (!s.conclusion().isEmpty())
            page.add(new Part.Prose(t(locale, "supervise.column.conclusion"), s.conclusion()));
        for (Finding f : store.findings(viewer, id)) finding(page, locale, s, f, viewer, refused, form);
        if (supervises) commands(page, locale, s, refused, form);
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "supervise.action.")));
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private List<Detail> details(Locale locale, Supervision s) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "supervise.column.state"), state(locale, s)));
        details.add(Detail.of(t(locale, "supervise.column.number"), s.number()));
        details.add(Detail.of(
                t(locale, "supervise.column.kind"),
                t(locale, "supervise.kind." + s.kind().code())));
        details.add(Detail.of(t(locale, "supervise.column.unit"), labels.unit(locale, s.unit())));
        details.add(Detail.of(t(locale, "supervise.column.issued"), s.issuedName() + " " + s.issuedOn()));
        details.add(Detail.of(t(locale, "supervise.column.dueOn"), Labels.day(s.dueOn())));
        if (s.task() != null)
            details.add(Detail.of(
                    t(locale, "supervise.column.task"), store.task(s.task()).orElse("")));
        if (!s.basis().isEmpty()) details.add(Detail.of(t(locale, "supervise.column.basis"), s.basis()));
        if (s.kind() == Kind.EVALUATION) {
            details.add(Detail.of(t(locale, "supervise.column.policy"), s.policy()));
            details.add(Detail.of(t(locale, "supervise.column.evaluator"), s.evaluator()));
            var score = s.score();
            details.add(
                    Detail.of(t(locale, "supervise.column.score"), score == null ? Cell.NONE : Cell.decimal(score, 2)));
        }
        if (s.state() == State.CLOSED)
            details.add(new Detail(t(locale, "supervise.column.closedOn"), Labels.day(s.closedOn()), s.closedNote()));
        if (s.reopened() > 0) details.add(Detail.of(t(locale, "supervise.reopened"), Cell.count(s.reopened())));
        return details;
    }

    private void finding(Page page, Locale locale, Supervision s, Finding f, Viewer viewer, String refused, Form form) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "supervise.column.state"), state(locale, f)));
        details.add(new Detail(
                t(locale, "supervise.column.finding"), Cell.text(f.text()), f.foundName() + " " + f.foundOn()));
        details.add(Detail.of(t(locale, "supervise.column.dueOn"), Labels.day(f.dueOn())));
        if (!f.report().isEmpty())
            details.add(new Detail(
                    t(locale, "supervise.column.report"),
                    Cell.text(f.report()),
                    f.reportedName() + " " + f.reportedOn()));
        if (!f.review().isEmpty())
            details.add(new Detail(
                    t(locale, "supervise.column.review"), Cell.text(f.review()), String.valueOf(f.reviewedOn())));
        for (var evidence : f.evidence()) {
            details.add(Detail.of(
                    t(locale, "supervise.evidence." + evidence.part()),
                    Cell.link(evidence.name(), "/files/" + evidence.file())));
        }
        page.add(new Part.Facts(t(locale, "supervise.findingNumber", f.number()), details));
        boolean waits = f.state() == FindingState.OPEN || f.state() == FindingState.RETURNED;
        String me = f.id().toString();
        // Fields of findings carry the number, as a page may hold several of the same form.
        if (s.state() == State.OPEN && waits && SuperviseService.reports(viewer, s)) {
            page.add(command(
                    locale,
                    "report",
                    "/supervision/findings/" + me + "/report",
                    me.equals(refused),
                    form,
                    f.version(),
                    List.of(
                            Field.text("report", t(locale, "supervise.column.report"), 4000)
                                    .must(),
                            Field.files("files", t(locale, "supervise.files"), t(locale, "supervise.files.hint"))),
                    f.number() > 1));
        }
        if (s.state() == State.OPEN && f.state() == FindingState.REPORTED && SuperviseService.supervises(viewer, s)) {
            page.add(command(
                    locale,
                    "review",
                    "/supervision/findings/" + me + "/review",
                    me.equals(refused),
                    form,
                    f.version(),
                    List.of(
                            Field.radios(
                                            "decision",
                                            t(locale, "supervise.column.decision"),
                                            List.of(
                                                    new Option("accepted", t(locale, "supervise.action.accepted")),
                                                    new Option("returned", t(locale, "supervise.action.returned"))))
                                    .must(),
                            Field.text("review", t(locale, "supervise.column.review"), 1000),
                            Field.day("newDueOn", t(locale, "supervise.newDueOn"))),
                    false));
        }
    }

    private void commands(Page page, Locale locale, Supervision s, String refused, Form form) {
        if (s.state() == State.CLOSED) {
            page.add(command(
                    locale,
                    "reopen",
                    PATH + s.id() + "/reopen",
                    refused.equals("reopen"),
                    form,
                    s.version(),
                    List.of(
                            Field.text("reason", t(locale, "supervise.column.reason"), 1000)
                                    .must(),
                            Field.day("reopenDueOn", t(locale, "supervise.newDueOn"))
                                    .must()),
                    true));
            return;
        }
        page.add(command(
                locale,
                "find",
                PATH + s.id() + "/find",
                refused.equals("find"),
                form,
                s.version(),
                List.of(
                        Field.text("text", t(locale, "supervise.column.finding"), 2000)
                                .must(),
                        Field.day("findingDueOn", t(locale, "supervise.rectifyBy"))
                                .must(),
                        Field.files("files", t(locale, "supervise.files"), t(locale, "supervise.files.hint"))),
                true));
        if (s.kind() == Kind.EVALUATION) {
            page.add(command(
                    locale,
                    "result",
                    PATH + s.id() + "/result",
                    refused.equals("result"),
                    form,
                    s.version(),
                    List.of(
                            Field.number("score", t(locale, "supervise.column.score"))
                                    .must(),
                            Field.text("conclusion", t(locale, "supervise.column.conclusion"), 4000)
                                    .must()),
                    true));
        }
        if (s.open() == 0) {
            page.add(command(
                    locale,
                    "close",
                    PATH + s.id() + "/close",
                    refused.equals("close"),
                    form,
                    s.version(),
                    List.of(Field.text("note", t(locale, "supervise.column.note"), 1000)
                            .must()),
                    true));
        }
    }

    private Part command(
            Locale locale,
            String name,
            String action,
            boolean refused,
            Form form,
            int version,
            List<Field> fields,
            boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        var values = new HashMap<>(refused ? form.values() : Map.of());
        values.put("version", String.valueOf(version));
        return new Part.Command(
                t(locale, "supervise.do." + name),
                "",
                action,
                Form.of(values).with(refused ? form.errors() : List.of()),
                all,
                t(locale, "supervise.do." + name),
                "",
                false,
                folded);
    }

    private String answer(
            UUID id,
            String command,
            Map<String, String> posted,
            Outcome<UUID> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("supervise.done.saved"),
                done -> PATH + id,
                errors -> show(id, command, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private static int version(Map<String, String> posted) {
        return Typed.version(posted.get("version"));
    }

    /** What was typed with the files that came along; refused where a file is not what it claims. */
    private Outcome<UUID> withFiles(
            Viewer viewer,
            Map<String, String> posted,
            MultipartFile @Nullable [] files,
            Function<Map<String, String>, Outcome<UUID>> command)
            throws IOException {
        return uploads.store(viewer, files)
                .fold(
                        ids -> {
                            var typed = new HashMap<>(posted);
                            typed.put("files", ids);
                            return command.apply(typed);
                        },
                        (List<FieldError> errors) -> Outcome.<UUID>refused(errors));
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/find")
    String found(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        var outcome = withFiles(viewer, posted, files, typed -> service.find(viewer, id, version(posted), typed));
        return answer(id, "find", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/result")
    String result(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.result(viewer, id, version(posted), posted);
        return answer(id, "result", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.close(viewer, id, version(posted), posted);
        return answer(id, "close", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/reopen")
    String reopen(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.reopen(viewer, id, version(posted), posted);
        return answer(id, "reopen", posted, outcome, viewer, locale, model, response, redirect);
    }

    private UUID item(Viewer viewer, UUID finding) {
        return store.finding(viewer, finding).map(Finding::supervision).orElseThrow(() -> new NotFound("finding"));
    }

    /** Where a record of a finding leads: to its item. */
    @GetMapping("/findings/{id}")
    String finding(@PathVariable UUID id, Viewer viewer) {
        return "redirect:" + PATH + item(viewer, id);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/findings/{id}/report")
    String report(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        UUID item = item(viewer, id);
        var outcome = withFiles(viewer, posted, files, typed -> service.report(viewer, id, version(posted), typed));
        return answer(item, id.toString(), posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/findings/{id}/review")
    String review(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID item = item(viewer, id);
        var outcome = service.review(viewer, id, version(posted), posted);
        return answer(item, id.toString(), posted, outcome, viewer, locale, model, response, redirect);
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
